"""A rule is tried wherever it may match: what it may begin with is read from its pattern."""

import pytest

from pipeline.dates.beginnings import beginnings
from pipeline.dates.find import find_times
from pipeline.dates.registry import RULES, candidates
from pipeline.text.letters import fold


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("a", {"a"}),
        ("ab?c", {"ab", "ac"}),
        ("a?b", {"ab", "b"}),
        ("(?P<one>a|bc)d", {"ad", "bc"}),
        ("a*b", {"aa", "ab", "b"}),
        ("(?<=x)a(?=y)", {"a"}),
        (r"[ab\-]c", {"ac", "bc", "-c"}),
        (r"(a|\-)?(bc)*d", {"ab", "ad", "-b", "-d", "bc", "d"}),
    ],
)
def test_beginnings(pattern, expected):
    assert beginnings(pattern) == expected


def test_no_rule_begins_with_nothing_and_candidates_keep_the_order_of_rules():
    made = [each for rules in RULES.values() for each in rules]
    assert find_times(fold("روز سه‌شنبه")) and all("" not in beginnings(each.pattern.pattern) for each in made)
    for each in made:
        for beginning in beginnings(each.pattern.pattern):
            found = candidates(beginning)
            assert each in found and [one.order for one in found] == sorted(one.order for one in found)
