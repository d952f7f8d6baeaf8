"""Connected sets of rows, beside a walk from row to row."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.incidents.cluster import connected

EDGES = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=20)


@given(edges=EDGES)
def test_each_node_bears_the_least_that_it_is_connected_with(edges) -> None:
    found = connected(np.array(edges, dtype=np.int64).reshape(-1, 2), 15)
    for node in range(15):
        reached, waiting = {node}, [node]
        while waiting:
            here = waiting.pop()
            near = {b for a, b in edges if a == here} | {a for a, b in edges if b == here}
            waiting += near - reached
            reached |= near
        assert found[node] == min(reached)


def test_a_long_path_in_any_order() -> None:
    path = np.random.default_rng(7).permutation(5_000)
    edges = np.column_stack([path[:-1], path[1:]])
    assert not connected(np.random.default_rng(8).permutation(edges), 5_000).any()
