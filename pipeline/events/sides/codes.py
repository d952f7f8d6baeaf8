"""Codes of sides: the countries and roles that a phrase may stand for, and sides that no phrase names.

In: an actor phrase and what is known of the row. Out: `Code`s with features, which the learner weighs: a bare «ایران» is
its forces or its government, «پلیس» is of the country of the place or of the story, a blast hurts civilians of the place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from pipeline.articles.variety import home_of
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.sides.goals import Goal
from pipeline.events.sides.owners import FOE, country_of_story
from pipeline.lexicons.load import read_rows
from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.actors.validity import UNKNOWN
from pipeline.mentions.places.find import PlaceMention

_ROLES = {
    "STATE": ("MIL", "GOV", "CIV"), "PEOPLE": ("CIV", "MIL", "GOV"), "OBJ": ("OBJ", "CIV", "MIL", "GOV"),
    UNKNOWN: (UNKNOWN, "REB", "CIV"), "CIV": ("CIV", "GOV", "MIL"), "GOV": ("GOV", "MIL", "CIV"), "MIL": ("MIL", "GOV"),
    "REB": ("REB", UNKNOWN), "POL": ("POL", "MIL"),
}  # fmt: skip
# An office or a body that a lexicon names is no civilian.
_NAMED = frozenset({"body", "person"})
_FORCES = frozenset({"MIL", "STATE", "PEOPLE"})
_HELD = frozenset({"YEM"})  # whose forces are an armed group's for one side, the army for the other
_IMPLIED = ("CIV", "OBJ", "POL", "GOV", "MIL", "REB", UNKNOWN)


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known of a row before its sides: its type, status, the countries of its places, of the story, of the press."""

    kind: str
    status: str
    lands: tuple[str, ...] = ()
    story: str | None = None
    press: str | None = None
    acting: str = ""
    hurt: str = ""
    deeds: Mapping[str, str] = field(default_factory=dict)  # how often each country acts and suffers in the article

    @property
    def country(self) -> str | None:
        """The country an untold one is read from first."""
        return self.lands[0] if self.lands else self.story


@dataclass(slots=True)  # not frozen, as Hit is not
class Phrase:
    """An actor phrase, and how it stands in its sentence and in the article.

    `owned` is the phrase with its owner's country, `is_own` where the subject is said to be the owner («سربازان خود»),
    `near` the country named before it, `foe` that of the other party,
    `head` its first word, `tail` the next few; `marker` and `said` tell how it stands in its clause and which side
    rules give it.
    """

    actor: ActorMention
    owned: ActorMention
    is_own: bool
    near: str | None
    foe: str | None
    head: str
    tail: Sequence[str]
    marker: str
    said: str

    @property
    def role(self) -> str:
        """The role it names, or that it names none."""
        return self.actor.role or UNKNOWN


@dataclass(slots=True)  # not frozen, as Hit is not
class Code:
    """A country and role that a side may bear, and the features that speak for it.

    They come in parts, of the country, of the role, of both: codes share parts, which need be weighed only once.
    """

    iso3: str
    role: str
    parts: tuple[tuple[str, ...], ...]

    @property
    def features(self) -> tuple[str, ...]:
        """The features of all parts."""
        return tuple(chain.from_iterable(self.parts))

    @property
    def text(self) -> str:
        """ISO3-ROLE."""
        return f"{self.iso3}-{self.role}"


def frame_of(facts: ArticleFacts, kind: str, status: str, places: Sequence[PlaceMention]) -> Frame:
    """The frame of a row that takes place in `places`."""
    lands = tuple(dict.fromkeys(place.country for place in places if place.country))
    return Frame(kind, status, lands, country_of_story(facts), home_of(facts.article))


def codes_of(phrase: Phrase, frame: Frame) -> list[Code]:
    """The codes a phrase may bear."""
    roles = _roles(phrase)
    lands = [
        (iso3, _lie(iso3, frame), _as_land(phrase, iso3, why, frame), _roles_in(iso3, phrase, roles))
        for iso3, why in _countries(phrase, frame)
    ]
    lands += [
        (iso3, "here", ("why=namesake",), (mine,))
        for iso3, mine in _namesakes().get(phrase.actor.name or "", ())
        if iso3 == frame.country
    ]
    every = dict.fromkeys(mine for *_, mines in lands for mine in mines)
    as_roles = {mine: _as_role(phrase, mine, mine == roles[0], frame) for mine in every}
    return [
        Code(iso3, mine, (land, as_roles[mine], (f"lie={lie}.{mine}", f"ground={frame.country}>{iso3}.{mine}")))
        for iso3, lie, land, mines in lands
        for mine in mines
    ]


def _roles(phrase: Phrase) -> tuple[str, ...]:
    """The roles a phrase may stand for, the likeliest first, wherever it is from."""
    role, owner = phrase.role, phrase.owned.role
    roles = _ROLES.get(role, (role,))
    if role == "STATE" and phrase.marker in ("to", "against"):
        roles = ("GOV",)  # «حمله به ایران»: who is struck is the state
    if role == "GOV" and phrase.actor.kind in _NAMED:
        roles = ("GOV", "MIL")
    if owner is not None and owner not in roles and owner not in ("STATE", "PEOPLE"):
        roles = (owner, *roles)
    return roles


def _roles_in(iso3: str, phrase: Phrase, roles: tuple[str, ...]) -> tuple[str, ...]:
    """The roles a phrase may stand for where it is of one country."""
    if iso3 in _HELD and phrase.role in _FORCES and "REB" not in roles:
        return (*roles, "REB")
    if iso3 == UNKNOWN and any(FOE.match(word) for word in (phrase.head, *phrase.tail)):
        return (*roles, UNKNOWN)  # «متجاوزان»: whom the speaker means is not told
    return roles


def _as_land(phrase: Phrase, iso3: str, why: Sequence[str], frame: Frame) -> tuple[str, ...]:
    """What speaks for a country alone, whatever the role: learned once for all of a phrase's roles."""
    lie, said, role, whys = _lie(iso3, frame), phrase.said, phrase.role, "+".join(why)
    deeds = frame.deeds.get(iso3, "-")
    return (
        *(f"why={one}" for one in why), *(f"why={one}.{role}" for one in why),
        *(f"why.head={one}.{phrase.head}" for one in why), *(f"why.number={one}.{phrase.actor.number}" for one in why),
        f"whys={whys}", f"lie.type={lie}.{frame.kind}", f"lie.status={lie}.{frame.status}",
        *(f"why.iso={one}.{role}.{iso3}" for one in why if one != "told"), *_versus(iso3, frame),
        f"whys.type={whys}.{role}.{frame.kind}",
        f"lie.m={lie}.{phrase.marker}", f"lie.said={lie}.{said}", f"lie.said.type={lie}.{said}.{frame.kind}",
        f"deeds={deeds}", f"deeds.said={deeds}.{said}", f"deeds.why={deeds}.{why[0]}",
    )  # fmt: skip


def _as_role(phrase: Phrase, mine: str, is_first: bool, frame: Frame) -> tuple[str, ...]:
    """What speaks for a role, whatever the country."""
    actor, said, turn = phrase.actor, phrase.said, f"{phrase.role}>{mine}"
    return (
        f"as.first={is_first}", f"as.owned={mine == phrase.owned.role}", f"as={turn}.{actor.kind}",
        f"as.type={turn}.{frame.kind}", f"as.status={turn}.{frame.status}", f"as.m={turn}.{phrase.marker}",
        f"as.head={mine}.{phrase.head}", f"as.number={turn}.{actor.number}", f"as.said={turn}.{said}",
        f"as.said.type={mine}.{said}.{frame.kind}", *(f"as.word={mine}.{word}" for word in phrase.tail),
    )  # fmt: skip


def _countries(phrase: Phrase, frame: Frame) -> Iterable[tuple[str, list[str]]]:
    """The countries a phrase may be of, and what says so."""
    owner = phrase.owned.iso3 if phrase.is_own else None
    if owner is not None and owner != phrase.actor.iso3:
        return [(owner, ["owner"])]
    if phrase.actor.iso3 is not None:
        return [(phrase.actor.iso3, ["told"])]
    found: dict[str, list[str]] = {}
    told = (("owner", phrase.owned.iso3), ("place", frame.lands[0] if frame.lands else None), ("story", frame.story),
            ("near", phrase.near), ("foe", phrase.foe), ("press", frame.press), ("none", UNKNOWN))  # fmt: skip
    for why, iso3 in told:
        if iso3 is not None:
            found.setdefault(iso3, []).append(why)
    return found.items()


@cache
def _namesakes() -> dict[str, list[tuple[str, str]]]:
    """Groups that one name means besides its own, by where: «طالبان» in Pakistan."""
    rows = [row for row in read_rows("groups") if row["namesakes"]]
    return {row["name_en"]: [(code[:3], code[4:]) for code in row["namesakes"].split("|")] for row in rows}


def _versus(iso3: str, frame: Frame) -> tuple[str, ...]:
    """Against whom a country stands in the sentence and on whose ground: who fights whom where is known of most."""
    known = (("acting", frame.acting), ("hurt", frame.hurt), ("ground", frame.country))
    return tuple(f"{what}={other}>{iso3}" for what, other in known if other)


def _lie(iso3: str, frame: Frame) -> str:
    """Whether a country is where the row takes place, or where the story does."""
    if iso3 in (UNKNOWN, "INT"):
        return iso3
    if frame.lands:
        return "here" if iso3 in frame.lands else "abroad"
    return "story" if iso3 == frame.story else "away"


def nobody_features(frame: Frame, home: Sentence) -> tuple[str, ...]:
    """What speaks for a side that is not told."""
    return (f"none.kind={frame.kind}", f"none.status={frame.status}", f"none.lands={min(len(frame.lands), 2)}",
            f"none.kind.status={frame.kind}.{frame.status}", f"none.words={min(len(home.words) // 8, 5)}",
            f"none.few={_few(home)}.{frame.kind}")  # fmt: skip


def _few(home: Sentence) -> str:
    """How many the first figure counts: one alone is somebody with a name («… کشته شد»), many are people of the place."""
    figure = home.casualties[0] if home.casualties else None
    if figure is None or not figure.low:
        return "-"
    return f"{figure.kind}.{1 if figure.low == 1 else 2 if figure.low < 10 else 10}"


def implied_codes(frame: Frame, home: Sentence, acted: int, hurt: int, goal: Goal | None = None) -> list[Code]:
    """Codes of a side that no phrase names: people or things of the place, or somebody unknown."""
    toll, few = _toll(home), _few(home)
    as_roles = [
        (
            role,
            ("implied", f"implied.status={role}.{frame.status}", f"implied.toll={role}.{toll}",
             f"implied.kind.toll={role}.{frame.kind}.{toll}", f"implied.sides={role}.{acted}.{hurt}",
             f"implied.few={role}.{few}", f"implied.few.kind={role}.{few}.{frame.kind}",
             *((f"implied.goal={role}.{goal.how}.{goal.kind}", f"implied.goal.word={role}.{goal.word}") if goal else ())),
        )
        for role in _IMPLIED
    ]  # fmt: skip
    return [
        Code(iso3, role, (as_role, _as_implied(iso3, role, why, frame), versus))
        for iso3, why in _untold_lands(frame)
        for versus in [_versus(iso3, frame)]
        for role, as_role in as_roles
    ]


def _as_implied(iso3: str, role: str, why: str, frame: Frame) -> tuple[str, ...]:
    """What speaks for a country and role together, where no phrase names the side."""
    deeds = frame.deeds.get(iso3, "-")
    return f"implied={role}.{why}", f"implied.type={role}.{why}.{frame.kind}", f"implied.deeds={role}.{deeds}"


def _untold_lands(frame: Frame) -> list[tuple[str, str]]:
    """The countries that a side may be of which no phrase names, and why each."""
    lands = [("INT", "many")] if len(frame.lands) > 1 else []
    if frame.country:
        lands.append((frame.country, "place" if frame.lands else "story"))
    if frame.press and frame.press != frame.country:
        lands.append((frame.press, "press"))
    return [*lands, (UNKNOWN, "none")]


def _toll(home: Sentence) -> str:
    """The kinds of figures that a sentence tells, and whether one counts nobody that it names."""
    figures = {c.kind for c in home.casualties} & {"killed", "injured", "killed_or_injured", "captured"}
    return f"{'-'.join(sorted(figures))}.{any(c.victims is None for c in home.casualties)}"
