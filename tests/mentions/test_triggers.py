"""Act words: what the lexicon says of them, their light verbs, and the words that refuse them."""

from collections.abc import Callable

import pytest

from pipeline.events.facts import ArticleFacts
from pipeline.mentions.triggers import TriggerMention

Read = Callable[..., ArticleFacts]


def triggers(facts: ArticleFacts) -> list[TriggerMention]:
    return [trigger for sentence in facts.sentences for trigger in sentence.triggers]


@pytest.mark.parametrize(
    ("text", "words", "sub_event_type", "strength"),
    [
        ("حمله موشکی به بندر", "حمله موشکی", "Shelling/artillery/missile attack", "strong"),
        ("درگیری‌های مرزی ادامه دارد", "درگیری‌های مرزی", "Armed clash", "strong"),
        ("دو نفر بازداشت شدند", "بازداشت شدند", "Arrests", "strong"),
        ("فرماندار ترور شد", "ترور شد", "Attack", "strong"),
        ("طرفین بر سر آتش بس توافق کردند", "آتش بس", "Agreement", "weak"),
        ("شهر را گلوله‌باران کردند", "گلوله‌باران", "Shelling/artillery/missile attack", "strong"),
    ],
)
def test_an_act_word_has_its_row_s_reading(
    facts_of: Read, text: str, words: str, sub_event_type: str, strength: str
) -> None:
    found = {trigger.text: trigger for trigger in triggers(facts_of(text))}
    assert (found[words].sub_event_type, found[words].strength, found[words].refused) == (
        sub_event_type, strength, False,
    )  # fmt: skip


def test_offsets_are_of_the_source_and_the_key(facts_of: Read) -> None:
    facts = facts_of("خبر:\u200c نزديك  مرز، درگیري‌هاي مرزي رخ داد")
    (found,) = (t for t in triggers(facts) if t.lemma.startswith("درگیری"))
    assert facts.article.text[found.start : found.end] == found.text == "درگیري‌هاي مرزي"
    assert facts.folded.key[found.key_start : found.key_end] == "درگیری های مرزی"


@pytest.mark.parametrize(
    "text",
    [
        "دو تن به قتل رسیدند",
        "او را به قتل رساندند",
        "دو تن دیروز به قتل رسیده اند",
        "خبر به قتل رسیدن او",
        "خودرو در برابر پاسگاه منفجر شد",
        "سه سرباز را گروگان گرفتند",
        "سه سرباز گروگان گرفته شده بودند",
    ],
)
def test_a_noun_with_its_light_verb_is_an_act(facts_of: Read, text: str) -> None:
    assert len([t for t in triggers(facts_of(text)) if t.pos == "light_verb_noun"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "پیام به قتل مربوط است", "منفجر", "به قتل او در شهری دور از خانه پدری رسیدگی شد و رسید",
        "خبر به قتل. دو مرد رسیدند",
    ],
)  # fmt: skip
def test_without_its_light_verb_near_it_is_none(facts_of: Read, text: str) -> None:
    assert [t for t in triggers(facts_of(text)) if t.pos == "light_verb_noun"] == []


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("حمله تیم فوتبال به دروازه حریف", True),
        ("تیم پلیس در نزدیکی بندر بود و حمله ادامه داشت", False),
        ("درگیری ذهنی مردم", True),
        ("درگیری در بازار", False),
        ("سقوط قیمت نفت", True),
        ("سقوط شهر", False),
    ],
)
def test_words_beside_it_refuse_an_act_word(facts_of: Read, text: str, refused: bool) -> None:
    assert {t.refused for t in triggers(facts_of(text))} == {refused}


def test_a_refusing_word_of_another_sentence_does_not(facts_of: Read) -> None:
    facts = facts_of("درگیری در بازار رخ داد. تیم فوتبال شهر به مسافرت رفت.")
    assert [t.refused for t in triggers(facts)] == [False]
    assert [t.refused for t in triggers(facts_of("پایان جنگ\nسرد است هوا"))] == [False]


def test_a_refusing_word_inside_another_word_does_not(facts_of: Read) -> None:
    assert [t.refused for t in triggers(facts_of("درگیری در ذهنیه ادامه دارد"))] == [False]


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("خودرو مورد اصابت دو پهپاد ناشناس مهاجم در شب قرار گرفت", "مورد اصابت قرار گرفتن"),
        ("پاسگاه هدف تیراندازی چند مرد مسلح و نقاب‌دار قرار گرفت", "مورد حمله قرار گرفتن"),
        ("می‌خواهند پاسگاه را مورد حمله قرار دهند", "مورد حمله قرار گرفتن"),
    ],
)
def test_who_did_it_may_stand_before_the_light_verb(facts_of: Read, text: str, lemma: str) -> None:
    assert lemma in [t.lemma for t in triggers(facts_of(text))]


@pytest.mark.parametrize(
    "text", ["هدف از این سفر روشن است و مورد توجه همگان قرار گرفت", "هدف ما روشن است. شهر در کنار رود قرار گرفته"]
)
def test_a_light_verb_of_another_noun_is_not_its_own(facts_of: Read, text: str) -> None:
    assert triggers(facts_of(text)) == []


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("از آغاز ماه چند مورد حمله از سوی آنها رخ داد", "حمله"),
        ("او متهم به قتل همسایه است", "قتل"),
        ("سربازان به گلوله‌باران روستا پرداختند", "گلوله‌باران"),
        ("این دومین مورد حمله به نفتکش‌ها در آن ماه بود", "حمله به کشتی"),
        ("آنان دل به آتش می‌زنند", None),
        ("روستا را به گلوله بستند", "به گلوله بستن"),
    ],
)
def test_without_its_light_verb_the_act_noun_in_it_speaks(facts_of: Read, text: str, lemma: str | None) -> None:
    assert [t.lemma for t in triggers(facts_of(text))] == ([lemma] if lemma else [])


@pytest.mark.parametrize(
    ("text", "sub_event_type"),
    [
        ("پادگان مورد حمله موشکی قرار گرفت", "Shelling/artillery/missile attack"),
        ("پادگان آماج حملات پهپادی شد", "Air/drone strike"),
        ("پادگان مورد حمله قرار گرفت", None),
    ],
)
def test_the_weapon_in_the_act_word_tells_its_kind(facts_of: Read, text: str, sub_event_type: str | None) -> None:
    assert [t.sub_event_type for t in triggers(facts_of(text))] == [sub_event_type]


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("اعزام هزار نیروی تازه به مرز قطعی شد", "اعزام … نیرو"),
        ("نیروهای خود را از آن کشور خارج می‌کند", "خارج کردن … نیرو"),
        ("شورشیان قدرت را در پایتخت به دست گرفتند", "به دست گرفتن قدرت"),
        ("لشکر هفتم کنترل شهر را از هم‌پیمانان تحویل گرفت", "تحویل گرفتن کنترل"),
        ("نیروهای ارتش وارد شهر سراقب شدند", "وارد شهر … شدن"),
        ("شورشیان حوثی دیروز وارد مرکز شهر الحزم شده‌اند", "وارد شهر … شدن"),
        ("سه پهپاد وارد آسمان کشور شد", "وارد … حریم هوایی شدن"),
        ("مردم صدای پدافند را شنیدند", "فعالیت … پدافند"),
        ("یک پهپاد را به سوی بندر پرتاب کردند", "پرتاب کردن … پهپاد"),
        ("سربازان شامگاه از تپه‌ها عقب نشستند", "عقب نشستن"),
        ("ارتش شورشیان را تا رودخانه عقب راند", "عقب راندن"),
        ("یک پایگاه نظامی در جزیره دایر شد", "ایجاد پایگاه نظامی"),
        ("دو جبهه شورشی در هم ادغام شدند", "ادغام گروه‌ها"),
        ("دزدان دریایی خدمه کشتی را رها کردند", "رها شدن گروگان"),
        ("نظامیان وزیر را برکنار کردند", "برکنار کردن با زور"),
        ("مردان مسلح آموزگار را با خود بردند", "با خود بردن"),
        ("ده‌ها سرباز به شورشیان جنگل پیوستند", "پیوستن سربازان"),
        ("پادگان را به گارد ملی سپردند", "سپردن موضع"),
        ("پایگاه به چنگ شورشیان افتاد", "به دست گرفتن قدرت"),
        ("شورشیان فرودگاه را در اختیار گرفتند", "به دست گرفتن قدرت"),
    ],
)
def test_a_common_word_is_an_act_beside_another(facts_of: Read, text: str, lemma: str) -> None:
    assert lemma in [t.lemma for t in triggers(facts_of(text))]


@pytest.mark.parametrize(
    "text",
    [
        "اعزام هزار دانشجوی تازه قطعی شد", "کالا را از کشور خارج می‌کند", "گوشی را به دست گرفتند",
        "مدارک را از منشی تحویل گرفت", "سامانه پدافند ساخته شد", "وزنه را پرتاب کردند",
        "گردشگران وارد شهر شیراز شدند", "نیروهای ارتش با قطار وارد ایستگاه شدند",
        "بهای طلا عقب نشست", "پایگاه داده‌ای ایجاد شد", "دو دانشکده ادغام شدند", "پرنده را در باغ رها کردند",
        "مدیر بانک برکنار شد", "کتاب‌ها را با خود بردند", "کشور به پیمان پیوست", "کار را به او سپردند",
        "جام به دست میزبان افتاد",
    ],
)  # fmt: skip
def test_without_the_other_word_it_is_none(facts_of: Read, text: str) -> None:
    assert triggers(facts_of(text)) == []
