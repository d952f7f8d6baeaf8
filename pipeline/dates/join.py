"""Joining: what stands side by side is one expression.

In: the atoms the rules read. Out: expressions of maximal extent, with prepositions, ranges and the same day told in
another calendar («۱۲ اکتبر (۲۰ مهر) سال ۲۰۰۲»). Two atoms join where what they tell goes together.
"""

from dataclasses import dataclass, fields, replace

from pipeline.dates.registry import Atom
from pipeline.dates.value import Expression, Told
from pipeline.dates.words import NAMES
from pipeline.text.lexer import Lexed

_S = NAMES
_SLOTS = {
    "time": ("clock",), "part": ("part", "eve"), "weekday": ("weekday", "last_weekday"), "day": ("day", "last_day"),
    "month": ("month", "last_month"), "year": ("year", "last_year", "year_offset"), "today": ("day_offset",),
    "week": ("week_offset",), "month_offset": ("month_offset",), "span": ("span_unit",), "back": ("back_unit",),
    "season": ("season",), "decade": ("decade",), "century": ("century",), "feast": ("feast",), "edge": ("edge", "edge_part"),
    "duration": ("duration",), "set": ("repeated",), "direction": ("direction",),
}  # fmt: skip
_TIMES = {"time", "part"}
_DAYS = {"weekday", "day", "today", "back", "feast"}
# Which slots may stand beside which; what is not here stays apart.
_COMPANY: dict[str, set[str]] = {
    "time": {"weekday", "day", "month", "year", "today", "week", "back", "feast", "direction", "part", "edge", "month_offset"},
    "weekday": {"day", "month", "year", "today", "week", "back", "span", "direction", "time", "part", "feast"},
    "day": {"month", "year", "today", "weekday", "time", "part", "month_offset", "direction", "feast"},
    "month": {"day", "year", "weekday", "time", "part", "edge", "direction", "today", "feast"},
    "year": {"day", "month", "weekday", "time", "part", "edge", "season", "feast", "direction"},
    "today": {"weekday", "day", "month", "time", "part", "feast", "edge"},
    "week": {"weekday", "time", "part", "edge"},
    "month_offset": {"day", "edge", "time", "part", "weekday"},
    "span": {"edge", "weekday", "time", "part"},
    "back": {"weekday", "time", "part", "feast"},
    "season": {"year", "edge", "direction"},
    "decade": {"edge"},
    "century": {"edge", "decade"},
    "feast": {"year", "weekday", "today", "time", "part", "day", "month", "back"},
    "edge": {"month", "year", "season", "decade", "century", "week", "month_offset", "span", "time", "today", "direction"},
    "duration": set(),
    "set": {"time", "part", "month", "year"},
    "direction": {"day", "month", "weekday", "season", "time", "part", "edge", "year"},
}  # fmt: skip
_COMPANY["part"] = _COMPANY["time"] | {"time"}
_COMPANY["decade"] |= {"century"}
_PLAIN_GAPS = {"", _S["IN"], _S["DATE_WORD"], _S["IN"] + _S["DATE_WORD"], _S["FROM"]}
_PREPOSITIONS = "".join(
    _S[n] for n in ("IN", "DURING", "FROM", "TO", "BETWEEN", "AFTER_PREP", "BEFORE_PREP", "ABOUT", "AT", "DATE_WORD")
)
_RELATIONS = {
    _S["DURING"]: "during", _S["FROM"]: "since", _S["TO"]: "until", _S["AFTER_PREP"]: "after",
    _S["BEFORE_PREP"]: "before", _S["ABOUT"]: "about", _S["BETWEEN"]: "during",
}  # fmt: skip
_TIME_SYMBOLS = {_S["PART"], _S["NIGHT"], _S["TONIGHT"]}


@dataclass(slots=True)
class Piece:
    """Atoms joined so far, between two symbols."""

    first: int
    after: int
    told: Told
    rules: tuple[str, ...]
    twin: Told | None = None
    last: Told | None = None
    time_first: int = -1
    time_after: int = -1


def slots_of(told: Told) -> set[str]:
    """The slots that an expression fills."""
    return {slot for slot, names in _SLOTS.items() if any(getattr(told, name) is not None for name in names)}


def _piece(lexed: Lexed, atom: Atom) -> Piece:
    piece = Piece(atom.first, atom.after, atom.told, (atom.rule,))
    if atom.told.clock is not None:
        piece.time_first, piece.time_after = atom.first, atom.after
    elif atom.told.part is not None:
        inside = [i for i in range(atom.first, atom.after) if lexed.symbols[i] in _TIME_SYMBOLS]
        first = atom.first if atom.rule.startswith("time.") else min(inside, default=atom.first)
        piece.time_first, piece.time_after = first, max(inside, default=atom.after - 1) + 1
    return piece


def _fill(told: Told, other: Told) -> Told:
    """What both tell, the first one's word where both speak."""
    made = replace(told)
    for field in fields(Told):
        if getattr(made, field.name) is None:
            setattr(made, field.name, getattr(other, field.name))
    made.unbounded = told.unbounded if told.unbounded and not _is_mere_night(told) else None
    made.unbounded = made.unbounded or (other.unbounded if not _is_mere_night(other) else None)
    return made


def _is_mere_night(told: Told) -> bool:
    return bool(told.unbounded) and told.part is not None and told.back_unit is None and told.span_unit is None


def go_together(one: Told, other: Told) -> bool:
    """Whether what two atoms tell may be said of one time."""
    mine, theirs = slots_of(one), slots_of(other)
    if mine & theirs or not mine or not theirs:
        return False
    if {one.calendar, other.calendar} == {"jalali", "gregorian"} and not (
        one.calendar is None or other.calendar is None
    ):
        return False
    return all(b in _COMPANY[a] or a in _COMPANY[b] for a in mine for b in theirs)


def is_twin(one: Told, other: Told) -> bool:
    """Whether two atoms tell one day (or month) in two calendars."""
    return (
        one.month is not None
        and other.month is not None
        and (one.day is None) == (other.day is None)
        and one.calendar != other.calendar
    )


def _join_two(one: Piece, other: Piece, after: int) -> Piece:
    times = [(p.time_first, p.time_after) for p in (one, other) if p.time_first >= 0]
    joined = Piece(
        one.first,
        after,
        _fill(one.told, other.told),
        one.rules + other.rules,
        one.twin or other.twin,
        one.last or other.last,
    )
    if times:
        joined.time_first, joined.time_after = min(t[0] for t in times), max(t[1] for t in times)
    return joined


def _with_twin(one: Piece, other: Piece, after: int) -> Piece:
    made = replace(one, after=after, twin=other.told, rules=one.rules + other.rules)
    if one.told.year is None and other.told.year is not None:
        made.told, made.twin = (
            replace(other.told, weekday=one.told.weekday, part=one.told.part, clock=one.told.clock),
            one.told,
        )
    if other.told.weekday is not None and made.told.weekday is None:
        made.told = replace(made.told, weekday=other.told.weekday)
    return made


def _year_of_twin(one: Piece, other: Piece, after: int) -> Piece | None:
    """«۱۲ اکتبر (۲۰ مهر) سال ۲۰۰۲»: the year belongs to the calendar it is of."""
    if one.twin is None or slots_of(other.told) != {"year"} or one.told.year is not None or other.told.year is None:
        return None
    told, twin = one.told, one.twin
    if other.told.calendar == twin.calendar:
        told, twin = replace(twin, weekday=told.weekday, part=told.part, clock=told.clock), told
    made = replace(one, after=after, told=replace(told, year=other.told.year), twin=twin, rules=one.rules + other.rules)
    return made


class Joiner:
    """Joins the atoms of one text from left to right."""

    def __init__(self, lexed: Lexed, atoms: list[Atom]) -> None:
        self.lexed = lexed
        self.atoms = atoms
        self.at = 0

    def pieces(self) -> list[Piece]:
        """Maximal pieces, ranges included."""
        made: list[Piece] = []
        while self.at < len(self.atoms):
            piece = self._chain()
            if made and (ranged := self._range(made[-1], piece)):
                made[-1] = ranged
            else:
                made.append(piece)
        for piece in made:
            if self.lexed.symbols[piece.after : piece.after + 1] == _S["UNTIL_NOW"] and slots_of(piece.told) - {
                "time",
                "part",
            }:
                piece.after += 1
                piece.last = Told(day_offset=0)
        return made

    def _chain(self) -> Piece:
        piece = _piece(self.lexed, self.atoms[self.at])
        self.at += 1
        while self.at < len(self.atoms):
            longer = self._beside(piece) or self._in_brackets(piece)
            if longer is None:
                break
            piece = longer
        return piece

    def _beside(self, piece: Piece) -> Piece | None:
        other = _piece(self.lexed, self.atoms[self.at])
        gap = self.lexed.symbols[piece.after : other.first]
        if gap in _PLAIN_GAPS or gap == ",":
            if gap and gap != "," and not (slots_of(piece.told) | slots_of(other.told)) & _TIMES and gap != _S["FROM"]:
                if not other.rules[0].startswith("date.slashed") and not gap.endswith(_S["DATE_WORD"]):
                    return None
            joined = self._joined(piece, other, other.after, comma=gap == ",")
            if joined is not None:
                self.at += 1
                return joined
        if gap in ("-", _S["EQUALS"], ",") and is_twin(piece.told, other.told) and piece.twin is None:
            self.at += 1
            return _with_twin(piece, other, other.after)
        return None

    def _joined(self, piece: Piece, other: Piece, after: int, comma: bool = False) -> Piece | None:
        if made := _year_of_twin(piece, other, after):
            return made
        if not go_together(piece.told, other.told):
            return None
        if comma and not (slots_of(piece.told) <= {"weekday", "part", "today"} and other.told.day is not None):
            return None
        return _join_two(piece, other, after)

    def _in_brackets(self, piece: Piece) -> Piece | None:
        symbols = self.lexed.symbols
        if symbols[piece.after : piece.after + 1] not in ("(", "[") or self.atoms[self.at].first != piece.after + 1:
            return None
        start = self.at
        inner = self._chain()
        if symbols[inner.after : inner.after + 1] in (")", "]"):
            after = inner.after + 1
            if is_twin(piece.told, inner.told) and piece.twin is None:
                return _with_twin(piece, inner, after)
            joined = self._joined(piece, inner, after)
            if joined is not None:
                joined.twin = joined.twin or inner.twin
                return joined
        self.at = start
        return None

    def _range(self, one: Piece, other: Piece) -> Piece | None:
        symbols = self.lexed.symbols
        gap = symbols[one.after : other.first]
        between = one.first > 0 and symbols[one.first - 1] == _S["BETWEEN"]
        if not (gap == _S["TO"] or (gap == _S["AND"] and between)) or one.last is not None or one.told.edge == "recent":
            return None
        mine, theirs = slots_of(one.told), slots_of(other.told)
        if "duration" in mine | theirs or ("set" in mine | theirs) or not mine or not theirs:
            return None
        made = replace(one, after=other.after, last=other.told, rules=one.rules + other.rules)
        if other.time_first >= 0:
            made.time_first = one.time_first if one.time_first >= 0 else other.time_first
            made.time_after = other.time_after
        return made


def _is_alone(piece: Piece) -> bool:
    """Whether a piece means nothing by itself: an edge without its period, a night without its day."""
    slots = slots_of(piece.told)
    if slots == {"edge"} or (slots == {"part"} and piece.told.unbounded):
        return True
    return slots == {"direction"} or not slots


def join_atoms(lexed: Lexed, atoms: list[Atom]) -> list[Expression]:
    """Expressions of a text in order, disjoint, with the prepositions before them."""
    made: list[Expression] = []
    done = 0
    for piece in Joiner(lexed, atoms).pieces():
        if _is_alone(piece):
            continue
        first, relation = piece.first, "at"
        while first > done and lexed.symbols[first - 1] in _PREPOSITIONS:
            first -= 1
            relation = _RELATIONS.get(lexed.symbols[first], relation) if relation in ("at", "about") else relation
        time = (-1, -1)
        if piece.time_first >= 0:
            time = lexed.starts[piece.time_first], lexed.ends[piece.time_after - 1]
        made.append(
            Expression(
                lexed.starts[first],
                lexed.ends[piece.after - 1],
                lexed.starts[piece.first],
                piece.told,
                piece.rules,
                relation,
                piece.last,
                piece.twin,
                *time,
            )  # fmt: skip
        )
        done = piece.after
    return made
