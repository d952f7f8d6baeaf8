"""The scene of speech: one sentence as its rules see it, to which they add the speakers they find.

In: a folded text, a sentence's span and what in it can speak. Out: `SpeechScene`, its `found` filled by `add_mention`.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.mentions.speech.cues import Cue
from pipeline.mentions.speech.mention import SpeechMention
from pipeline.mentions.speech.phrases import Phrase, Spot
from pipeline.mentions.speech.speakers import NOBODY, UNTOLD, Described, describe, is_person
from pipeline.text.letters import Folded
from pipeline.text.tokens import Word


@dataclass(slots=True)
class SpeechScene:
    """One sentence as the rules see it."""

    folded: Folded
    start: int
    end: int
    read: Callable[[], Sequence[Word]]
    spots: list[Spot]
    found: list[SpeechMention] = field(default_factory=list)
    outer: tuple[Phrase, str] | None = None
    _words: Sequence[Word] | None = None
    _starts: list[int] = field(default_factory=list)

    @property
    def words(self) -> Sequence[Word]:
        """The sentence's words, read at first use: most cues are refused without them."""
        if self._words is None:
            self._words = self.read()
            self._starts = [word.start for word in self._words]
        return self._words

    def word_at(self, offset: int) -> int:
        """Index of the first word that begins at or after a key offset."""
        return bisect_left(self._starts, offset) if self.words else 0


def spots_in(scene: SpeechScene, start: int, end: int) -> list[Spot]:
    """The spots that lie at least in part between two key positions."""
    return [spot for spot in scene.spots if spot.start < end and start < spot.end]


def add_mention(
    scene: SpeechScene, start: int, end: int, at: tuple[int, int], cue: Cue | None, kind: str, anaphor: bool,
    described: Described, rule: str, complement: str = "",
) -> None:  # fmt: skip
    """Add the speaker at key[start:end] whom the cue at key[at] names; without a cue its mark stands at `at`."""
    folded = scene.folded
    first, last = folded.span(start, end)
    cue_first, cue_last = folded.span(*at)
    scene.found.append(
        SpeechMention(
            first, last, start, end, folded.source[first:last], *described, at[0], at[1], folded.source[cue_first:cue_last],
            cue.claim if cue else "reported", kind, anaphor, rule, cue.lemma if cue else ":", complement,
            kind in ("verb", "prefix", "kicker") and is_person(spots_in(scene, start, end)),
        )
    )  # fmt: skip


def add_untold(scene: SpeechScene, at: tuple[int, int], cue: Cue, kind: str, rule: str, complement: str = "") -> None:
    """Add a speaker whom the text does not name beside the cue at key[at], to be looked up."""
    add_mention(scene, *at, at, cue, kind, True, UNTOLD, rule, complement)


def add_hearsay(scene: SpeechScene, start: int, end: int, at: tuple[int, int], cue: Cue) -> None:
    """Add what speaks where nobody does («گزارش‌ها», «آمارها») at key[start:end]."""
    add_mention(scene, start, end, at, cue, "hearsay", False, NOBODY, "speech.hearsay")


def describe_span(scene: SpeechScene, start: int, end: int) -> Described:
    """Name, code and source type of the phrase at key[start:end]."""
    return describe(spots_in(scene, start, end), scene.folded.key[start:end])
