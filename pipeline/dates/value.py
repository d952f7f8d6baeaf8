"""What a temporal expression tells, before and after it is given a date.

`Told` holds only what the words say (a day, a month, «last», «two weeks ago»); `resolve` turns it into days.
`TimeMention` is a found expression with its value.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, dataclass_transform

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Reference = Literal["absolute", "deictic", "passage"]
Outlook = Literal["past", "present", "scheduled", "future", "announced", "untold", "alone"]
TO_COME: tuple[Outlook, ...] = ("future", "scheduled")
Precision = Literal["day", "range", "week", "month", "year", "unknown"]
TimeSpan = tuple[datetime.date | None, datetime.date | None, Precision]


@dataclass_transform(kw_only_default=True, frozen_default=True)
def _sparse[T](cls: type[T]) -> type[T]:
    """A dataclass that also knows which of its fields are told: of some forty a time tells two or three."""
    made: Any = dataclass(repr=False, eq=False, slots=True)(cls)
    tell_nothing = made.__init__

    def keep(self: Any, **given: Any) -> None:
        tell_nothing(self)
        self.fields = {name: value for name, value in given.items() if value is not None}
        for name, value in self.fields.items():
            setattr(self, name, value)

    made.__init__ = keep
    return made  # type: ignore[no-any-return]


@_sparse
class Told:
    """What the words of one expression say; None where they say nothing.

    Offsets (`day_offset`, `week_offset`, `month_offset`, `year_offset`) count whole units from the anchor: -1 is last,
    0 this, 1 next. `span_unit` with `span_count` is a stretch that ends (negative) or begins (positive) at the anchor.
    `back_unit` with `back_count` is a point so many units away, `shift_unit` with `shift_count` so many from the rest.
    `nth` is (unit, number, how many) into the rest («سومین روز»). `edge` narrows the coarsest unit told.
    `direction` is the «گذشته» or «آینده» after a named day or month. `from_passage` counts from a date told before.
    `famous_year` is meant by a day known the world over, except within weeks of its return.
    `listed` are the distances, in days, months or years, of what is listed from the first («۵ و ۹ مهر» is 0, 4).
    `in_story` counts from a happening told, on no side of the publication that we know.
    `past_midnight` is an hour of the day after the one its night began on («دیشب ساعت ۳»).
    `of_end` is a day on which hours that began the day before end («از ساعت ۲۳ تا ۵ صبح جمعه»).
    `open_unit` marks what means nothing alone, `unbounded` what no anchor can fix. `timex` is the TIMEX3 value of a
    duration or recurrence, which has no days. `from_autumn` is of years that begin in autumn, from the first told to the last.
    `fields` has those told, by name; only `tell` sets one.
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    calendar: str | None = None
    last_day: int | None = None
    last_month: int | None = None
    last_year: int | None = None
    weekday: int | None = None
    last_weekday: int | None = None
    day_offset: int | None = None
    week_offset: int | None = None
    month_offset: int | None = None
    year_offset: int | None = None
    span_unit: str | None = None
    span_count: float | None = None
    back_unit: str | None = None
    back_count: float | None = None
    direction: int | None = None
    edge: str | None = None
    edge_part: tuple[int, int] | None = None
    season: int | None = None
    feast: str | None = None
    decade: int | None = None
    century: int | None = None
    eve: bool | None = None
    clock: str | None = None
    part: str | None = None
    past_midnight: bool | None = None
    of_end: bool | None = None
    from_passage: bool | None = None
    unbounded: bool | None = None
    last_season: int | None = None
    listed: tuple[int, ...] | None = None
    nth: tuple[tuple[str, int, int], ...] | None = None
    shift_unit: str | None = None
    shift_count: float | None = None
    until_now: bool | None = None
    famous_year: int | None = None
    open_unit: bool | None = None
    in_story: bool | None = None
    approximate: bool | None = None
    from_autumn: bool | None = None
    duration: bool | None = None
    repeated: bool | None = None
    timex: str | None = None
    fields: dict[str, Any] = field(init=False)
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def tell(self, **told: Any) -> None:
        """Set some fields while a time is read; None takes one away."""
        for name, value in told.items():
            object.__setattr__(self, name, value)
            if value is None:
                self.fields.pop(name, None)
            else:
                self.fields[name] = value

    def but(self, **changes: Any) -> "Told":
        """The same with other values for some fields; None takes one away."""
        return Told(**(self.fields | changes))

    def __eq__(self, other: object) -> bool:
        return self.fields == other.fields if isinstance(other, Told) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # fields are set while a time is read

    def __repr__(self) -> str:
        return f"Told({', '.join(f'{name}={value!r}' for name, value in self.fields.items())})"


@dataclass(slots=True)
class Expression:
    """One expression in the key: its bounds, what it tells, and the rules that read it.

    `last` is the far end of a range; `relation` says how a preposition binds it: at, since, until, before, after,
    during, about. `twin` is the same day told again in another calendar. `core_start` follows the preposition.
    `outlook` is «alone» where the expression is all the text.
    """

    start: int
    end: int
    core_start: int
    told: Told
    rules: tuple[str, ...]
    relation: str = "at"
    last: Told | None = None
    twin: Told | None = None
    time_start: int = -1
    time_end: int = -1
    outlook: Outlook = "past"


@dataclass(slots=True)
class Resolved:
    """Days, inclusive; None where the words and the anchors do not fix them."""

    date_start: datetime.date | None = None
    date_end: datetime.date | None = None
    precision: Precision = "unknown"
    basis: str = "none"
    calendar: str = "none"
    flags: tuple[str, ...] = ()
    date_jalali: str | None = None
    jalali_year: int | None = None
    jalali_month: int | None = None
    jalali_day: int | None = None
    told_days: TimeSpan = (None, None, "unknown")
    moment: datetime.datetime | None = None
