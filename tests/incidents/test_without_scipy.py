"""Words in common and average links are those that scipy finds, which linking does without."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix

from pipeline.incidents.cluster import FORBIDDEN, average_link
from pipeline.incidents.words import WordSets


def parts(label):
    first = {}
    return [first.setdefault(each, len(first)) for each in np.asarray(label).tolist()]


@pytest.mark.parametrize("seed", range(40))
def test_average_link_merges_what_scipy_merges(seed):
    random = np.random.default_rng(seed)
    size, link = int(random.integers(3, 30)), int(random.integers(-5_000, 8_000))
    weight = (
        random.permutation(40_000)[: size * (size - 1) // 2] - 20_000
    )  # no two alike: which of them goes first is free
    weight[random.random(len(weight)) < 0.1] = FORBIDDEN
    tree = linkage((weight.max() - weight).astype(float), method="average")
    wanted = fcluster(tree, weight.max() - link - 1 / size**2, criterion="distance")
    assert parts(average_link(weight, size, link)) == parts(wanted)


@pytest.mark.parametrize("seed", range(5))
def test_words_in_common_are_counted(seed):
    random = np.random.default_rng(seed)
    rows = [np.sort(random.choice(50, int(random.integers(0, 20)), replace=False)) for _ in range(40)]
    words = WordSets(np.cumsum([0, *map(len, rows)]), np.concatenate(rows), 50)
    table = csr_matrix((np.ones(len(words.word), int), words.word, words.begin), shape=(40, 50))
    i, j = random.integers(0, 40, (2, 300))
    assert words.shared(i, j).tolist() == np.asarray(table[i].multiply(table[j]).sum(axis=1)).ravel().tolist()
