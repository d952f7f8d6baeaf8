"""A temporal expression found in a text, with its value."""

import datetime
from dataclasses import dataclass

from pipeline.dates.timex import timex_value
from pipeline.dates.value import Expression, Kind, Precision, Reference, TimeSpan


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
