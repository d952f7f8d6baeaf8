"""Laws of dates and numbers that hold for any text and any publication."""

import datetime
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pipeline.dates.calendars import from_jalali, jalali_month_length, to_jalali
from pipeline.dates.find import find_times
from pipeline.dates.mention import mention_of
from pipeline.lexicons.load import read_rows, split_forms
from pipeline.text.letters import fold
from pipeline.text.numbers import find_numbers

WORDS = (
    "روز شب صبح بامداد سال ماه هفته ساعت دقیقه دهه قرن شنبه دوشنبه سه پنج جمعه مهر آذر دی تیر شهریور مه می ژوئن اکتبر "
    "محرم رمضان گذشته پیش قبل بعد آینده جاری اخیر دیگر این آن همین هر امروز دیروز فردا دیشب امسال پارسال "
    "اوایل اواخر پایان نیمه اول دوم سی‌ام از تا بین و یا در طی ظرف پس‌از پیش‌از حدود ۵ ۱۲ ۳۱ ۹۵ ۱۴۰۱ ۲۰۱۹ ۱۴۰۱/۶/۲۱ "
    "۱۲:۳۰ ( ) ، - . نیم چند یک بیست هزار میلیون نفر شمسی میلادی قمری عاشورا نوروز تابستان زمستان بهار سالگی ساله "
    "تاکنون به منتهی ربع ها فردای "
)
PHRASES = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=9).map(" ".join)
LEXICON = sorted(
    {
        form
        for name in ("time_words", "months", "numbers")
        for row in read_rows(name)
        for form in split_forms(row["forms"])
    }
)
LEXICON_PHRASES = st.lists(st.sampled_from(LEXICON + WORDS.split()), min_size=1, max_size=9).map(" ".join)
TEXTS = st.one_of(st.text(max_size=120), PHRASES, LEXICON_PHRASES)
DAYS = st.dates(datetime.date(1300, 1, 1), datetime.date(2400, 12, 31))
PUBLISHED = st.one_of(st.none(), st.dates(), st.datetimes(datetime.datetime(1900, 1, 1), datetime.datetime(2100, 1, 1)))


@given(TEXTS, PUBLISHED)
def test_mentions_are_ordered_disjoint_and_inside(text: str, published: datetime.datetime | None) -> None:
    folded = fold(text)
    done = 0
    for mention in find_times(folded, published):
        assert done <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.start <= mention.core_start and mention.core_text == text[mention.core_start : mention.end]
        start, end = folded.span(mention.key_start, mention.key_end)
        assert start == mention.start and all(map(unicodedata.combining, text[end : mention.end]))
        assert mention.date_start is None or mention.date_end is None or mention.date_start <= mention.date_end
        assert (mention.date_precision == "unknown") == (mention.date_start is None and mention.date_end is None)
        assert mention.date_precision != "day" or mention.date_start == mention.date_end
        done = mention.end
    done = 0
    for number in find_numbers(folded):
        assert done <= number.start < number.end <= len(text)
        assert number.key_start <= number.core_start < number.key_end
        assert number.low is None or number.high is None or number.low <= number.high
        done = number.end


@given(st.text(max_size=200))
def test_nothing_raises_on_any_text(text: str) -> None:
    find_times(fold(text), datetime.datetime(1, 1, 2))
    find_times(fold(text), datetime.datetime(9999, 12, 30))
    find_numbers(fold(text))


@given(
    st.sampled_from(["سه روز پیش", "دیروز", "فردا", "پریروز", "روز گذشته", "۱۰ روز دیگر"]), DAYS, st.integers(0, 4000)
)
def test_relative_values_move_with_publication(text: str, published: datetime.date, later: int) -> None:
    step = datetime.timedelta(days=later)
    first, second = (find_times(fold(text), day)[0].date_start for day in (published, published + step))
    assert first is not None and second is not None
    assert second - first == step


@given(PHRASES, DAYS)
def test_absolute_values_do_not(text: str, published: datetime.date) -> None:
    for mention in find_times(fold(text), published):
        told = mention.expression.told
        plain = mention.expression.last is None and mention.relation == "at"
        # «عاشورا ۱۴۰۱» is of the solar or of the lunar year, whichever the publication makes likelier
        of_either = told.feast is not None and told.calendar is None
        if mention.reference == "absolute" and told.year and told.year > 99 and plain and not of_either:
            alone = mention_of(fold(text), mention.expression, None)
            assert (alone.date_start, alone.date_end) == (mention.date_start, mention.date_end)


@given(st.integers(1250, 1480), st.integers(1, 12), st.integers(1, 31), DAYS)
def test_every_jalali_day_is_read_in_every_form(year: int, month: int, day: int, published: datetime.date) -> None:
    day = min(day, jalali_month_length(year, month))
    names = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]
    forms = [
        f"{day} {names[month - 1]} {year}", f"{day} {names[month - 1]} ماه سال {year}", f"{year}/{month}/{day}",
        f"{day}/{month}/{year}", f"{year}-{month:02d}-{day:02d}",
    ]  # fmt: skip
    for form in forms:
        mentions = find_times(fold(form), published)
        assert [m.date_start for m in mentions] == [from_jalali(year, month, day)], form
        assert to_jalali(from_jalali(year, month, day)) == (year, month, day)


FOLDINGS = [
    (
        "۲۱ شهریور ۱۴۰۱",
        ["21 شهریور 1401", "٢١ شهريور ١٤٠١", "۲۱\u00a0شهریور\u200f ۱۴۰۱", "۲۱شهریور۱۴۰۱", "۲۱ شهـریور  ۱۴۰۱"],
    ),
    ("سه‌شنبه گذشته", ["سه شنبه گذشته", "سه  شنبه گذشته", "سه\u200c\u200cشنبه  گذشته", "سه‌شنبهٔ گذشته"]),
    ("نیمه‌شب دیروز", ["نیمه شب ديروز", "نیمهشب دیروز"]),
    ("دی‌ماه ۱۴۰۰", ["دی ماه 1400", "ديماه ۱۴۰۰", "دی\u200eماه ۱۴۰۰"]),
    ("بیست و یکم مهر ۱۳۹۹", ["بيست ويكم مهر ۱۳۹۹", "بیست‌و‌یکم مهر ۱۳۹۹", "۲۱ام مهر ۱۳۹۹", "۲۱ مهر ۱۳۹۹"]),
]


@given(st.sampled_from(FOLDINGS), DAYS)
def test_spellings_of_one_expression_have_one_value(case: tuple[str, list[str]], published: datetime.date) -> None:
    plain, spellings = case
    expected = [(m.date_start, m.date_end, m.kind) for m in find_times(fold(plain), published)]
    assert len(expected) == 1
    for spelling in spellings:
        assert [(m.date_start, m.date_end, m.kind) for m in find_times(fold(spelling), published)] == expected, spelling
