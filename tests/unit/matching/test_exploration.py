"""Varying an order: bounded, drawn from the id, and logged with its true probability."""

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.exploration import NO_EXPLORATION, Exploration, varied
from matching.proposals import Proposal
from matching.vocabulary import Confidence

OFTEN = Exploration(rate=0.2, margin=0.05)


def lines(*scores: float) -> tuple[Proposal, ...]:
    return tuple(
        Proposal(
            profile_id="p-1",
            opportunity_id=f"o-{rank}",
            rank=rank,
            score=score,
            terms=(),
            reasons=(),
            evidence=(),
            gaps=(),
            confidence=Confidence.MEDIUM,
            to_ask=(),
            to_confirm=(),
            distance_km=None,
        )
        for rank, score in enumerate(scores, start=1)
    )


def ids(number: int) -> list[UUID]:
    return [UUID(int=one) for one in range(number)]


def test_nothing_is_varied_unless_asked() -> None:
    shown = lines(0.9, 0.8, 0.8, 0.8)
    assert all(varied(shown, NO_EXPLORATION, one) == shown for one in ids(50))


def test_the_first_line_and_distant_neighbours_stay() -> None:
    shown = lines(0.8, 0.8, 0.5, 0.2)
    assert all(varied(shown, OFTEN, one) == shown for one in ids(200))


def test_the_same_id_varies_in_the_same_way() -> None:
    shown = lines(0.8, 0.7, 0.7, 0.7, 0.7)
    once = [varied(shown, OFTEN, one) for one in ids(100)]
    assert once == [varied(shown, OFTEN, one) for one in ids(100)]
    assert any(one != once[0] for one in once)


def test_propensities_are_the_shares_that_are_drawn() -> None:
    """Three pairs at a rate of .2: each is exchanged in one list of fifteen."""
    shown = lines(0.8, 0.7, 0.7, 0.7, 0.7)
    seen: Counter[tuple[str, int]] = Counter()
    noted: dict[tuple[str, int], float] = {}
    draws = 20_000
    for one in ids(draws):
        for line in varied(shown, OFTEN, one):
            seen[line.opportunity_id, line.rank] += 1
            noted[line.opportunity_id, line.rank] = line.propensity
    assert noted["o-2", 3] == pytest.approx(0.2 / 3)
    assert noted["o-3", 3] == pytest.approx(1.0 - 2 * 0.2 / 3)
    assert noted["o-1", 1] == 1.0
    for place, propensity in noted.items():
        assert seen[place] / draws == pytest.approx(propensity, abs=0.01)


@given(
    st.lists(st.floats(0.0, 1.0), max_size=12),
    st.floats(0.0, 0.2),
    st.floats(0.0, 0.3),
    st.uuids(),
)
def test_a_varied_list_has_the_same_lines_and_at_most_one_exchange(
    scores: list[float], rate: float, margin: float, shortlist_id: UUID
) -> None:
    shown = lines(*sorted(scores, reverse=True))
    after = varied(shown, Exploration(rate=rate, margin=margin), shortlist_id)
    assert [line.rank for line in after] == [line.rank for line in shown]
    assert {line.opportunity_id for line in after} == {line.opportunity_id for line in shown}
    assert all(0.0 < line.propensity <= 1.0 for line in after)
    moved = [
        at
        for at, (before, line) in enumerate(zip(shown, after, strict=True))
        if before.opportunity_id != line.opportunity_id
    ]
    assert moved == [] or (len(moved) == 2 and moved[0] >= 1 and moved[1] == moved[0] + 1)
    assert len(moved) == 0 or abs(shown[moved[0]].score - shown[moved[1]].score) <= margin


@pytest.mark.parametrize(("rate", "margin"), [(0.21, 0.02), (-0.1, 0.02), (0.1, -0.01)])
def test_exploring_more_than_the_bound_is_a_mistake(rate: float, margin: float) -> None:
    with pytest.raises(ValueError, match=r"0\.2"):
        Exploration(rate=rate, margin=margin)
