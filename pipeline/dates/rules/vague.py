"""Times that no one can count: چندی پیش, مدتی بعد, در حال حاضر, به زودی."""

from pipeline.dates.leaving import is_of_a_verb
from pipeline.dates.registry import Found, rule
from pipeline.dates.value import Told
from pipeline.dates.words import NAMES

_NOW = ("حال", "حاضر")


@rule("date.vague_past", "(?P<word>VAGUE_PAST)")
def vague_past(found: Found) -> Told | None:
    """چندی پیش, اخیرا: before publication, no one knows when; not «کمی پیش از آن», but «چندی پیش از کار برکنار شد»."""
    if found.text_after(4) == " از " and found.word("word").endswith(("پیش", "قبل")):
        end = found.lexed.ends[found.after - 1] + len(" از")
        if not is_of_a_verb(found.lexed.key, end):
            return None
    return Told(back_unit="day", back_count=-1.0, unbounded=True)


@rule("date.vague_after", "(?P<word>VAGUE_AFTER)")
def vague_after(found: Found) -> Told | None:
    """مدتی بعد, کمی بعد: after what is told, no one knows when."""
    if found.text_after(4) == " از ":
        return None
    return Told(back_unit="day", back_count=1.0, unbounded=True, from_passage=True)


@rule("date.vague_now", "(?P<word>VAGUE_NOW)", "IN (?P<now>OTHER) RELATION")
def vague_now(found: Found) -> Told | None:
    """در حال حاضر, هم‌اکنون: the present, no day of it; bare «اکنون» and «حالا» link sentences and are left alone."""
    if found.has("now") and (found.word("now"), found.lexed.word(found.after - 1)) != _NOW:
        return None  # «در حال / حاضر», broken by a line's end
    return Told(span_unit="day", span_count=0.0, unbounded=True)


@rule("date.vague_future", "(?P<word>VAGUE_FUTURE)")
def vague_future(found: Found) -> Told | None:
    """به زودی, در آینده نزدیک: after publication, no one knows when; not «در آینده نزدیک به صد نفر»."""
    if found.is_next("TO_CLOCK") and found.symbol(1) == NAMES["NUM"]:
        return None
    return Told(back_unit="day", back_count=1.0, unbounded=True)
