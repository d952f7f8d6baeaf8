"""Finding: a folded text and its publication time → temporal expressions with their values.

In: Folded, the publication time or None. Out: TimeMentions, ordered, disjoint, inside the text.
"""

import datetime
import unicodedata

from pipeline.dates import rules as _rules
from pipeline.dates.abroad import is_abroad, is_home_again
from pipeline.dates.anniversaries import day_of_its_name, is_on_day, names_the_day
from pipeline.dates.calendars import GREGORIAN, JALALI
from pipeline.dates.company import slots_of
from pipeline.dates.decades import is_gregorian, is_of_a_life
from pipeline.dates.join import join_atoms
from pipeline.dates.mention import TimeMention
from pipeline.dates.new_years import NEW_YEAR, new_year_told
from pipeline.dates.nowadays import is_nowadays, is_of_an_age, is_of_old
from pipeline.dates.outlook import outlook_of, recurs, tells_a_deed
from pipeline.dates.passage import Passage
from pipeline.dates.refuse import is_refused
from pipeline.dates.registry import match_rules, word_before
from pipeline.dates.resolve import is_current, resolve
from pipeline.dates.same_day import is_in_year, that_is
from pipeline.dates.small_hours import is_in_small_hours
from pipeline.dates.spans_of_days import SHORT_UNITS
from pipeline.dates.stories import away_from, is_away, is_away_by_days, is_of_a_story, is_of_karbala
from pipeline.dates.timex import is_distance, recurrence_value
from pipeline.dates.value import TO_COME, Expression, Kind, Outlook, Reference, Told
from pipeline.dates.week_told import follows_a_day_to_come, is_open, is_said_to_come
from pipeline.dates.words import lex_times, words_of_context
from pipeline.text.letters import Folded

_FROM_IT = " آن"
_IN, _IN_DAYS_OF = "در ", "در ایام "
_OF_WEEKDAYS, _NOT_TOLD = {"weekday", "part", "time"}, ("announced", "untold")
_FULL = 100
_FULL_DAY, _DASHES = {"day", "month", "year"}, (" - ", "-", " | ")
_UNITS_AWAY = (
    {"week"}, {"month_offset"}, {"year"}, {"month", "year"}, {"day", "month", "year"}, {"season", "year"}, {"feast", "year"},
)  # fmt: skip
_AS_A_WHOLE = " را "
_YEARLY = ("P1Y", "P1W")
_NEAR_DAYS = (-1, 0, 1)
_LAST_PLAIN = "\u02ff"  # no mark that joins a letter comes before it
assert _rules.__all__  # importing the rules is what registers them


def find_times(folded: Folded, published: datetime.datetime | datetime.date | None = None) -> list[TimeMention]:
    """Every temporal expression of a text with its value, counted from the publication where it is known."""
    lexed = lex_times(folded.key)
    atoms = list(match_rules(lexed))
    if not atoms:
        return []
    found: list[TimeMention] = []
    abroad: dict[str, int] = {}
    passage = Passage(folded.key, published)
    small_hours = isinstance(published, datetime.datetime) and is_in_small_hours(published)
    expressions = join_atoms(lexed, atoms)
    for at, expression in enumerate(expressions):
        if found and expression.start < found[-1].key_end:
            continue
        if is_refused(folded, expression):
            continue
        _told_beside(folded.key, expressions, at)
        told = expression.told
        if told.decade is not None and told.decade < _FULL and told.calendar is None:
            if is_of_a_life(folded.key, expression.end):
                continue
            if is_gregorian(folded.key, expression.start, expression.end):
                told = expression.told = told.but(calendar=GREGORIAN)
        if expression.end - expression.start < len(folded.key):
            is_span = expression.last is not None or expression.relation in ("since", "until")
            ahead = _may_look_ahead(told)
            if ahead and _may_recur(told) and recurs(folded.key, expression.start, expression.end, is_span):
                expression.told = Told(repeated=True, timex=recurrence_value(told), part=told.part, clock=told.clock)
                expression.last = expression.twin = None
                expression.end = _with_its_years(folded.key, expressions, at)
            elif _may_be_nowadays(expression):
                if is_nowadays(folded.key, expression.start, expression.end):
                    expression.told = told.but(unbounded=True)
                elif small_hours:
                    expression.outlook = outlook_of(folded.key, expression.start, expression.end)
            elif _may_be_of_an_age(expression) and _is_figurative(folded.key, expression):
                expression.told = told.but(unbounded=True)
            elif small_hours and told.day_offset == 0 and (told.part or told.clock):
                expression.outlook = outlook_of(folded.key, expression.start, expression.end)
            elif ahead or is_current(told) or (expression.last and _may_look_ahead(expression.last)):
                expression.outlook = _outlook(folded.key, expression)
                if is_open(expression) and _is_of_a_plan_told(folded.key, expressions, at, found, published):
                    expression.outlook = "future"
                if told.span_unit == NEW_YEAR:
                    told = expression.told = new_year_told(folded.key, expression, published)
                whole = word_before(folded.key, expression.start) in words_of_context("before_plan")
                if is_current(told) and (whole or folded.key.startswith(_AS_A_WHOLE, expression.end)):
                    expression.outlook = "future"  # «بودجه امسال», «شماره این هفته», «امسال را سال … نامیدند»
        elif told.from_passage and told.shift_unit is None and is_away(told) and not folded.key.endswith(_FROM_IT):
            told = expression.told = told.but(from_passage=None)  # «سه روز بعد», all the text, has only the publication
        else:
            expression.outlook = "alone"
        if told.feast is not None and told.year is None:
            if is_abroad(folded.key, expression) or (
                told.feast in abroad and not is_home_again(folded.key, abroad[told.feast], expression.end)
            ):
                abroad[told.feast] = expression.end  # «روز مادر آمریکا … در روز مادر»
                told = expression.told = told.but(unbounded=True)
            elif is_of_karbala(folded.key, expression):
                told = expression.told = told.but(unbounded=True)
        if _is_of_this_year(folded.key, expression):
            told = expression.told = told.but(from_passage=None)
        expression, anchor = passage.anchored(expression)
        if anchor is None and _is_of_a_plan(folded.key, expression):
            expression.told = expression.told.but(from_passage=None)
        if anchor is None and told.edge is not None and told.year_offset == 0 and told.from_passage:
            told = expression.told = expression.told.but(from_passage=None)  # «تا پایان این سال», no other told
        if (anchor is None or told.unbounded) and is_of_a_story(folded.key, expression, told):
            expression.told = expression.told.but(in_story=True)
        mention = mention_of(folded, expression, published, anchor)
        passage.note(mention)
        found.append(mention)
    return found


def _is_of_a_plan_told(
    key: str, expressions: list[Expression], at: int, found: list[TimeMention], published: datetime.date | None
) -> bool:
    """Whether what stands around a weekday says that it is to come."""
    if expressions[at].outlook in _NOT_TOLD and is_said_to_come(key, expressions, at):
        return True
    day = published.date() if isinstance(published, datetime.datetime) else published
    return bool(found) and day is not None and follows_a_day_to_come(key, expressions[at], found[-1], day)


def _with_its_years(key: str, expressions: list[Expression], at: int) -> int:
    """Where «مرداد هر سال», «از مهر تا آذر هر سال» ends."""
    end, following = expressions[at].end, expressions[at + 1 : at + 2]
    if following and key[end : following[0].start] == " " and following[0].rules == ("set.every",):
        return following[0].end if following[0].told.timex in _YEARLY else end
    return end


def _told_beside(key: str, expressions: list[Expression], at: int) -> None:
    """An anniversary, a distance from a happening, an hour, whose day stands beside it («۶ مهر، سه روز پس از حمله»)."""
    expression, before = expressions[at], expressions[at - 1] if at else None
    following = expressions[at + 1] if at + 1 < len(expressions) else None
    is_hour = expression.told.clock is not None and slots_of(expression.told) == {"time"}
    if following is not None and is_hour and slots_of(following.told) >= _FULL_DAY:
        if key[expression.end : following.start] in _DASHES and "time" not in slots_of(following.told):
            expression.told = following.told.but(clock=expression.told.clock)  # «۱۹:۵۰ - ۲۹ دی ۱۳۹۶»
        return
    is_anniversary = expression.rules[-1] == "date.anniversary"
    if is_anniversary and following is not None and names_the_day(key, expression.end, following):
        day = following
        expression.told = day.told.but(year=None, famous_year=None, direction=0)
        if day.told.year is day.told.famous_year is day.told.direction is None:
            day.told = expression.told
    elif (
        (is_anniversary or is_away_by_days(expression))
        and before is not None
        and is_on_day(key, expression.start, before)
    ):
        year = before.told.year if "date.day_month" not in before.rules else None  # not that of its fame
        expression.told = before.told.but(part=None, clock=None, year=year, famous_year=None)
    elif (
        is_anniversary
        and (named := day_of_its_name(key, expression.end)) is not None
        and not recurs(key, expression.start, expression.end, is_span=False)
    ):
        expression.told = Told(month=named[0], day=named[1], calendar=JALALI, direction=0)
    elif following is not None and (
        (told := away_from(key, expression, following)) is not None
        or (told := that_is(key, expression, following)) is not None
    ):
        expression.told = told
    elif before is not None and is_in_year(key, expression, before):
        expression.told = before.told


def mention_of(
    folded: Folded,
    expression: Expression,
    published: datetime.date | None = None,
    passage: datetime.date | None = None,
) -> TimeMention:
    """An expression as a mention, its value resolved against the publication and, where given, the passage's date."""
    days = resolve(expression, published, passage)
    told = expression.told
    start, end = folded.span(expression.start, expression.end)
    while folded.source[end : end + 1] > _LAST_PLAIN and unicodedata.combining(folded.source[end]):
        end += 1  # the mark of «اخیراً» is in no key
    core = folded.span(expression.core_start, expression.end)[0]
    time_text = None
    if expression.time_start >= 0:
        time_text = folded.written(expression.time_start, expression.time_end)
        if time_text.count("(") > time_text.count(")"):
            time_text = time_text.partition("(")[0].rstrip()  # «صبح (ساعت ۶»
    is_closed = expression.last or told.last_day or told.last_month or told.last_year or told.last_weekday is not None
    relation = "at" if is_closed and expression.relation == "since" else expression.relation
    return TimeMention(
        start, end, expression.start, expression.end, folded.source[start:end], core, folded.source[core:end],
        expression.rules[0], expression.rules, kind_of(expression.told, expression.last), reference_of(expression), relation,
        days.date_start, days.date_end, days.precision, days.basis, days.calendar, days.flags, days.date_jalali,
        days.jalali_year, days.jalali_month, days.jalali_day, time_text, expression, days.told_days,
        days.moment,
    )  # fmt: skip


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


def _may_be_nowadays(expression: Expression) -> bool:
    told = expression.told
    is_plain = told.part is None and told.clock is None and expression.last is None and expression.relation == "at"
    is_today = told.day_offset == 0 and told.from_passage is None and told.year_offset is None
    is_plain = is_plain and expression.rules[-1] != "date.anniversary"  # «امروز سالگرد …»
    return is_today and is_plain and told.weekday is None and told.day is None and told.feast is None


def _may_be_of_an_age(expression: Expression) -> bool:
    """«فردا», «دیروز», «امشب», «دیشب», nothing else told."""
    told = expression.told
    if told.day_offset not in _NEAR_DAYS or told.from_passage is not None or expression.last is not None:
        return False
    return all(each is None for each in (told.clock, told.year_offset, told.weekday, told.day))


def _is_gone(key: str, expression: Expression) -> bool:
    """«در نوروز بستری شد»; a feast led otherwise is spoken of before it comes."""
    led = key.startswith(_IN, expression.start) and not key.startswith(_IN_DAYS_OF, expression.start)
    return led and tells_a_deed(key, expression.end)


def _outlook(key: str, expression: Expression) -> Outlook:
    """The clause's outlook, unless what stands before the time says more."""
    told, outlook = expression.told, outlook_of(key, expression.start, expression.end)
    if told.feast is not None and outlook == "past" and not _is_gone(key, expression):
        return "announced"  # «برای نوروز آماده شد»
    if (
        told.day is not None
        and outlook == "past"
        and word_before(key, expression.start) in words_of_context("arranged")
    ):
        return "announced"  # «دیدار ۱۷ مهر»
    single = told.weekday is not None and told.last_weekday is None and expression.last is None
    if single and slots_of(told) <= _OF_WEEKDAYS and expression.relation == "since" and outlook in _NOT_TOLD:
        return "future"  # «از شنبه», in a headline or an announcement
    return outlook


def _is_figurative(key: str, expression: Expression) -> bool:
    told = expression.told
    if is_of_old(key, expression.start):
        return True
    return told.day_offset != 0 and told.part is None and is_of_an_age(key, expression.core_start, expression.end)


def _may_recur(told: Told) -> bool:
    """Whether a time that may look ahead is of no year, week or direction, so that it may be of every one."""
    offsets = (told.day_offset, told.direction, told.year_offset)
    return offsets == (None, None, None) and not told.repeated


def _is_of_a_plan(key: str, expression: Expression) -> bool:
    """«ماه بعد برمی‌گردد», «تیر سال بعد باز می‌شود», nothing told that it may count from: after the publication's."""
    told = expression.told
    if (
        not told.from_passage
        or slots_of(told) not in _UNITS_AWAY
        or 1 not in (told.week_offset, told.month_offset, told.year_offset)
    ):
        return False
    return outlook_of(key, expression.start, expression.end) in TO_COME


def _is_of_this_year(key: str, expression: Expression) -> bool:
    """«طرح تا پایان این سال اجرا خواهد شد»: the publication's, whatever year was told before."""
    told = expression.told
    if told.edge is None or told.year_offset != 0 or not told.from_passage or expression.relation != "until":
        return False
    return outlook_of(key, expression.start, expression.end) in TO_COME


def _may_look_ahead(told: Told) -> bool:
    if (
        (told.week_offset == 0 and told.edge is not None)
        or told.span_unit == NEW_YEAR
        or (told.feast is not None and told.year is None)
    ):
        return True
    return told.year is None and (told.weekday is not None or told.month is not None or told.season is not None)
