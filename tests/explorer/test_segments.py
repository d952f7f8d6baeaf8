"""Marked text: whatever the marks, the words joined are the text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.explorer.marks import KINDS, marks_of
from pipeline.explorer.segments import Mark, segments, within

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.text("آبپت‌ ۰۱😀\n", max_size=40)
marks = st.lists(
    st.builds(Mark, st.integers(-5, 70), st.integers(-5, 70), st.sampled_from([*KINDS, "e0", "e1"])), max_size=12
)


@given(texts, marks)
def test_segments_joined_are_the_text(text, told):
    found = segments(text, told)
    assert "".join(words for words, _ in found) == text
    assert all(words for words, _ in found)
    assert all(one[1] != other[1] for one, other in pairwise(found))


@given(texts, marks)
def test_each_character_has_the_kinds_of_the_marks_on_it(text, told):
    wanted = [" ".join(sorted({m.kind for m in told if m.start <= at < m.end})) for at in range(len(text))]
    assert [kinds for words, kinds in segments(text, told) for _ in words] == wanted


@given(texts, marks, st.integers(0, 60), st.integers(0, 60))
def test_marks_of_a_part_are_those_of_the_whole(text, told, one, other):
    start, end = sorted((one, other))
    part = text[start:end]
    wanted = [kinds for words, kinds in segments(text, told) for _ in words][start:end]
    assert [kinds for words, kinds in segments(part, within(told, start, start + len(part))) for _ in words] == wanted


def event(text, **cells):
    names = "trigger_start trigger_text actor_text target_text date_text time_text claim_text location_text"
    return (
        dict.fromkeys(names.split()) | {"evidence_start": 0, "evidence_end": len(text), "evidence_text": text} | cells
    )


NO_CHILDREN = {"casualties": (), "locations": (), "sources": ()}


def test_words_without_offsets_are_marked_in_the_evidence_or_where_they_stand_once():
    text = "دیروز ارتش حمله کرد. ارتش گفت پلیس آمد. پلیس رفت."
    row = event(text, actor_text="ارتش", target_text="پلیس") | {"evidence_end": 20, "evidence_text": text[:20]}
    assert marks_of(row, NO_CHILDREN, text) == [Mark(6, 10, "actor")]


def test_a_word_inside_another_is_not_marked():
    text = "آنان رفتند."
    assert marks_of(event(text, actor_text="آن"), NO_CHILDREN, text) == []


def test_offsets_whose_words_are_not_those_of_the_table_mark_nothing():
    text = "۵ نفر کشته شدند."
    figure = {"start": 0, "casualties_text": "۶ نفر"}
    assert marks_of(event(text), {**NO_CHILDREN, "casualties": [figure]}, text) == []


def test_a_name_that_is_withheld_in_the_row_is_marked_at_its_place():
    text = "مردان احمد را در بازار کشتند."
    row = event(text, target_text="████", evidence_text=text.replace("احمد", "████"))
    figure = {"start": 6, "casualties_text": "████"}
    assert marks_of(row, {**NO_CHILDREN, "casualties": [figure]}, text) == [
        Mark(6, 10, "actor"),
        Mark(6, 10, "figure"),
    ]
