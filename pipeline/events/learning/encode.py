"""Encoding: examples with named features → a sparse matrix for a learner.

In: examples (features by name, label, number of the article). Out: the matrix, a row an example, and its columns' names.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

Example = tuple[dict[str, float], str, int]


def encode(examples: Sequence[Example], least: int = 2) -> tuple[Any, list[str]]:
    """The matrix (examples, features) and the names of its columns, sorted.

    Features that fewer than `least` articles have are left out: what one article alone shows is chance. Where there are
    no more articles than that, those that all have are kept.
    """
    names = sorted(_common(examples, least))
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


def _common(examples: Sequence[Example], least: int) -> set[str]:
    articles = len({number for _, _, number in examples})
    last: dict[str, int] = {}
    seen: Counter[str] = Counter()
    for features, _, number in examples:
        for name in features:
            if last.get(name) != number:
                last[name] = number
                seen[name] += 1
    return {name for name, count in seen.items() if count >= min(least, articles)}
