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


def codes_of(
    actor: ActorMention,
    owned: ActorMention,
    near: str | None,
    foe: str | None,
    head: str,
    tail: Sequence[str],
    marker: str,
    said: str,
    frame: Frame,
) -> list[Code]:
    """The codes a phrase may bear.

    `owned` is the phrase with its owner's country, `near` the country named before it, `foe` that of the other party,
    `head` its first word; `marker` and `said` tell how it stands in its clause and which side rules give it.
    """
    role = actor.role or UNKNOWN
    roles = _ROLES.get(role, (role,))
    if role == "STATE" and marker in ("to", "against"):
        roles = ("GOV",)  # «حمله به ایران»: who is struck is the state
    if role == "GOV" and actor.kind in _NAMED:
        roles = ("GOV", "MIL")
    if owned.role is not None and owned.role not in roles and owned.role not in ("STATE", "PEOPLE"):
        roles = (owned.role, *roles)

    @cache
    def as_role(mine: str) -> tuple[str, ...]:
        return _as_role(actor, owned, mine, mine == roles[0], head, tail, marker, said, frame)

    is_foe = any(FOE.match(word) for word in (head, *tail))
    found = []
    for iso3, why in _countries(actor, owned, near, foe, frame):
        lie = _lie(iso3, frame)
        deeds = frame.deeds.get(iso3, "-")
        mines = roles
        if iso3 in _HELD and role in _FORCES and "REB" not in roles:
            mines = (*roles, "REB")
        elif is_foe and iso3 == UNKNOWN:
            mines = (*roles, UNKNOWN)  # «متجاوزان»: whom the speaker means is not told
        # A country alone, whatever the role: learned once for all of a phrase's roles.
        land = (
            *(f"why={one}" for one in why), *(f"why={one}.{role}" for one in why),
            *(f"why.head={one}.{head}" for one in why), *(f"why.number={one}.{actor.number}" for one in why),
            f"whys={'+'.join(why)}", f"lie.type={lie}.{frame.kind}", f"lie.status={lie}.{frame.status}",
            *(f"why.iso={one}.{role}.{iso3}" for one in why if one != "told"), *_versus(iso3, frame),
            f"whys.type={'+'.join(why)}.{role}.{frame.kind}",
            f"lie.m={lie}.{marker}", f"lie.said={lie}.{said}", f"lie.said.type={lie}.{said}.{frame.kind}",
            f"deeds={deeds}", f"deeds.said={deeds}.{said}", f"deeds.why={deeds}.{why[0]}",
        )  # fmt: skip
        found += [
            Code(iso3, mine, (land, as_role(mine), (f"lie={lie}.{mine}", f"ground={frame.country}>{iso3}.{mine}")))
            for mine in mines
        ]
    for iso3, mine in _namesakes().get(actor.name or "", ()):
        if iso3 == frame.country:
            found.append(
                Code(
                    iso3, mine, (("why=namesake",), as_role(mine), (f"lie=here.{mine}", f"ground={iso3}>{iso3}.{mine}"))
                )
            )
    return found


def _as_role(
    actor: ActorMention,
    owned: ActorMention,
    mine: str,
    is_first: bool,
    head: str,
    tail: Sequence[str],
    marker: str,
    said: str,
    frame: Frame,
) -> tuple[str, ...]:
    """What speaks for a role, whatever the country."""
    turn = f"{actor.role or UNKNOWN}>{mine}"
    return (
        f"as.first={is_first}", f"as.owned={mine == owned.role}", f"as={turn}.{actor.kind}",
        f"as.type={turn}.{frame.kind}", f"as.status={turn}.{frame.status}", f"as.m={turn}.{marker}",
        f"as.head={mine}.{head}", f"as.number={turn}.{actor.number}", f"as.said={turn}.{said}",
        f"as.said.type={mine}.{said}.{frame.kind}", *(f"as.word={mine}.{word}" for word in tail),
    )  # fmt: skip


def _countries(
    actor: ActorMention, owned: ActorMention, near: str | None, foe: str | None, frame: Frame
) -> Iterable[tuple[str, list[str]]]:
    """The countries a phrase may be of, and what says so."""
    if actor.iso3 is not None:
        return [(actor.iso3, ["told"])]
    found: dict[str, list[str]] = {}
    told = (("owner", owned.iso3), ("place", frame.lands[0] if frame.lands else None), ("story", frame.story),
            ("near", near), ("foe", foe), ("press", frame.press), ("none", UNKNOWN))  # fmt: skip
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
    figures = {c.kind for c in home.casualties}
    bare = any(c.victims is None for c in home.casualties)
    toll = "-".join(sorted(figures & {"killed", "injured", "killed_or_injured", "captured"})) + f".{bare}"
    few = _few(home)
    lands = [("INT", "many")] if len(frame.lands) > 1 else []
    if frame.country:
        lands.append((frame.country, "place" if frame.lands else "story"))
    if frame.press and frame.press != frame.country:
        lands.append((frame.press, "press"))
    lands.append((UNKNOWN, "none"))
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
        Code(
            iso3,
            role,
            (
                as_role,
                (
                    f"implied={role}.{why}",
                    f"implied.type={role}.{why}.{frame.kind}",
                    f"implied.deeds={role}.{frame.deeds.get(iso3, '-')}",
                ),
                _versus(iso3, frame),
            ),
        )
        for iso3, why in lands
        for role, as_role in as_roles
    ]
