"""Everything one answer is made with, loaded beside what is in use and checked before it is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from matching.errors import NotReady
from matching.pipeline import Matcher
from matching.ports import Encoder
from matching.text import PlainWords
from matching.trades import TradeTable
from models.encoders import BatchEncoder, SentenceEncoder, centred_with_trades
from models.preparation import prepared
from models.rankers import ranker_of, rankers_of
from models.releases import Release
from service.centres import centre_for
from service.reference import trades_path
from service.runtime.choices import Choice
from service.runtime.shadow import load_challenger
from service.settings import Settings
from service.smoke import check_order, trial_stock
from service.stocking import Inventory, Stockroom, read_current
from service.storage import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseMissing,
    DatabaseOutdated,
    Storage,
)
from service.vectors import Progress, RememberingEncoder


class Starting(NotReady):
    """The encoder, the release or the catalogue is still being loaded."""

    code = "index-building"


class Stopping(Starting):
    """The service was told to stop before everything was loaded."""


class EncoderNotPrepared(NotReady):
    """No prepared encoder: `jisr prepare` makes one."""

    code = "encoder-missing"


class PromotedEncoderNotPrepared(EncoderNotPrepared):
    """The promoted release needs an encoder that is not prepared: `jisr prepare` makes it."""

    code = "encoder-not-prepared"


NOT_THE_RELEASE: Final = (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseMissing,
    DatabaseOutdated,
    Stopping,
)
"""Errors that say nothing about a release: another one would meet them too."""

LoadEncoder = Callable[[Settings, Path | None], BatchEncoder]
"""Given the settings and the learned part of a release, if it has one."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Serving:
    """What one answer is made with; swapped whole."""

    matcher: Matcher
    inventory: Inventory
    release: Release
    stockroom: Stockroom
    encoder: RememberingEncoder
    challenger: Matcher | None = None
    """Ranks beside without being shown; over the same stock."""

    def over(self, inventory: Inventory) -> "Serving":
        """The same release over another inventory."""
        beside = self.challenger and self.challenger.with_stock(inventory.stock)
        matcher = self.matcher.with_stock(inventory.stock)
        return replace(self, matcher=matcher, inventory=inventory, challenger=beside)

    def updated(self) -> "Serving":
        """The same release over what storage holds now."""
        return self.over(self.stockroom.updated(self.inventory))


def load_encoder(settings: Settings, learned: Path | None) -> BatchEncoder:
    """The prepared encoder that the settings name, with the learned part of a release.

    Raises:
        EncoderNotPrepared: nothing was prepared.
        NotReady: what was prepared is damaged.
    """
    folder = prepared(settings.encoder_dir, settings.encoder, learned)
    if folder is None:
        raise EncoderNotPrepared
    return SentenceEncoder(folder)


def load_serving(
    settings: Settings,
    storage: Storage,
    load: LoadEncoder,
    choice: Choice,
    progress: Progress | None = None,
) -> Serving:
    """Load a release with its encoder, check its answers, then take stock with it.

    Raises:
        NotReady: it is refused; or, with an error of `NOT_THE_RELEASE`, something else is wrong.
    """
    with ThreadPoolExecutor(max_workers=1) as beside:
        # The encoder takes a second, most of it outside Python: records are read meanwhile.
        reading = beside.submit(read_current, storage)
        release = choice.load()
        encoder = _encoder(settings, load, choice, release)
        trades = TradeTable.read(trades_path())
        remembering = RememberingEncoder(
            _plain(settings, release, encoder, trades), storage, settings.max_simultaneous_encodings
        )
        is_own = settings.encoder is None
        name = release.id if is_own else f"{release.id}+{encoder.revision}"
        matcher = _tried(release, remembering, trades, name)
        current = reading.result()
    stockroom = Stockroom(storage, remembering, trades, settings.data_dir / "index")
    inventory = stockroom.build(current, progress)
    matcher = matcher.with_stock(inventory.stock)
    return Serving(
        matcher=matcher,
        inventory=inventory,
        release=release,
        stockroom=stockroom,
        encoder=remembering,
        challenger=load_challenger(settings, release, matcher),
    )


def try_release(settings: Settings, release: Release, load: LoadEncoder = load_encoder) -> None:
    """See that a release answers well with its own encoder; nothing is kept.

    Raises:
        EncoderNotPrepared: its encoder is not prepared here.
        ReleaseMismatch: a dimension or an answer is wrong.
    """
    own = settings.model_copy(update={"encoder": None})
    trades = TradeTable.read(trades_path())
    encoder = load(own, release.learned)
    _tried(release, _plain(own, release, encoder, trades), trades, release.id)


def _encoder(
    settings: Settings, load: LoadEncoder, choice: Choice, release: Release
) -> BatchEncoder:
    try:
        return load(settings, release.learned)
    except EncoderNotPrepared as error:
        if choice.published is None:
            raise
        raise PromotedEncoderNotPrepared(release_id=release.id) from error


def _plain(
    settings: Settings, release: Release, encoder: BatchEncoder, trades: TradeTable
) -> Encoder:
    is_own, folder = settings.encoder is None, settings.data_dir / "centres"
    centre = centre_for(encoder, release, trades, is_own=is_own, folder=folder)
    # The trade space of a release lies among the vectors of its own encoder, nowhere else.
    space = release.trade_space if is_own else None
    return PlainWords(centred_with_trades(encoder, centre, space), trades)


def _tried(release: Release, encoder: Encoder, trades: TradeTable, name: str) -> Matcher:
    """The release over a stock of three openings, among which it finds the right ones.

    Asked before any record is encoded: a release that fails costs seconds.
    """
    matcher = Matcher(
        release_id=name,
        parameters=release.parameters,
        encoder=encoder,
        ranker=ranker_of(release),
        rankers=rankers_of(release.parameters),
        trades=trades,
        stock=trial_stock(encoder, trades),
    )
    check_order(matcher)
    return matcher
