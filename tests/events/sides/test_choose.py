"""Sides by a model set by hand: candidates, the pair that is chosen, and the codes that they bear."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.facts import ArticleFacts
from pipeline.events.model import Model, Task
from pipeline.events.sides.attach import Sides
from pipeline.events.sides.choose import Option, choose_side, choose_sides, weigh_sides
from pipeline.events.sides.codes import Code, Frame
from pipeline.events.sides.features import NOBODY
from pipeline.mentions.actors.find import ActorMention

Read = Callable[..., ArticleFacts]
CLASH = Frame("Armed clash", "happened", ("IND",), "IND")


def chosen(facts: ArticleFacts, model: Model, index: int = 0) -> tuple[str | None, str | None]:
    home = facts.sentences[index]
    acting, suffering = weigh_sides(Sides(facts), home, choose_anchor(home), CLASH, model)
    actor, target = choose_side([acting]), choose_side([suffering])
    return actor.text if actor else None, target.text if target else None


def candidates(facts: ArticleFacts, index: int) -> list[str | None]:
    home = facts.sentences[index]
    found = Sides(facts).choices(home, choose_anchor(home), CLASH)
    return [c.actor.text if c.actor else None for c in found if c.actor or not c.codes]


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("طالبان به سربازان حمله کردند", "طالبان", "سربازان"),
        ("شهر توسط طالبان تصرف شد", "طالبان", None),
        ("سه سرباز عراقی در انفجار بمب زخمی شدند", None, "سرباز عراقی"),
        ("پلیس ترکیه خبرنگاران را بازداشت کرد", "پلیس ترکیه", "خبرنگاران"),
        ("انفجار بمب در شهر", None, None),
    ],
)
def test_the_likeliest_sides_are_chosen(
    facts_of: Read, plain_model: Model, text: str, actor: str | None, target: str | None
) -> None:
    assert chosen(facts_of(text), plain_model) == (actor, target)


def test_one_phrase_is_not_both_sides(facts_of: Read, plain_model: Model, decide: Callable[..., Task]) -> None:
    both = {"actor": decide(0.0, {"own": 9.0, "implied": -9.0}), "target": decide(0.0, {"own": 8.0, NOBODY: 1.0})}
    assert chosen(facts_of("طالبان حمله کردند"), Model({**plain_model.tasks, **both})) == ("طالبان", None)


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("ارتش هند به پلیس هند در شهر حمله کرد", "ارتش هند", None),
        ("ارتش هند به معترضان هندی در شهر حمله کرد", "ارتش هند", "معترضان هندی"),
        ("ارتش هند به ارتش پاکستان در شهر حمله کرد", "ارتش هند", "ارتش پاکستان"),
        ("حماس به جنبش فتح در شهر حمله کرد", "حماس", "جنبش فتح"),
        ("حماس به رزمندگان حماس در شهر حمله کرد", "حماس", None),
    ],
)
def test_a_state_does_not_strike_itself(
    facts_of: Read, plain_model: Model, decide: Callable[..., Task], text: str, actor: str, target: str | None
) -> None:
    sure = {"actor": decide(0.0, {"best=actor.False": 5.0, "as.first=True": 5.0, NOBODY: 1.0})}
    assert chosen(facts_of(text), Model({**plain_model.tasks, **sure})) == (actor, target)


def test_nobody_may_be_both_sides(facts_of: Read, plain_model: Model, decide: Callable[..., Task]) -> None:
    none = {side: decide(0.0, {NOBODY: 1.0}) for side in ("actor", "target")}
    assert chosen(facts_of("طالبان حمله کردند"), Model({**plain_model.tasks, **none})) == (None, None)


def test_candidates_are_the_sentence_s_own_then_each_other_code_once_and_nobody_last(facts_of: Read) -> None:
    facts = facts_of("ارتش ترکیه رسید.\nارتش ترکیه ماند.\nطالبان به پاسگاه حمله کردند.")
    assert candidates(facts, 2) == ["طالبان", "پاسگاه", "ارتش ترکیه", None]
    assert candidates(facts, 1) == ["ارتش ترکیه", "طالبان", "پاسگاه", None]


@pytest.mark.parametrize("text", ["کابل: حمله ادامه دارد", "در حمله ۱۲ نفر کشته شدند"])
def test_a_dateline_and_the_bare_dead_are_no_candidates(facts_of: Read, text: str) -> None:
    assert candidates(facts_of(text), 0) == [None]


def test_features_name_every_choice_and_only_nobody_s_mark_ends_it(facts_of: Read) -> None:
    facts = facts_of("طالبان به پاسگاه حمله کردند. ارتش ترکیه رسید.")
    home = facts.sentences[0]
    found = Sides(facts).choices(home, choose_anchor(home), CLASH)
    assert [NOBODY in choice.features for choice in found] == [False] * (len(found) - 1) + [True]
    assert "own" in found[0].features and "away" in found[-3].features


def test_a_side_that_no_phrase_names_bears_a_code_of_the_place(
    facts_of: Read, plain_model: Model, decide: Callable[..., Task]
) -> None:
    facts = facts_of("انفجار بمب در شهر")
    hurt = {"target": decide(0.0, {"implied=CIV.place": 9.0, NOBODY: 1.0})}
    home = facts.sentences[0]
    _, hurting = weigh_sides(Sides(facts), home, choose_anchor(home), CLASH, Model({**plain_model.tasks, **hurt}))
    target = choose_side([hurting])
    assert target is not None
    assert (target.code, target.text) == ("IND-CIV", "")


def test_a_code_is_said_where_many_phrases_speak_for_it(
    facts_of: Read, plain_model: Model, decide: Callable[..., Task]
) -> None:
    facts = facts_of("حماس و جنگجویان حماس به شهر حمله کردند")
    home = facts.sentences[0]
    for nobody, said in ((0.5, "PSE-REB"), (9.0, None)):
        acts = {"actor": decide(0.0, {"own": 0.4, "as.first=True": 3.0, "implied": -9.0, NOBODY: nobody})}
        acting, _ = weigh_sides(Sides(facts), home, choose_anchor(home), CLASH, Model({**plain_model.tasks, **acts}))
        actor = choose_side([acting])
        assert (actor.code if actor else None) == said


def test_tellings_are_heard_together_and_the_first_most():
    """What a headline leaves open the body may tell; what it tells firmly, a mention in passing does not change."""
    nobody = Option(0.0, 2, None, None)

    def telling(code: str, chance: float) -> list[tuple[Option, float]]:
        return [(Option(0.0, 0, None, Code(*code.split("-"), ())), chance), (nobody, 1 - chance)]

    def said(*tellings: list[tuple[Option, float]]) -> str | None:
        one = choose_side(tellings)
        return f"{one.iso3}-{one.role}" if one else None

    assert said(telling("SYR-MIL", 0.2)) is None
    assert said(telling("SYR-MIL", 0.2), telling("SYR-MIL", 0.9)) == "SYR-MIL"
    assert said(telling("SYR-MIL", 0.6), telling("TUR-MIL", 0.9)) == "SYR-MIL"


def told(code: str, chance: float, name: str | None = None) -> list[tuple[Option, float]]:
    iso3, _, role = code.partition("-")
    actor = ActorMention(0, 0, 0, 0, "", name, iso3, role, None, "group", "group", "actor.group")
    return [(Option(0.0, 0, actor, Code(iso3, role, ())), chance)]


def test_a_sure_phrase_bears_its_likeliest_code():
    """«طالبان» of 2022 is the government, its police or its army: who acts is known though the code is not."""
    shared = [*told("AFG-GOV", 0.25), *told("AFG-POL", 0.22), *told("AFG-MIL", 0.2)]
    apart = [(replace(option, at=at), chance) for at, (option, chance) in enumerate(shared)]
    for telling, barred, said in ((shared, "", "AFG-GOV"), (apart, "", None), (shared, "AFG-GOV", None)):
        one = choose_side([telling], barred)
        assert (f"{one.iso3}-{one.role}" if one else None) == said


@pytest.mark.parametrize(
    ("acting", "suffering", "codes"),
    [
        (told("IRN-MIL", 0.9), told("IRN-MIL", 0.6), ("IRN-MIL", None)),
        (told("IRN-MIL", 0.5), told("IRN-MIL", 0.6), (None, "IRN-MIL")),
        (told("IRN-MIL", 0.5), told("USA-MIL", 0.6), ("IRN-MIL", "USA-MIL")),
        (told("PSE-REB", 0.5, "Hamas"), told("PSE-REB", 0.6, "Fatah"), ("PSE-REB", "PSE-REB")),
        (told("UNK-UNK", 0.5), told("UNK-UNK", 0.6), ("UNK-UNK", "UNK-UNK")),
    ],
)
def test_one_code_is_one_side_s(
    acting: list[tuple[Option, float]], suffering: list[tuple[Option, float]], codes: tuple[str | None, str | None]
) -> None:
    found = choose_sides([acting], [suffering])
    assert tuple(side.code if side else None for side in found) == codes


@pytest.mark.parametrize(
    ("text", "ties", "person"),
    [
        ("ارتش هند به کراچی حمله کرد. در کراچی ۱۲ نفر کشته شدند.", "same", "-"),
        ("ارتش هند به لاهور حمله کرد. در کراچی ۱۲ نفر کشته شدند.", "other", "-"),
        ("ارتش هند رسید. آنها به کراچی حمله کردند.", "-", "they"),
        ("ارتش هند رسید. به کراچی حمله کردیم.", "-", "we"),
        ("ارتش هند رسید. به کراچی حمله کردند.", "-", "-"),
    ],
)
def test_a_phrase_told_elsewhere_is_tied_by_places_figures_and_pronouns(
    facts_of: Read, text: str, ties: str, person: str
) -> None:
    facts = facts_of(text)
    home = facts.sentences[1]
    found = Sides(facts).choices(home, choose_anchor(home), CLASH)
    away = next(c.features for c in found if c.actor and c.actor.text == "ارتش هند")
    assert any(name.startswith(f"away.ties={ties}.") for name in away)
    assert any(name.startswith(f"away.person={person}.") for name in away)


@pytest.mark.parametrize(
    ("name", "own", "role", "kept"),
    [
        ("Government of Iraq", "STATE", "GOV", True),
        ("Government of Iraq", "STATE", "CIV", False),
        ("Government of Iraq", "CIV", "CIV", False),
        ("Iraq", "STATE", "MIL", True),
        ("Iraq", "STATE", "CIV", False),
        ("Iraqi Army", "MIL", "MIL", True),
        ("Iraqi Army", "MIL", "GOV", False),
    ],
)
def test_a_side_has_a_name_of_its_codes_role(name: str, own: str, role: str, kept: bool) -> None:
    actor = ActorMention(0, 4, 0, 4, "عراق", name, "IRQ", own, None, "country", "group", "actor.country")
    side = choose_side([[(Option(0.0, 0, actor, Code("IRQ", role, ())), 1.0)]])
    assert side is not None
    assert (side.code, side.name) == (f"IRQ-{role}", name if kept else None)
