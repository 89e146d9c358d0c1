"""Which concepts of a taxonomy are trained on and which are kept aside, by their address alone."""

import hashlib
from typing import Literal

Split = Literal["train", "dev", "test"]
"""`dev` is for choices made on the way, `test` is looked at once they are made."""

_TEST, _DEV = 0.05, 0.10
"""Shares below which a concept is kept for testing, and below which for choosing."""


def split_of(concept_uri: str) -> Split:
    """Say where a concept belongs, with all its labels, in every language, for ever.

    The share is the first 64 bits of the address's SHA-256, so it depends neither on the other
    concepts of a file, nor on their order, nor on a seed.

    Args:
        concept_uri: The address as the taxonomy writes it; it is taken as it stands.

    Returns:
        "test" for 5 % of all addresses, "dev" for another 5 %, "train" for the rest.
    """
    digest = hashlib.sha256(concept_uri.encode("utf-8")).digest()
    share = int.from_bytes(digest[:8], "big") / 2**64
    if share < _TEST:
        return "test"
    return "dev" if share < _DEV else "train"
