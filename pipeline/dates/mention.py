"""A temporal expression found in a text, with its value.

In: the text, an expression of its key, the publication and a date told before. Out: TimeMention.
"""

import datetime
import unicodedata
from dataclasses import dataclass

from pipeline.dates.company import slots_of
from pipeline.dates.resolve import resolve
from pipeline.dates.spans_of_days import SHORT_UNITS
from pipeline.dates.timex import is_distance, timex_value
from pipeline.dates.value import Expression, Kind, Precision, Reference, TimeSpan, Told
from pipeline.text.letters import Folded

_LAST_PLAIN = "\u02ff"  # no mark that joins a letter comes before it


@dataclass(slots=True)
class TimeMention:
    """A temporal expression with its value; `start`, `end`, `core_start` in the source, `key_*` in the key.

    `text` has the preposition that belongs to the phrase («در سال ۱۴۰۱»), `core_text` has not. `reference` says what
    the value counts from: nothing (absolute), the publication (deictic), or a date told before (passage).
    `told_days` are first day, last day and precision before a preposition opened them («تا ۲۰ تیر»); `moment` is
    what hours count back or forward to from a publication whose hour is known («سه ساعت پیش»).
    """

    start: int
    end: int
    key_start: int
    key_end: int
    text: str
    core_start: int
    core_text: str
    rule: str
    rules: tuple[str, ...]
    kind: Kind
    reference: Reference
    relation: str
    date_start: datetime.date | None
    date_end: datetime.date | None
    date_precision: Precision
    date_basis: str
    calendar: str
    date_flags: tuple[str, ...]
    date_jalali: str | None
    jalali_year: int | None
    jalali_month: int | None
    jalali_day: int | None
    time_text: str | None
    expression: Expression
    told_days: TimeSpan = (None, None, "unknown")
    moment: datetime.datetime | None = None

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        expression = self.expression
        return timex_value(expression.told, expression.last, self.told_days, self.moment)


def mention_of(
    folded: Folded,
    expression: Expression,
    published: datetime.date | None = None,
    passage: datetime.date | None = None,
) -> TimeMention:
    """An expression as a mention, its value resolved against the publication and, where given, the passage's date."""
    days = resolve(expression, published, passage)
    start, end = folded.span(expression.start, expression.end)
    while folded.source[end : end + 1] > _LAST_PLAIN and unicodedata.combining(folded.source[end]):
        end += 1  # the mark of «اخیراً» is in no key
    core = start if expression.core_start == expression.start else folded.span(expression.core_start, expression.end)[0]
    return TimeMention(
        start, end, expression.start, expression.end, folded.source[start:end], core, folded.source[core:end],
        expression.rules[0], expression.rules, kind_of(expression.told, expression.last), reference_of(expression), _relation_of(expression),
        days.date_start, days.date_end, days.precision, days.basis, days.calendar, days.flags, days.date_jalali,
        days.jalali_year, days.jalali_month, days.jalali_day, _time_text(folded, expression), expression, days.told_days,
        days.moment,
    )  # fmt: skip


def _relation_of(expression: Expression) -> str:
    """«از شنبه تا سه‌شنبه» is no open interval: its end is told."""
    told = expression.told
    if expression.relation != "since":
        return expression.relation
    in_eras = told.century == 0 and "/" in (told.timex or "")  # «از سال ۵۵۰ تا ۳۳۰ پیش از میلاد»
    is_closed = (
        in_eras
        or expression.last
        or told.last_day
        or told.last_month
        or told.last_year
        or told.last_weekday is not None
    )
    return "at" if is_closed else "since"


def _time_text(folded: Folded, expression: Expression) -> str | None:
    """The words that tell the hour or the part of the day."""
    if expression.time_start < 0:
        return None
    text = folded.written(expression.time_start, expression.time_end)
    return text.partition("(")[0].rstrip() if text.count("(") > text.count(")") else text  # «صبح (ساعت ۶»


def kind_of(told: Told, last: Told | None = None) -> Kind:
    """TIMEX3's kind."""
    if told.repeated:
        return "SET"
    if told.duration or is_distance(told):
        return "DURATION"
    if last is not None and slots_of(last) == {"time"} and told.day_offset is not None:
        return "TIME"  # «امروز تا ساعت ۱۴»
    return "TIME" if told.clock is not None or told.part is not None or told.back_unit in SHORT_UNITS else "DATE"


def reference_of(expression: Expression) -> Reference:
    """What an expression counts from: nothing, the publication, or a date told before it."""
    told = expression.told
    if told.from_passage:
        return "passage"
    if told.year is not None or told.decade is not None or told.century is not None:
        return "absolute"
    return "deictic"
