"""The engine in use. Readers take one reference and never wait."""

from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Final

from matching.errors import MatchingError
from matching.exploration import Exploration
from models.promotion import pointer_stamp
from models.releases import Release
from service.logs import logger
from service.runtime.choices import Choice, choices
from service.runtime.health import Health, State
from service.runtime.loading import (
    NOT_THE_RELEASE,
    LoadEncoder,
    Serving,
    Starting,
    Stopping,
    load_encoder,
    load_serving,
    try_release,
)
from service.settings import Settings
from service.storage import Storage
from service.vectors import Progress

_WATCH_SECONDS: Final = 1.0
"""How often storage is asked whether another process changed it, and the registry likewise."""
_PATIENCE_SECONDS: Final = 10.0
"""How long a stop waits for what is under way."""

Signs = tuple[tuple[int, int] | None, int]
"""Of news: the stamp of the promotion, and the time of the folder of prepared encoders."""


class Runtime:
    """Holds what answers requests.

    Two locks: one release is loaded at a time, which may take minutes; and one change at a time is
    made to what is in use, which takes milliseconds. So records keep up while a release loads.
    """

    def __init__(
        self, settings: Settings, storage: Storage, load: LoadEncoder = load_encoder
    ) -> None:
        self._settings = settings
        self._storage = storage
        self._load_encoder = load
        self._serving: Serving | None = None
        self._refused_release: str | None = None
        self._release_problem: str | None = None
        self._records_problem: str | None = None
        self._signs: Signs | None = None
        self._loading = Lock()
        self._changing = Lock()
        self._stopped = Event()
        self._watchers: list[Thread] = []

    def start(self, progress: Progress | None = None) -> None:
        """Load everything, then keep up with storage and promotions; failures are reported."""
        try:
            self.load(progress)
        except MatchingError as error:
            logger().error("runtime-failed", code=error.code)
        for follow in (self._follow_records, self._follow_promotions):
            watcher = Thread(target=self._watch, args=(follow,), name=follow.__name__, daemon=True)
            self._watchers.append(watcher)
            watcher.start()

    def stop(self) -> None:
        """Stop keeping up; what is loaded still answers."""
        self._stopped.set()
        for watcher in self._watchers:
            watcher.join(_PATIENCE_SECONDS)

    def serving(self) -> Serving:
        """What to answer with.

        Raises:
            Starting: not loaded yet, or loading failed; `health` says which.
        """
        if self._serving is None:
            raise Starting
        return self._serving

    @property
    def release(self) -> Release | None:
        """The release that answers; None while nothing does."""
        return None if self._serving is None else self._serving.release

    def try_release(self, release: Release) -> None:
        """See that a release answers well here, with its own encoder; nothing is kept.

        Raises:
            NotReady: it does not, or its encoder is not prepared.
        """
        try_release(self._settings, release, self._load_encoder)

    @property
    def exploration(self) -> Exploration:
        """How far orders are varied here."""
        settings = self._settings
        return Exploration(rate=settings.exploration_rate, margin=settings.exploration_margin)

    def load(self, progress: Progress | None = None) -> None:
        """Load release, encoder and inventory beside what is in use, check, swap.

        When nothing is in use yet and the release to run is refused, the one that was in use before
        it is taken, and `health` says so.

        Raises:
            MatchingError: something is missing or disagrees; what was in use stays in use.
        """
        with self._loading:
            self._signs = self._signs_of_news()
            try:
                self._storage.check()
                self._take_first(progress)
            except NOT_THE_RELEASE as error:
                self._signs = None
                self._records_problem = error.code
                raise

    def reload(self) -> Health:
        """Take the release and the encoder again from their folders.

        Raises:
            MatchingError: they are refused, and the old ones stay.
        """
        self.load()
        return self.health()

    def refresh(self) -> None:
        """Bring the inventory up to date with storage; call it after a write."""
        with self._changing:
            if self._serving is not None:
                self._serving = self._serving.updated()

    def health(self) -> Health:
        """Where things stand now."""
        serving = self._serving
        found = dict.fromkeys((self._release_problem, self._records_problem))
        problems = tuple(code for code in found if code)
        if serving is None:
            return Health(
                state=State.FAILED if problems else State.LOADING,
                release_id=None,
                refused_release_id=self._refused_release,
                encoder_revision=None,
                records_revision=None,
                records_behind=0,
                opportunities=0,
                people=0,
                problems=problems,
            )
        return Health(
            state=State.DEGRADED if problems else State.READY,
            release_id=serving.matcher.release_id,
            refused_release_id=self._refused_release,
            encoder_revision=serving.encoder.revision,
            records_revision=serving.inventory.records_revision,
            records_behind=self.records_behind(),
            opportunities=serving.inventory.size,
            people=len(serving.inventory.people.profiles),
            problems=problems,
        )

    def records_behind(self) -> int:
        """Changes in storage that answers do not see yet; 0 when nothing is loaded."""
        serving = self._serving
        if serving is None:
            return 0
        with self._storage.read() as work:
            records, feedback = work.records.revision(), work.feedback.revision()
        held = serving.inventory
        return records - held.records_revision + feedback - held.feedback_revision

    def _take_first(self, progress: Progress | None) -> None:
        """Install the first choice; at the start, the first that is not refused."""
        wanted, *others = choices(self._settings)
        try:
            self._take(wanted, progress)
        except NOT_THE_RELEASE:
            raise
        except MatchingError as error:
            self._note_refusal(wanted, error)
            if self._serving is not None or not self._took_one_of(others, progress):
                raise
        else:
            self._refused_release = self._release_problem = None

    def _took_one_of(self, others: list[Choice], progress: Progress | None) -> bool:
        for choice in others:
            try:
                self._take(choice, progress)
            except NOT_THE_RELEASE:
                raise
            except MatchingError:
                continue
            return True
        return False

    def _take(self, choice: Choice, progress: Progress | None) -> None:
        beside = load_serving(
            self._settings, self._storage, self._load_encoder, choice, self._heeding(progress)
        )
        # Most of what changed meanwhile is caught up with before anybody has to wait.
        beside = beside.updated()
        with self._changing:
            self._serving = beside.updated()
            self._records_problem = None
        logger().info("release-in-use", release_id=beside.matcher.release_id)

    def _note_refusal(self, choice: Choice, error: MatchingError) -> None:
        release_id = None if choice.published is None else choice.published.release_id
        if (release_id, error.code) != (self._refused_release, self._release_problem):
            logger().warning("release-refused", release_id=release_id, code=error.code)
        self._refused_release, self._release_problem = release_id, error.code

    def _heeding(self, progress: Progress | None) -> Progress:
        """Progress that ends the work when the service is told to stop."""

        def report(done: int, of: int) -> None:
            if self._stopped.is_set():
                raise Stopping
            if progress is not None:
                progress(done, of)

        return report

    def _watch(self, follow: Callable[[], None]) -> None:
        while not self._stopped.wait(_WATCH_SECONDS):
            follow()

    def _follow_records(self) -> None:
        if self._serving is None:
            return
        try:
            if self.records_behind():
                self.refresh()
            self._records_problem = None
        except MatchingError as error:
            if error.code != self._records_problem:
                logger().error("runtime-behind", code=error.code)
            self._records_problem = error.code

    def _follow_promotions(self) -> None:
        if self._serving is not None and not self._has_news():
            return
        known = (self._release_problem, self._records_problem)
        try:
            self.load()
        except MatchingError as error:
            if error.code not in known:
                logger().error("runtime-failed", code=error.code)

    def _has_news(self) -> bool:
        """Whether another release was promoted, or an encoder prepared for a refused one."""
        before, signs = self._signs, self._signs_of_news()
        if signs == before:
            return False
        pointer_is_new = before is None or signs[0] != before[0]
        return pointer_is_new or self._release_problem is not None

    def _signs_of_news(self) -> Signs:
        settings = self._settings
        try:
            encoders = settings.encoder_dir.stat().st_mtime_ns
        except OSError:
            encoders = 0
        is_promoted = settings.release_dir is None
        return pointer_stamp(settings.registry_dir) if is_promoted else None, encoders
