"""Dates: which may be an act's, what each stands with, and what counts from a day told before."""

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.acts.clauses import cut_sentence, find_cuts
from pipeline.events.facts import ArticleFacts
from pipeline.events.model import Model, Task
from pipeline.events.times.attach import UNDATED, Before, choose_time, time_candidates, time_choices
from pipeline.events.times.leads import governing_verb

Read = Callable[..., ArticleFacts]
PUBLISHED = dt.datetime(2022, 9, 14, 8, 30)


def features(facts: ArticleFacts, index: int = 0, which: int = 0) -> set[str]:
    home = facts.sentences[index]
    return set(time_choices(facts, home, choose_anchor(home))[which][1])


def test_candidates_are_the_sentence_s_own_the_two_dated_before_it_and_the_head_s(facts_of: Read) -> None:
    days = [f"در {day} خرداد درگیری شد." for day in range(1, 7)]
    facts = facts_of("\n".join([*days[:5], "هوا آرام است.", days[5]]), PUBLISHED)
    assert [sentence.index for sentence, _ in time_candidates(facts, facts.sentences[6])] == [6, 4, 3, 0, 1]


def test_no_date_reaches_over_many_sentences_but_the_head_s(facts_of: Read) -> None:
    quiet = ["هوا آرام است."] * 6
    facts = facts_of("\n".join(["شهر آرام است."] * 2 + ["دیروز درگیری شد."] + quiet + ["درگیری شد."]), PUBLISHED)
    assert time_candidates(facts, facts.sentences[9]) == []


def test_repeated_times_of_a_week_are_no_candidates(facts_of: Read) -> None:
    facts = facts_of("هر روز در مرز درگیری می‌شود. درگیری دیروز رخ داد.")
    assert [time.kind for sentence in facts.sentences for time in sentence.times] == ["SET", "DATE"]
    assert {time.text for sentence in facts.sentences for _, time in time_candidates(facts, sentence)} == {"دیروز"}


def test_no_date_is_the_last_choice_and_always_there(facts_of: Read) -> None:
    facts = facts_of("دیروز در مرز درگیری شد.\nدرگیری شد.", PUBLISHED)
    for sentence in facts.sentences:
        choices = time_choices(facts, sentence, choose_anchor(sentence))
        assert [time is None for time, _ in choices] == [False] * (len(choices) - 1) + [True]
        assert [UNDATED in names for _, names in choices] == [time is None for time, _ in choices]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("سربازان دیروز به روستا حمله کردند", "with.act"),
        ("انفجار دیروز در بازار رخ داد", "of.act"),
        ("سخنگوی ارتش دیروز اعلام کرد که سربازان به روستا حمله کردند", "saying.act.after"),
        ("سخنگوی ارتش که دیروز به مرز رفت گفت سربازان به روستا حمله کردند", "other"),
        ("سربازان دیروز که باران می‌بارید به روستا حمله کردند", "with.act"),
        ("وزیر دیروز مردانی را که به روستا حمله کرده بودند معرفی کرد", "reaction"),
        ("مردم دیروز شنیدند که سربازان به روستا حمله کردند", "other"),
        ("گروهی که تسلیم شدند دیروز در حمله هوایی کشته شدند", "with.act"),
    ],
)
def test_what_a_date_stands_with(facts_of: Read, text: str, wanted: str) -> None:
    assert f"own.role={wanted}" in features(facts_of(text, PUBLISHED))


def test_a_clause_with_ke_keeps_its_verb_to_itself(facts_of: Read) -> None:
    text = "دیروز مردانی که نقاب داشتند آمدند"
    facts = facts_of(text)
    span = governing_verb(facts.sentences[0], len("دیروز"))
    assert span is not None and facts.folded.key[slice(*span)] == "آمدند"
    assert governing_verb(facts.sentences[0], len(text)) is None


def test_the_same_day_is_the_day_told_before(facts_of: Read) -> None:
    facts = facts_of("روز ۲۱ شهریور در هرات بمبی منفجر شد.\nهمان روز در کابل درگیری شد.", PUBLISHED)
    (_, own), *_ = time_candidates(facts, facts.sentences[1])
    assert (own.text, own.date_start, own.date_basis) == ("همان روز", dt.date(2022, 9, 12), "inherited")


def test_nothing_counts_from_a_day_before_a_month(facts_of: Read) -> None:
    text = "روز ۲۱ شهریور در هرات بمبی منفجر شد.\nدر ماه گذشته درگیری شد و همان روز سه نفر کشته شدند."
    facts = facts_of(text, PUBLISHED)
    own = [time for sentence, time in time_candidates(facts, facts.sentences[1]) if sentence.index == 1]
    assert [time.date_start for time in own] == [dt.date(2022, 7, 23), None]


def test_ages_are_no_candidates(facts_of: Read) -> None:
    facts = facts_of("کارگر ۲۵ ساله در انفجار سه روز پیش کشته شد.", PUBLISHED)
    assert [time.text for _, time in time_candidates(facts, facts.sentences[0])] == ["سه روز پیش"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("سخنگوی ارتش دیروز از حمله به روستا خبر داد", "of"),
        ("سخنگوی ارتش دیروز گفت: سربازان به روستا حمله کردند", "colon"),
        ("سخنگوی ارتش دیروز گفت سربازان به روستا حمله کردند", "-"),
    ],
)
def test_a_saying_s_day_sees_how_the_act_is_told(facts_of: Read, text: str, wanted: str) -> None:
    assert any(name.startswith(f"own.tells={wanted}.saying") for name in features(facts_of(text, PUBLISHED)))


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("امروز نخستین سالگرد بمباران بازار است", []),
        ("هفتم تیر ۱۳۶۰ سالروز انفجار در بازار است", ["هفتم تیر ۱۳۶۰", "سالروز"]),
        ("مردم در سالگرد حمله ۵ مهر ۱۳۹۰ به بازار شمع افروختند", ["۵ مهر ۱۳۹۰"]),
        ("در سالگرد انقلاب دیروز به پاسگاه حمله شد", ["سالگرد", "دیروز"]),
    ],
)
def test_the_day_on_which_an_act_is_remembered_is_not_its_own(facts_of: Read, text: str, dates: list[str]) -> None:
    facts = facts_of(text, PUBLISHED)
    choices = time_choices(facts, facts.sentences[0], choose_anchor(facts.sentences[0]))
    assert [time.core_text for time, _ in choices if time is not None] == dates


def test_the_same_day_without_a_day_before_stays_open(facts_of: Read) -> None:
    facts = facts_of("همان روز در کابل درگیری شد.", PUBLISHED)
    ((_, own),) = time_candidates(facts, facts.sentences[0])
    assert own.date_start is None


def test_a_part_of_a_sentence_sees_the_dates_of_the_whole(facts_of: Read) -> None:
    facts = facts_of("دیروز در هرات بمبی منفجر شد و در کابل سه نفر کشته شدند.", PUBLISHED)
    whole = facts.sentences[0]
    left, right = cut_sentence(whole, find_cuts(facts, whole))
    parts = [set(time_choices(facts, part, choose_anchor(part))[0][1]) for part in (left, right)]
    assert "own.part=in" in parts[0]
    assert "own.part=before" in parts[1]


def test_a_date_told_before_knows_how_far_it_is_and_what_it_dates(facts_of: Read) -> None:
    facts = facts_of("آرام است.\nآرام است.\nسخنگوی ارتش دیروز گفت درگیری شد.\nسه نفر کشته شدند.", PUBLISHED)
    names = features(facts, 3)
    assert {"back.far=1", "back.crossed=0", "back.role=saying.act.after"} <= names


def test_the_date_of_the_telling_before_is_marked_and_always_a_candidate(facts_of: Read) -> None:
    quiet = ["هوا آرام است."] * 6
    facts = facts_of("\n".join([*quiet, "دیروز درگیری شد.", *quiet, "در این درگیری نیز یک نفر کشته شد."]), PUBLISHED)
    first, home = facts.sentences[6], facts.sentences[13]
    anchor = choose_anchor(home)
    assert [time for time, _ in time_choices(facts, home, anchor)] == [None]
    (carried, names), (_, none) = time_choices(facts, home, anchor, Before(first, first.times[0]))
    assert carried is first.times[0]
    assert {"carried=3.False.none", "carried.named=act", "back.named=act.word"} <= set(names)
    assert "none.before=True.3.False" in none


def test_an_undated_telling_before_carries_nothing(facts_of: Read) -> None:
    facts = facts_of("درگیری شد. سه نفر کشته شدند.", PUBLISHED)
    home = facts.sentences[1]
    ((_, none),) = time_choices(facts, home, choose_anchor(home), Before(facts.sentences[0], None))
    assert "none.before=False.1.True" in none


def test_the_likeliest_date_is_chosen_unless_none_is_likelier(
    facts_of: Read, plain_model: Model, decide: Callable[..., Task]
) -> None:
    facts = facts_of("روز ۳ خرداد در مرز درگیری شد.\nروز ۵ خرداد درگیری ادامه یافت.")
    home = facts.sentences[1]
    chosen = choose_time(facts, home, choose_anchor(home), plain_model)
    assert chosen is not None and chosen in home.times
    never = Model({**plain_model.tasks, "time": decide(0.0, {"undated": 1.0})})
    assert choose_time(facts, home, choose_anchor(home), never) is None


def test_mentions_of_one_day_speak_for_it_together(
    facts_of: Read, plain_model: Model, decide: Callable[..., Task]
) -> None:
    facts = facts_of("روز ۳ خرداد در مرز درگیری شد.\nروز ۳ خرداد درگیری ادامه یافت.", PUBLISHED)
    home = facts.sentences[1]
    level = Model({**plain_model.tasks, "time": decide(0.0)})  # two mentions of the day against none: two of three
    chosen = choose_time(facts, home, choose_anchor(home), level)
    assert chosen is not None and chosen.date_start == dt.date(2022, 5, 24)


def test_a_day_that_is_hardly_likelier_than_none_is_not_said(
    facts_of: Read, plain_model: Model, decide: Callable[..., Task]
) -> None:
    facts = facts_of("روز ۳ خرداد در مرز درگیری شد.", PUBLISHED)
    home = facts.sentences[0]
    for weight, said in ((0.1, False), (1.0, True)):
        model = Model({**plain_model.tasks, "time": decide(0.0, {"dated": weight})})
        assert (choose_time(facts, home, choose_anchor(home), model) is not None) is said


def test_of_two_days_the_likelier_is_said_where_none_is_unlikely(
    facts_of: Read, plain_model: Model, decide: Callable[..., Task]
) -> None:
    facts = facts_of("روز ۳ خرداد و روز ۵ خرداد در مرز درگیری شد.", PUBLISHED)
    home = facts.sentences[0]
    # equally likely days: .45 of all is reached where none is under .1
    for weight, said in ((0.5, False), (3.0, True)):
        model = Model({**plain_model.tasks, "time": decide(0.0, {"dated": weight})})
        assert (choose_time(facts, home, choose_anchor(home), model) is not None) is said


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("دولت دیروز تهدید کرد به روستا حمله می‌کند", True),
        ("سربازان دیروز به روستا حمله کردند", False),
    ],
)
def test_a_date_sees_whether_a_plan_is_told(facts_of: Read, text: str, wanted: bool) -> None:
    assert any(name.startswith(f"own.plan={wanted}") for name in features(facts_of(text, PUBLISHED)))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("امروز درگیری شد", "today"),
        ("دیروز درگیری شد", "day"),
        ("سال ۱۳۹۰ درگیری شد", "years"),
        ("فردا درگیری می‌شود", "ahead"),
    ],
)
def test_a_date_tells_how_long_ago_it_was(facts_of: Read, text: str, wanted: str) -> None:
    assert f"own.age={wanted}" in features(facts_of(text, PUBLISHED))
    assert "own.age=unpublished" in features(facts_of("۳ خرداد ۱۳۹۰ درگیری شد"))


def test_a_date_told_before_sees_the_places_and_bodies_it_shares(facts_of: Read) -> None:
    facts = facts_of("دیروز در کابل درگیری شد.\nدر کابل نیز سه نفر کشته شدند.\nدر هرات سه نفر کشته شدند.", PUBLISHED)
    assert "head.places=some" in features(facts, 1)
    assert "head.places=other" in features(facts, 2)


def test_of_a_year_and_a_month_of_it_the_month_is_said(
    facts_of: Read, plain_model: Model, decide: Callable[..., Task]
) -> None:
    facts = facts_of("در سال ۲۰۲۱ و به ویژه در ماه مه درگیری شد.", PUBLISHED)
    home = facts.sentences[0]
    level = Model({**plain_model.tasks, "time": decide(0.0, {"dated": 0.4})})
    chosen = choose_time(facts, home, choose_anchor(home), level)
    assert chosen is not None and chosen.date_start == dt.date(2021, 5, 1)
