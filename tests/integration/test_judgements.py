"""From what was shown and said to the tables that the laboratory reads."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from evaluation.groups import read_groups
from evaluation.judgements import Judgements, check_ids, read_judgements
from matching.features import FEATURES
from matching.proposals import Filters
from matching.records import Profile
from matching.vocabulary import (
    Answer,
    DeclineReason,
    FeatureName,
    OpportunityKind,
    OutcomeKind,
    Role,
)
from service.actions.answers import Happened, Said, give_feedback, note_outcome
from service.actions.laboratory.judgements import export_groups, export_judgements
from service.actions.records import erase_profile
from service.actions.shortlisting import Shown, make_people_shortlist, make_shortlist
from service.runtime import Runtime
from service.security import Caller, RoleNotAllowed
from service.storage import Storage
from tests.runtimes import NOW, OFFICER, a_runtime, a_storage, keep, settings_in
from tests.situations import (
    CASABLANCA,
    TANGER,
    a_company,
    a_profile,
    a_skill,
    an_opening,
)

ANALYST = Caller(id="analyst", role=Role.ANALYST, territory=None, name="(inventée)")
WELDER, SEWER = "p-1", "p-2"


class Office:
    """An office with two people and three openings, and what happens in it."""

    def __init__(self, folder: Path) -> None:
        settings = settings_in(folder)
        self.folder = folder
        self.storage: Storage = a_storage(settings)
        keep(
            self.storage,
            a_company(),
            an_opening("Soudeur", id="o-1", provider_id="c-1"),
            an_opening("Soudeur à l'arc", id="o-2"),
            an_opening("Couturière", id="o-3", town=TANGER),
            a_profile(a_skill("soudure à l'arc"), id=WELDER, home=CASABLANCA),
            a_profile(a_skill("couturière"), id=SEWER, home=TANGER),
        )
        self.runtime: Runtime = a_runtime(settings, self.storage)
        self.days = 0

    def shows(self, profile_id: str | None = WELDER, profile: Profile | None = None) -> Shown:
        self.days += 1
        return make_shortlist(
            self.runtime,
            self.storage,
            caller=OFFICER,
            now=NOW + timedelta(days=self.days),
            kind=OpportunityKind.OPENING,
            limit=5,
            filters=Filters(),
            profile_id=profile_id if profile is None else None,
            profile=profile,
        )

    def hears(
        self,
        answer: Answer,
        opportunity_id: str,
        reason: DeclineReason | None = None,
        shown: Shown | None = None,
        profile_id: str = WELDER,
    ) -> None:
        self.days += 1
        said = Said(
            profile_id=profile_id,
            opportunity_id=opportunity_id,
            answer=answer,
            reason=reason,
            shortlist_id=shown.id if shown else None,
        )
        now = NOW + timedelta(days=self.days)
        give_feedback(self.runtime, self.storage, caller=OFFICER, now=now, said=said)

    def sees(self, kind: OutcomeKind, opportunity_id: str, profile_id: str = WELDER) -> date:
        self.days += 1
        now = NOW + timedelta(days=self.days)
        happened = Happened(
            profile_id=profile_id,
            opportunity_id=opportunity_id,
            kind=kind,
            happened_on=now.date(),
        )
        note_outcome(self.runtime, self.storage, caller=OFFICER, now=now, happened=happened)
        return now.date()

    def judgements(self, caller: Caller = ANALYST) -> Judgements:
        path = self.folder / "judgements.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            export_judgements(self.storage, caller=caller, file=file)
        return read_judgements(path)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office(tmp_path)
    yield opened
    opened.storage.close()


def row_of(read: Judgements, shown: Shown | None, opportunity_id: str) -> int:
    wanted = str(shown.id) if shown else ""
    found = np.flatnonzero(
        (read.shortlist_ids == wanted) & (read.opportunity_ids == opportunity_id)
    )
    assert len(found) == 1
    return int(found[0])


def test_every_line_shown_is_told_with_what_was_shown(office: Office) -> None:
    shown = office.shows()
    read = office.judgements()
    assert len(read) == len(shown.shortlist.proposals)
    for line in shown.shortlist.proposals:
        row = row_of(read, shown, line.opportunity_id)
        assert read.profile_ids[row] == WELDER
        assert read.rank[row] == line.rank
        assert read.score[row] == line.score
        assert read.propensity[row] == 1.0
        assert read.stage[row] == "shown"
        assert read.release_ids[row] == "test-1"
        assert (read.direction[row], read.kind[row]) == ("opportunities", "opening")
        assert np.isnan(read.grade[row])
        for term in line.terms:
            kept = read.features[row, FEATURES.index(FeatureName(term.feature))]
            assert (term.value is None and np.isnan(kept)) or kept == term.value
    check_ids(read, profiles={WELDER, SEWER}, opportunities={"o-1", "o-2", "o-3"})
    company = {read.opportunity_ids[row]: read.company_ids[row] for row in range(len(read))}
    assert (company["o-1"], company["o-2"]) == ("c-1", "")


def test_what_follows_reaches_the_line_that_was_answered(office: Office) -> None:
    shown = office.shows()
    office.hears(Answer.PROPOSED, "o-1", shown=shown)
    office.hears(Answer.DECLINED_BY_PERSON, "o-2", DeclineReason.PAY)
    office.sees(OutcomeKind.INTERVIEW, "o-1")
    hired = office.sees(OutcomeKind.HIRED, "o-1")
    read = office.judgements()
    row = row_of(read, shown, "o-1")
    assert (read.stage[row], read.grade[row], read.grade_source[row]) == ("hired", 2, "outcome")
    assert read.judged_on[row] == np.datetime64(hired)
    row = row_of(read, shown, "o-2")
    assert (read.stage[row], read.refused_by[row], read.refusal[row]) == (
        "proposed",
        "person",
        "pay",
    )
    assert np.isnan(read.grade[row])


def test_a_pair_never_shown_has_a_line_of_its_own(office: Office) -> None:
    office.hears(Answer.NOT_SUITABLE, "o-3")
    read = office.judgements()
    assert len(read) == 1
    assert (read.list_id[0], read.rank[0], read.stage[0]) == (-1, 0, "")
    assert (read.grade[0], read.grade_source[0]) == (0, "feedback")
    assert np.isnan(read.features).all()
    assert np.isnan(read.propensity[0])


def test_lists_of_people_are_told_the_same_way(office: Office) -> None:
    shown = make_people_shortlist(
        office.runtime, office.storage, caller=OFFICER, now=NOW, opening_id="o-1", limit=5
    )
    read = office.judgements()
    row = row_of(read, shown, "o-1")
    assert (read.profile_ids[row], read.direction[row]) == (WELDER, "people")


def test_a_profile_given_inline_leaves_no_line(office: Office) -> None:
    office.shows(profile=a_profile(id="inline"))
    office.shows()
    assert set(office.judgements().profile_ids) == {WELDER}


def test_an_analyst_reads_their_territory_only(office: Office) -> None:
    office.shows(WELDER)
    office.shows(SEWER)
    office.hears(Answer.NOT_SUITABLE, "o-1", profile_id=SEWER)
    here = Caller(id="a", role=Role.ANALYST, territory=frozenset({TANGER.region}), name="a")
    assert set(office.judgements(here).profile_ids) == {SEWER}
    assert set(office.judgements().profile_ids) == {WELDER, SEWER}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ANALYST}))
def test_nobody_but_an_analyst_reads_them(office: Office, role: Role) -> None:
    caller = Caller(id="x", role=role, territory=None, name="x")
    for export in (export_judgements, export_groups):
        with pytest.raises(RoleNotAllowed):
            export(office.storage, caller=caller, file=io.StringIO())


def test_an_erased_person_is_gone_and_a_list_they_were_on_says_what_it_still_knows(
    office: Office,
) -> None:
    keep(office.storage, a_profile(a_skill("soudure à l'arc"), id="p-3"))
    office.runtime.load()
    shown = make_people_shortlist(
        office.runtime, office.storage, caller=OFFICER, now=NOW, opening_id="o-1", limit=5
    )
    assert len(shown.shortlist.proposals) == 2
    office.hears(Answer.PROPOSED, "o-2")
    erase_profile(
        office.runtime,
        office.storage,
        caller=OFFICER,
        now=NOW,
        profile_id=WELDER,
        expected_version=1,
    )
    read = office.judgements()
    assert set(read.profile_ids) == {"p-3"}
    assert np.isnan(read.propensity[0])
    assert np.isnan(read.features).all()
    assert np.isfinite(read.score[0])


def test_groups_of_fewer_than_five_are_not_told(office: Office, tmp_path: Path) -> None:
    people = [a_profile(a_skill("travail dans un atelier"), id=f"g-{n}") for n in range(6)]
    keep(office.storage, *people)
    with office.storage.begin() as work:
        work.groups.put_many(
            {f"g-{n}": {"gender": "woman", "age_band": "50+" if n == 0 else None} for n in range(6)}
        )
    path = tmp_path / "groups.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        assert export_groups(office.storage, caller=ANALYST, file=file) == 8
    groups = read_groups(path)
    named = ["g-0", "g-5", SEWER]
    assert groups.labels("gender", named).tolist() == ["woman", "woman", ""]
    assert groups.labels("age_band", named).tolist() == ["", "", ""]
    assert groups.labels("region", named).tolist() == ["MA-06", "MA-06", ""]
    assert groups.labels("language", ["g-0"]).tolist() == ["fr"]
    assert groups.labels("completeness", ["g-0"]).tolist() == ["low"]
