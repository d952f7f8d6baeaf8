"""What is found of speech: a speaker's phrase and the words that make it one."""

from dataclasses import dataclass


@dataclass(slots=True)  # not frozen, as Hit is not
class SpeechMention:
    """A speaker and the words that make it one; `anaphor` where the speaker is «وی» or untold and must be looked up.

    `lemma` is the cue's, `is_person` whether one human speaks, `complement` what follows a verb of saying: colon, ke, comma, quote, and, end, other.
    """

    start: int
    end: int
    key_start: int
    key_end: int
    text: str
    name: str | None
    code: str | None
    source_type: str | None
    cue_start: int
    cue_end: int
    cue_text: str
    claim: str
    kind: str
    anaphor: bool
    rule: str
    lemma: str = ""
    complement: str = ""
    is_person: bool = False
