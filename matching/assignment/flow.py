"""How many people can be served, when only nested limits bind: a maximum flow, in milliseconds."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from matching.assignment.problem import NOBODY, Ints, Problem
from matching.ports import Mask

_OUTERMOST: Final = -1


def is_flow(problem: Problem) -> bool:
    """Whether limits are nested (place, month, company) and neither money nor floors bind."""
    return not problem.floors and problem.envelope is None and _parents(problem) is not None


def largest_plan(problem: Problem, usable: Mask) -> Ints:
    """A plan that serves as many people as the limits allow, whatever it is worth.

    A maximum flow from the source over people, options and ceilings, from the inside out.

    Args:
        problem: One for which `is_flow` holds.
        usable: Pairs that may be used, shape (n, m).

    Returns:
        Shape (n,): option of each person, -1 for none.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    people, options = usable.shape
    parents = _parents(problem) or ([], [])
    of_option, of_ceiling = parents
    first_option, first_ceiling = 1 + people, 1 + people + options
    sink = first_ceiling + len(problem.ceilings)
    served, offered = np.nonzero(usable)
    edges = [
        (np.zeros(people, int), np.arange(1, 1 + people), np.ones(people, int)),
        (1 + served, first_option + offered, np.ones(len(served), int)),
        _outwards(of_option, first_option, first_ceiling, sink, [people] * options),
        _outwards(
            of_ceiling,
            first_ceiling,
            first_ceiling,
            sink,
            [max(one.at_most, 0) for one in problem.ceilings],
        ),
    ]
    tails, heads, sizes = (np.concatenate([edge[part] for edge in edges]) for part in range(3))
    graph = csr_array((sizes.astype(np.int32), (tails, heads)), shape=(sink + 1, sink + 1))
    flow = maximum_flow(graph, 0, sink).flow[1 : 1 + people, first_option:first_ceiling].tocoo()
    chosen: Ints = np.full(people, NOBODY, dtype=np.int64)
    used = flow.data > 0
    chosen[flow.row[used]] = flow.col[used]
    return chosen


def _outwards(
    parents: Sequence[int], first: int, first_ceiling: int, sink: int, sizes: Sequence[int]
) -> tuple[Ints, Ints, Ints]:
    """From each node to the ceiling around it, or to the sink."""
    around = np.array(parents, dtype=np.int64)
    heads = np.where(around == _OUTERMOST, sink, first_ceiling + around)
    return first + np.arange(len(around)), heads, np.array(sizes, dtype=np.int64)


def _parents(problem: Problem) -> tuple[list[int], list[int]] | None:
    """The smallest ceiling around each option and each ceiling; None when they are not nested."""
    order = sorted(range(len(problem.ceilings)), key=lambda one: len(problem.ceilings[one].options))
    outermost = [_OUTERMOST] * len(problem.options)
    innermost = [_OUTERMOST] * len(problem.options)
    of_ceiling = [_OUTERMOST] * len(problem.ceilings)
    for ceiling in order:
        members = set(problem.ceilings[ceiling].options)
        inside = {outermost[option] for option in members} - {_OUTERMOST}
        if any(not members.issuperset(problem.ceilings[one].options) for one in inside):
            return None
        for one in inside:
            of_ceiling[one] = ceiling
        for option in members:
            innermost[option] = ceiling if innermost[option] == _OUTERMOST else innermost[option]
            outermost[option] = ceiling
    return innermost, of_ceiling
