"""Laws of folding: whatever is folded, its offsets lie in the source and its key folds to itself."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.letters import fold, fold_word
from pipeline.text.tokens import find_sentences, find_words

PIECES = st.sampled_from(
    ["علي", "كمين", "مُ", "ـ", "\u200c", "\u00a0", " ", "\n", "\r\n", "\u2028", "&zwnj;", "&#1740;", "&#x41;", "&amp;",
     "&#0;", "&#55296;", "&nosuch;", "&", ";", "«", "۱۲", "\ud800", "\udfff", "\ufefc", "\ufdf2", "ﺐ",
     "İ", "ß", "😀", "\0",
     "\u200f", "\ufeff", "中", ".", "؟"]
)  # fmt: skip
ANY = st.text(st.characters(codec=None), max_size=40)
TEXTS = st.lists(PIECES | ANY, max_size=12).map("".join)


@given(TEXTS)
def test_every_key_character_stands_in_the_source_in_order(text: str) -> None:
    folded = fold(text)
    assert folded.source == text
    assert len(folded.key) == len(folded.starts) == len(folded.ends) == len(folded.is_word) - 1
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))
    assert all(before <= after for before, after in pairwise(folded.starts))
    assert all(end <= start for end, start in zip(folded.ends[:-1], folded.starts[1:], strict=True))


@given(TEXTS, st.data())
def test_span_and_written_agree(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.key)))
    end = data.draw(st.integers(start, len(folded.key)))
    first, last = folded.span(start, end)
    assert folded.written(start, end) == text[first:last]
    assert (first == last) == (start == end)


@given(TEXTS)
def test_a_key_that_holds_no_new_entity_folds_to_itself(text: str) -> None:
    key = fold(text).key
    if "&" not in key:
        again = fold(key)
        assert again.key == key
        assert again.starts.tolist() == list(range(len(key)))


@given(TEXTS)
def test_a_key_can_be_written(text: str) -> None:
    fold(text).key.encode("utf-8")
    word = fold_word(text)
    assert word == word.strip()


@given(TEXTS)
def test_no_run_of_spaces_and_none_beside_a_break(text: str) -> None:
    key = fold(text).key
    assert not any(pair in key for pair in ("  ", " \n", "\n "))
    assert not any(mark in key for mark in "\u200c\u00a0\u200fـيكى۱١")


@given(TEXTS)
def test_sentences_and_words_lie_in_the_key(text: str) -> None:
    folded = fold(text)
    spans = find_sentences(folded)
    assert all(a < b for a, b in spans) and all(a[1] <= b[0] for a, b in pairwise(spans))
    for start, end in spans:
        assert all(start <= w.start < w.end <= end for w in find_words(folded.key, start, end))
    told = sum(len(find_words(folded.key, a, b)) for a, b in spans)
    assert told == len(find_words(folded.key))
