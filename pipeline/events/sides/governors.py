"""What governs a phrase: the preposition, noun or act before it.

In: a sentence as grammar sees it, the phrase and how the one before it stands. Out: a `Standing` with what the words
before the phrase say of it. A phrase that «و» or a comma joins to the one before is governed as that one is.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.events.facts import by_start
from pipeline.events.sides.acts import Act
from pipeline.events.sides.case_words import (
    ADVERBS,
    BREAK,
    COMPOUNDS,
    COUNTS,
    EDGES,
    LOOSE,
    MARKERS,
    OF_COUNT,
    PLACED,
    SINGLE,
    THESE,
)
from pipeline.events.sides.standing import Parsed, Standing
from pipeline.mentions.actors.this_country import LANDS
from pipeline.text.tokens import Word

_LIST = re.compile(r"[»\"']?\s?[،,]\s?[«\"']?")
_LEADS = (("to", " به "), ("with", " با "), ("against", " علیه "))
_MOST_NOUNS = 2
_NEAR = 12


def governed(parsed: Parsed, at: int, before: Standing) -> Standing:
    """How the phrase at `at` is governed; `before` is the standing of the phrase before it, an empty one for the first."""
    way = _WayBack(parsed, at, before)
    way.one.marker = way.join() if way.is_listed() else way.marker()
    return way.one


class _WayBack:
    """The way from a phrase back, word by word, to what governs it; a step gives the marker, or None to go on."""

    def __init__(self, parsed: Parsed, at: int, before: Standing) -> None:
        self.parsed, self.actor, self.one = parsed, parsed.actors[at], Standing()
        previous = parsed.actors[at - 1] if at else None
        self.before, self.floor = before, previous.key_end if previous else -1  # how it stands, and where it ends
        self.is_land, self.is_land_before = self.actor.kind in LANDS, previous is not None and previous.kind in LANDS
        self.reach = self.actor.key_start
        # «در استان الانبار عراق»: a place that its country ends is part of the phrase's name, not a setting before it
        last = self.reach - (2 if self.is_land else 0)
        self.settings = [span for span in parsed.settings if span[1] <= last]
        self.nouns = 0
        self.many = False  # a number of more than one was passed
        self.across = False  # a setting was

    def is_listed(self) -> bool:
        """Whether a comma joins a phrase to the one before it: like kinds, not behind a place («در عراق، سربازان …»)."""
        if self.floor < 0 or self.is_land_before != self.is_land:
            return False
        if self.before.marker in ("in", "from", "on", "for", "said"):
            return False
        return _LIST.fullmatch(self.parsed.key, self.floor, self.actor.key_start) is not None

    def join(self) -> str:
        """The phrase is a pair of the one before it."""
        one = self.one
        one.of, one.joined, one.paired = self.before.of, True, True
        return self.before.marker

    def marker(self) -> str:
        """What governs the phrase, behind its count words."""
        for i in range(bisect_left(self.parsed.words, self.reach, key=by_start) - 1, -1, -1):
            if (marker := self._step(i)) is not None:
                return marker
        return self._head()

    def _head(self, *, follows: bool = False) -> str:
        """No word governs: a phrase is the head of its clause, or belongs to a noun before it."""
        if not self.one.noun:
            return "^"
        owned = self.actor.role == "OBJ" or (self.is_land and self.actor.kind != "government")
        return "noun" if follows or self.nouns >= _MOST_NOUNS or owned else "^"

    def _step(self, i: int) -> str | None:
        """One word back: an edge, the phrase before, an act or a setting counts before what the word says."""
        word = self.parsed.words[i]
        gap = self.parsed.key[word.end : self.reach]
        if (gap != " " and BREAK.search(gap)) or _is_adverb(self.parsed.words, i):
            return self._head()
        if word.start < self.floor:
            return self._meet()
        if word.text == "حامل" and self._is_near(word):
            self.one.carried = True
            return self.join()
        for act in self.parsed.owners:
            if act.start <= word.start < act.end:
                return self._behind_act(act)
        self.reach = word.start
        for start, end in self.settings:
            if start <= word.start < end:
                self.across = True
                return None
        return self._beyond(i) if self.across and word.text not in LOOSE else self._over(i, word)

    def _meet(self) -> str:
        """At the phrase before: no word between governs the next."""
        before = self.before.marker
        if before not in PLACED:
            return self._head(follows=True)
        if self.is_land and not self.is_land_before and not self.one.noun:
            return before  # «در پایگاه … کویت»: the country ends the name of the place
        return self._head()

    def _behind_act(self, act: Act) -> str:
        """Behind an act word: its owner or object, or the goal that the word itself leads to («حمله به …»)."""
        words = self.parsed.key[act.start : act.end + 1]
        inner = next((marker for marker, preposition in _LEADS if preposition in words), None)
        if inner is not None:
            self.one.to = act
            return inner
        if self.many and act.valency not in ("object", "move"):
            return "^"  # «در این حمله ۶ سرباز …»: a number begins a phrase of its own
        self.one.of = act
        return "of"

    def _beyond(self, i: int) -> str:
        """Beyond a time or a place only an act governs («حمله صبح دیروز …»), or the preposition of a pair."""
        words = self.parsed.words
        shared = _marker(words, i) or (_marker(words, i - 1) if i else None)
        if self.one.joined and not self.one.noun and shared in ("to", "against"):
            return shared  # «به شهر X و پایگاه Y»: one preposition governs both
        return self._head()

    def _over(self, i: int, word: Word) -> str | None:
        """A word of the phrase's own clause, by what it says: «و», a count, a preposition, a noun."""
        one, text = self.one, word.text
        if text == "و":
            if self._is_near(word):
                return self.join()
            one.joined, one.noun = True, ""  # joined to a noun that names nobody known: one word governs both
        elif self._counts(i):
            self.many = self.many or not (text in SINGLE or text in OF_COUNT or text in THESE)
        elif (marker := _marker(self.parsed.words, i)) is not None:
            return marker
        elif text in EDGES or word.start in self.parsed.verb_starts:
            return self._head()
        elif text not in LOOSE:
            self.nouns += 1
            if self.nouns > _MOST_NOUNS:
                return self._head()
            one.noun = one.noun or text
        return None

    def _counts(self, i: int) -> bool:
        """A number, a word of number or «این» before a phrase, noted on it."""
        one, text, before = self.one, self.parsed.words[i].text, _before(self.parsed.words, i)
        if (before, text) in COMPOUNDS:
            return False
        counted = text[0].isdigit() or text in COUNTS or (text == "از" and before in OF_COUNT)
        one.counted = one.counted or counted
        one.these = one.these or text in THESE
        return counted or text in THESE

    def _is_near(self, word: Word) -> bool:
        """Whether hardly a word, and no verb, stands between the phrase before and the «و» that joins the next to it."""
        parsed, end, start = self.parsed, self.floor, word.start
        named = sum(b - a for a, b in parsed.settings if end < a and b < start)  # «مقر X در غرب آسیا و پایگاه Y»
        if end < 0 or not 0 <= start - end - named <= _NEAR or any(end <= verb.start < start for verb in parsed.verbs):
            return False
        first = bisect_left(parsed.words, end, key=by_start)
        return first == len(parsed.words) or parsed.words[first].text not in (
            "به",
            "علیه",
        )  # «X به Y و Z»: Y is the pair


def _before(words: Sequence[Word], i: int, steps: int = 1) -> str:
    return words[i - steps].text if i >= steps else ""


def _is_adverb(words: Sequence[Word], i: int) -> bool:
    """«پیش از این», «در همین حال»: a time or a turn of speech, nothing that governs."""
    text, before = words[i].text, _before(words, i)
    if (before, text) in ADVERBS:
        return True
    return text in THESE and before == "از" and _before(words, i, 2) in ("پیش", "پس", "بعد", "قبل")


def _marker(words: Sequence[Word], i: int) -> str | None:
    """What a preposition, of one word or of two, governs a phrase as."""
    text = words[i].text
    return COMPOUNDS.get((_before(words, i), text)) or MARKERS.get(text)
