"""Spans against those that the parstdex project drew (its own tests, MIT; kept beside the repository, never in it).

Run as a script (`python tests/dates/test_parstdex.py`) it prints every sentence on which the two differ.
What differs by convention, and why ours stands:

- One time told twice in brackets or after a comma («امروز ( چهارشنبه 23 نوامبر - سوم آذر )», «جمعه ، 28 آبان») is one
  mention here, because its parts are checked against one another; parstdex has a span for each part.
- Two different times side by side («فتنه ۸۸ امروز», «24 سالگي 21 فروردين 1362») are two mentions with a value each;
  parstdex joins whatever touches.
- A noun of time alone («فصل», «روز», «روزهای») has no value and is none here.
- A day that names a place or a group («ورزشگاه ۱۷ تیر», «سالن 22 بهمن») is a name.
- A preposition after a time («دقیقه به», «دقیقه تا») belongs to what follows it.
- Feasts and lunar months that can be dated («کریسمس 1998», «اربعین», «محرم») are mentions.
- A lunar date with a thirteenth month is no date.
"""

import json
from pathlib import Path

import pytest

from pipeline.dates.find import find_times
from pipeline.text.letters import fold

FIXTURE = Path(__file__).parents[3] / "shared" / "thirdparty" / "parstdex.json"
EXACT_FLOOR = 0.90
OVERLAP_FLOOR = 0.97
Span = tuple[int, int]


def sentences() -> list[tuple[str, list[Span], list[Span]]]:
    """Each sentence with the spans expected and those found."""
    cases = json.loads(FIXTURE.read_text(encoding="utf-8"))
    return [
        (
            case["test_input"],
            [(first, last) for first, last in json.loads(case["expected"])],
            [(mention.start, mention.end) for mention in find_times(fold(case["test_input"]))],
        )
        for case in cases
    ]


def overlaps(span: Span, others: list[Span]) -> bool:
    return any(span[0] < last and first < span[1] for first, last in others)


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall)


def scores() -> tuple[float, float]:
    """Exact-span F1 and overlap F1."""
    told = sentences()
    expected = sum(len(theirs) for _, theirs, _ in told)
    found = sum(len(ours) for _, _, ours in told)
    exact = sum(len(set(theirs) & set(ours)) for _, theirs, ours in told)
    precise = sum(overlaps(span, theirs) for _, theirs, ours in told for span in ours)
    recalled = sum(overlaps(span, ours) for _, theirs, ours in told for span in theirs)
    return f1(exact / found, exact / expected), f1(precise / found, recalled / expected)


@pytest.mark.skipif(not FIXTURE.exists(), reason="parstdex.json is not beside the repository (../shared/thirdparty)")
def test_spans_agree_with_parstdex() -> None:
    exact, overlap = scores()
    assert exact >= EXACT_FLOOR
    assert overlap >= OVERLAP_FLOOR


if __name__ == "__main__":
    for text, theirs, ours in sentences():
        if set(theirs) != set(ours):
            print(text)
            print("  parstdex only:", [text[first:last] for first, last in theirs if (first, last) not in ours])
            print("  ours only:    ", [text[first:last] for first, last in ours if (first, last) not in theirs])
    print("exact F1 {:.4f}, overlap F1 {:.4f}".format(*scores()))
