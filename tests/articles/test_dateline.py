"""Publication stamps in a text's own lines: the examples, and stamps that contradict each other."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from pipeline.articles.dateline import find_dateline

EXAMPLES = yaml.load(
    (Path(__file__).parents[1] / "examples" / "datelines.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
BODY = (
    "تیتر یک خبر\nدر پی انفجار بمبی در بازار شهر، ۱۲ نفر کشته شدند.\n"
    "پلیس گفت تحقیقات ادامه دارد.\nیک شاهد گفت صدای مهیبی شنیده است.\nامدادگران هنوز کار می‌کنند."
)


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{each['at']}: {each['line']}" for each in EXAMPLES])
def test_examples(example):
    if example["at"] != "foot":
        assert find_dateline(f"{example['line']}\n{BODY}") == example["read"]
        assert find_dateline(f"\n\nرواق\n{example['line']}\n\n{BODY}") == example["read"]
    if example["at"] != "head":
        assert find_dateline(f"{BODY}\n\n{example['line']}\n") == example["read"]


def test_a_stamp_in_the_middle_of_a_text_is_none():
    lines = BODY.split("\n")
    assert find_dateline("\n".join([*lines, "پنجشنبه ۳۰ مرداد ۱۴۰۴ - ۱۵:۰۱", *lines])) is None


def test_stamps_that_disagree_are_none():
    assert find_dateline(f"۳۰ مرداد ۱۴۰۴ - ۱۵:۰۱\n{BODY}\n۲۹ مرداد ۱۴۰۴ - ۱۵:۰۱") is None


def test_a_label_decides_between_stamps():
    found = find_dateline(f"تاریخ انتشار: ۳۰ مرداد ۱۴۰۴ - ۱۵:۰۱\n{BODY}\n۲۹ مرداد ۱۴۰۴ - ۱۰:۰۰")
    assert found == dt.datetime(2025, 8, 21, 15, 1)


def test_a_chronicle_is_not_stamped_by_its_first_entry():
    assert find_dateline("۳۰ مرداد ۱۴۰۴\nانفجار در شهر\n۳۱ مرداد ۱۴۰۴\nآتش‌بس برقرار شد") is None
    assert find_dateline("۳۰ مرداد ۱۴۰۴\nانفجار در شهر\nآتش‌بس برقرار شد") == dt.datetime(2025, 8, 21)


def test_a_clock_on_one_of_two_agreeing_stamps_counts():
    assert find_dateline(f"۳۰ مرداد ۱۴۰۴\n{BODY}\nکد خبر: ۸۸۱۲۳ | ۳۰ مرداد ۱۴۰۴ | ۰۷:۰۵") == dt.datetime(
        2025, 8, 21, 7, 5
    )


@pytest.mark.parametrize("text", ["", "\n", "۱۴۰۴", "1400/" * 20_000, "(" * 5000 + "۱۴۰۴", "۱۲ تیر ۱۳۹۸\n" * 3000])
def test_odd_texts(text):
    assert find_dateline(text) in (None, dt.datetime(2019, 7, 3))
