from pipeline.events.learning.thresholds import best_cut


def test_a_cut_lies_between_yes_and_no() -> None:
    cut = best_cut([(0.2, False)] * 30 + [(0.6, True)] * 30)
    assert 0.2 < cut <= 0.6


def test_a_yes_that_is_right_three_times_in_four_is_said() -> None:
    assert best_cut([(0.9, True)] * 20 + [(0.3, True)] * 60 + [(0.3, False)] * 20 + [(0.1, False)] * 200) <= 0.3


def test_one_example_more_moves_a_cut_little() -> None:
    """Of two cuts that serve almost alike the peak is chance: a single example tips it from one end to the other."""
    chances = [(0.9, True)] * 40 + [(0.5, True)] * 30 + [(0.5, False)] * 55 + [(0.1, False)] * 100
    cuts = [best_cut([*chances, *more]) for more in ([], [(0.5, True)], [(0.5, False)])]
    assert max(cuts) - min(cuts) < 0.1


def test_without_examples_a_cut_is_even() -> None:
    assert best_cut([]) == 0.5
