"""Names of towns and regions in a request, resolved; every one that fails is named."""

from collections.abc import Sequence

from matching.errors import AmbiguousPlace, UnknownPlace
from matching.geography import Gazetteer, Town
from service.problems import Fault, invalid_request, place_fault


class PlaceReader:
    """Resolves the places of one request body, and collects what was not understood."""

    def __init__(self, gazetteer: Gazetteer, root: str = "") -> None:
        """Read places below a JSON pointer.

        Args:
            gazetteer: The places of Morocco.
            root: Pointer of the object that holds the fields; empty for the body itself.
        """
        self._gazetteer = gazetteer
        self._root = root
        self._faults: list[Fault] = []

    def town(self, text: str | None, field: str) -> Town | None:
        """The town a name or a code means; None, and a fault, when it means none or several."""
        if text is None:
            return None
        try:
            return self._gazetteer.resolve(text)
        except (UnknownPlace, AmbiguousPlace) as error:
            self._faults.append(place_fault(error, f"{self._root}/{field}"))
            return None

    def regions(self, texts: Sequence[str] | None, field: str) -> frozenset[str] | None:
        """Codes of the regions named; None when there is no answer, as opposed to none at all."""
        if texts is None:
            return None
        found = set()
        for position, text in enumerate(texts):
            try:
                found.add(self._gazetteer.region(text).code)
            except UnknownPlace as error:
                self._faults.append(place_fault(error, f"{self._root}/{field}/{position}"))
        return frozenset(found)

    def check(self) -> None:
        """Raise when a place was not understood.

        Raises:
            InvalidRequest: with one fault for each.
        """
        if self._faults:
            raise invalid_request(self._faults)
