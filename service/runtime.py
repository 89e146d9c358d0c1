"""The engine in use: load beside, check, swap, keep up with storage, report."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Event, Lock, Thread

from matching.errors import MatchingError, NotReady
from matching.pipeline import Matcher
from matching.text import PlainWords
from matching.trades import TradeTable
from models.encoders import BatchEncoder, CentredEncoder, SentenceEncoder
from models.learned import learned_part
from models.preparation import prepared
from models.rankers import AdditiveRanker
from models.releases import Release, load_release, shipped_release
from service.centres import centre_for
from service.logs import logger
from service.reference import trades_path
from service.settings import Settings
from service.smoke import check_order
from service.stocking import Inventory, Stockroom, read_current
from service.storage import Storage
from service.vectors import Progress, RememberingEncoder

_WATCH_SECONDS = 1.0
"""How often storage is asked whether another process changed it."""


class Starting(NotReady):
    """The encoder, the release or the catalogue is still being loaded."""

    code = "index-building"


class EncoderNotPrepared(NotReady):
    """No prepared encoder: `jisr prepare` makes one."""

    code = "encoder-missing"


class State(StrEnum):
    """Where the runtime is."""

    LOADING = "loading"
    READY = "ready"
    DEGRADED = "degraded"
    """Answers, with the parts named in `problems` missing or old."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What is running, for people and for monitors; no personal data."""

    state: State
    release_id: str | None
    encoder_revision: str | None
    records_revision: int | None
    records_behind: int
    """Changes in storage that answers do not see yet."""
    opportunities: int
    people: int
    problems: tuple[str, ...]
    """Codes of errors."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Serving:
    """What one answer is made with; swapped whole."""

    matcher: Matcher
    inventory: Inventory
    release: Release
    stockroom: Stockroom
    encoder: RememberingEncoder

    def over(self, inventory: Inventory) -> "Serving":
        """The same release over another inventory."""
        return Serving(
            matcher=self.matcher.with_stock(inventory.stock),
            inventory=inventory,
            release=self.release,
            stockroom=self.stockroom,
            encoder=self.encoder,
        )


LoadEncoder = Callable[[Settings], BatchEncoder]


def load_encoder(settings: Settings) -> BatchEncoder:
    """The prepared encoder that the settings name, with the learned part of the release.

    Raises:
        EncoderNotPrepared: nothing was prepared.
        NotReady: what was prepared is damaged.
    """
    learned = learned_part(settings.release_dir or shipped_release())
    folder = prepared(settings.encoder_dir, settings.encoder, learned)
    if folder is None:
        raise EncoderNotPrepared
    return SentenceEncoder(folder)


class Runtime:
    """Holds what answers requests. Readers take one reference and never wait."""

    def __init__(
        self, settings: Settings, storage: Storage, load: LoadEncoder = load_encoder
    ) -> None:
        self._settings = settings
        self._storage = storage
        self._load_encoder = load
        self._serving: Serving | None = None
        self._problems: tuple[str, ...] = ()
        self._changing = Lock()
        self._stopped = Event()
        self._watcher: Thread | None = None

    def start(self, progress: Progress | None = None) -> None:
        """Load everything, then keep up with storage; failures are reported, not raised."""
        try:
            self.load(progress)
        except MatchingError as error:
            logger().error("runtime-failed", code=error.code)
        self._watcher = Thread(target=self._watch, name="jisr-watch", daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """Stop keeping up; what is loaded still answers."""
        self._stopped.set()
        if self._watcher is not None:
            self._watcher.join()

    def serving(self) -> Serving:
        """What to answer with.

        Raises:
            Starting: not loaded yet, or loading failed; `health` says which.
        """
        if self._serving is None:
            raise Starting
        return self._serving

    def load(self, progress: Progress | None = None) -> None:
        """Load release, encoder and inventory beside what is in use, check, swap.

        Raises:
            MatchingError: something is missing or disagrees; what was in use stays in use.
        """
        with self._changing:
            try:
                self._storage.check()
                self._serving = self._loaded(progress)
                self._problems = ()
            except MatchingError as error:
                self._problems = (error.code,)
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
            serving = self._serving
            if serving is None:
                return
            inventory = serving.stockroom.updated(serving.inventory)
            if inventory is not serving.inventory:
                self._serving = serving.over(inventory)

    def health(self) -> Health:
        """Where things stand now."""
        serving, problems = self._serving, self._problems
        if serving is None:
            state = State.FAILED if problems else State.LOADING
            return Health(
                state=state,
                release_id=None,
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

    def _loaded(self, progress: Progress | None) -> Serving:
        with ThreadPoolExecutor(max_workers=1) as beside:
            # The encoder takes a second, most of it outside Python: records are read meanwhile.
            encoding = beside.submit(self._load_encoder, self._settings)
            release = load_release(self._settings.release_dir or shipped_release())
            trades = TradeTable.read(trades_path())
            current = read_current(self._storage)
            encoder = encoding.result()
        is_own = self._settings.encoder is None
        folder = self._settings.data_dir / "centres"
        centre = centre_for(encoder, release, trades, is_own=is_own, folder=folder)
        remembering = RememberingEncoder(
            PlainWords(CentredEncoder(encoder, centre), trades),
            self._storage,
            self._settings.max_simultaneous_encodings,
        )
        stockroom = Stockroom(self._storage, remembering, trades, self._snapshots())
        inventory = stockroom.build(current, progress)
        matcher = Matcher(
            release_id=release.id if is_own else f"{release.id}+{encoder.revision}",
            parameters=release.parameters,
            encoder=remembering,
            ranker=AdditiveRanker.of(release.parameters.ranking),
            trades=trades,
            stock=inventory.stock,
        )
        check_order(matcher)
        return Serving(
            matcher=matcher,
            inventory=inventory,
            release=release,
            stockroom=stockroom,
            encoder=remembering,
        )

    def _snapshots(self) -> Path:
        return self._settings.data_dir / "index"

    def _watch(self) -> None:
        while not self._stopped.wait(_WATCH_SECONDS):
            try:
                if self._serving is None:
                    self.load()
                elif self.records_behind():
                    self.refresh()
                    self._problems = ()
            except MatchingError as error:
                if (error.code,) != self._problems:
                    logger().error("runtime-behind", code=error.code)
                self._problems = (error.code,)
