"""Goals: the noun that an act is told to hit, whether it is a phrase of a side or not.

In: the key of a text, a sentence with its places and phrases, and the act. Out: a `Goal`, how the sentence gives it
(«حمله به …», «… را زدند», «… هدف قرار گرفت», «انفجار در …») and its first word. A side that no phrase names is read
from it: a village that is shelled has people, «مناطقی» tell of nobody.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.events.facts import Sentence, by_start
from pipeline.events.sides.acts import GOALS, valency_of
from pipeline.events.sides.case_words import ADVERBS, COMPOUNDS, COUNTS, EDGES, MARKERS, THESE
from pipeline.mentions.actors.validity import UNKNOWN
from pipeline.mentions.triggers import TriggerMention
from pipeline.text.tokens import Word, finite_forms

_REACH = 10  # words between an act and what it is led to
_BACK = 24
_LEADS = frozenset(["به", "علیه", "سوی", "سمت"])
_SKIPPED = COUNTS | THESE | EDGES | frozenset("ی ای ها های از و هدف مورد صورت شدت بار".split())
_NO_GOAL = frozenset(
    "جریان پی اثر نتیجه حالی حال حمایت واکنش پاسخ صدد تاریخ ساعت روز شب گزارش گفته نقل شدت دنبال همراه قتل شهادت".split()
)
_ENDINGS = ("هایی", "های", "ها", "ای", "یی", "ی")


@dataclass(frozen=True, slots=True)
class Goal:
    """How a goal is given, its first word without endings and where it starts; `kind` is what it names."""

    how: str
    word: str
    start: int
    kind: str


def goal_of(home: Sentence, anchor: TriggerMention | None) -> Goal | None:
    """The goal of an act in its sentence, the surest way of telling it first."""
    if anchor is None:
        return None
    words = home.words
    first = bisect_left(words, anchor.key_start, key=by_start)
    past = bisect_left(words, anchor.key_end, key=by_start)
    kind, reader = valency_of(anchor.lemma), _Reader(home, words)
    if kind not in GOALS:
        return reader.object(first) if kind == "object" else None
    return reader.object(first) or reader.led(first, past) or reader.before(first) or reader.subject(first, kind)


class _Reader:
    """A sentence's words with the spans that are times."""

    def __init__(self, home: Sentence, words: Sequence[Word]) -> None:
        self.home, self.words = home, words
        self.times = [(time.key_start, time.key_end) for time in home.times]
        self.forms = finite_forms()

    def before(self, first: int) -> Goal | None:
        """«به X حمله کرد»."""
        words = self.words
        for i in range(first - 2, max(first - 9, -1), -1):
            if words[i].text in self.forms or words[i].text in EDGES or words[i].text == "و":
                return None
            pair = (words[i].text, words[i + 1].text)
            if words[i].text in _LEADS and pair not in ADVERBS and pair not in COMPOUNDS:
                return self._goal("to", range(i + 1, first))
        return None

    def led(self, first: int, past: int) -> Goal | None:
        """«حمله … به X», «انفجار در X»."""
        words, place = self.words, None
        inner = next((i for i in range(first, past) if words[i].text in _LEADS), None)
        if inner is not None and inner + 1 < len(words):
            return self._goal("to", range(inner + 1, min(inner + 4, len(words))))
        for i in range(past, min(past + _REACH, len(words) - 1)):
            text, pair = words[i].text, (words[i].text, words[i + 1].text)
            if text in self.forms or text in ("که", "و", "را"):
                break
            if pair in ADVERBS or (pair in COMPOUNDS and COMPOUNDS[pair] != "against"):
                continue
            if text in _LEADS and words[i + 1].text not in ("سوی", "سمت"):
                return self._goal("to", range(i + 1, min(i + 5, len(words))))
            if text == "در" and place is None:
                place = i
        return None if place is None else self._goal("in", range(place + 1, min(place + 5, len(words))))

    def object(self, first: int) -> Goal | None:
        """«X را هدف قرار داد»: what «را» before the act closes, behind who does it."""
        words = self.words
        at = next((i for i in range(first - 1, max(first - 8, -1), -1) if words[i].text == "را"), None)
        if at is None or any(word.text in self.forms for word in words[at + 1 : first]):
            return None
        return self._goal("object", range(self._floor(at, mark=True), at))

    def subject(self, first: int, kind: str) -> Goal | None:
        """«X هدف حمله قرار گرفت»: what its clause begins with."""
        return self._goal("subject", range(self._floor(first), first)) if kind == "hit" else None

    def _floor(self, at: int, *, mark: bool = False) -> int:
        """The word a clause begins with; behind its first phrase, where that is not what «را» closes."""
        words = self.words
        low = max(at - _BACK, 0)
        edge = next(
            (i for i in range(at - 1, low - 1, -1) if words[i].text in EDGES or words[i].text in self.forms), low - 1
        )
        if mark:
            for actor in self.home.actors:
                if words[edge + 1].start <= actor.key_start < words[at].start and actor.key_end + 1 < words[at].start:
                    return bisect_left(words, actor.key_end, key=by_start)
        return edge + 1

    def _goal(self, how: str, places: Iterable[int]) -> Goal | None:
        for i in places:
            word = self.words[i]
            if word.text in _SKIPPED or word.text[0].isdigit() or word.text in MARKERS:
                continue
            if any(start <= word.start < end for start, end in self.times):
                continue
            if word.text in _NO_GOAL:
                return None
            return Goal(how, _stem(word.text), word.start, self._kind(word.start))
        return None

    def _kind(self, start: int) -> str:
        actor = next((a for a in self.home.actors if a.key_start <= start < a.key_end), None)
        if actor is not None:
            return actor.role or UNKNOWN
        place = next((p for p in self.home.places if p.key_start <= start < p.key_end and not p.in_name), None)
        return place.geo_precision if place is not None else "word"


def _stem(text: str) -> str:
    for ending in _ENDINGS:
        if text.endswith(ending) and len(text) > len(ending) + 2:
            return text[: -len(ending)]
    return text
