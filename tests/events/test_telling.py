"""What shows whether a sentence reports its act."""

from collections.abc import Callable

from pipeline.events.facts import ArticleFacts
from pipeline.events.telling import Telling
from pipeline.events.typing_features import Story

Read = Callable[..., ArticleFacts]


def names(facts: ArticleFacts, at: int = 0) -> set[str]:
    return set(Telling(Story(facts)).features(facts.sentences[at]))


def test_the_standing_of_an_act_is_weighed(facts_of: Read) -> None:
    planned = names(facts_of("وزیر دستور حمله به تپه را داد."))
    assert {"stands=commanded", "stands.for=planned"} <= planned
    assert "stands=none" in names(facts_of("شورشیان به پادگان حمله کردند."))


def test_what_stands_by_the_act_itself_is_told_from_what_stands_far_from_it(facts_of: Read) -> None:
    near = names(facts_of("بمبی در کابل منفجر شد و رئیس مجلس در سخنانی که از تلویزیون پخش شد آن را محکوم کرد."))
    far = names(facts_of("در کابل رئیس مجلس در سخنانی که از تلویزیون سراسری پخش شد هرگونه انفجار را محکوم کرد."))
    assert "by.place=True.False.none" in near
    assert "by.place=False.False.none" in far


def test_what_leads_to_an_act_is_told_with_what_stands_by_it(facts_of: Read) -> None:
    assert "by.place=True.False.lead.background" in names(facts_of("پس از انفجار در کابل بازار بسته شد."))


def test_the_first_sentence_that_tells_the_headline_is_told_from_those_that_repeat_it(facts_of: Read) -> None:
    text = "انفجار بمب در بازار کابل\nبمب در بازار کابل انفجار سختی داشت.\nدر بازار کابل انفجار بمب بود.\nدر هرات ۷ نفر بازداشت شدند."
    facts = facts_of(text)
    assert facts.sentences[0].headline
    assert "head.first" in names(facts, 1)
    assert "head.again" in names(facts, 2)
    assert {"head.first", "head.again"}.isdisjoint(names(facts, 3))
    assert "head.act=True" in names(facts, 2)


def test_sides_and_the_verb_of_the_act_are_told(facts_of: Read) -> None:
    found = names(facts_of("شورشیان دو سرباز ارتش را کشتند."))
    assert {"sides=True.True", "doer=REB", "act.verb=past.False"} <= found
