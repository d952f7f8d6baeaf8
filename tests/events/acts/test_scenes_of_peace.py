"""Scenes: traffic, fire, crime, drill and memory, told apart from war by what most words speak for."""

from collections.abc import Callable

import pytest

from pipeline.events.acts.scenes_of_peace import article_scene, sentence_scene
from pipeline.events.facts import ArticleFacts

Read = Callable[..., ArticleFacts]


@pytest.mark.parametrize(
    ("text", "scene"),
    [
        ("در تصادف دو کامیون سه نفر کشته شدند.\nپلیس راه علت را سرعت زیاد دانست.", "road.over"),
        ("زمین‌لرزه شهر را لرزاند و ده نفر کشته شدند.\nبزرگی آن شش ریشتر بود.", "disaster.over"),
        ("قاتل این مرد دستگیر شد.\nبازپرس جنایی گفت او با چاقو حمله کرده بود.", "crime.over"),
        ("در این رزمایش موشک شلیک شد.\nمانور دو روز ادامه دارد و از یک سامانه رونمایی شد.", "drill.over"),
        ("طالبان به پاسگاه ارتش حمله کردند.\nسربازان با خمپاره پاسخ دادند و یک کامیون در دره سوخت.", "road.under"),
    ],
)
def test_the_scene_most_words_speak_for(facts_of: Read, text: str, scene: str) -> None:
    assert f"scene={scene}" in article_scene(facts_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "در درگیری ارتش و طالبان سه سرباز کشته شدند.",
        "سه نفر کشته شدند.\nاین شهر آرام است.\nخیابان‌ها بسته است.\nیک سگ دیدند.",
    ],
)
def test_war_alone_or_one_word_is_no_scene(facts_of: Read, text: str) -> None:
    assert article_scene(facts_of(text)) == {"scene=none": 1.0}


def test_a_sentence_tells_its_own_scene_and_whether_war_is_in_it(facts_of: Read) -> None:
    facts = facts_of("آتش‌نشانی گفت سه نفر کشته شدند.\nبمب طالبان در برابر ایستگاه آتش نشانی منفجر شد.")
    first, second = (set(sentence_scene(facts, sentence)) for sentence in facts.sentences)
    assert first == {"scene.here=fire.False", "scene.here.war=False", "scene.here.accident=False"}
    assert second == {"scene.here=fire.True", "scene.here.war=True", "scene.here.accident=True"}


def test_a_word_inside_another_is_not_it(facts_of: Read) -> None:
    facts = facts_of("چاهار نفر در قاتلوق کشته شدند.")
    assert sentence_scene(facts, facts.sentences[0]) == ["scene.here.war=False"]


def test_a_crime_is_no_accident(facts_of: Read) -> None:
    facts = facts_of("بازپرس گفت قاتل سه نفر را کشته است.\nدر آتش‌بازی شبانه باروت ترکید و سه نفر کشته شدند.")
    crime, works = (sentence_scene(facts, sentence) for sentence in facts.sentences)
    assert ("scene.here.accident=False" in crime, "scene.here.accident=False" in works) == (False, True)
