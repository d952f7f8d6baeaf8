"""Finding: a folded text and its publication time → temporal expressions with their values.

In: Folded, the publication time or None. Out: TimeMentions, ordered, disjoint, inside the text.
"""

import datetime

from pipeline.dates import rules as _rules
from pipeline.dates.abroad import is_abroad, is_home_again
from pipeline.dates.beside import take_from_beside
from pipeline.dates.calendars import GREGORIAN
from pipeline.dates.clause import is_of_a_plan, is_of_this_year, read_in_clause
from pipeline.dates.decades import is_gregorian, is_of_a_life
from pipeline.dates.join import join_atoms
from pipeline.dates.mention import TimeMention, mention_of
from pipeline.dates.own_day import day_of_text, names_its_day
from pipeline.dates.passage import Passage
from pipeline.dates.refuse import is_refused
from pipeline.dates.registry import match_rules
from pipeline.dates.stories import is_away, is_of_a_story, is_of_karbala
from pipeline.dates.value import Expression, Told
from pipeline.dates.words import lex_times
from pipeline.text.letters import Folded

_FROM_IT = " آن"
_FULL = 100
assert _rules.__all__  # importing the rules is what registers them


def find_times(folded: Folded, published: datetime.datetime | datetime.date | None = None) -> list[TimeMention]:
    """Every temporal expression of a text with its value, counted from the publication where it is known."""
    lexed = lex_times(folded.key)
    atoms = list(match_rules(lexed))
    if not atoms:
        return []
    key, found = folded.key, list[TimeMention]()
    abroad: dict[str, int] = {}
    expressions = join_atoms(lexed, atoms)
    written = day_of_text(expressions, published)
    passage = Passage(key, written)
    for at, expression in enumerate(expressions):
        if (found and expression.start < found[-1].key_end) or is_refused(folded, expression):
            continue
        take_from_beside(key, expressions, at)
        if _is_decade_of_a_life(key, expression) or passage.lacks_age(expression):
            continue
        if expression.end - expression.start < len(key):
            read_in_clause(key, expressions, at, found, written)
        else:
            _read_alone(key, expression)
        if expression.told.feast is not None and expression.told.year is None:
            _read_feast(key, expression, abroad)
        expression, anchor = _counted_from(key, expression, passage)
        if found and expression.start < found[-1].key_end:
            found.pop()  # «شش ماه | مشابه سال قبل»
        mention = mention_of(folded, expression, published if names_its_day(expression) else written, anchor)
        passage.note(mention)
        found.append(mention)
    return found


def _is_decade_of_a_life(key: str, expression: Expression) -> bool:
    """«دهه چهل زندگی» is no time; another decade of two figures takes the calendar that its surroundings tell."""
    told = expression.told
    of_two_figures = told.decade is not None and told.decade < _FULL
    is_current = told.span_unit == "decade" and told.span_count == 0  # «دهه جاری»
    if not (of_two_figures or is_current) or told.calendar is not None:
        return False
    if of_two_figures and is_of_a_life(key, expression.end):
        return True
    if is_gregorian(key, expression.start, expression.end):
        expression.told = told.but(calendar=GREGORIAN)
    return False


def _read_alone(key: str, expression: Expression) -> None:
    """A time that is all the text has only the publication to count from («سه روز بعد»)."""
    told = expression.told
    if told.from_passage and told.shift_unit is None and is_away(told) and not key.endswith(_FROM_IT):
        expression.told = told.but(from_passage=None)
    else:
        expression.outlook = "alone"


def _read_feast(key: str, expression: Expression, abroad: dict[str, int]) -> None:
    """A feast of another country, and the first Ashura, are on no day of our calendar; `abroad` has where they stood."""
    told = expression.told
    assert told.feast is not None
    at = abroad.get(told.feast)
    if is_abroad(key, expression) or (at is not None and not is_home_again(key, at, expression.end)):
        abroad[told.feast] = expression.end  # «روز مادر آمریکا … در روز مادر»
        expression.told = told.but(unbounded=True)
    elif is_of_karbala(key, expression):
        expression.told = told.but(unbounded=True)


def _counted_from(key: str, expression: Expression, passage: Passage) -> tuple[Expression, datetime.date | None]:
    """The day told before that a time counts from; where none is, whether it counts from the publication or a story."""
    if is_of_this_year(key, expression):
        expression.told = expression.told.but(from_passage=None)
    told = expression.told
    expression, anchor = passage.anchored(expression)
    if anchor is None and (_is_edge_of_this_year(told) or is_of_a_plan(key, expression)):
        told = expression.told = expression.told.but(from_passage=None)
    if (anchor is None or told.unbounded) and is_of_a_story(key, expression, told):
        expression.told = expression.told.but(in_story=True)
    return expression, anchor


def _is_edge_of_this_year(told: Told) -> bool:
    """«تا پایان این سال», no other told."""
    return told.edge is not None and told.year_offset == 0 and bool(told.from_passage)
