"""Which centre goes with which encoder: the release has its own, another is fitted here."""

import hashlib
from pathlib import Path

from matching.trades import TradeTable
from models.centring import Centre, CentreDamaged, fit_centre, load_centre, save_centre
from models.encoders import BatchEncoder
from models.releases import Release, ReleaseMismatch


def centre_for(
    encoder: BatchEncoder, release: Release, trades: TradeTable, *, is_own: bool, folder: Path
) -> Centre:
    """The centre to take out of the vectors of an encoder.

    Args:
        encoder: In use.
        release: Has the centre of the encoder it was measured with.
        trades: Their names in three languages are the texts that another encoder's centre rests on.
        is_own: Whether the encoder is the one of the release.
        folder: Where the centres of other encoders are kept, so that each is fitted once.

    Raises:
        ReleaseMismatch: the encoder of the release gives vectors of another length.
    """
    if is_own:
        if encoder.dim != release.encoder.dim:
            raise ReleaseMismatch(what="encoder-dimension")
        return release.centre
    name = hashlib.sha256(f"{encoder.revision} {trades.version}".encode()).hexdigest()
    path = folder / f"{name[:16]}.npy"
    try:
        return load_centre(path)
    except CentreDamaged:
        centre = fit_centre(
            encoder,
            {
                "fr": [trade.label_fr for trade in trades.trades],
                "ar": [trade.label_ar for trade in trades.trades],
                "en": [trade.label_en for trade in trades.trades],
            },
            encoder_id=encoder.revision,
            fitted_on={"trades": trades.version},
        )
        save_centre(centre, path)
        return centre
