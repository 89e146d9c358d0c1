"""Blind grading from the pool to the judgement: two people, a third, and nobody who peeks."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from openpyxl import load_workbook

from evaluation.agreement import read_grades
from evaluation.judgements import read_judgements
from matching.pooling import PoolRanker
from matching.vocabulary import OpportunityKind, RecordKind, Role
from service.actions.grading.rounds import (
    NobodyToGrade,
    NotAGrade,
    NothingToGrade,
    Round,
    export_grades,
    give_grade,
    list_gradings,
    make_grading,
    next_case,
    open_cases,
)
from service.actions.grading.sheet import NotAGradingSheet, read_sheet, write_sheet
from service.actions.laboratory.judgements import export_judgements
from service.actions.records import erase_profile
from service.intake.templates import write_template
from service.runtime import Runtime
from service.security import Caller, NotYourTerritory, RoleNotAllowed
from service.storage import AlreadyGraded, Grading, NoSuchGrading, NoSuchPair, Storage
from service.wording import Language
from tests.api_fixtures import Api, problem, ready_api
from tests.runtimes import NOW, OFFICER, a_runtime, a_storage, keep, settings_in
from tests.situations import CASABLANCA, TANGER, a_profile, a_skill, an_opening

ANALYST = Caller(id="analyst", role=Role.ANALYST, territory=None, name="(inventée)")
ROUND = Round(kind=OpportunityKind.OPENING, people=5, depth=2, seed=3)
TITLES = ("Soudeur", "Couturière", "Cuisinier", "Gardien", "Jardinier", "Soudeur à l'arc")


class Office:
    """An office with three people, six openings, and a round of grading."""

    def __init__(self, folder: Path) -> None:
        settings = settings_in(folder)
        self.storage: Storage = a_storage(settings)
        self.folder = folder
        keep(
            self.storage,
            *(an_opening(title, id=f"o-{at}") for at, title in enumerate(TITLES)),
            a_profile(a_skill("soudure à l'arc"), id="p-1", home=CASABLANCA),
            a_profile(a_skill("couturière"), id="p-2", home=TANGER, max_distance_km=9999.0),
        )
        self.runtime: Runtime = a_runtime(settings, self.storage)

    def makes(self, asked: Round = ROUND, caller: Caller = ANALYST) -> Grading:
        return make_grading(self.runtime, self.storage, caller=caller, now=NOW, asked=asked)

    def pairs(self, grading: Grading) -> list[Any]:
        with self.storage.read() as work:
            return [pair for pair, _ in work.grades.graded(grading.id)]

    def grades(self, grading: Grading, pair_id: UUID, grader: str, grade: int) -> None:
        give_grade(
            self.storage,
            caller=OFFICER,
            now=NOW,
            grading_id=grading.id,
            pair_id=pair_id,
            grader=grader,
            grade=grade,
        )


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office(tmp_path)
    yield opened
    opened.storage.close()


def test_a_pair_is_pooled_once_whoever_finds_it_and_all_rankers_are_pooled(office: Office) -> None:
    pairs = office.pairs(office.makes())
    named = [(pair.profile_id, pair.opportunity_id) for pair in pairs]
    assert len(named) == len(set(named))
    assert {name for pair in pairs for name in pair.found_by} == set(PoolRanker)
    for ranker in PoolRanker:
        for profile_id in ("p-1", "p-2"):
            ranks = [
                pair.found_by[ranker]
                for pair in pairs
                if pair.profile_id == profile_id and ranker in pair.found_by
            ]
            assert sorted(ranks) == list(range(1, len(ranks) + 1))
            assert len(ranks) <= ROUND.depth
    assert [pair.position for pair in pairs] == list(range(1, len(pairs) + 1))


def test_the_same_seed_gives_the_same_pairs_in_the_same_order(office: Office) -> None:
    def order(seed: int) -> list[tuple[str, str]]:
        made = office.makes(Round(kind=OpportunityKind.OPENING, people=5, depth=3, seed=seed))
        return [(pair.profile_id, pair.opportunity_id) for pair in office.pairs(made)]

    assert order(3) == order(3)
    assert order(3) != order(4)


def test_an_analyst_pools_people_of_their_territory_only(office: Office) -> None:
    here = Caller(id="a", role=Role.ANALYST, territory=frozenset({TANGER.region}), name="a")
    assert {pair.profile_id for pair in office.pairs(office.makes(caller=here))} == {"p-2"}
    nowhere = Caller(id="a", role=Role.ANALYST, territory=frozenset({"MA-12"}), name="a")
    with pytest.raises(NobodyToGrade):
        office.makes(caller=nowhere)
    with pytest.raises(RoleNotAllowed):
        office.makes(caller=OFFICER)


def test_two_people_who_agree_settle_a_pair(office: Office) -> None:
    made = office.makes()
    pair = office.pairs(made)[0]
    office.grades(made, pair.id, "a", 2)
    office.grades(made, pair.id, "b", 2)
    with pytest.raises(AlreadyGraded):
        office.grades(made, pair.id, "c", 1)
    [(_, progress)] = list_gradings(office.storage, caller=OFFICER)
    assert (progress.agreed, progress.disputed, progress.once) == (1, 0, 0)


def test_the_third_to_grade_settles_what_two_disagree_on(office: Office) -> None:
    made = office.makes()
    pair = office.pairs(made)[0]
    office.grades(made, pair.id, "a", 0)
    office.grades(made, pair.id, "b", 3)
    # Whoever disagrees is not told: nothing disputed waits for them.
    with pytest.raises(NothingToGrade):
        next_case(office.storage, caller=OFFICER, grading_id=made.id, grader="a", disputed=True)
    case = next_case(office.storage, caller=OFFICER, grading_id=made.id, grader="c", disputed=True)
    assert (case.pair_id, case.own) == (pair.id, None)
    office.grades(made, pair.id, "c", 1)
    with pytest.raises(AlreadyGraded):
        office.grades(made, pair.id, "a", 1)
    with office.storage.read() as work:
        assert work.grades.progress(made.id).settled == 1


def test_a_grader_may_think_again_until_it_is_settled(office: Office) -> None:
    made = office.makes()
    pair = office.pairs(made)[0]
    office.grades(made, pair.id, "a", 0)
    office.grades(made, pair.id, "a", 1)
    office.grades(made, pair.id, "b", 1)
    with office.storage.read() as work:
        _, given = work.grades.pair(made.id, pair.id)
        assert [(one.turn, one.grader, one.grade) for one in given] == [(1, "a", 1), (2, "b", 1)]


def test_a_grader_goes_through_the_order_and_is_told_when_it_ends(office: Office) -> None:
    made = office.makes()
    pairs = office.pairs(made)
    for pair in pairs:
        case = next_case(
            office.storage, caller=OFFICER, grading_id=made.id, grader="a", disputed=False
        )
        assert case.pair_id == pair.id
        office.grades(made, pair.id, "a", 1)
    with pytest.raises(NothingToGrade):
        next_case(office.storage, caller=OFFICER, grading_id=made.id, grader="a", disputed=False)


def test_what_is_no_grade_or_no_pair_is_refused(office: Office) -> None:
    made = office.makes()
    pair = office.pairs(made)[0]
    for grade in (-1, 4):
        with pytest.raises(NotAGrade):
            office.grades(made, pair.id, "a", grade)
    with pytest.raises(NoSuchPair):
        office.grades(made, uuid4(), "a", 1)
    with pytest.raises(NoSuchGrading):
        next_case(office.storage, caller=OFFICER, grading_id=uuid4(), grader="a", disputed=False)


def test_people_elsewhere_are_not_shown(office: Office) -> None:
    made = office.makes()
    here = Caller(id="o", role=Role.OFFICER, territory=frozenset({TANGER.region}), name="o")
    seen = open_cases(office.storage, caller=here, grading_id=made.id, grader="a", disputed=False)
    assert {case.profile.id for case in seen} == {"p-2"}
    elsewhere = next(pair for pair in office.pairs(made) if pair.profile_id == "p-1")
    with pytest.raises(NotYourTerritory):
        give_grade(
            office.storage,
            caller=here,
            now=NOW,
            grading_id=made.id,
            pair_id=elsewhere.id,
            grader="a",
            grade=1,
        )


def a_sheet(office: Office, grading: Grading, grader: str, language: Language) -> bytes:
    listed = open_cases(
        office.storage, caller=OFFICER, grading_id=grading.id, grader=grader, disputed=False
    )
    return write_sheet(grading.id, listed, language)


def filled(data: bytes, *grades: float | str) -> bytes:
    """A sheet with its first grades filled in."""
    book = load_workbook(io.BytesIO(data))
    for line, grade in enumerate(grades, start=2):
        book.worksheets[0].cell(row=line, column=5, value=grade)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize("language", Language)
def test_a_sheet_tells_neither_scores_nor_rankers_nor_who(
    office: Office, language: Language
) -> None:
    made = office.makes()
    book = load_workbook(io.BytesIO(a_sheet(office, made, "a", language)))
    sheet, guide = book.worksheets
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    text = "\n".join(cells)
    for hidden in ("p-1", "p-2", "o-0", *PoolRanker):
        assert hidden not in text.lower()
    assert sheet.column_dimensions["A"].hidden
    assert [str(one.formula1) for one in sheet.data_validations.dataValidation] == ['"0,1,2,3"']
    assert bool(sheet.sheet_view.rightToLeft) is (language is Language.ARABIC)
    assert sum(1 for _ in guide.iter_rows()) == 9
    assert sheet.max_row == len(office.pairs(made)) + 1


def test_a_filled_in_sheet_is_kept_line_by_line(office: Office) -> None:
    made = office.makes()
    data = filled(a_sheet(office, made, "sheet:a", Language.FRENCH), 2, 0.0, " 3 ", 7, "oui")
    done = read_sheet(office.storage, caller=OFFICER, now=NOW, data=data, grader="sheet:a")
    assert done.grading_id == made.id
    assert done.accepted == 3
    assert [(one.line, one.error.code) for one in done.rejected] == [
        (5, "not-a-grade"),
        (6, "not-a-grade"),
    ]
    assert done.empty == len(office.pairs(made)) - 5
    with office.storage.read() as work:
        assert work.grades.count() == 3
    again = a_sheet(office, made, "sheet:a", Language.FRENCH)
    sheet = load_workbook(io.BytesIO(again)).worksheets[0]
    assert [sheet.cell(row=line, column=5).value for line in (2, 3, 4)] == [2, 0, 3]
    other = load_workbook(io.BytesIO(a_sheet(office, made, "sheet:b", Language.FRENCH)))
    assert {row[4].value for row in list(other.worksheets[0].iter_rows())[1:]} == {None}


def test_another_workbook_is_refused_and_a_strange_line_is_told(office: Office) -> None:
    made = office.makes()
    data = write_template(RecordKind.PROFILE)
    with pytest.raises(NotAGradingSheet):
        read_sheet(office.storage, caller=OFFICER, now=NOW, data=data, grader="sheet:a")
    book = load_workbook(io.BytesIO(a_sheet(office, made, "sheet:a", Language.ENGLISH)))
    book.worksheets[0].cell(row=2, column=1, value="lost")
    book.worksheets[0].cell(row=2, column=5, value=1)
    written = io.BytesIO()
    book.save(written)
    done = read_sheet(
        office.storage, caller=OFFICER, now=NOW, data=written.getvalue(), grader="sheet:a"
    )
    assert [(one.line, one.error.code) for one in done.rejected] == [(2, "no-such-pair")]


def test_settled_grades_become_judgements_and_all_grades_can_be_compared(office: Office) -> None:
    made = office.makes()
    agreed, settled, open_one = office.pairs(made)[:3]
    for grader, grade in (("a", 2), ("b", 2)):
        office.grades(made, agreed.id, grader, grade)
    for grader, grade in (("a", 0), ("b", 3), ("c", 1)):
        office.grades(made, settled.id, grader, grade)
    office.grades(made, open_one.id, "a", 3)
    path = office.folder / "judgements.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        assert export_judgements(office.storage, caller=ANALYST, file=file) == 2
    read = read_judgements(path)
    found = {
        (read.profile_ids[at], read.opportunity_ids[at]): read.grade[at] for at in range(len(read))
    }
    assert found == {
        (agreed.profile_id, agreed.opportunity_id): 2,
        (settled.profile_id, settled.opportunity_id): 1,
    }
    assert set(read.grade_source) == {"blind"}
    assert (read.features == read.features).any()
    path = office.folder / "grades.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        assert export_grades(office.storage, caller=ANALYST, file=file) == 6
    assert read_grades(path).graders == ("a", "b")


def test_erasing_a_person_erases_their_pairs_and_grades(office: Office) -> None:
    made = office.makes()
    for pair in office.pairs(made):
        office.grades(made, pair.id, "a", 1)
    of_one = sum(pair.profile_id == "p-1" for pair in office.pairs(made))
    assert of_one > 0
    erased = erase_profile(
        office.runtime,
        office.storage,
        caller=OFFICER,
        now=NOW,
        profile_id="p-1",
        expected_version=1,
    )
    assert erased.grades == of_one
    assert {pair.profile_id for pair in office.pairs(made)} == {"p-2"}


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with ready_api(tmp_path) as running:
        yield running


def test_a_round_goes_through_the_api(api: Api) -> None:
    from service.api.examples import OPENING, PROFILE

    officer, counsellor = api.as_role(Role.OFFICER), api.as_role(Role.COUNSELLOR)
    analyst, third = api.as_role(Role.ANALYST), api.as_role(Role.OFFICER)
    officer.create("/profiles", PROFILE)
    officer.create("/openings", {**OPENING, "company_id": None})
    made = analyst.post("/gradings", {"people": 3, "depth": 2})
    assert made.status_code == 201, made.text
    assert made.json()["pairs"] == 1
    address = f"/gradings/{made.json()['id']}"
    problem(officer.post("/gradings", {}), 403, "role-not-allowed")
    problem(analyst.get(f"{address}/next"), 403, "role-not-allowed")

    taken = officer.get(f"{address}/next", headers={"Accept-Language": "en"}).json()
    assert [one["grade"] for one in taken["grades"]] == [0, 1, 2, 3]
    assert "Skill: couture sur machine industrielle, retouches" in taken["person"]
    assert "Atelier" not in json.dumps(taken["proposal"][0])
    grade = f"{address}/pairs/{taken['pair_id']}/grade"
    assert officer.ask("PUT", grade, json={"grade": 3}).json()["grade"] == 3
    problem(officer.get(f"{address}/next"), 404, "nothing-to-grade")
    assert counsellor.get(f"{address}/next").json()["pair_id"] == taken["pair_id"]
    assert counsellor.ask("PUT", grade, json={"grade": 0}).status_code == 200
    problem(counsellor.get(f"{address}/next?disputed=true"), 404, "nothing-to-grade")
    assert third.get(f"{address}/next?disputed=true").json()["pair_id"] == taken["pair_id"]
    settled = third.ask("PUT", grade, json={"grade": 2})
    assert set(settled.json()) == {"pair_id", "grade", "given_at"}
    problem(officer.ask("PUT", grade, json={"grade": 2}), 409, "already-graded")
    problem(officer.ask("PUT", grade, json={"grade": 4}), 422, "invalid-request")
    problem(officer.get(f"/gradings/{uuid4()}/next"), 404, "no-such-grading")
    [listed] = analyst.get("/gradings").json()["items"]
    assert (listed["settled"], listed["disputed"], listed["once"]) == (1, 0, 0)
