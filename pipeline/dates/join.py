"""Joining: what stands side by side is one expression.

In: the atoms the rules read. Out: expressions of maximal extent, with prepositions, ranges and the same day told in
another calendar («۱۲ اکتبر (۲۰ مهر) سال ۲۰۰۲»). Two atoms join where what they tell goes together.
"""

import re
from collections.abc import Set
from dataclasses import replace

from pipeline.dates.company import TIMES, go_together, is_twin, slots_of
from pipeline.dates.hours import ends_on
from pipeline.dates.pieces import Piece, filled, join_two, piece_of, with_twin, with_year_of_twin
from pipeline.dates.prepositions import is_governed, lead_of, relation_in_brackets, start_of
from pipeline.dates.registry import Atom
from pipeline.dates.spans_of_days import SHORT_UNITS, WEEK
from pipeline.dates.value import Expression, Told
from pipeline.dates.words import COMMAS, NAMES
from pipeline.text.lexer import UNKNOWN, Lexed

_S = NAMES
_PLAIN_GAPS = {"", _S["IN"], _S["DATE_WORD"], _S["IN"] + _S["DATE_WORD"]}
_TIME_GAPS = {_S["ABOUT"], _S["AT"], _S["IN"] + _S["AT"], _S["IN"] + _S["ABOUT"], _S["BETWEEN"]}
_NOTHING_ALONE: tuple[set[str], ...] = (set(), {"edge"}, {"direction"})
_DEEPEST = 40  # times looked ahead of one another; news has a handful
_MOST_ATOMS = 64  # of one time; nothing that a person writes comes near
_LONGEST_GAP = 2
_DAYS = {"weekday", "day", "today"}
_OF_A_DAY = {"weekday", "today", "part", "time"}
_FULL_DAY = {"weekday", "day", "month", "year"}
_DASHES = ("-", "|")
_PERIODS = {"nth", "century", "year", "month"}
_LASTING = (_S["DURING"], _S["AND"] + _S["DURING"])
_DAYS_LONG = re.compile(r"P(\d{1,3})([DW])")
_BEHIND = {_S["ZONE"], _S["DAY"], _S["HOUR"]}
_BOUND = ("date.counted_from", "date.counted_to")
_DAY_OF = "روز "
_SUFFIX = re.compile(r" ای\b")


class Joiner:
    """Joins the atoms of one text from left to right."""

    def __init__(self, lexed: Lexed, atoms: list[Atom]) -> None:
        self.lexed = lexed
        self.atoms = atoms
        self.at = 0
        self._chains: dict[int, tuple[Piece, int]] = {}
        self._depth = 0

    def pieces(self) -> list[Piece]:
        """Maximal pieces, ranges included."""
        made: list[Piece] = []
        while self.at < len(self.atoms):
            piece = self._chain()
            near = made and piece.first - made[-1].after <= _LONGEST_GAP
            if near and (ranged := self._range(made[-1], piece) or self._lasting(made[-1], piece)):
                made[-1] = ranged
            else:
                made.append(piece)
        symbols = self.lexed.symbols
        for piece in made:
            until_now = symbols.startswith(_S["UNTIL_NOW"], piece.after)
            if piece.told.until_now or (until_now and slots_of(piece.told) - TIMES):
                piece.after += until_now
                piece.last = Told(day_offset=0)
            if symbols[piece.after : piece.after + 1] not in _BEHIND:
                continue
            if symbols.startswith(_S["ZONE"], piece.after) and TIMES & slots_of(piece.told):
                piece.after += 1  # «بامداد یکشنبه به وقت محلی»
            piece.after += self._names_a_day(piece)
        return made

    def _names_a_day(self, piece: Piece) -> int:
        """1 where «روزی», «ساعتی» stands after a date or hour in apposition («۱۳ آبان ۱۳۵۲، روزی که»)."""
        if self.lexed.symbols[piece.after : piece.after + 1] not in (_S["DAY"], _S["HOUR"]) or piece.last is not None:
            return 0
        return int(self.lexed.word(piece.after) in ("روزی", "ساعتی") and bool({"day", "time"} & slots_of(piece.told)))

    def _chain(self) -> Piece:
        """The chain that begins at the next atom, read once: looking ahead would read it again at every step."""
        start = self.at
        if start not in self._chains:
            self._depth += 1
            self._chains[start] = self._read_chain(), self.at
            self._depth -= 1
        piece, self.at = self._chains[start]
        return piece

    def _read_chain(self) -> Piece:
        piece = piece_of(self.lexed, self.atoms[self.at])
        self.at += 1
        while self.at < len(self.atoms) and self._depth <= _DEEPEST and len(piece.rules) < _MOST_ATOMS:
            if self.atoms[self.at].first - piece.after > _LONGEST_GAP:
                break
            longer = self._beside(piece) or self._in_brackets(piece)
            if longer is None:
                break
            piece = longer
        return piece

    def _beside(self, piece: Piece) -> Piece | None:
        if self.atoms[self.at].first > piece.after and self.lexed.symbols[piece.after] == UNKNOWN:
            return None
        other = piece_of(self.lexed, self.atoms[self.at])
        gap = self.lexed.symbols[piece.after : other.first]
        if gap == _S["FROM"] and self.lexed.symbols[piece.first - 1 : piece.first] == _S["TO"]:
            return None  # «تا ۱۴ تیر از ساعت ۱۸»: a last day, and an hour of each
        if piece.told.feast is not None and slots_of(other.told) == {"weekday"} and self._stands_apart(piece, other):
            return None
        is_joint = self._is_joint(piece, other, gap) and not (gap and self._leads_on(other))
        joined = self._joined(piece, other, other.after) if is_joint else None
        twins = (
            gap.lstrip("،,") in ("", "-", "/", _S["EQUALS"], _S["ABOUT"])
            and piece.twin is None
            and is_twin(piece.told, other.told)
        )
        if joined is None and twins and (gap or piece.told.year or other.told.year):
            joined = with_twin(piece, other, other.after)
        if joined is not None:
            self.at += 1
            return joined
        start = self.at
        joined = self._in_apposition(piece, self._chain(), gap)
        if joined is None:
            self.at = start
        return joined

    def _stands_apart(self, feast: Piece, day: Piece) -> bool:
        """«روز جهانی تئاتر | روز شنبه»: the day another happening is of; «عید فطر | شنبه هفته گذشته»: its week is behind it.

        «فرهنگ عاشورا | شنبه بررسی شد»: the feast is of no day.
        """
        if feast.told.unbounded:
            return True
        if self.lexed.symbols[day.first] == _S["DAY"] and self._words(feast).startswith(_DAY_OF):
            return True
        after = self.atoms[self.at + 1] if self.at + 1 < len(self.atoms) else None
        return after is not None and after.first == day.after and after.told.week_offset is not None

    def _leads_on(self, part: Piece) -> bool:
        """Whether a part of the day is of the day behind it: «دوشنبه ۵ دی، | عصر سه‌شنبه ۶ دی»."""
        after = self.atoms[self.at + 1] if self.at + 1 < len(self.atoms) else None
        if after is None or after.first != part.after or slots_of(part.told) != {"part"}:
            return False
        return not slots_of(after.told) <= TIMES

    def _in_apposition(self, piece: Piece, other: Piece, gap: str) -> Piece | None:
        """The same time in other words: «سه روز بعد در تاریخ ۱۸ شهریور», «۵ دقیقه ۵ دقیقه», a range and its length."""
        if gap and not piece.told.from_passage:
            return None
        mine, theirs = slots_of(piece.told), slots_of(other.told)
        joined = replace(piece, after=other.after, rules=piece.rules + other.rules)
        if gap == "" and self._words(piece) == self._words(other) and mine == theirs and mine <= {"duration", "part"}:
            joined.told = Told(repeated=True, timex=piece.told.timex)
            return joined
        if gap == "" and ends_on(piece.told, other.told):
            return joined
        if gap == "" and "duration" in theirs and piece.told.last_day is not None:
            return joined
        if gap == "" and mine >= {"day", "month", "year"} and "nth" in theirs <= _PERIODS:
            return joined
        if gap == "" and piece.told.edge == "stretch" and other.told.edge == "end" and len(theirs) > 1:
            joined.told = filled(piece.told, other.told)  # «شش ماه منتهی به پایان شهریور»
            return joined
        of_days = mine == {"shift"} and piece.told.shift_unit not in SHORT_UNITS
        if gap == "" and of_days and other.told.edge in ("start", "end") and len(theirs) > 1:
            joined.told = filled(piece.told, other.told).but(from_passage=None)  # «یک هفته پیش از آغاز ماه رمضان»
            return joined
        later = mine == {"back"} and piece.told.from_passage
        if later and "day" in theirs and gap in {_S["IN"], _S["DATE_WORD"], _S["IN"] + _S["DATE_WORD"], *COMMAS}:
            joined.told = other.told
            return joined
        return None

    def _words(self, piece: Piece) -> str:
        return self.lexed.key[self.lexed.starts[piece.first] : self.lexed.ends[piece.after - 1]]

    @staticmethod
    def _is_joint(piece: Piece, other: Piece, gap: str) -> bool:
        """Whether what stands between two atoms lets them be one expression."""
        if gap == "":
            return True
        mine, theirs = slots_of(piece.told), slots_of(other.told)
        if "weekday" in mine:
            mine -= {"week"}  # «شنبه هفته گذشته، ۱۲ شهریور»
        if gap in (*COMMAS, _S["EQUALS"]):
            return (
                ("day" in theirs and mine <= _OF_A_DAY and ("time" not in mine or bool(mine & _DAYS)))
                or (
                    mine - TIMES == {"today"}
                    and theirs == {"weekday"}
                    and gap in COMMAS
                    and bool(piece.told.day_offset)
                )
                or ("time" in theirs and bool(mine & _DAYS))
                or (theirs == {"part"} and mine >= {"weekday", "day"})
            )
        if gap in _DASHES and theirs <= {"day", "month", "year"} and "day" in theirs and "weekday" in mine:
            return mine <= _OF_A_DAY
        if gap in _DASHES and theirs == {"time"}:  # «جمعه ۲۹ دی ۱۳۹۶ - ۱۹:۵۰», «۱۴۰۲/۷/۲۹ | ۱۰:۲۰»
            return mine >= _FULL_DAY or piece.rules == ("date.slashed",)
        if gap == _S["AND"] + _S["IN"]:
            return "time" in theirs and bool(mine & _DAYS) and "time" not in mine
        if gap == _S["FROM"] and "time" in theirs:
            return bool(mine & _DAYS) or mine == {"set"}
        if gap in _TIME_GAPS:
            return "time" in theirs or "time" in mine or ("part" in theirs and bool(mine & _DAYS))
        if gap == _S["FROM"]:
            return "nth" in mine
        return gap in _PLAIN_GAPS and bool((mine | theirs) & TIMES or gap.endswith(_S["DATE_WORD"]) or "shift" in mine)

    def _joined(self, piece: Piece, other: Piece, after: int) -> Piece | None:
        if made := with_year_of_twin(piece, other, after):
            return made
        return join_two(piece, other, after) if go_together(piece.told, other.told) else None

    def _in_brackets(self, piece: Piece) -> Piece | None:
        symbols = self.lexed.symbols
        if symbols[piece.after : piece.after + 1] not in ("(", "[") or self.atoms[self.at].first != piece.after + 1:
            return None
        start = self.at
        inner = self._chain()
        if symbols[inner.after : inner.after + 1] in (")", "]"):
            after = inner.after + 1
            if is_twin(piece.told, inner.told) and piece.twin is None:
                return with_twin(piece, inner, after)
            joined = self._joined(piece, inner, after) if slots_of(piece.told) != {"time"} else None
            if joined is not None:
                joined.twin = joined.twin or inner.twin
                return joined
        self.at = start
        return None

    def _range(self, one: Piece, other: Piece) -> Piece | None:
        """«شنبه شب تا یکشنبه صبح», «بین ۵ مهر و ۸ آبان», «امروز و فردا»."""
        symbols = self.lexed.symbols
        gap = symbols[one.after : other.first]
        if len(gap) != 1 or gap == UNKNOWN:
            return None
        mine, theirs = slots_of(one.told), slots_of(other.told)
        if gap == _S["EXCEPT"] and ("set" in mine or one.last is not None or one.told.last_weekday is not None):
            return replace(one, after=other.after, rules=one.rules + other.rules)
        if one.last is not None or not self._is_link(one, other, gap) or not _are_ends(mine, theirs):
            return None
        made = replace(one, after=other.after, last=other.told, rules=one.rules + other.rules)
        led = one.first > 0 and symbols[one.first - 1] == _S["FROM"]
        if led and mine == {"part"} and one.told.open_unit and other.told.open_unit is None and theirs - TIMES:
            made.told = one.told.but(open_unit=None)  # «از شب تا صبح جمعه»
        if other.time_first >= 0:
            made.time_first = one.time_first if one.time_first >= 0 else other.time_first
            made.time_after = other.time_after
        return made

    def _is_link(self, one: Piece, other: Piece, gap: str) -> bool:
        """Whether what stands between makes two times one: «تا», «بین … و …», «امروز و فردا», «۵ مهر یا ۶ مهر», a dash of figures."""
        if gap == _S["TO"]:
            return True
        if gap == "-":
            return one.rules == other.rules == ("date.slashed",)
        mine, theirs = slots_of(one.told), slots_of(other.told)
        alike = mine == theirs
        if gap == _S["AND"]:
            between = one.first > 0 and self.lexed.symbols[one.first - 1] == _S["BETWEEN"]
            if mine == theirs == {"feast"} and not between:
                return _are_neighbours(one.told.feast or "", other.told.feast or "")  # «تاسوعا و عاشورا»
            of_hours = "time" in mine and "/" not in f"{one.told.clock}{other.told.clock}"  # not «۸ تا ۱۰ و ۱۲ تا ۱۴»
            return between or (alike and (mine == {"today"} or of_hours))
        figures = any(name.startswith("date.slashed") for name in one.rules + other.rules)
        return gap == _S["OR"] and alike and (mine == {"today"} or (mine >= {"day", "month"} and not figures))

    def _lasting(self, one: Piece, other: Piece) -> Piece | None:
        """«از فردا به مدت ده روز»: up to the last of so many days."""
        symbols = self.lexed.symbols
        if symbols[one.after : other.first] not in _LASTING or other.told.timex is None or one.last is not None:
            return None
        length = _DAYS_LONG.fullmatch(other.told.timex) if slots_of(other.told) == {"duration"} else None
        led = one.first > 0 and symbols[one.first - 1] == _S["FROM"]
        if length is None or not led or not slots_of(one.told) <= {"today", "day", "month", "year", "weekday"}:
            return None
        if one.told.last_day is not None or not slots_of(one.told) & {"today", "day"}:
            return None
        days = int(length[1]) * (WEEK if length[2] == "W" else 1)
        last = one.told.but(shift_unit="day", shift_count=float(days - 1))
        return replace(one, after=other.after, last=last, rules=one.rules + other.rules)


def _are_neighbours(feast: str, other: str) -> bool:
    """«تاسوعا و عاشورا» are one stretch, «عید قربان و عید غدیر» two days."""
    (month, _, day), (other_month, _, other_day) = feast.rpartition("-"), other.rpartition("-")
    return month == other_month and month.count("-") == 1 and abs(int(day) - int(other_day)) == 1


def _are_ends(mine: Set[str], theirs: Set[str]) -> bool:
    """Whether times of these slots may begin and end a range."""
    if {"span", "shift"} & mine or ("duration" in mine) != ("duration" in theirs) or not mine or not theirs:
        return False
    if theirs == {"edge"} and mine != theirs:
        return False  # «از ۱۳۳۵ تا پایان عمر»
    # «هر روز تا سوم اسفند»
    return "set" not in mine | theirs or ("set" in mine and not theirs & {"day", "month", "year", "today"})


def _is_alone(piece: Piece) -> bool:
    """Whether a piece means nothing by itself: an edge without its period, a night without its day."""
    return bool(piece.told.open_unit) or slots_of(piece.told) in _NOTHING_ALONE


def join_atoms(lexed: Lexed, atoms: list[Atom]) -> list[Expression]:
    """Expressions of a text in order, disjoint, with the prepositions before them."""
    made: list[Expression] = []
    done = 0
    for piece in Joiner(lexed, atoms).pieces():
        told = piece.told
        if told.edge_part is not None and told.edge_part[1] < 0 and slots_of(told) == {"edge"}:
            piece.told = told.but(year_offset=0)  # «سه‌ماهه نخست»
        if _is_alone(piece):
            continue
        first, relation = lead_of(lexed, piece.first, piece.told, done)
        if first == piece.first and first > done:
            relation = relation_in_brackets(lexed, first, piece.after)
        start, core = start_of(lexed, first, piece.told), lexed.starts[piece.first]
        time = (-1, -1)
        if piece.time_first >= 0:
            time = lexed.starts[piece.time_first], lexed.ends[piece.time_after - 1]
        end = lexed.ends[piece.after - 1]
        if piece.rules[-1] in _BOUND:
            end -= len(" از")  # «به», «تا» are as long
        elif piece.rules[-1] == "duration.aged" and _SUFFIX.match(lexed.key, end):
            end += len(" ای")  # «دوروزه‌ای»
        if relation == "since" and is_governed(lexed.key, end):
            relation = "at"
        made.append(Expression(start, end, core, piece.told, piece.rules, relation, piece.last, piece.twin, *time))
        done = piece.after
    return made
