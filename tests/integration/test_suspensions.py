"""Where recommendations are suspended nothing is recommended, whatever asks, by any door."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from matching.assignment.terms import Exclude
from matching.proposals import Filters
from matching.vocabulary import OpportunityKind, Role, SuspensionReason
from service.actions.advising import ask_next, gaps, tracks
from service.actions.assigning.cohorts import Asked, Enrolled, make_assignment, solve_again
from service.actions.comparing import compare
from service.actions.kept_out import kept_out_sheet, people_kept_out_sheet
from service.actions.mentoring import Group, share_out
from service.actions.shortlisting import (
    find_shown,
    make_people_shortlist,
    make_shortlist,
    make_shortlists,
    why_not,
)
from service.actions.suspending import (
    RecommendationsSuspended,
    Stop,
    check_can_recommend,
    list_suspensions,
    resume,
    suspend,
    suspensions_met,
)
from service.runtime import Runtime
from service.security import Caller, NotYourTerritory, RoleNotAllowed
from service.storage import Storage
from service.wording import Language, error_text
from tests.api_fixtures import Api, problem, ready_api
from tests.runtimes import NOW, a_runtime, a_storage, keep, settings_in
from tests.situations import CASABLANCA, TANGER, a_profile, a_skill, an_opening

HERE, ELSEWHERE = "MA-06", "MA-01"
ADMINISTRATOR = Caller(id="admin", role=Role.ADMINISTRATOR, territory=None, name="")
OFFICER = Caller(id="officer", role=Role.OFFICER, territory=frozenset({HERE}), name="")
EVERYWHERE = Caller(id="central", role=Role.OFFICER, territory=None, name="")
SOURCES = Path(__file__).parents[2] / "service"
GATES = {"check_can_recommend", "reach_of", "people_asked"}
NO_RECOMMENDATION = {
    "actions/records.py": "keeps the stock up to date after a write",
    "actions/releases/replay.py": "makes again, for a check, what was shown",
    "actions/grading/rounds.py": "draws pairs that are graded, and proposed to nobody",
    "actions/activities.py": "says which trainings teach an activity, to nobody in particular",
    "actions/activity_lines.py": "adds figures to lines that a gate has let through",
    "cli/matches.py": "writes titles of lines that a gate has let through",
}
"""Modules that ask for the engine and recommend nothing with it, and what they do instead."""
CHECKS_BEFORE = {"tracks", "replay_assignment"}
"""Functions that ask for the engine after an action that has passed a gate, or to check one."""


class Office:
    """Two people here, one elsewhere, one whose town is not known; three openings."""

    def __init__(self, folder: Path) -> None:
        settings = settings_in(folder)
        self.storage: Storage = a_storage(settings)
        far = {"max_distance_km": 9999.0}
        keep(
            self.storage,
            *(an_opening(f"Soudeur {at}", id=f"o-{at}", places=9) for at in range(3)),
            a_profile(a_skill("soudure"), id="p-here", home=CASABLANCA, **far),
            a_profile(a_skill("soudure"), id="p-too", home=CASABLANCA, **far),
            a_profile(a_skill("soudure"), id="p-away", home=TANGER, **far),
            a_profile(a_skill("soudure"), id="p-nowhere", home=None),
        )
        self.runtime: Runtime = a_runtime(settings, self.storage)

    def stops(self, region: str | None) -> Any:
        wanted = Stop(region=region, reason=SuspensionReason.RECORDS_WRONG, note=" à revoir ")
        return suspend(self.storage, caller=ADMINISTRATOR, now=NOW, wanted=wanted)

    def asks(self, name: str, person: str = "p-here", caller: Caller = OFFICER) -> Any:
        told = {"caller": caller, "now": NOW}
        return ASKED[name](self.runtime, self.storage, told, person)

    def plan(self, person: str) -> Any:
        return make_assignment(
            self.runtime, self.storage, caller=OFFICER, now=NOW, asked=a_cohort(person)
        )


def a_cohort(person: str) -> Asked:
    return Asked(kind=OpportunityKind.OPENING, people=(Enrolled(profile_id=person),))


OPENING = OpportunityKind.OPENING
HOMES = {"p-here": CASABLANCA, "p-away": TANGER, "p-nowhere": None}
Ask = Callable[[Runtime, Storage, dict[str, Any], str], Any]
ASKED: dict[str, Ask] = {
    "make_shortlist": lambda r, s, told, one: make_shortlist(
        r, s, kind=OPENING, limit=5, filters=Filters(), profile_id=one, **told
    ),
    "make_shortlist inline": lambda r, s, told, one: make_shortlist(
        r,
        s,
        kind=OPENING,
        limit=5,
        filters=Filters(),
        profile=a_profile(a_skill("soudure"), id="x", home=HOMES[one]),
        **told,
    ),
    "make_shortlists": lambda r, s, told, one: make_shortlists(
        r, s, kinds=(OPENING,), limit=5, filters=Filters(), profile_id=one, **told
    ),
    "why_not": lambda r, s, told, one: why_not(r, s, profile_id=one, opportunity_id="o-1", **told),
    "gaps": lambda r, s, told, one: gaps(
        r, s, profile_id=one, kind=OPENING, start_before=None, **told
    ),
    "ask_next": lambda r, s, told, one: ask_next(r, s, profile_id=one, kind=OPENING, **told),
    "tracks": lambda r, s, told, one: tracks(r, s, profile_id=one, limit=3, **told),
    "share_out": lambda r, s, told, one: share_out(r, s, group=Group(profile_ids=[one]), **told),
    "make_assignment": lambda r, s, told, one: make_assignment(r, s, asked=a_cohort(one), **told),
    "compare": lambda r, s, told, one: compare(
        r, s, profile_id=one, opportunity_ids=("o-0", "o-1"), **told
    ),
    "kept_out_sheet": lambda r, s, told, one: kept_out_sheet(
        r, s, profile_id=one, kind=OPENING, filters=Filters(), refusal=None, number=1, **told
    ),
}
OF_AN_OPENING: dict[str, Ask] = {
    "make_people_shortlist": lambda r, s, told, _: make_people_shortlist(
        r, s, opening_id="o-0", limit=9, **told
    ),
    "people_kept_out_sheet": lambda r, s, told, _: people_kept_out_sheet(
        r, s, opening_id="o-0", refusal=None, number=1, **told
    ),
}
ASKED |= OF_AN_OPENING


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office(tmp_path)
    yield opened
    opened.storage.close()


@pytest.mark.parametrize("name", sorted(ASKED))
@pytest.mark.parametrize("region", [HERE, None], ids=["here", "everywhere"])
def test_nothing_is_recommended_where_it_is_suspended(
    office: Office, name: str, region: str | None
) -> None:
    office.asks(name)
    suspension = office.stops(region)
    with pytest.raises(RecommendationsSuspended) as refused:
        office.asks(name)
    assert refused.value.params == {
        "region": region,
        "reason": "records-wrong",
        "since": NOW.date().isoformat(),
    }
    resume(office.storage, caller=ADMINISTRATOR, now=NOW, suspension_id=suspension.id)
    office.asks(name)


@pytest.mark.parametrize("name", sorted(ASKED))
def test_another_region_goes_on(office: Office, name: str) -> None:
    office.stops(ELSEWHERE)
    office.asks(name)


@pytest.mark.parametrize("name", sorted(set(ASKED) - set(OF_AN_OPENING)))
def test_leaving_the_town_out_does_not_get_around_it(office: Office, name: str) -> None:
    """Whose region is not known might live in any region of the caller's."""
    office.stops(HERE)
    with pytest.raises(RecommendationsSuspended):
        office.asks(name, "p-nowhere")
    with pytest.raises(RecommendationsSuspended):
        office.asks(name, "p-nowhere", EVERYWHERE)
    office.asks(name, "p-away", EVERYWHERE)


def test_a_plan_is_not_made_again_for_people_of_a_suspended_region(office: Office) -> None:
    made = office.plan("p-here")
    office.stops(HERE)
    with pytest.raises(RecommendationsSuspended):
        solve_again(
            office.runtime,
            office.storage,
            caller=OFFICER,
            now=NOW,
            assignment_id=made.id,
            pins=(),
            excluded=(Exclude(person_id="p-here", option_id="o-0"),),
        )


def test_a_cohort_with_one_person_of_a_suspended_region_is_refused_whole(office: Office) -> None:
    office.stops(ELSEWHERE)
    people = (Enrolled(profile_id="p-here"), Enrolled(profile_id="p-away"))
    asked = Asked(kind=OPENING, people=people)
    with pytest.raises(RecommendationsSuspended):
        make_assignment(office.runtime, office.storage, caller=EVERYWHERE, now=NOW, asked=asked)


def test_people_of_a_suspended_region_are_left_out_of_an_opening_s_list(office: Office) -> None:
    def named() -> set[str]:
        shown = office.asks("make_people_shortlist", caller=EVERYWHERE)
        return {line.profile_id for line in shown.shortlist.proposals}

    assert {"p-here", "p-too", "p-away"} <= named()
    office.stops(HERE)
    assert named() == {"p-away"}


def test_a_list_that_was_shown_is_still_read(office: Office) -> None:
    shown = office.asks("make_shortlist")
    office.stops(None)
    assert find_shown(office.storage, shown.id, OFFICER).id == shown.id


def test_who_may_not_is_told_so_before_hearing_of_a_suspension(office: Office) -> None:
    office.stops(None)
    with pytest.raises(NotYourTerritory):
        office.asks("make_shortlist", "p-away")


def test_only_an_administrator_suspends_and_a_region_must_exist(office: Office) -> None:
    wanted = Stop(region=HERE, reason=SuspensionReason.DECIDED_ABOVE, note="")
    with pytest.raises(RoleNotAllowed):
        suspend(office.storage, caller=EVERYWHERE, now=NOW, wanted=wanted)
    with pytest.raises(RoleNotAllowed):
        list_suspensions(office.storage, caller=EVERYWHERE)
    unknown = Stop(region="MA-99", reason=SuspensionReason.DECIDED_ABOVE, note="")
    with pytest.raises(ValueError, match="MA-99"):
        suspend(office.storage, caller=ADMINISTRATOR, now=NOW, wanted=unknown)


def test_everybody_meets_the_suspensions_of_their_own_regions_with_the_note(
    office: Office,
) -> None:
    office.stops(ELSEWHERE)
    assert suspensions_met(office.storage, caller=OFFICER) == []
    [met] = suspensions_met(office.storage, caller=EVERYWHERE)
    assert (met.region, met.note, met.began_by) == (ELSEWHERE, "à revoir", "admin")
    office.stops(None)
    assert [one.region for one in suspensions_met(office.storage, caller=OFFICER)] == [None]


def test_the_gate_asks_for_every_person(office: Office) -> None:
    office.stops(ELSEWHERE)
    here, away = (a_profile(home=home) for home in (CASABLANCA, TANGER))
    with office.storage.read() as work:
        check_can_recommend(work, EVERYWHERE, [here, here])
        with pytest.raises(RecommendationsSuspended):
            check_can_recommend(work, EVERYWHERE, [here, away])


def called(node: ast.AST) -> set[str]:
    names = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    return {
        one.attr if isinstance(one, ast.Attribute) else one.id
        for one in names
        if isinstance(one, ast.Attribute | ast.Name)
    }


def test_whoever_takes_the_engine_passes_a_gate() -> None:
    """An action written later cannot recommend without asking: this test names it."""
    around = []
    for path in sorted(SOURCES.rglob("*.py")):
        name = path.relative_to(SOURCES).as_posix()
        if name.startswith("runtime/") or name in NO_RECOMMENDATION:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef) or "serving" not in called(node):
                continue
            if not called(node) & GATES and node.name not in CHECKS_BEFORE:
                around.append(f"{name}:{node.name}")
    assert around == []


@pytest.mark.parametrize(
    ("language", "why"),
    [
        (Language.FRENCH, "Motif : Des données sont à corriger d’abord."),
        (Language.ARABIC, "السبب: توجد معطيات يجب تصحيحها أولا."),
        (Language.ENGLISH, "Reason: Records have to be put right first."),
    ],
)
def test_the_refusal_says_why_in_the_reader_s_language(language: Language, why: str) -> None:
    _, detail = error_text("recommendations-suspended", {"reason": "records-wrong"}, language)
    assert detail.endswith(why)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with ready_api(tmp_path_factory.mktemp("api")) as running:
        yield running


def test_the_api_suspends_refuses_and_resumes(api: Api) -> None:
    from service.api.examples import PROFILE

    administrator, officer = api.as_role(Role.ADMINISTRATOR), api.as_role(Role.OFFICER, "MA-04")
    person = officer.create("/profiles", {**PROFILE, "home": "Salé"})
    asked = {"profile_id": person}
    assert officer.post("/shortlists", asked).status_code == 201
    wanted = {"region": "MA-04", "reason": "unfair-to-some", "note": "examen en cours"}
    problem(officer.post("/suspensions", wanted), 403, "role-not-allowed")
    problem(administrator.post("/suspensions", {**wanted, "region": "X"}), 422, "invalid-request")
    made = administrator.post("/suspensions", wanted)
    assert made.status_code == 201, made.text
    problem(administrator.post("/suspensions", wanted), 409, "already-suspended")
    refused = problem(officer.post("/shortlists", asked), 409, "recommendations-suspended")
    assert refused["params"]["reason"] == "unfair-to-some"
    for path in ("gaps", "ask-next"):
        answer = officer.get(f"/profiles/{person}/{path}?kind=opening")
        problem(answer, 409, "recommendations-suspended")
    assert officer.get(f"/profiles/{person}").status_code == 200
    [listed] = administrator.get("/suspensions").json()["items"]
    assert listed["ended_at"] is None
    ended = administrator.ask("DELETE", f"/suspensions/{listed['id']}")
    assert ended.json()["ended_at"] is not None
    assert officer.post("/shortlists", asked).status_code == 201
    other = "6f7a8b9c-0d1e-4f2a-9b3c-5d6e7f8a9b21"
    problem(administrator.ask("DELETE", f"/suspensions/{other}"), 404, "no-such-suspension")


def test_the_command_line_is_refused_like_everybody_else(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from service.cli import matches
    from service.cli.commands import app

    monkeypatch.setenv("JISR_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(matches, "loaded_runtime", lambda *_: office.runtime)
    person = str(uuid4())
    keep(office.storage, a_profile(a_skill("soudure"), id=person, home=CASABLANCA))
    office.runtime.refresh()
    asked = ["shortlist", person, "--language", "fr"]
    assert CliRunner().invoke(app, asked).exit_code == 0
    office.stops(None)
    refused = CliRunner().invoke(app, asked)
    assert refused.exit_code == 1
    assert "Propositions suspendues" in refused.output
