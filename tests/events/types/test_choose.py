"""The type of a row over its tellings."""

from collections.abc import Callable

from pipeline.events.drafts import Draft
from pipeline.events.facts import ArticleFacts
from pipeline.events.types.choose import choose_kind

Read = Callable[..., ArticleFacts]


def drafts(facts_of: Read, *chances: dict[str, float]) -> list[Draft]:
    sentence = facts_of("در شهر درگیری شد.").sentences[0]
    return [Draft(sentence, None, 0.9, max(each, key=lambda kind: each[kind]), each) for each in chances]


def test_a_sure_telling_outweighs_an_unsure_first_one(facts_of: Read) -> None:
    group = drafts(facts_of, {"Armed clash": 0.4, "Attack": 0.35}, {"Armed clash": 0.02, "Attack": 0.95})
    assert choose_kind(group) == "Attack"


def test_the_first_telling_weighs_more_than_another(facts_of: Read) -> None:
    group = drafts(facts_of, {"Armed clash": 0.7, "Attack": 0.3}, {"Armed clash": 0.1, "Attack": 0.9})
    assert choose_kind(group) == "Armed clash"


def test_a_lone_telling_keeps_its_type(facts_of: Read) -> None:
    assert choose_kind(drafts(facts_of, {"Armed clash": 0.4, "Attack": 0.6})) == "Attack"
