"""What is known about people apart from their profile: groups for audits, and who they are."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, insert, select

from matching.errors import Conflict
from service.storage.chunks import chunks
from service.storage.tables import GroupRow, IdentityRow

_GROUPS = ("gender", "age_band", "education")


class GroupStore:
    """Attributes that only audits read, to see whether proposals are as good for everyone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_many(self, groups: Mapping[str, Mapping[str, str | None]]) -> None:
        """Set the groups of people, whole: what a mapping leaves out becomes unknown.

        Args:
            groups: Profile id to "gender", "age_band" and "education", each optional.

        Raises:
            ValueError: a mapping names another attribute; none is stored by accident.
        """
        for names in groups.values():
            if not set(names) <= set(_GROUPS):
                raise ValueError(f"groups are {_GROUPS}, not {sorted(names)}")
        for ids in chunks(groups):
            self._connection.execute(delete(GroupRow).where(GroupRow.profile_id.in_(ids)))
            rows = [_group_row(profile_id, groups[profile_id]) for profile_id in ids]
            self._connection.execute(insert(GroupRow), rows)

    def of(self, profile_ids: Collection[str]) -> dict[str, dict[str, str]]:
        """The known groups of those people; someone about whom nothing is known is left out."""
        found: dict[str, dict[str, str]] = {}
        for ids in chunks(profile_ids):
            query = select(
                GroupRow.profile_id, GroupRow.gender, GroupRow.age_band, GroupRow.education
            ).where(GroupRow.profile_id.in_(ids))
            for profile_id, *values in self._connection.execute(query):
                known = {
                    name: value
                    for name, value in zip(_GROUPS, values, strict=True)
                    if value is not None
                }
                if known:
                    found[profile_id] = known
        return found


def _group_row(profile_id: str, groups: Mapping[str, str | None]) -> dict[str, str | None]:
    row: dict[str, str | None] = {name: groups.get(name) for name in _GROUPS}
    return row | {"profile_id": profile_id}


class ReferenceTaken(Conflict):
    """Another profile already carries that reference."""

    code = "reference-taken"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a profile is. Never reaches matching."""

    profile_id: str
    reference: str | None = None
    """The reference that the file of origin gives the person; unique."""
    family_name: str | None = None
    given_name: str | None = None
    phone: str | None = None


class IdentityStore:
    """Names and contacts; reached only through a transaction opened with `identity=True`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_many(self, identities: Iterable[Identity]) -> None:
        """Set identities, whole; when a profile comes twice, the last one counts.

        Raises:
            ReferenceTaken: a reference belongs to another profile; nothing of this call may be
                kept.
        """
        latest = {identity.profile_id: identity for identity in identities}
        for ids in chunks(latest):
            self._connection.execute(delete(IdentityRow).where(IdentityRow.profile_id.in_(ids)))
        self._check_references_are_free(latest)
        for ids in chunks(latest):
            self._connection.execute(insert(IdentityRow), [asdict(latest[key]) for key in ids])

    def of(self, profile_id: str) -> Identity | None:
        """Who that is; None when it is not known."""
        query = select(
            IdentityRow.profile_id,
            IdentityRow.reference,
            IdentityRow.family_name,
            IdentityRow.given_name,
            IdentityRow.phone,
        ).where(IdentityRow.profile_id == profile_id)
        row = self._connection.execute(query).one_or_none()
        return Identity(*row) if row else None

    def references(self, profile_ids: Collection[str]) -> dict[str, str]:
        """Profile id to the reference it carries, for those that carry one; nothing else is read.

        Args:
            profile_ids: Of any number of people.
        """
        found: dict[str, str] = {}
        for wanted in chunks(profile_ids):
            query = select(IdentityRow.profile_id, IdentityRow.reference).where(
                IdentityRow.profile_id.in_(wanted)
            )
            found.update((one, ref) for one, ref in self._connection.execute(query) if ref)
        return found

    def find(self, reference: str) -> str | None:
        """The profile that carries that reference; None when there is none."""
        return self.find_many([reference]).get(reference)

    def find_many(self, references: Collection[str]) -> dict[str, str]:
        """Reference to profile id, for those that are known."""
        found: dict[str, str] = {}
        for wanted in chunks(references):
            query = select(IdentityRow.reference, IdentityRow.profile_id).where(
                IdentityRow.reference.in_(wanted)
            )
            found.update((ref, owner) for ref, owner in self._connection.execute(query) if ref)
        return found

    def delete(self, profile_id: str) -> bool:
        """Forget who that is; False when it was not known."""
        statement = delete(IdentityRow).where(IdentityRow.profile_id == profile_id)
        return self._connection.execute(statement).rowcount > 0

    def _check_references_are_free(self, identities: Mapping[str, Identity]) -> None:
        owners: dict[str, str] = {}
        for identity in identities.values():
            if identity.reference is None:
                continue
            if identity.reference in owners:
                raise ReferenceTaken(profile_id=owners[identity.reference])
            owners[identity.reference] = identity.profile_id
        for owner in self.find_many(owners).values():
            raise ReferenceTaken(profile_id=owner)
