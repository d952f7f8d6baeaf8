"""Where a sentence is cut because it tells another happening."""

from collections.abc import Callable

import pytest

from pipeline.events.acts.clauses import cut_sentence
from pipeline.events.acts.happenings import happening_cuts
from pipeline.events.facts import ArticleFacts

Read = Callable[..., ArticleFacts]


def parts_of(facts: ArticleFacts) -> list[str]:
    (sentence,) = facts.sentences
    parts = cut_sentence(sentence, happening_cuts(facts, sentence))
    return [facts.folded.key[part.start : part.end].strip() for part in parts]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        (
            "مهاجمان روز شنبه به پاسگاه حمله کردند و یکشنبه شب نیز دو سرباز را به گروگان گرفتند.",
            "یکشنبه شب نیز دو سرباز را به گروگان گرفتند.",
        ),
        (
            "در کابل سه پلیس به قتل رسیده و در هرات دو سرباز کشته شدند.",
            "در هرات دو سرباز کشته شدند.",
        ),
        (
            "انفجار در کابل ۲۰ کشته و انفجار در هرات ۷ کشته برجا گذاشت.",
            "انفجار در هرات 7 کشته برجا گذاشت.",
        ),
        (
            "در این عملیات ۴ نفر از مظنونان بازداشت و ۲ مهاجم در درگیری کشته شدند.",
            "2 مهاجم در درگیری کشته شدند.",
        ),
        (
            "یک کاروان در قندهار هدف حمله قرار گرفت و یک انفجار دیگر در هرات روی داد.",
            "یک انفجار دیگر در هرات روی داد.",
        ),
        (
            "وزارت کشور از خنثی سازی بمب در کابل و دستگیری ۸ نفر در هرات خبر داد.",
            "دستگیری 8 نفر در هرات خبر داد.",
        ),
        (
            "ارتش در پاسخ به حملات همسایه به پل مرزی، سه روستا را گلوله باران کرد.",
            "سه روستا را گلوله باران کرد.",
        ),
        (
            "ارتش در پاسخ به حمله دیروز به مرز، سه روستا را گلوله باران کرد.",
            "سه روستا را گلوله باران کرد.",
        ),
        (
            "گلوله باران روستاها در تلافی حمله به پاسگاه مرزی بود.",
            "در تلافی حمله به پاسگاه مرزی بود.",
        ),
    ],
)
def test_another_happening_is_cut_off(facts_of: Read, text: str, second: str) -> None:
    assert parts_of(facts_of(text))[1:] == [second]


@pytest.mark.parametrize(
    "text",
    [
        "بمبی در کابل منفجر شد و پنج نفر کشته شدند.",
        "در این حمله ۵ نفر کشته و ۱۲ نفر زخمی شدند.",
        "در این درگیری ۵ نفر کشته و ۳ نفر بازداشت شدند.",
        "مهاجمان حمله کردند و همسر ۳۰ ساله او نیز زخمی شد.",
        "ارتش در واکنش به این خبر، سه روستا را گلوله باران کرد.",
        "ارتش در پاسخ به حملات همسایه، سه روستا را گلوله باران کرد.",
        "حمله به بازار ده‌ها قربانی داشت که به بیمارستان برده شدند و ۱۲ مجروح نیز بستری شدند.",
        "از حمله به سفارت در کابل و غارت آن خبر می‌رسد.",
        "حملات در کابل و بازداشت‌ها در هرات ادامه دارد.",
        "انفجار بمب در کابل باعث کشته شدن دو نفر و ربودن یک نفر در بازار شد.",
        "وزیر به کابل رفت.",
    ],
)
def test_an_act_stays_with_what_came_of_it(facts_of: Read, text: str) -> None:
    assert len(parts_of(facts_of(text))) == 1
