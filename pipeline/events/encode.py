"""Encoding: examples with named features → a sparse matrix for a learner.

In: examples (features by name, label, number of the article). Out: the matrix, a row an example, and its columns' names.
"""

from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

Example = tuple[dict[str, float], str, int]


def encode(examples: Sequence[Example]) -> tuple[Any, list[str]]:
    """The matrix (examples, features) and the names of its columns, sorted.

    Features that only one of several articles has are left out: what one article alone shows is chance.
    """
    names = sorted(_common(examples))
    place = {name: at for at, name in enumerate(names)}
    columns, values, ends = array("i"), array("d"), array("i", [0])
    for features, _, _ in examples:
        for name, value in features.items():
            at = place.get(name)
            if at is not None:
                columns.append(at)
                values.append(value)
        ends.append(len(columns))
    parts = (np.frombuffer(values), np.frombuffer(columns, np.int32), np.frombuffer(ends, np.int32))
    matrix = csr_matrix(parts, shape=(len(examples), len(names)))
    matrix.sort_indices()
    return matrix, names


def _common(examples: Sequence[Example]) -> set[str]:
    if len({number for _, _, number in examples}) < 2:
        return {name for features, _, _ in examples for name in features}
    first: dict[str, int] = {}
    common: set[str] = set()
    for features, _, number in examples:
        for name in features:
            if first.setdefault(name, number) != number:
                common.add(name)
    return common
