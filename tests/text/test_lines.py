"""Lines of one width are joined; items, sentences and paragraphs stay apart; no offset moves."""

import pytest

from pipeline.text.letters import fold
from pipeline.text.lines import joined_lines

FIRST = "کارگران بندر از صبح تا شب کیسه‌های آرد را از کشتی بزرگی که دیروز رسیده بود به انبار"
LAST = "می‌بردند و کسی نبود که به آنان آب بدهد."


def test_lines_of_one_width_are_joined() -> None:
    text = "\n".join([FIRST, LAST] * 5)
    folded = fold(text)
    joined = joined_lines(folded)
    assert joined.key.split("\n") == [f"{fold(FIRST).key} {fold(LAST).key}"] * 5
    assert len(joined.key) == len(folded.key)
    assert all(joined.span(at, at + 1) == folded.span(at, at + 1) for at in range(len(folded.key)))
    assert joined_lines(joined).key == joined.key


@pytest.mark.parametrize(
    "text",
    [
        "\n".join([FIRST, LAST] * 2),  # too few to tell
        "\n".join([FIRST + "."] * 10),  # sentences
        "\n".join(["- " + FIRST] * 10),  # items
        "\n".join([FIRST + " " + FIRST] * 10),  # paragraphs
        "\n".join(["شب آرام"] * 10),  # verses
        "",
    ],
)
def test_other_lines_stay_apart(text: str) -> None:
    folded = fold(text)
    assert joined_lines(folded).key == folded.key
