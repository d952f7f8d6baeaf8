"""Speech: each example's speakers, what points back, and what speaks not."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.events.facts import ArticleFacts
from pipeline.mentions.speech.mention import SpeechMention

Read = Callable[..., ArticleFacts]
EXAMPLES = yaml.load(
    (Path(__file__).parents[2] / "examples" / "speech.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
PARTS = {"kind": "kind", "claim": "claim", "code": "code", "type": "source_type"}


def speech_of(facts: ArticleFacts) -> list[SpeechMention]:
    return [mention for sentence in facts.sentences for mention in sentence.speech]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"][:40])
def test_speakers(facts_of: Read, example: Mapping[str, Any]) -> None:
    found = speech_of(facts_of(example["text"]))
    named = {mention.text: mention for mention in found if not mention.anaphor}
    for words, wanted in example.get("speaks", {}).items():
        assert words in named
        assert {part: getattr(named[words], PARTS[part]) for part in wanted} == wanted
    assert {mention.text for mention in found if mention.anaphor} >= set(example.get("refers", []))
    assert not {mention.text for mention in found} & set(example.get("not", []))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"][:40])
def test_offsets_point_at_the_words(facts_of: Read, example: Mapping[str, Any]) -> None:
    text = example["text"]
    for mention in speech_of(facts_of(text)):
        assert text[mention.start : mention.end] == mention.text
        assert mention.cue_text in text


@pytest.mark.parametrize(
    ("text", "complement"),
    [
        ("پلیس گفت: در حمله دو نفر کشته شدند.", "colon"),
        ("پلیس گفت که در حمله دو نفر کشته شدند.", "ke"),
        ("پلیس گفت «در حمله دو نفر کشته شدند».", "quote"),
        ("در حمله دو نفر کشته شدند، پلیس گفت.", "end"),
        ("پلیس حمله را اعلام کرد و رفت.", "and"),
        ("پلیس گفت در حمله دو نفر کشته شدند.", "other"),
    ],
)
def test_what_follows_a_verb_of_saying(facts_of: Read, text: str, complement: str) -> None:
    assert [m.complement for m in speech_of(facts_of(text)) if m.kind == "verb"] == [complement]
