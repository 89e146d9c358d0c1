"""The catalogue of activities that ships: bringing it in, taking it back, and what to review."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4

from matching.records import Opportunity
from matching.vocabulary import RecordKind
from service.actions.imports.files import SHIPPED
from service.intake.shipped_activities import shipped_activities
from service.reference import activities_path, kit_items_path
from service.security import Action, Caller, check_can
from service.storage import ImportedFile, Storage, Stored

_IMPORTS_LOOKED_AT: Final = 10_000
_KIND: Final = RecordKind.ACTIVITY
_TAKEN_BACK: Final = "catalogue:taken-back"
"""Origin of the version that says that an activity that ships is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stocked:
    """What became of the catalogue that ships."""

    written: int
    """Activities that are new, or whose line changed."""
    kept: int
    """Activities that somebody replaced or took back: theirs stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToReview:
    """An activity about which a person must decide something."""

    activity: Opportunity
    fields: tuple[tuple[str, str], ...]
    """Field, and what was written there; "" when nothing was."""


def stock_catalogue(
    storage: Storage, *, caller: Caller, now: datetime, again: bool = False
) -> Stocked:
    """Bring in the catalogue that ships, once for each of its versions.

    What the institution replaced, by a file or by hand, or took back is left alone.

    Args:
        storage: Where to.
        caller: Must be allowed to import.
        now: Aware.
        again: Bring back what was taken back, too.

    Raises:
        RoleNotAllowed: not the caller's to import.
        NotReady: the database is missing, damaged, outdated or busy.
    """
    check_can(caller, Action.IMPORT_RECORDS)
    version = _version()
    with storage.begin() as work:
        done = {one.sha256 for one in work.imports.latest(_IMPORTS_LOOKED_AT)}
        if version in done and not again:
            return Stocked(written=0, kept=0)
        activities = shipped_activities()
        before = work.records.origins(_KIND, [one.id for one in activities])
        ours = (SHIPPED, _TAKEN_BACK) if again else SHIPPED
        mine = [one for one in activities if before.get(one.id, SHIPPED).startswith(ours)]
        puts = work.records.put_many(
            _KIND, mine, at=now, source=f"{SHIPPED}{version[:16]}", actor=caller.id
        )
        work.imports.add(
            ImportedFile(
                id=uuid4(),
                kind=_KIND,
                name_sha256=hashlib.sha256(activities_path().name.encode()).hexdigest(),
                sha256=version,
                at=now,
                actor=caller.id,
                accepted=len(mine),
                rejected=0,
            )
        )
    written = sum(put.change != "unchanged" for put in puts)
    return Stocked(written=written, kept=len(activities) - len(mine))


def take_back_catalogue(storage: Storage, *, caller: Caller, now: datetime) -> int:
    """Take the activities that ship off the shelf, for an institution that has its own.

    Returns:
        How many; those that somebody replaced stay.

    Raises:
        RoleNotAllowed: not the caller's to write.
        NotReady: the database is missing, damaged, outdated or busy.
    """
    check_can(caller, Action.WRITE_OPPORTUNITIES)
    with storage.begin() as work:
        shipped = [one for one in work.records.current([_KIND]) if one.source.startswith(SHIPPED)]
        for one in shipped:
            work.records.delete(_KIND, one.id, at=now, source=_TAKEN_BACK, actor=caller.id)
    return len(shipped)


def list_to_review(storage: Storage, *, caller: Caller) -> list[ToReview]:
    """Activities without a known sector or without any price, in the order of their titles.

    Raises:
        NotAllowed: not the caller's to read.
    """
    check_can(caller, Action.READ_OPPORTUNITIES)
    with storage.read() as work:
        found = [_to_review(one) for one in work.records.current([_KIND])]
    open_ones = [one for one in found if one.fields]
    return sorted(open_ones, key=lambda one: (one.activity.title, one.activity.id))


def _to_review(stored: Stored) -> ToReview:
    activity = stored.opportunity
    fields = []
    if activity.sector is None:
        fields.append(("sector", activity.to_review.get("sector", "")))
    if activity.cost_mad is None and not activity.kit:
        fields.append(("cost_mad", ""))
    return ToReview(activity=activity, fields=tuple(fields))


def _version() -> str:
    """SHA-256 of both files."""
    data = activities_path().read_bytes() + kit_items_path().read_bytes()
    return hashlib.sha256(data).hexdigest()
