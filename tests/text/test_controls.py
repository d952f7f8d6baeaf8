"""What a terminal obeys is shown; Persian, with its joiners and direction marks, is not touched."""

import json

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.controls import visible


def test_commands_to_the_terminal_become_text():
    assert visible("\x1b[2J\x07بمب\x9b\r") == "\\u001b[2J\\u0007بمب\\u009b\\u000d"
    assert visible("\u202eبمب\u2066 \udc80") == "\\u202eبمب\\u2066 \\udc80"


def test_persian_stays():
    text = "می‌گوید: «۱۲ تن»\tکشته\n\u200e\u200f"
    assert visible(text) == text


@given(st.text(st.characters(codec=None)))
def test_json_reads_as_before_and_output_can_be_written(text):
    shown = visible(json.dumps(text, ensure_ascii=False))
    assert json.loads(shown) == text
    shown.encode("utf-8")
