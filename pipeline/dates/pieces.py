"""Pieces: atoms of one expression joined so far, and what two of them tell together.

In: atoms, or pieces that stand side by side. Out: pieces.
"""

from dataclasses import dataclass, replace

from pipeline.dates.company import slots_of
from pipeline.dates.hours import in_night, is_led_by_hours
from pipeline.dates.registry import Atom
from pipeline.dates.value import Told
from pipeline.dates.words import NAMES
from pipeline.text.lexer import Lexed

_BESIDE_TWIN = ("weekday", "part", "clock", "day_offset", "eve")
_TIME_SYMBOLS = {NAMES["PART"], NAMES["NIGHT"], NAMES["TONIGHT"]}


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


def piece_of(lexed: Lexed, atom: Atom) -> Piece:
    """An atom as a piece of its own, with where in it the hour or part of day stands."""
    piece = Piece(atom.first, atom.after, atom.told, (atom.rule,))
    if atom.told.clock is not None:
        piece.time_first, piece.time_after = atom.first, atom.after
    elif atom.told.part is not None:
        inside = [i for i in range(atom.first, atom.after) if lexed.symbols[i] in _TIME_SYMBOLS]
        first = atom.first if atom.rule.startswith("time.") else min(inside, default=atom.first)
        piece.time_first, piece.time_after = first, max(inside, default=atom.after - 1) + 1
    return piece


def filled(told: Told, other: Told) -> Told:
    """What both tell, the first one's word where both speak; what was open alone is closed by company."""
    return Told(**(other.fields | told.fields | {"open_unit": None}))


def join_two(one: Piece, other: Piece, after: int) -> Piece:
    """Two pieces that stand side by side as one, which tells what both do and ends at symbol `after`."""
    first, second = one.told, other.told
    if first.part == "hours" and second.part is not None:
        first = first.but(part=None)  # «ساعات پایانی دیشب»
    if first.repeated and first.part is not None and second.part is not None:
        first = first.but(part=None)  # «هر شب ساعت ۹ شب»
    if second.year_offset is not None and second.calendar is not None and first.calendar is not None:
        second = second.but(calendar=None)  # «۱۹ سپتامبر امسال»
    if first.unbounded and first.back_unit is not None and second.feast is not None:
        first = Told()  # «سالروز میلاد پیامبر» is the feast
    if is_led_by_hours(first, second):
        first = first.but(of_end=True)  # «از ساعت ۲۳ تا ۵ صبح جمعه»
    if "night" in (first.part, second.part):
        first, second = in_night(first, second)
    joined = Piece(one.first, after, filled(first, second), one.rules + other.rules)
    if (
        first.shift_unit is not None
        and first.edge is None
        and second.day_offset is not None
        and not second.from_passage
    ):
        joined.told.tell(from_passage=None)  # «سه روز پس از فردا»
    if first.nth is not None and second.nth is not None:
        joined.told.tell(nth=first.nth + second.nth)
    joined.twin, joined.last = one.twin or other.twin, one.last or other.last
    times = [(piece.time_first, piece.time_after) for piece in (one, other) if piece.time_first >= 0]
    if times:
        joined.time_first, joined.time_after = min(t[0] for t in times), max(t[1] for t in times)
    return joined


def with_twin(one: Piece, other: Piece, after: int) -> Piece:
    """One day in two calendars: the telling with a year leads, and a computed lunar day never does."""
    leads, twin = one.told, other.told
    if (leads.year is None and twin.year is not None) or leads.calendar == "hijri":
        leads, twin = twin, leads
    beside = {
        name: value
        for name in _BESIDE_TWIN
        if (value := getattr(one.told, name)) is not None or (value := getattr(other.told, name)) is not None
    }
    return replace(one, after=after, told=leads.but(**beside), twin=twin, rules=one.rules + other.rules)


def with_year_of_twin(one: Piece, other: Piece, after: int) -> Piece | None:
    """«۱۲ اکتبر (۲۰ مهر) سال ۲۰۰۲»: the year belongs to the calendar it is of."""
    if one.twin is None or slots_of(other.told) != {"year"} or one.told.year is not None or other.told.year is None:
        return None
    told, twin = one.told, one.twin
    if other.told.calendar == twin.calendar:
        told, twin = twin.but(weekday=told.weekday, part=told.part, clock=told.clock), told
    return replace(one, after=after, told=told.but(year=other.told.year), twin=twin, rules=one.rules + other.rules)
