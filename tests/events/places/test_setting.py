"""Features of a place's setting, by articles in which each must and must not be seen."""

from collections.abc import Callable

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts
from pipeline.events.places.setting import Standing, setting

Read = Callable[..., ArticleFacts]


def features(facts: ArticleFacts, text: str, home: int = 0) -> set[str]:
    own = facts.sentences[home]
    sentence, place = next((s, p) for s in facts.sentences for p in s.places if p.text == text)
    return set(setting(facts, Standing(facts), own, choose_anchor(own), sentence, place))


def test_the_words_beside_a_place(facts_of: Read) -> None:
    seen = features(facts_of("سه سرباز در حلب کشته شدند"), "حلب")
    assert {"before=در.fine", "after=کشته.fine", "first=حلب.False"} <= seen
    assert "before=^.coarse" in features(facts_of("عراق بمباران شد"), "عراق")


def test_how_often_an_article_tells_a_place(facts_of: Read) -> None:
    facts = facts_of("در حلب جنگ است.\nحلب آرام نشد.\nدر بغداد دو نفر در انفجار کشته شدند.")
    assert {"told=2.other.fine", "at_head.other.fine", "away=2.fine"} <= features(facts, "حلب", 2)
    seen = features(facts, "بغداد", 2)
    assert {"told=1.own.fine", "share=little.own.fine"} <= seen
    assert "at_head.own.fine" not in seen


def test_the_nearest_place_of_the_act(facts_of: Read) -> None:
    facts = facts_of("در پی سفر به دمشق انفجاری در حلب رخ داد")
    assert {"rank=1.after.fine", "order=last.own.fine"} <= features(facts, "حلب")
    assert {"rank=0.before.fine", "order=first.own.fine"} <= features(facts, "دمشق")


def test_no_government_stands_in_outskirts(facts_of: Read) -> None:
    beside = features(facts_of("دیروز حومه دمشق را بمباران کردند"), "حومه دمشق")
    assert not any(name.startswith("is_side") for name in beside)
    itself = features(facts_of("دمشق بمباران را رد کرد"), "دمشق")
    assert any(name.startswith("is_side=capital") for name in itself)
