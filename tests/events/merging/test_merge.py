"""Drafts of one happening become one row; two voices with two figures stay two."""

from collections.abc import Callable

import pytest

from pipeline.events.drafts import Draft, make_drafts
from pipeline.events.facts import ArticleFacts
from pipeline.events.merging.merge import group_drafts, information
from pipeline.events.merging.sameness import merge_features, see_drafts
from pipeline.events.model import Model, Task
from pipeline.events.sources.speakers import resolve_speakers

Read = Callable[..., ArticleFacts]
TWO = (
    "در هرات بمبی منفجر شد و ۵ نفر کشته شدند.\n"
    "بر اثر این انفجار در هرات ۵ نفر کشته شدند.\n"
    "در قندهار ۳ نفر بازداشت شدند."
)


@pytest.fixture
def drafted(facts_of: Read, plain_model: Model) -> Callable[[str], tuple[ArticleFacts, list[Draft]]]:
    """Reads a text into drafts."""

    def draft(text: str) -> tuple[ArticleFacts, list[Draft]]:
        facts = facts_of(text)
        return facts, make_drafts(facts, plain_model)

    return draft


def test_features_compare_type_place_toll_and_order(
    drafted: Callable[[str], tuple[ArticleFacts, list[Draft]]],
) -> None:
    bomb, again, arrest = see_drafts(*drafted(TWO))
    same, other = merge_features(bomb, again), merge_features(bomb, arrest)
    assert {"gap=1", "type=same", "place=same", "toll=same", "toll=same.same", "refers=True"} <= set(same)
    assert {"gap=2", "type=other", "place=other", "refers=no"} <= set(other)
    assert same["words.cover"] > other["words.cover"]
    assert not {"toll=same", "toll=conflict"} & set(other)


def test_another_figure_of_one_kind_is_a_conflict(drafted: Callable[[str], tuple[ArticleFacts, list[Draft]]]) -> None:
    one, two = see_drafts(*drafted("در هرات درگیری شد و ۵ نفر کشته شدند.\nدر هرات درگیری شد و ۹ نفر کشته شدند."))
    assert "toll=conflict" in merge_features(one, two)


def test_a_toll_of_what_was_just_told_follows_it(drafted: Callable[[str], tuple[ArticleFacts, list[Draft]]]) -> None:
    text = "در هرات بمبی منفجر شد و ۵ نفر کشته شدند.\nدر این حادثه ۲ نفر نیز زخمی شدند.\nدر قندهار ۳ نفر بازداشت شدند."
    bomb, toll, arrest = see_drafts(*drafted(text))
    assert {"incident=1", "incident=1.True", "follow=1.False.False"} <= set(merge_features(bomb, toll))
    assert not [name for name in merge_features(bomb, arrest) if name.startswith(("incident", "follow"))]


def test_groups_follow_the_model(
    drafted: Callable[[str], tuple[ArticleFacts, list[Draft]]], decide: Callable[..., Task]
) -> None:
    facts, drafts = drafted(TWO)
    apart = group_drafts(facts, drafts, Model({"merge": decide(-9.0)}))
    assert [len(group) for group in apart] == [1, 1, 1]
    joined = group_drafts(facts, drafts, Model({"merge": decide(-9.0, {"toll=same.same": 18.0})}))
    assert [[draft.sentence.index for draft in group] for group in joined] in ([[0, 1], [2]], [[1, 0], [2]])
    everything = group_drafts(facts, drafts, Model({"merge": decide(9.0)}))
    assert [len(group) for group in everything] == [2, 1]  # arrests stay apart


def test_every_draft_is_in_exactly_one_group(
    drafted: Callable[[str], tuple[ArticleFacts, list[Draft]]], decide: Callable[..., Task]
) -> None:
    facts, drafts = drafted(TWO)
    for bias in (-9.0, 0.0, 9.0):
        groups = group_drafts(facts, drafts, Model({"merge": decide(bias)}))
        assert sorted(id(draft) for group in groups for draft in group) == sorted(map(id, drafts))
        assert all(group == sorted(group, key=information, reverse=True) for group in groups)


def test_the_draft_with_figures_and_parts_leads(drafted: Callable[[str], tuple[ArticleFacts, list[Draft]]]) -> None:
    _, (bare, full) = drafted("درگیری ادامه دارد.\nدیروز در هرات درگیری شد و ۵ نفر کشته شدند.")
    assert information(full) > information(bare)


def test_a_headline_does_not_lead(drafted: Callable[[str], tuple[ArticleFacts, list[Draft]]]) -> None:
    _, (headline, body) = drafted("درگیری در هرات ۵ کشته داد\nدر هرات درگیری شد و ۵ نفر کشته شدند.")
    assert headline.sentence.headline
    assert information(body) > information(headline)


def test_two_voices_with_two_figures_stay_two_rows(
    facts_of: Read, plain_model: Model, decide: Callable[..., Task]
) -> None:
    voices = Model({**plain_model.tasks, "source": decide(0.0, {"bias": 1.0}), "merge": decide(9.0)})
    facts = facts_of(
        "وزارت دفاع هند اعلام کرد که در درگیری ۳۷ سرباز هندی کشته شدند.\n"
        "وزارت دفاع ترکیه اعلام کرد که در درگیری ۲۲ سرباز هندی کشته شدند."
    )
    drafts = make_drafts(facts, voices)
    for draft, told in zip(drafts, resolve_speakers(facts), strict=True):
        draft.source = told
    assert [len(group) for group in group_drafts(facts, drafts, voices)] == [1, 1]
    for draft in drafts:
        draft.source = drafts[0].source
    assert [len(group) for group in group_drafts(facts, drafts, voices)] == [2]


def test_arrests_are_no_part_of_what_they_follow(
    drafted: Callable[[str], tuple[ArticleFacts, list[Draft]]], decide: Callable[..., Task]
) -> None:
    facts, drafts = drafted("در هرات ۳ نفر بازداشت شدند.\nاین انفجار در هرات ۵ کشته داشت.\nدر هرات ۳ نفر بازداشت شدند.")
    for draft, kind in zip(drafts, ("Arrests", "Remote explosive/landmine/IED", "Arrests"), strict=True):
        draft.sub_event_type = kind
    groups = group_drafts(facts, drafts, Model({"merge": decide(9.0)}))
    assert [[draft.sub_event_type for draft in group] for group in groups] == [
        ["Arrests"] * 2,
        [drafts[1].sub_event_type],
    ]


def test_no_drafts_give_no_groups(facts_of: Read, decide: Callable[..., Task]) -> None:
    assert group_drafts(facts_of("باران بارید."), [], Model({"merge": decide(0.0)})) == []
