"""No word of the past on any document that leaves the institution, in three languages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from matching.handing_over import HandedItem
from matching.life_plans import PlanParty
from matching.plan_changes import changes_between
from matching.territorial import territorial_report
from matching.vocabulary import RecordKind, Role
from service.actions.hand_overs import hand_over_document
from service.actions.leaving import PastInDocument, check_can_leave, tells_of_a_past
from service.actions.life_plans.sheet import _Sheet
from service.actions.life_plans.writing import PlanInFull
from service.actions.territorial import Scope, territorial_document
from service.api.examples_plans import PLAN
from service.api.shapes_life_plans import LifePlanIn
from service.intake.forbidden import ForbiddenKind, forbidden_name
from service.printing.documents import Document, Section, texts_of
from service.storage import PlanVersion, Signature
from service.wording import Language, printed
from service.wording.languages import Message
from service.wording.plans import PLAN_LABELS

PAST = {
    ForbiddenKind.OFFENCE,
    ForbiddenKind.SENTENCE,
    ForbiddenKind.PRISON_NUMBER,
    ForbiddenKind.ESTABLISHMENT,
    ForbiddenKind.RECORD,
}
DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def a_plan_sheet(language: Language) -> Document:
    """Every section there is: changes, a conflict, signatures, a partner."""
    first = LifePlanIn.model_validate(PLAN).plan()
    changed = {**PLAN, "title": "Retouche", "commitments": [{"party": "partner", "text": "Prêter"}]}
    plan = LifePlanIn.model_validate({**changed, "co_funding": [], "comment": "autre"}).plan()
    version = PlanVersion(
        profile_id="6f1d2c1e-6f0a-5a53-9c38-0d9f6a1b7e01",
        version=2,
        base_version=1,
        is_beside=True,
        at=NOON,
        actor="cli",
        role=Role.COUNSELLOR,
        plan=plan,
    )
    signature = Signature(
        profile_id=version.profile_id,
        version=2,
        party=PlanParty.PERSON,
        signed_on=DAY,
        at=NOON,
        actor="cli",
    )
    found = PlanInFull(
        version=version,
        in_force=1,
        changes=changes_between(first, plan),
        signatures=(signature,),
    )
    return _Sheet(found, language).document()


def documents(language: Language) -> Iterator[Document]:
    yield a_plan_sheet(language)
    items = [
        HandedItem(
            person=f"R-{at}",
            handed_on=DAY,
            sector="artisanat" if at else None,
            item="Machine",
            unit_price_mad=Decimal(100),
        )
        for at in range(9)
    ]
    yield hand_over_document(items, language, with_receipts=True)
    report = territorial_report(items, {"R-1": "female"})
    yield territorial_document(report, Scope(since=DAY, until=DAY, region="MA-06"), language)
    yield territorial_document(territorial_report([], {}), Scope(since=DAY, until=DAY), language)


def messages() -> Iterator[Message]:
    for value in vars(printed).values():
        if isinstance(value, Message):
            yield value
        elif isinstance(value, dict):
            yield from (one for one in value.values() if isinstance(one, Message))
    for words in PLAN_LABELS.values():
        yield from words.values()


@pytest.mark.parametrize("language", list(Language))
def test_no_document_tells_of_a_past(language: Language) -> None:
    for document in documents(language):
        for text in texts_of(document):
            assert not tells_of_a_past(text), text
            assert forbidden_name(text, RecordKind.ACTIVITY) not in PAST, text


def test_no_word_that_we_print_tells_of_a_past() -> None:
    listed = list(messages())
    assert len(listed) > 80
    for message in listed:
        for text in (message.fr, message.ar, message.en):
            assert text.strip()
            assert not tells_of_a_past(text), text
            assert forbidden_name(text, RecordKind.ACTIVITY) not in PAST, text


@pytest.mark.parametrize(
    "text",
    [
        "Sortie de la prison d'Oukacha en 2024",
        "خرج من السجن",
        "former inmate",
        "kharj mn l7abs",
        "Fondation pour la réinsertion des détenus",
        "Programme Moussalaha",
    ],
)
def test_a_document_that_would_tell_is_not_made(text: str) -> None:
    document = Document(
        language=Language.FRENCH, title="Projet", sections=(Section(paragraphs=("x", text)),)
    )
    with pytest.raises(PastInDocument) as raised:
        check_can_leave(document)
    assert raised.value.params == {"count": 1}
