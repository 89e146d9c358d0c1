"""What pages of the administrator share: their tabs, and forms about roles and regions."""

from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request

from matching.errors import InvalidInput, MatchingError
from matching.geography import Gazetteer
from matching.vocabulary import Role
from service.problems import problem_document
from service.web.languages import page_language
from service.web.showing import words

ADMINISTRATION: Final = "/administration"
ACCOUNTS: Final = "/administration/comptes"
KEYS: Final = "/administration/cles"
SUSPENSIONS: Final = "/administration/suspensions"
RELEASES: Final = "/administration/versions"
TRAIL: Final = "/administration/journal"


class TerritoryMissing(InvalidInput):
    """A form names neither a region nor everywhere."""

    code = "territory-missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """A role and regions as a form brought them."""

    role: Role
    everywhere: bool
    regions: frozenset[str]

    def territory(self) -> frozenset[str] | None:
        """Region codes; None for everywhere.

        Raises:
            TerritoryMissing: neither is chosen; nobody has rights everywhere by forgetting a box.
        """
        if self.everywhere:
            return None
        known = {one.code for one in Gazetteer.load().regions}
        if not self.regions or not self.regions <= known:
            raise TerritoryMissing
        return self.regions


def desk_context(request: Request) -> dict[str, Any]:
    """Names of regions and roles, in the reader's language."""
    return words(request) | {
        "roles": list(Role),
        "region_codes": [one.code for one in Gazetteer.load().regions],
        "problem": None,
    }


def problem_of(request: Request, error: MatchingError) -> dict[str, Any]:
    """An error to be shown on the page it happened on."""
    return {"problem": problem_document(error, page_language(request))}
