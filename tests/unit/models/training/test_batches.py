import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.training.batches import concept_batches

CONCEPTS = st.lists(st.integers(0, 30), max_size=200)


@given(CONCEPTS, st.integers(1, 16), st.integers(0, 3))
def test_no_batch_holds_a_concept_twice_and_no_pair_comes_twice(
    concepts: list[int], size: int, seed: int
) -> None:
    lengths = [concept % 7 + 1 for concept in concepts]
    batches = concept_batches(concepts, lengths, size, size * 7, np.random.default_rng(seed))
    rows = [row for batch in batches for row in batch]
    assert len(set(rows)) == len(rows)
    for batch in batches:
        assert 1 <= len(batch) <= size
        assert len({concepts[row] for row in batch}) == len(batch)


def test_pairs_about_different_concepts_are_all_used() -> None:
    concepts = list(range(400))
    batches = concept_batches(concepts, [5] * 400, 16, 80, np.random.default_rng(0))
    assert sorted(row for batch in batches for row in batch) == concepts


def test_long_texts_come_in_smaller_batches() -> None:
    concepts = list(range(64))
    lengths = [100] * 32 + [10] * 32
    batches = concept_batches(concepts, lengths, 16, 400, np.random.default_rng(0))
    for batch in batches:
        assert max(lengths[row] for row in batch) * len(batch) <= 400
    assert {len(batch) for batch in batches} == {4, 16}


def test_texts_of_a_batch_have_similar_lengths() -> None:
    lengths = list(range(1, 129))
    batches = concept_batches(list(range(128)), lengths, 8, 8 * 128, np.random.default_rng(0))
    assert max(np.ptp([lengths[row] for row in batch]) for batch in batches) == 7


def test_the_order_changes_with_the_seed_only() -> None:
    def drawn(seed: int) -> list[list[int]]:
        return concept_batches(list(range(99)), [3] * 99, 8, 24, np.random.default_rng(seed))

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
