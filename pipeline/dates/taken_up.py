"""Taken up: days and years told just before that a time goes on from («این ایام», «سال آینده» beside «سال ۲۰۰۴»).

In: a key, the next expression, a mention before it. Out: the expression with what it takes from the mention.
"""

import datetime
import re
from dataclasses import replace

from pipeline.dates.calendars import GREGORIAN
from pipeline.dates.company import slots_of
from pipeline.dates.mention import TimeMention
from pipeline.dates.value import Expression

_REACH = 250
REACH_OF_LINE = 400  # characters of the key, within one paragraph
_REACH_OF_STORY = 250  # of «روز بعد» and the like, over its ends too: right in 27 of 30 read in news
REACH_OF_YEARS = 700
REACH_OF_SENTENCE = 120
_OF_SEASONS = {"season", "year"}
OF_YEARS = {"year", "edge", "nth"}
_THESE_DAYS = "این ایام"
_SHORTEST, _LONGEST = datetime.timedelta(days=2), datetime.timedelta(days=31)
SENTENCE_END = re.compile(r"[.!?؟؛:]")


def gregorian_near(mention: TimeMention, published: datetime.date | None) -> TimeMention | None:
    """The mention, if it is of a bare Gregorian year next to the publication's («در سال ۲۰۰۴», written in 2004)."""
    told = mention.expression.told
    if published is None or told.year is None or abs(told.year - published.year) > 1:
        return None
    bare = slots_of(told) == {"year"} and told.calendar == GREGORIAN and told.last_year is None
    return mention if bare and mention.expression.last is None else None


def beside_a_gregorian_year(key: str, expression: Expression, year: TimeMention | None) -> Expression:
    """«رشد در سال ۲۰۰۴ … و در سال آینده …»: the Gregorian year after, within a sentence."""
    told = expression.told
    if year is None or told.year_offset is None or told.calendar is not None or not slots_of(told) <= OF_YEARS:
        return expression
    if not 0 <= expression.start - year.key_end <= _REACH or SENTENCE_END.search(key, year.key_end, expression.start):
        return expression
    return replace(expression, told=told.but(calendar=GREGORIAN))


def of_these_days(key: str, expression: Expression, last: TimeMention | None) -> Expression:
    """«در دهه اول محرم … در این ایام»: the days told just before."""
    if last is None or expression.rules != ("date.this_unit",) or not expression.told.unbounded:
        return expression
    if not key.endswith(_THESE_DAYS, expression.start, expression.end) or last.expression.last is not None:
        return expression
    if expression.start - last.key_end > _REACH or "\n" in key[last.key_end : expression.start]:
        return expression
    first, end, told = last.date_start, last.date_end, last.expression.told
    if first is None or end is None or not _SHORTEST <= end - first <= _LONGEST:
        return expression
    if told.feast is None and told.month is None:
        return expression
    return replace(expression, told=told, outlook=last.expression.outlook)


def season_of_a_year(key: str, expression: Expression, last: TimeMention) -> Expression:
    """«بهار و تابستان سال ۸۴ … در بهار و تابستان»: of the year told with a season, or just before."""
    before = last.expression.told
    if not slots_of(before) <= _OF_SEASONS or last.expression.last is not None or before.last_year is not None:
        return expression
    near = REACH_OF_LINE if before.season else REACH_OF_SENTENCE
    if expression.start - last.key_end > near or "\n" in key[last.key_end : expression.start]:
        return expression
    told = expression.told.but(
        unbounded=None, year=before.year, year_offset=before.year_offset, calendar=before.calendar
    )
    return replace(expression, told=told)


def is_near(key: str, last: TimeMention, expression: Expression) -> bool:
    """Whether the date told last stands near enough to count from."""
    between = expression.start - last.key_end
    if expression.told.from_passage and between <= _REACH_OF_STORY:
        return True
    told = expression.told
    if told.from_passage and told.year_offset == 0 and last.expression.told.year and told.edge is None:
        return between <= REACH_OF_YEARS  # «… از دی سال ۱۳۹۴ … . همچنین در همان سال»
    if told.from_passage and told.back_unit == "year" and (told.back_count or 0) > 0 and last.expression.told.year:
        return between <= REACH_OF_YEARS  # «… در سال ۱۳۷۴ … . چهار سال بعد»
    return between <= REACH_OF_LINE and "\n" not in key[last.key_end : expression.start]


def is_another_sentence(key: str, last: TimeMention, expression: Expression) -> bool:
    """Whether a sentence ends between the two."""
    return SENTENCE_END.search(key, last.key_end, expression.start) is not None
