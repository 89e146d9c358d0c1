import hashlib
from collections import Counter

import pytest

from models.training.splits import Split, split_of

BASE = "http://data.europa.eu/esco/occupation/"


@pytest.mark.parametrize(
    ("uri", "split"),
    [
        (f"{BASE}00030d09-2b3a-4efd-87cc-c4ea39d27c34", "train"),
        (f"{BASE}0044c991-c26f-4261-a213-4bd1c0564a4c", "dev"),
        (f"{BASE}01a83071-6533-4675-b2da-f0c6d02669f5", "test"),
    ],
)
def test_a_concept_never_changes_sides(uri: str, split: Split) -> None:
    """Written down once: a release trained earlier must stay measurable on the same concepts."""
    assert split_of(uri) == split


def test_the_first_digits_of_the_digest_decide() -> None:
    """0x0ccc… / 0x10000… is just under 5 %, 0x1999… just under 10 %."""
    sides: dict[str, set[str]] = {"test": set(), "dev": set(), "train": set()}
    for number in range(2000):
        uri = f"{BASE}{number}"
        sides[split_of(uri)].add(hashlib.sha256(uri.encode()).hexdigest()[:4])
    assert max(sides["test"]) <= "0ccc" <= min(sides["dev"])
    assert max(sides["dev"]) <= "1999" <= min(sides["train"])


def test_a_tenth_of_the_concepts_is_kept_aside() -> None:
    """Of 20,000 addresses 1,000 belong to each side kept apart; four deviations are 123."""
    counts = Counter(split_of(f"{BASE}{number}") for number in range(20_000))
    assert counts["test"] == pytest.approx(1000, abs=123)
    assert counts["dev"] == pytest.approx(1000, abs=123)


def test_every_character_of_the_address_counts() -> None:
    sides = {split_of(f"{BASE}é{ending}") for ending in range(100)}
    assert sides == {"train", "dev", "test"}
