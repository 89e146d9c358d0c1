"""References to ids."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.vocabulary import RecordKind
from service.intake.cells import Fault, InvalidCell
from service.intake.identifiers import body_id_of, check_is_impersonal, id_of

PERSON = RecordKind.PROFILE


def test_ids_never_change() -> None:
    """Another value would make every imported record a new one: do not re-record this."""
    assert id_of(PERSON, "DEMO-P-001") == "718fbca7-afba-597b-8126-8a80a27e4a2b"


@pytest.mark.parametrize("written", ["demo-p-001", " DEMO-P-001 ", "Demo-P-001", "ＤＥＭＯ-P-001"])
def test_case_and_spaces_do_not_matter(written: str) -> None:
    assert id_of(PERSON, written) == id_of(PERSON, "DEMO-P-001")


def test_a_kind_has_its_own_references() -> None:
    assert len({id_of(kind, "1") for kind in RecordKind} | {body_id_of("1")}) == 7


def test_a_uuid_is_kept() -> None:
    written = "B06A54D2-92D4-5A66-B6C5-FDF47A29251D"
    assert id_of(PERSON, written) == written.lower()


@given(st.text(min_size=1))
def test_every_reference_has_an_id(reference: str) -> None:
    assert str(UUID(id_of(PERSON, reference))) == id_of(PERSON, reference)


@pytest.mark.parametrize(
    "reference",
    [
        "BK123456",
        "j 45678",
        "BE١٢٣٤٥٦",
        "0612345678",
        "+212 6 12 34 56 78",
        "06.12.34.56.78",
        "a@b.ma",
    ],
)
def test_a_reference_that_names_a_person_is_refused(reference: str) -> None:
    with pytest.raises(InvalidCell) as refused:
        check_is_impersonal(reference)
    assert refused.value.fault is Fault.PERSONAL_REFERENCE


@pytest.mark.parametrize(
    "reference", ["DEMO-P-001", "P00012", "2026/15", "12345", "A-1", "dossier 12", "", "20261121"]
)
def test_a_neutral_reference_passes(reference: str) -> None:
    check_is_impersonal(reference)
