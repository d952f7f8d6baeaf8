"""`make fuzz` at small size: hostile inputs of every kind, by number and seed, and what it says of a fault."""

import random
from collections import Counter

import pytest

from pipeline.run import fuzz
from pipeline.run.fuzz import Checker, articles_in, load, save, smaller
from pipeline.run.fuzz_files import MAKERS
from pipeline.run.fuzz_inputs import EXTRACTION, PUBLISHED, SHARES, Input, Maker

FOR_EACH = 40


@pytest.fixture(scope="module")
def maker() -> Maker:
    return Maker(7, articles_in("data/raw"))


def test_every_kind_that_is_made_has_its_share():
    assert set(SHARES) == {*MAKERS, EXTRACTION}


@pytest.mark.parametrize("kind", SHARES)
def test_hostile_inputs_break_no_promise(maker, tmp_path, kind):
    checker = Checker(tmp_path)
    found = [each for number in range(FOR_EACH) for each in checker.check(maker.make(number, (kind,)))]
    assert [(each.item.number, each.what) for each in found + checker.finish()] == []
    assert checker.tally.inputs == {kind: FOR_EACH}


def test_a_number_is_always_the_same_input(maker):
    numbers = [random.Random(3).randrange(10_000) for _ in range(40)]
    other = Maker(7, articles_in("data/raw"))
    assert [maker.make(number) for number in numbers] == [other.make(number) for number in reversed(numbers)][::-1]
    assert maker.make(0) != Maker(8, articles_in("data/raw")).make(0)


def test_a_fault_is_told_made_smaller_and_can_be_checked_again(tmp_path, monkeypatch):
    def broken(path, twice):
        if b"x" in path.read_bytes():
            raise ValueError("an x")
        return []

    monkeypatch.setattr(fuzz, "read_faults", broken)
    (found,) = Checker(tmp_path).check(Input(5, "plain", "input.txt", b"a" * 50 + b"x" + b"b" * 50))
    assert found.what == "ValueError: an x"
    least = smaller(found.item, tmp_path, found.what)
    assert least.data == b"x"
    path = save(fuzz.Finding(least, found.what), tmp_path / "found")
    assert load(path).data == b"x"
    assert fuzz.again(path) == ["ValueError: an x"]


def test_a_text_is_saved_to_the_last_surrogate(tmp_path):
    item = Input(5, EXTRACTION, "text", "حمله \ud800\0".encode("utf-8", "surrogatepass"), PUBLISHED[1])
    again = load(save(fuzz.Finding(item, "what"), tmp_path))
    assert (again.data, again.published) == (item.data, item.published)


def test_an_input_that_takes_too_long_is_a_fault(tmp_path, monkeypatch):
    def endless(path, twice):
        while True:
            pass

    monkeypatch.setattr(fuzz, "read_faults", endless)
    monkeypatch.setattr(fuzz, "SECONDS", 0.1)
    (found,) = Checker(tmp_path).check(Input(5, "plain", "input.txt", b"a"))
    assert found.what.startswith("TooSlow")


@pytest.mark.slow
def test_processes_share_the_numbers(maker):
    told: Counter[str] = Counter()
    found = []

    def tell(tally, findings):
        told.update(tally.inputs)
        found.extend(findings)

    fuzz.run(maker, range(400), 2, ("plain", "json"), tell)
    assert told.total() == 400
    assert found == []
