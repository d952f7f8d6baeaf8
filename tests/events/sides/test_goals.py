"""Goals: the noun that an act is told to hit."""

from collections.abc import Callable

import pytest

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts
from pipeline.events.sides.goals import goal_of

Read = Callable[..., ArticleFacts]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("حمله هوایی ارتش هند به چند کارگاه نساجی", ("to", "کارگاه", "word")),
        ("مهاجمان دیشب به یک دهکده حمله کردند", ("to", "دهکده", "word")),
        ("شلیک راکت به سربازان ادامه دارد", ("to", "سربازان", "MIL")),
        ("ارتش هند کارگاه‌های نساجی را بمباران کرد", ("object", "کارگاه", "word")),
        ("کارگاهی در شهر هدف حمله قرار گرفت", ("subject", "کارگاه", "word")),
        ("انفجار بمب در یک کارگاه نساجی", ("in", "کارگاه", "word")),
        ("پلیس چند جهانگرد را بازداشت کرد", ("object", "جهانگرد", "CIV")),
        ("حمله به شدت محکوم شد", None),
        ("تظاهرات در پایتخت برگزار شد", None),
        ("هوا خوب است", None),
    ],
)
def test_the_goal_is_what_the_act_is_led_to(facts_of: Read, text: str, found: tuple[str, str, str] | None) -> None:
    home = facts_of(text).sentences[0]
    goal = goal_of(home, choose_anchor(home))
    assert (goal and (goal.how, goal.word, goal.kind)) == found
