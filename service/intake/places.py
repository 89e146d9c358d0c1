"""Names of places to towns and regions; what is not found names what is close."""

from collections.abc import Sequence

from matching.errors import AmbiguousPlace, UnknownPlace
from matching.geography import Gazetteer, NoSuchPlace, SeveralPlaces, Town
from matching.spelling import fold
from service.intake.cells import Fault, InvalidCell, folded_words

_EVERYWHERE = folded_words(
    "toutes|tous|tout le maroc|tout le territoire|maroc|all|any|morocco|national|كل الجهات|المغرب"
)


def town_of(commune: str | None, province: str | None, gazetteer: Gazetteer) -> Town | None:
    """The town of a line; the chief town when only the province is given, None without either.

    Raises:
        InvalidCell: UNKNOWN_PLACE or AMBIGUOUS_PLACE, with `suggestions` separated by " | ".
    """
    name = commune or province
    if name is None:
        return None
    try:
        return gazetteer.resolve(name, province if commune else None)
    except UnknownPlace as unknown:
        raise _fault(Fault.UNKNOWN_PLACE, name, unknown) from None
    except AmbiguousPlace as ambiguous:
        raise _fault(Fault.AMBIGUOUS_PLACE, name, ambiguous) from None


def regions_of(names: Sequence[str], gazetteer: Gazetteer) -> frozenset[str]:
    """Codes of the regions named; "toutes" is all twelve.

    Raises:
        InvalidCell: UNKNOWN_PLACE with `suggestions`.
    """
    if any(fold(name) in _EVERYWHERE for name in names):
        return frozenset(region.code for region in gazetteer.regions)
    codes = set()
    for name in names:
        try:
            codes.add(gazetteer.region(name).code)
        except UnknownPlace as unknown:
            raise _fault(Fault.UNKNOWN_PLACE, name, unknown) from None
    return frozenset(codes)


def _fault(fault: Fault, name: str, error: UnknownPlace | AmbiguousPlace) -> InvalidCell:
    suggestions = error.suggestions if isinstance(error, NoSuchPlace | SeveralPlaces) else ()
    return InvalidCell(fault, shown=name, suggestions=" | ".join(suggestions), **error.params)
