"""A publication stamp in an article's own text: its first or last lines.

In: a text. Out: a naive datetime, or None. Only what is plainly a stamp counts: a line of its own that holds one full
date and next to nothing else, with a clock, a label («تاریخ انتشار», «کد خبر») or, at the head, alone; or an agency's
brackets at the head («کابل (پژواک، ۱۲ سنبله ۱۴۰۱):»). A date inside prose, a date without its year, a signature date
at the foot and two stamps that disagree are none.
"""

import datetime as dt
import re
from dataclasses import dataclass
from itertools import islice

from pipeline.articles.published import CLOCK, DIGIT_DATES, date_of_match, is_full_date, read_clock, times_in
from pipeline.text.letters import Folded, fold

_LINES = 4
_MOST_CHARACTERS = 140
_REACH = 1_500
_YEAR = re.compile("[12۱۲١٢][0-9۰-۹٠-٩]{3}")
_LABEL = re.compile(
    r"(?:تاریخ|زمان|ساعت)(?: و (?:ساعت|زمان))? ?(?:انتشار|درج|خبر|مخابره|ارسال)(?: خبر| مطلب)?|منتشر شده(?: در)?|"
    r"(?:published|posted|publication date|date published)(?: on| at)?|تاریخ ?(?=:)|انتشار ?(?=:)"
)
_CODE = re.compile(r"(?:کد|شناسه|شماره)(?: ی)? ?(?:خبر|مطلب|مقاله)? ?[:：]? ?\d{3,}")
_UPDATE = re.compile(r"(?:به ?روز ?رسانی|اخرین (?:ویرایش|تغییر|بروز)|آخرین (?:ویرایش|تغییر|بروز)|updated|modified)")
_NOISE = re.compile(
    r"(?:تعداد )?(?:بازدید|نظرات|نظر) ?[:：]? ?\d*|ساعت|به وقت (?:محلی|تهران|کابل)|تاریخ|\b(?:utc|gmt)\b"
)
_CUT = re.compile(r"[|/•·\-()\[\]،,؛;\n]")
_BRACKET = re.compile(r"[^\n()]{2,40}\((?P<inside>[^()\n]{8,60})\) ?[:\-]")
_WORD = re.compile(r"\w+")
_CONTRADICTIONS = frozenset(("weekday_mismatch", "conflicting_calendars", "impossible_date"))
_SENTENCE_ENDS = (".", "؟", "?", "!", "؛", ":", "»", '"')
_HOLE = "\0"
_MOST_WORDS = 3
_MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line that is a publication stamp: its day, its clock if any, whether a label or code number says so."""

    day: dt.date
    clock: dt.time | None
    labelled: bool


def find_dateline(text: str) -> dt.datetime | None:
    """The publication time that the text's own stamp tells, midnight where it has no clock, or None."""
    head = [line for line in text[:_REACH].split("\n") if line and not line.isspace()][:_LINES]
    foot = [line for line in text[-_REACH:].split("\n") if line and not line.isspace()][-_LINES:]
    stamps: list[Stamp] = []
    begun = False
    for line in head:
        stamp = _read_bracket(line) or read_stamp(line)
        if stamp is not None and (stamp.clock or stamp.labelled or not begun):
            stamps.append(stamp)
        begun = begun or len(line) > _MOST_CHARACTERS or line.rstrip().endswith(_SENTENCE_ENDS)
    stamps += [stamp for line in foot if (stamp := read_stamp(line)) is not None and (stamp.clock or stamp.labelled)]
    labelled = [stamp for stamp in stamps if stamp.labelled]
    chosen = labelled or stamps
    if not chosen or len({stamp.day for stamp in chosen}) > 1:
        return None
    if not labelled and _is_chronicle(text, chosen[0].day):
        return None
    clock = next((stamp.clock for stamp in chosen if stamp.clock is not None), None)
    return dt.datetime.combine(chosen[0].day, clock or dt.time())


def read_stamp(line: str) -> Stamp | None:
    """The stamp that a whole line is, or None."""
    if len(line) > _MOST_CHARACTERS or not _YEAR.search(line):
        return None
    folded = fold(line)
    key = folded.key
    update = _UPDATE.search(key)
    if update is not None:
        if not _LABEL.search(key[: update.start()]):
            return None
        folded = fold(folded.written(0, update.start()))
        key = folded.key
    days, rest = _take_dates(folded)
    if not days or max(days) - min(days) > dt.timedelta(days=1):
        return None
    clock = read_clock(key)
    rest, labels = _LABEL.subn(" ", CLOCK.sub(_HOLE, rest))
    rest, codes = _CODE.subn(" ", rest)
    words = _words_beside(_NOISE.sub(" ", rest))
    if words is None or (words and not (clock or labels or codes)):
        return None
    return Stamp(days[0], clock, bool(labels or codes))


def _take_dates(folded: Folded) -> tuple[list[dt.date], str]:
    """The full dates of a line in order, none where one contradicts itself, and the line with holes for its times."""
    key = folded.key
    found: list[tuple[int, int, dt.date | None]] = []
    for pattern in DIGIT_DATES:
        found += [(match.start(), match.end(), date_of_match(match)) for match in pattern.finditer(key)]
    for each in times_in(folded):
        if each.date_basis == "explicit" and _CONTRADICTIONS.intersection(each.date_flags):
            return [], key
        found.append((each.key_start, each.key_end, each.date_start if is_full_date(each) else None))
    pieces = list(key)
    days: list[tuple[int, dt.date]] = []
    for start, end, day in found:
        pieces[start:end] = [_HOLE] * (end - start)
        if day is not None and day.year > 1900:
            days.append((start, day))
    return [day for _, day in sorted(days)], "".join(pieces)


def _words_beside(rest: str) -> int | None:
    """How many words stand beside the times of a line, each apart from them; None where it reads as prose."""
    count = 0
    for part in _CUT.split(rest):
        words = len(_WORD.findall(part))
        if words and _HOLE in part:
            return None
        count += words
    return count if count <= _MOST_WORDS else None


def _read_bracket(line: str) -> Stamp | None:
    """«کابل (پژواک، ۱۲ سنبله ۱۴۰۱):» at the head of a paragraph: an agency and a full date, nothing else."""
    line = line[:_MOST_CHARACTERS]
    if "(" not in line or not _YEAR.search(line):
        return None
    folded = fold(line)
    match = _BRACKET.match(folded.key)
    if match is None or not _YEAR.search(match["inside"]):
        return None
    inside = fold(match["inside"])
    days, rest = _take_dates(inside)
    words = _words_beside(CLOCK.sub(_HOLE, rest))
    if len(set(days)) != 1 or not words:
        return None
    return Stamp(days[0], read_clock(inside.key), True)


def _is_chronicle(text: str, day: dt.date) -> bool:
    """True where other lines of the text are dates of other days: a list of happenings, not one stamped article."""
    short = (line for line in text.split("\n") if len(line) <= _MOST_CHARACTERS and _YEAR.search(line))
    stamps = (read_stamp(line) for line in islice(short, _MOST_LINES))
    return any(stamp is not None and stamp.day != day for stamp in stamps)
