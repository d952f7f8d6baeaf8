"""Parts come back in order, few at a time, and what breaks in a worker is told."""

import os
from concurrent.futures import Executor, Future

import pytest

from pipeline.run.errors import RuydadError, UsageError
from pipeline.run.executors import map_parts, open_executor


def double(number):
    return 2 * number


def leave(number):
    os._exit(number)


class Counting(Executor):
    """An executor that works at once and counts results nobody has taken yet."""

    def __init__(self):
        self.waiting = self.most = 0

    def submit(self, function, part):
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        done: Future[object] = Future()
        done.set_result(function(part))
        return done


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_parts(workers):
    with open_executor(workers) as executor:
        assert list(map_parts(executor, double, range(9), 3)) == [0, 2, 4, 6, 8, 10, 12, 14, 16]


def test_parts_are_taken_as_results_leave():
    executor = Counting()
    for result in map_parts(executor, double, iter(range(100)), 4):
        executor.waiting -= 1
        assert result % 2 == 0
    assert executor.most == 4


def test_a_part_that_is_nothing_asks_for_no_worker():
    executor = Counting()
    parts = iter([0, 0, 3, 0])
    assert list(map_parts(executor, double, parts, 9, lambda part: part == 0)) == [0, 0, 6, 0]
    assert executor.waiting == 1


def test_without_an_executor_parts_are_taken_one_at_a_time():
    taken = []
    parts = (taken.append(number) or number for number in range(3))
    for number, result in enumerate(map_parts(None, double, parts, 1)):
        assert (result, taken) == (2 * number, list(range(number + 1)))
    assert taken == [0, 1, 2]


def test_a_worker_that_dies_is_told():
    with pytest.raises(RuydadError, match="may have run out of memory"), open_executor(2) as executor:
        list(map_parts(executor, leave, [1], 1))


def test_a_dask_cluster_gives_the_same_results():
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=1, processes=False, dashboard_address=None) as cluster,
        open_executor(1, cluster.scheduler_address) as executor,
    ):
        assert list(map_parts(executor, double, range(5), 2)) == [0, 2, 4, 6, 8]


def test_an_address_that_is_none_is_bad_usage():
    with pytest.raises(UsageError, match="write tcp://host:port"), open_executor(1, "nowhere"):
        pass
