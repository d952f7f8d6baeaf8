"""Average link inside a component, beside the one of scipy."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage

from pipeline.incidents.cluster import FORBIDDEN, _average_link


def _as_groups(part: np.ndarray) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(part == each).tolist()) for each in set(part.tolist())}


@pytest.mark.parametrize("size", [3, 4, 7, 30, 150])
@pytest.mark.parametrize("seed", range(12))
def test_parts_are_those_of_scipy(size: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    at = np.sort(draw.normal(size=(size, 2)) * (1, seed), axis=0)
    first, second = np.triu_indices(size, 1)
    weight = (9_000 - 10_000 * np.hypot(*(at[first] - at[second]).T) + draw.integers(-3_000, 3_000, len(first))).astype(
        int
    )
    weight[draw.random(len(first)) < 0.02] = FORBIDDEN
    most = int(weight.max())
    tree = linkage((most - weight).astype(np.float64), method="average")
    right = fcluster(tree, most - 1 / size**2, criterion="distance")
    assert _as_groups(_average_link(weight, size)) == _as_groups(right)


def test_alike_everywhere() -> None:
    """Ties lead nowhere round in circles."""
    assert len(set(_average_link(np.full(45, 5), 10).tolist())) == 1
    weight = np.full(45, 5)
    weight[0] = FORBIDDEN
    assert len(set(_average_link(weight, 10).tolist())) == 2
