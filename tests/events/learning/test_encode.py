"""Encoding: names sorted, values kept, what one article alone shows left out."""

from pipeline.events.learning.encode import encode


def test_a_row_an_example_and_a_column_a_feature() -> None:
    examples = [({"b": 2.0, "a": 1.0}, "True", 0), ({}, "False", 0), ({"a": 3.0, "b": 1.0}, "True", 1)]
    matrix, names = encode(examples)
    assert names == ["a", "b"]
    assert matrix.toarray().tolist() == [[1.0, 2.0], [0.0, 0.0], [3.0, 1.0]]


def test_what_one_article_alone_shows_is_left_out() -> None:
    examples = [
        ({"all": 1.0, "twice": 1.0}, "True", 0),
        ({"all": 1.0, "twice": 1.0}, "True", 0),
        ({"all": 1.0}, "False", 1),
    ]
    assert encode(examples)[1] == ["all"]


def test_of_a_single_article_everything_is_kept() -> None:
    assert encode([({"a": 1.0}, "True", 4), ({"b": 1.0}, "False", 4)])[1] == ["a", "b"]


def test_a_task_may_ask_for_more_articles() -> None:
    seen_in = {"one": 1, "two": 2, "all": 4}
    examples = [({name: 1.0 for name, count in seen_in.items() if n < count}, "True", n) for n in range(4)]
    assert encode(examples, least=3)[1] == ["all"]
    assert encode(examples, least=9)[1] == ["all"]


def test_nothing_gives_an_empty_matrix() -> None:
    matrix, names = encode([])
    assert matrix.shape == (0, 0) and names == []
