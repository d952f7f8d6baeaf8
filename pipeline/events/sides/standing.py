"""Standings: how an actor phrase stands in its clause, and the sentence as the grammar of roles sees it.

In: the key of a text, a sentence with its phrases, its acts. Out: `Parsed`, its words with the verbs that close
clauses, from which the modules of roles fill a `Standing` for each phrase.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.events.facts import Sentence
from pipeline.events.sides.acts import Act
from pipeline.events.sides.case_words import BREAK, PARTICIPLES, PASSIVE
from pipeline.text.tokens import Word, finite_forms

_SHORT = 5


@dataclass(slots=True)
class Standing:
    """How one actor phrase stands in its clause.

    `marker` is the preposition that governs it, `of` behind an act word, `noun` behind another noun, `^` at the head
    of its clause; `of`, `to` and `predicate` are the acts it belongs to, is the goal of, and has for its verb; `paired`
    is joined to the phrase before it, `joined` to that or to another noun; `carried` sits in it («خودروی حامل …»).
    """

    marker: str = "^"
    counted: bool = False
    these: bool = False
    noun: str = ""
    joined: bool = False
    paired: bool = False
    after: str = "$"
    relative: bool = False
    carried: bool = False
    object: bool = False
    voice: str = "none"
    loose: bool = False
    clause: int = 0
    of: Act | None = None
    to: Act | None = None
    predicate: Act | None = None
    speaker: bool = False
    victim: bool = False
    second: bool = False
    response: bool = False
    readings: list[str] = field(default_factory=list)


class Parsed:
    """One sentence's words, verbs and acts, looked for once for all its phrases."""

    def __init__(self, key: str, sentence: Sentence, acts: Sequence[Act]) -> None:
        self.key, self.sentence, self.acts = key, sentence, acts
        self.words, self.actors = sentence.words, sentence.actors
        self.owners = [act for act in acts if act.valency != "death"]  # whose words may govern a phrase behind them
        self.settings = [(place.key_start, place.key_end) for place in sentence.places]
        self.settings += [(time.key_start, time.key_end) for time in sentence.times]
        forms = finite_forms()
        self.verbs: list[Word] = [
            word for at, word in enumerate(self.words)
            if (text := word.text) in forms
            or (text in PARTICIPLES and self._is_closed(at))
            or (text[:2] in ("در", "بر") and len(text) > _SHORT and text[2:] in forms)  # «درآوردند»
        ]  # fmt: skip
        self.verb_starts = frozenset(verb.start for verb in self.verbs)

    def _is_closed(self, at: int) -> bool:
        """Whether a participle closes its clause without a finite verb («… گرفته و», «… شده،»)."""
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        return (
            following is None
            or following.text in ("و", "که")
            or bool(BREAK.search(self.key, self.words[at].end, following.start))
        )

    def is_passive(self, verb: Word, start: int) -> bool:
        """Whether a verb, with what stands before it from `start` on, is passive."""
        return PASSIVE.search(self.key, max(start, verb.start - 40), min(self.sentence.end, verb.end + 8)) is not None
