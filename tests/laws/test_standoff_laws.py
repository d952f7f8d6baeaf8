"""Offsets survive Label Studio and brat whatever the text holds."""

import json

from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports import brat, labelstudio
from pipeline.exports.spans import BREAKS, digest_of

LETTERS = st.one_of(
    st.sampled_from(
        ["a", "ش", "ک", "\u200c", "\u0651", " ", "\n", "\r\n", "\r", "\t", "😀", "👨‍👩‍👧", "\u2028", "\x85", "\ufeff"]
    ),
    st.characters(exclude_characters="\0", exclude_categories=("Cs",)),
)
TEXTS = st.lists(LETTERS, min_size=1, max_size=60).map("".join).filter(lambda text: text.strip(BREAKS))


@st.composite
def texts_with_spans(draw):
    """A text and spans in it that begin and end with no line break."""
    text = draw(TEXTS)
    solid = [n for n, letter in enumerate(text) if letter not in BREAKS]
    ends = st.tuples(st.sampled_from(solid), st.sampled_from(solid)).map(sorted)
    labels = st.sampled_from(["Actor", "Target", "Place", "Date"])
    found = draw(st.dictionaries(labels, ends, min_size=1))
    return text, frozenset((label, first, last + 1) for label, (first, last) in found.items())


def event():
    return {"event_id": "e1", "sub_event_type": "Armed clash", "status": "happened", "evidence_start": 0}


@given(texts_with_spans())
def test_brat_gives_back_the_spans_it_got(told):
    text, spans = told
    row = event() | {"evidence_end": len(text)}
    ann = brat.annotations(text, [(row, spans)])
    assert all(line[0] in "TEA#" for line in ann.splitlines() if line)
    (found,) = brat.read("doc", text, ann)
    assert not isinstance(found, str), found
    assert (found.spans, found.status, found.text_digest) == (spans, "happened", digest_of(text))


@given(texts_with_spans(), st.sampled_from(["points", "utf-16"]))
def test_label_studio_gives_back_the_words_it_got(told, reading):
    text, spans = told

    def offset(point):
        return point if reading == "points" else len(text[:point].encode("utf-16-le")) // 2

    result = [
        {
            "type": "labels",
            "value": {"start": offset(start), "end": offset(end), "text": text[start:end], "labels": [label]},
        }
        for label, start, end in sorted(spans)
    ]
    data = {"event_id": "e1", "text": text, "text_digest": digest_of(text)}
    (found,) = labelstudio.read("t", json.dumps([{"data": data, "annotations": [{"result": result}]}]))
    assert not isinstance(found, str), found
    words = {(label, " ".join(text[start:end].split())) for label, start, end in found.spans}
    assert words == {(label, " ".join(text[start:end].split())) for label, start, end in spans}
    if reading == "points":
        assert found.spans == spans
