"""Which of several act words is the one reported."""

from collections.abc import Callable

import pytest

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        # what came of an act names it only where nothing else does; of two tolls the first
        ("در حمله مهاجمان به پاسگاه روستا ۵ سرباز کشته شدند.", "حمله"),
        ("چهار کارگر کشته و سه نگهبان زخمی شدند.", "کشته شدن"),
        # arrests stand for themselves, whatever the arrested had done
        ("پلیس شهر سه مرد را که در تیراندازی به بازار نقش داشتند دستگیر کرد.", "دستگیر کردن"),
        ("دو راننده به اتهام قتل یک نگهبان در روستا بازداشت شدند.", "بازداشت کردن"),
        # an act that only sets the time
        ("پس از حمله به انبار، ساکنان روستا تظاهرات کردند.", "تظاهرات"),
        ("پس از حمله پهپادی به انبار، ساکنان روستا تظاهرات کردند.", "تظاهرات"),
        # what an act answers, and a war that is only a time
        ("ارتش در پاسخ به تیراندازی دیروز به روستا حمله کرد.", "حمله"),
        ("خانه ما در سال دوم جنگ غارت شد.", "غارت"),
    ],
)
def test_anchor(facts_of: Callable[..., ArticleFacts], text: str, lemma: str) -> None:
    (sentence,) = facts_of(text).sentences
    anchor = choose_anchor(sentence)
    assert anchor is not None
    assert anchor.lemma == lemma


def test_no_anchor(facts_of: Callable[..., ArticleFacts]) -> None:
    (sentence,) = facts_of("وزیر با همتای خود دیدار کرد.").sentences
    assert choose_anchor(sentence) is None
