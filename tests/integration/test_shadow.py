"""Orders are varied and logged, releases rank beside unseen, and thousands of lists are remade."""

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matching.exploration import MOST
from matching.outcomes import Feedback
from matching.pipeline import Matcher
from matching.proposals import Filters
from matching.records import Opportunity, Profile
from matching.vocabulary import Answer, FeatureName, OpportunityKind
from models.centring import Centre
from models.releases import compose_release, load_release
from service.actions.releases.agreement import agreement
from service.actions.releases.replay import replay, replay_last, replay_with, shadow_agreement
from service.actions.shortlisting import Shown, make_people_shortlist, make_shortlist
from service.runtime import OtherEncoder, Runtime
from service.settings import Settings
from service.storage import Storage
from tests.rankings import OPEN, a_ranking, meaning_first
from tests.runtimes import (
    DIM,
    NOW,
    OFFICER,
    a_release,
    a_runtime,
    a_storage,
    keep,
    settings_in,
)
from tests.situations import a_company, a_profile, a_skill, a_wish, an_opening

TITLES = ("Soudeur", "Soudeur à l'arc", "Soudeur MIG", "Chaudronnier", "Serrurier", "Tôlier")


def people(count: int) -> list[Profile]:
    return [
        a_profile(
            a_skill(TITLES[number % len(TITLES)]),
            a_wish(TITLES[(number + 1) % len(TITLES)]),
            id=f"p-{number}",
        )
        for number in range(count)
    ]


def openings(count: int) -> list[Opportunity]:
    return [
        an_opening(TITLES[number % len(TITLES)], id=f"o-{number}", provider_id=None)
        for number in range(count)
    ]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = settings_in(tmp_path)
    a_release(tmp_path / "release", "open", OPEN)
    return found


@pytest.fixture
def storage(settings: Settings) -> Storage:
    found = a_storage(settings)
    keep(found, *people(6), *openings(12), a_company(id="c-1"))
    return found


def asked(runtime: Runtime, storage: Storage, person: str, limit: int = 8) -> Shown:
    return make_shortlist(
        runtime,
        storage,
        caller=OFFICER,
        now=NOW,
        kind=OpportunityKind.OPENING,
        limit=limit,
        filters=Filters(),
        profile_id=person,
    )


def with_settings(settings: Settings, **changes: Any) -> Settings:
    return settings.model_copy(update=changes)


def learned_release(folder: Path, settings: Settings, name: str = "learned") -> Path:
    """The release of the settings with a ranking that was learned."""
    assert settings.release_dir is not None
    base = load_release(settings.release_dir)
    compose_release(
        folder,
        release_id=name,
        made_on=base.made_on,
        promoted_by="tests",
        centre=base.centre,
        parameters=base.parameters,
        measures={},
        ranking=a_ranking(FeatureName.WISH),
    )
    return folder


def test_a_learned_ranking_answers_and_its_points_still_sum_to_the_score(
    settings: Settings, storage: Storage, tmp_path: Path
) -> None:
    folder = learned_release(tmp_path / "learned", settings)
    runtime = a_runtime(with_settings(settings, release_dir=folder), storage)
    shown = asked(runtime, storage, "p-0")
    assert shown.shortlist.release_id == "learned"
    assert shown.shortlist.proposals
    for line in shown.shortlist.proposals:
        total = 0.0
        for term in line.terms:
            total = total + term.points
        assert total == line.score
        assert all(term.points <= term.weight for term in line.terms)


def test_orders_stay_as_they_are_unless_exploration_is_asked_for(
    settings: Settings, storage: Storage
) -> None:
    runtime = a_runtime(settings, storage)
    for _ in range(20):
        lines = asked(runtime, storage, "p-0").shortlist.proposals
        assert [line.score for line in lines] == sorted((one.score for one in lines), reverse=True)
        assert all(line.propensity == 1.0 for line in lines)


def test_a_varied_order_is_kept_with_its_propensities_and_made_again(
    settings: Settings, storage: Storage
) -> None:
    varied = with_settings(settings, exploration_rate=MOST, exploration_margin=0.1)
    runtime = a_runtime(varied, storage)
    plain = a_runtime(settings, storage)
    usual = [line.opportunity_id for line in asked(plain, storage, "p-0").shortlist.proposals]
    shown = [asked(runtime, storage, "p-0") for _ in range(60)]
    orders = [[line.opportunity_id for line in one.shortlist.proposals] for one in shown]
    moved = [order != usual for order in orders]
    assert 0 < sum(moved) < 30
    assert all(sorted(order) == sorted(usual) and order[0] == usual[0] for order in orders)
    for one in shown:
        assert any(line.propensity < 1.0 for line in one.shortlist.proposals)
        # The service may have stopped exploring since.
        assert replay(plain, storage, one.id).is_identical
    with storage.read() as work:
        kept = work.shortlists.get(shown[moved.index(True)].id).answer["shortlist"]["proposals"]
    assert min(line["propensity"] for line in kept) == pytest.approx(MOST / _pairs(kept))


def _pairs(lines: list[dict[str, Any]]) -> int:
    """Neighbours below the first whose scores were close, before two changed places."""
    scores = sorted((line["score"] for line in lines), reverse=True)
    return sum(high - low <= 0.1 for high, low in pairwise(scores[1:]))


def test_a_challenger_ranks_beside_unseen_and_is_logged(
    settings: Settings, storage: Storage, tmp_path: Path
) -> None:
    beside = learned_release(tmp_path / "learned", settings)
    runtime = a_runtime(with_settings(settings, shadow_release_dir=beside), storage)
    alone = a_runtime(settings, storage)
    shown = asked(runtime, storage, "p-1")
    assert shown.shortlist == asked(alone, storage, "p-1").shortlist
    with storage.read() as work:
        logged = work.shortlists.get(shown.id).answer["challenger"]
    assert logged["release_id"] == "learned"
    own = asked(a_runtime(with_settings(settings, release_dir=beside), storage), storage, "p-1")
    assert [one for one, _ in logged["lines"]] == [
        line.opportunity_id for line in own.shortlist.proposals
    ]
    keep(storage, an_opening("Soudeur", id="o-new", provider_id=None))
    runtime.refresh()
    with storage.read() as work:
        later = work.shortlists.get(asked(runtime, storage, "p-1").id).answer["challenger"]
    assert "o-new" in [one for one, _ in later["lines"]]
    assert shadow_agreement(storage, 100).lists == 2


def test_a_challenger_that_fails_changes_nothing(
    settings: Settings, storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = learned_release(tmp_path / "learned", settings)
    runtime = a_runtime(with_settings(settings, shadow_release_dir=beside), storage)
    usual = Matcher.shortlist

    def failing(matcher: Matcher, question: Any) -> Any:
        if matcher.release_id == "learned":
            raise ZeroDivisionError
        return usual(matcher, question)

    monkeypatch.setattr(Matcher, "shortlist", failing)
    shown = asked(runtime, storage, "p-1")
    assert shown.shortlist.proposals
    with storage.read() as work:
        assert "challenger" not in work.shortlists.get(shown.id).answer


@pytest.mark.parametrize("make", [lambda _: None, lambda folder: another_encoder(folder)])
def test_a_challenger_that_cannot_rank_beside_is_left_out(
    settings: Settings, storage: Storage, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "beside")
    runtime = a_runtime(with_settings(settings, shadow_release_dir=tmp_path / "beside"), storage)
    assert runtime.serving().challenger is None
    assert asked(runtime, storage, "p-1").shortlist.proposals


def another_encoder(folder: Path) -> None:
    mean = np.full(DIM, 0.1, np.float32)
    release = load_release(a_release(folder, "other"))
    centre = Centre(mean, np.zeros((0, DIM), np.float32), "hashing", {})
    compose_release(
        folder,
        release_id="other",
        made_on=release.made_on,
        promoted_by="tests",
        centre=centre,
        parameters=release.parameters,
        measures={},
    )


def test_the_past_is_compared_with_another_release(
    settings: Settings, storage: Storage, tmp_path: Path
) -> None:
    runtime = a_runtime(settings, storage)
    for person in people(6):
        asked(runtime, storage, person.id)
    assert settings.release_dir is not None
    same = replay_with(runtime, storage, settings.release_dir, 100)
    assert (same.lists, same.same_order, same.same_first, same.shared) == (6, 6, 6, 1.0)
    other = replay_with(runtime, storage, learned_release(tmp_path / "l", settings), 100)
    assert other.lists == 6
    assert other.same_order < 6
    another_encoder(tmp_path / "other")
    with pytest.raises(OtherEncoder):
        replay_with(runtime, storage, tmp_path / "other", 100)


def test_agreement_by_hand() -> None:
    """Lists a b c and a c d share two of three; the others share all, or nothing is there."""
    found = agreement([("abc", "acd"), ("ab", "ab"), ("", "")])
    assert (found.lists, found.same_order, found.same_first) == (3, 2, 3)
    assert found.shared == pytest.approx((2 / 3 + 1 + 1) / 3)
    assert agreement([]).shared is None


def test_a_thousand_stored_shortlists_are_made_again_to_the_last_bit(
    settings: Settings, storage: Storage
) -> None:
    """In between, people answer, openings come, and orders are varied."""
    runtime = a_runtime(with_settings(settings, exploration_rate=MOST), storage)
    for number in range(1000):
        shown = asked(runtime, storage, f"p-{number % 6}", limit=4)
        if number % 100 == 50:
            refuse(storage, shown)
            runtime.refresh()
        if number % 250 == 125:
            keep(storage, an_opening("Soudeur", id=f"o-late-{number}", provider_id=None))
            runtime.refresh()
    make_people_shortlist(runtime, storage, caller=OFFICER, now=NOW, opening_id="o-1", limit=3)
    started = time.process_time()
    found = replay_last(runtime, storage, 1000)
    assert (found.identical, found.different, found.of_another_release) == (1000, (), 0)
    assert time.process_time() - started < 60.0


def test_a_change_of_what_was_kept_is_found_and_other_releases_are_only_counted(
    settings: Settings, storage: Storage, tmp_path: Path
) -> None:
    runtime = a_runtime(settings, storage)
    shown = asked(runtime, storage, "p-0")
    altered = a_release(tmp_path / "altered", "open", meaning_first())
    changed = a_runtime(with_settings(settings, release_dir=altered), storage)
    assert replay_last(changed, storage, 10).different == (shown.id,)
    other = a_runtime(
        with_settings(settings, release_dir=a_release(tmp_path / "o", "other", OPEN)), storage
    )
    assert replay_last(other, storage, 10).of_another_release == 1


def refuse(storage: Storage, shown: Shown) -> None:
    from uuid import uuid4

    line = shown.shortlist.proposals[-1]
    with storage.begin() as work:
        work.feedback.add(
            Feedback(
                id=uuid4(),
                profile_id=line.profile_id,
                opportunity_id=line.opportunity_id,
                answer=Answer.DECLINED_BY_PERSON,
                given_by="officer",
                given_at=NOW,
                shortlist_id=shown.id,
            )
        )
