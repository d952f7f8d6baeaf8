"""The reading of one sentence's tolls: what is taken, what was found, and what a phrase may be.

In: a clause, its acts, counted phrases and people. Out: `CasualtyMention`s, gathered in a `Reading` by
the rules of tolls/figures.py, tolls/verbs.py, tolls/ones.py, tolls/none.py and tolls/company.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.mentions.tolls.clause_words import PREPOSITION, Clause, word_class
from pipeline.mentions.tolls.death_acts import DeathAct, run_on
from pipeline.mentions.tolls.victims import Counted, Person, Span, joins
from pipeline.text.letters import Folded

_MISS_REACH = 10
_FAILED = frozenset(("موفق", "ناکام", "نافرجام", "سالم", "ناموفق"))
_COULD_NOT = ("نتوانست", "نتوانسته")


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """One figure: `low`/`high` None where the words set no bound («دست‌کم ۵»: no high); `victims` is the key span of the counted noun, if any."""

    start: int
    end: int
    key_start: int
    key_end: int
    text: str
    kind: str
    low: int | None
    high: int | None
    is_vague: bool
    qualifier: str
    term: str
    framing: str
    victims: tuple[int, int] | None
    is_total: bool
    rule: str


@dataclass(slots=True)
class Reading:
    """A sentence while it is read: which acts and phrases are taken, what was found."""

    folded: Folded
    clause: Clause
    acts: list[DeathAct]
    counted: list[Counted]
    people: Sequence[Person]
    numbers: frozenset[int]
    used: set[int] = field(default_factory=set)
    done: set[int] = field(default_factory=set)
    found: list[CasualtyMention] = field(default_factory=list)
    tellers: list[int] = field(default_factory=list)  # of each mention found, its act
    runs_on: list[bool] = field(init=False)

    def __post_init__(self) -> None:
        self.runs_on = run_on(self.clause, self.acts)

    def open_acts(self) -> Iterator[tuple[int, DeathAct]]:
        """Acts that have no figure yet."""
        for index, act in enumerate(self.acts):
            if index not in self.done:
                yield index, act

    def free(self, which: int) -> bool:
        """Whether a counted phrase has no act yet and is no part of another."""
        return which not in self.used and not self.counted[which].is_part

    def take(self, index: int, act: DeathAct, which: int, rule: str) -> None:
        """Give a counted phrase to an act."""
        self.done.add(index)
        self.used.add(which)
        counted = self.counted[which]
        number = counted.number
        classified = counted.core > self.clause.at(number.key_end)
        last = counted.core if classified or counted.noun is None else counted.after
        end = max(number.key_end, self.clause.words[last - 1].end)
        low, high = (0, 0) if number.qualifier == "zero" else (number.low, number.high)
        self.tellers += [index] * len(act.kinds)
        self._add(act, (number.key_start, end), (low, high), number.qualifier, counted.noun, rule)

    def tell(self, index: int, act: DeathAct, span: Span | None, count: int | None, rule: str) -> None:
        """Give an act a figure that no number tells: one, two, none, or untold (None)."""
        self.done.add(index)
        words = self.clause.words
        whole = span or (words[act.first].start, words[act.after - 1].end)
        qualifier = "vague" if count is None else "zero" if count == 0 else "exact"
        self.tellers += [index] * len(act.kinds)
        self._add(act, whole, (count, count), qualifier, span, rule)

    def _add(
        self, act: DeathAct, span: Span, bounds: tuple[int | None, int | None], qualifier: str,
        victims: Span | None, rule: str,
    ) -> None:  # fmt: skip
        """One mention for each kind of an act."""
        start, end = self.folded.span(*span)
        hit = act.hits[-1]
        term, framing = self.folded.written(hit.start, hit.end), act.row.get("framing") or "neutral"
        self.found += [
            CasualtyMention(
                start, end, span[0], span[1], self.folded.source[start:end], kind, bounds[0], bounds[1],
                qualifier == "vague", qualifier, term, framing, victims, rule == "casualties.total", rule,
            )
            for kind in act.kinds
        ]  # fmt: skip


def is_missed(clause: Clause, act: DeathAct) -> bool:
    """«نتوانستند وی را ترور کنند», «وی را ترور کردند ولی موفق نشدند»: tried in vain."""
    after = [clause.text(i) for i in range(act.after, act.after + _MISS_REACH)]
    if act.row["may_fail"] and any(word in _FAILED for word in after):
        return True
    if act.past or act.shape != "finite":
        return False
    before = [clause.text(i) for i in range(max(0, act.first - _MISS_REACH), act.first)]
    return any(word.startswith(_COULD_NOT) for word in before)


def is_single(clause: Clause, person: Person) -> bool:
    """Whether a phrase names one person: «فرمانده پلیس», not «زنان و کودکان», «اعضای شورای شهر»."""
    if person.number != "person" or person.role == "OBJ":
        return False
    words = [word.text for word in clause.words[clause.at(person.key_start) : clause.at(person.key_end)]]
    if words[0] in word_class("plural") or words[0].endswith(("ها", "های")):
        return False
    return not ("و" in words and words[0].endswith("ان"))


def is_governed(clause: Clause, counted: Counted) -> bool:
    """Whether a preposition stands before the phrase, or before its «هر»: «به ازای هر صد نفر»."""
    at = counted.first - 1
    if clause.text(at) == "هر" and at > 0 and clause.marks[at - 1] == PREPOSITION:
        return True
    return at >= 0 and clause.marks[at] == PREPOSITION and clause.before[counted.first] == " "


def is_owned(clause: Clause, counted: Counted) -> bool:
    """Whether the word before owns the phrase: «خانواده دو سرباز», «انفجار یک خودرو»."""
    return clause.text(counted.first - 1) in word_class("owner") and clause.before[counted.first] == " "


def extend_right(reading: Reading, index: int, act: DeathAct, which: int) -> None:
    """«مرگ ۵ پلیس و ۳ غیرنظامی»: the second group too, unless a death word of its own follows it."""
    while which + 1 < len(reading.counted):
        left, right = reading.counted[which], reading.counted[which + 1]
        if not reading.free(which + 1) or not right.sure or not joins(reading.clause, left, right):
            return
        if any(left.after <= other.first <= right.after for other in reading.acts):
            return
        which += 1
        reading.take(index, act, which, "casualties.joined")


def extend_left(reading: Reading, index: int, act: DeathAct, which: int) -> int:
    """«۵ پلیس و ۳ غیرنظامی کشته شدند»: the group before too; the first group taken."""
    clause = reading.clause
    while which > 0:
        left, right = reading.counted[which - 1], reading.counted[which]
        people = left.sure or (left.noun is not None and not left.is_one)
        if not reading.free(which - 1) or not people or not joins(clause, left, right):
            break
        if any(left.first <= other.first < right.first for other in reading.acts):
            break
        owned = is_owned(clause, left) and clause.text(left.first - 2) not in word_class("definite")
        if owned or (is_governed(clause, left) and not is_governed(clause, right)):
            break
        which -= 1
        reading.take(index, act, which, "casualties.joined")
    return which
