"""Rows: a group of drafts becomes one event row with its child rows.

In: `ArticleFacts`, a group of drafts (the most informative first), a `Model`. Out: a dictionary
keyed by the columns of the events table, with `casualties`, `locations` and `sources` lists.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.dates.calendars import jalali_text
from pipeline.dates.mention import TimeMention
from pipeline.events.confidence import confidence_features
from pipeline.events.drafts import Draft
from pipeline.events.facts import ArticleFacts
from pipeline.events.model import Model
from pipeline.events.places.chains import FINENESS
from pipeline.events.plover import read_plover
from pipeline.events.sides.choose import choose_sides
from pipeline.events.sides.owners import country_of_story
from pipeline.events.sources.attach import pool_sources
from pipeline.events.sources.speakers import MEDIA_TYPES, Told, chain_of, claim_of, resolve_speakers, same_speaker
from pipeline.events.times.days_of import choose_day
from pipeline.events.types.choose import choose_kind
from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.actors.validity import UNKNOWN
from pipeline.mentions.places.find import PlaceMention
from pipeline.mentions.tolls.find import CasualtyMention
from pipeline.schema.codes import column

Row = dict[str, Any]
_AHEAD = frozenset({"planned", "hypothetical"})  # what has not happened is not bounded by publication
_CIVIL = frozenset({"Protests", "Riots"})
_APART = frozenset({"killed", "injured"})
_OFFICIAL = frozenset({"Agreement", "Non-violent transfer of territory", "Change to group/activity"})
# kinds of figures a type may have, where it may not have all: others are of another act in the same words
_KINDS_OF = {
    "Arrests": frozenset({"captured"}),
    **dict.fromkeys((*_OFFICIAL, "Headquarters or base established"), frozenset[str]()),
}


def make_row(facts: ArticleFacts, group: Sequence[Draft], model: Model) -> Row:
    """The row of a group; a part its best draft does not tell is taken from the next that does."""
    best = group[0]
    places = sorted(next((d.places for d in group if d.places), []), key=_most_specific)
    time = choose_day(facts, group)
    actor, target = choose_sides([d.actors for d in group], [d.targets for d in group])
    source = pool_sources([d.tellers for d in group])
    sources = _sources(facts, source)
    country = _country(facts, places, actor, target)
    kind = choose_kind(group)
    figures = _of_kind(_merge_figures([best, *(d for d in group[1:] if not _of_another(d, source))]), kind, best.status)
    row: Row = {
        "article_id": facts.article.article_id,
        **_act(facts, group, kind),
        **_time(facts, time, best),
        **_side("actor", actor),
        **_side("target", target),
        **_place(places[0] if places else None),
        **_tolls(figures),
        **_claim(facts, source, best, sources),
        **_evidence(facts, best),
        **_article(facts),
        "confidence": round(model.tasks["confidence"].probability(confidence_features(group)), 4),
        "locations": [_location(i, p) for i, p in enumerate(places)],
        "casualties": [_casualty(c, _victim(c, group, target), kind, country) for c in figures],
        "sources": sources,
    }
    row["rules"] = _rules(best, (actor, target), places, time, figures, source)
    row["event_id"] = _identifier(facts, row)
    return row


def _identifier(facts: ArticleFacts, row: Row) -> str:
    parts = (
        facts.article.article_id,
        facts.article.sha256,
        row["evidence_start"],
        row["evidence_end"],
        row["trigger_start"],
        row["sub_event_type"],
        row["source_text"],
    )
    return "e" + hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _act(facts: ArticleFacts, group: Sequence[Draft], kind: str) -> Row:
    """What happened, by each list of codes, the words that tell it, and by what weapons."""
    best = group[0]
    return {
        **_acled(kind),
        **_plover(facts, best, kind),
        "status": best.status,
        "is_aggregate": best.is_aggregate,
        **_trigger(best),
        "weapons": sorted({hit.rows[0]["code"] for d in group for hit in d.sentence.weapons}),
    }


def _acled(kind: str) -> Row:
    return {
        "sub_event_type": kind,
        "event_type": column("sub_event_type", "event_type").get(kind),
        "disorder_type": column("sub_event_type", "disorder_type").get(kind),
    }


def _plover(facts: ArticleFacts, draft: Draft, kind: str) -> Row:
    key = facts.folded.key[draft.sentence.start : draft.sentence.end]
    told = read_plover(key, draft.trigger, kind, draft.status)
    return {"plover_type": told[0], "plover_mode": told[1]}


def _trigger(draft: Draft) -> Row:
    words = draft.trigger or (draft.casualties[0] if draft.casualties else None)
    if words is None:
        return {"trigger_text": None, "trigger_start": None, "trigger_end": None}
    return {"trigger_text": words.text, "trigger_start": words.start, "trigger_end": words.end}


def _time(facts: ArticleFacts, time: TimeMention | None, best: Draft) -> Row:
    inherited = time is not None and not best.sentence.start <= time.key_start < best.sentence.end
    published = facts.article.published_at
    bound = published.date() if published and best.status not in _AHEAD else None
    if time is None:
        return {
            "date_start": None, "date_end": None, "date_jalali": None,
            "jalali_year": None, "jalali_month": None, "jalali_day": None,
            "date_not_after": bound, "date_precision": "unknown", "date_basis": "none",
            "date_text": None, "date_flags": [], "time_text": _clock(best),
        }  # fmt: skip
    return {
        "date_start": time.date_start, "date_end": time.date_end, "date_jalali": time.date_jalali,
        "jalali_year": time.jalali_year, "jalali_month": time.jalali_month, "jalali_day": time.jalali_day,
        "date_not_after": bound if time.date_start is None else None,
        "date_precision": time.date_precision if time.date_start else "unknown",
        "date_basis": "inherited" if inherited else time.date_basis,
        "date_text": time.core_text, "date_flags": list(time.date_flags), "time_text": time.time_text or _clock(best),
    }  # fmt: skip


def _clock(draft: Draft) -> str | None:
    """A clock time or part of day told in the row's own words, where its date does not hold one."""
    return next((t.time_text for t in draft.sentence.times if t.kind == "TIME" and t.time_text), None)


def _country(
    facts: ArticleFacts, places: Sequence[PlaceMention], actor: ActorMention | None, target: ActorMention | None
) -> str | None:
    """The country an untold one is read from: the place's, the story's, else the other side's home."""
    own = next((p.country for p in places if p.country), None)
    return own or country_of_story(facts) or next((a.iso3 for a in (target, actor) if a and a.iso3), None)


def victim_code(actor: ActorMention | None, kind: str, country: str | None) -> str | None:
    """ISO3-ROLE of victims: of a bare state its forces, or its government where talks are told; its people unarmed."""
    if actor is None or actor.role is None:
        return None
    role, family = actor.role, column("sub_event_type", "event_type").get(kind)
    if role == "PEOPLE" and family != "Battles":
        role = "CIV"
    elif role in ("STATE", "PEOPLE"):
        role = "GOV" if kind in _OFFICIAL or family in _CIVIL else "MIL"
    iso3 = actor.iso3 or (country if role != UNKNOWN else None)
    return f"{iso3 or UNKNOWN}-{role}"


def _side(side: str, actor: ActorMention | None) -> Row:
    return {
        f"{side}_text": (actor.text or None) if actor else None,
        f"{side}_name": actor.name if actor else None,
        f"{side}_code": actor.code if actor else None,
    }


def _most_specific(place: PlaceMention) -> tuple[int, int]:
    return FINENESS.index(place.geo_precision), place.key_start


def _place(place: PlaceMention | None) -> Row:
    return {
        "location_text": place.text if place else None, "location_name": place.location_name if place else None,
        "country": place.country if place else None, "admin1": place.admin1 if place else None,
        "latitude": place.latitude if place else None, "longitude": place.longitude if place else None,
        "geonames_id": place.geonames_id if place else None, "geo_precision": place.geo_precision if place else None,
    }  # fmt: skip


def _location(position: int, place: PlaceMention) -> Row:
    return {"position": position, **_place(place), "start": place.start, "end": place.end}


def _of_another(draft: Draft, source: Told | None) -> bool:
    """Whether a draft is told by another than its row's source, both by name: each party has figures of its own."""
    if source is None or draft.source is None:
        return False
    one, other = source.speaker, draft.source.speaker
    if same_speaker(one, other) or one.code == other.code:  # «ارتش هند», «سخنگوی ارتش»
        return False
    return not {one.source_type, other.source_type} & {*MEDIA_TYPES, "other", None}


def _merge_figures(group: Sequence[Draft]) -> list[CasualtyMention]:
    """The best draft's figures, then kinds only others tell; «۳۲ کشته و زخمی» gives way to who tells them apart."""
    figures = list(group[0].casualties)
    if figures and all(c.kind == "killed_or_injured" for c in figures):
        apart = (d.casualties for d in group if {c.kind for c in d.casualties if not c.is_vague} >= _APART)
        figures = list(next(apart, figures))
    for draft in group[1:]:
        told = {c.kind for c in figures}
        if "killed_or_injured" in told or (told & {"killed", "injured"}):
            told.add("killed_or_injured")
        figures += [c for c in draft.casualties if c.kind not in told]
    return figures


def _of_kind(figures: list[CasualtyMention], kind: str, status: str) -> list[CasualtyMention]:
    """Figures a row of this type may have: who is arrested for «کشتن ۵ نفر» killed them in another row; a plan hurts none."""
    if status in _AHEAD:
        return []
    kinds = _KINDS_OF.get(kind)
    return figures if kinds is None else [c for c in figures if c.kind in kinds]


def _tolls(figures: Sequence[CasualtyMention]) -> Row:
    row: Row = {"casualties_text": "; ".join(dict.fromkeys(c.text for c in figures)) or None}
    for kind in ("killed", "injured"):
        mine = [c for c in figures if c.kind == kind and not c.is_vague]
        lows, highs = [c.low for c in mine], [c.high for c in mine]
        row[f"{kind}_low"] = sum(n for n in lows if n is not None) if mine and None not in lows else None
        row[f"{kind}_high"] = sum(n for n in highs if n is not None) if mine and None not in highs else None
    return row


def _victim(figure: CasualtyMention, group: Sequence[Draft], target: ActorMention | None) -> ActorMention | None:
    """Who a figure counts, as the row's target where they are that phrase; else who suffers the act, if it is no thing."""
    span = figure.victims
    actors = (actor for draft in group for actor in draft.sentence.actors)
    victim = next((a for a in actors if span and a.key_start < span[1] and span[0] < a.key_end), None)
    if victim is not None and target is not None and victim.key_start == target.key_start:
        return target
    return victim or next((d.target for d in group if d.target and d.target.role != "OBJ"), None)


def _casualty(figure: CasualtyMention, victim: ActorMention | None, kind: str, country: str | None) -> Row:
    return {
        "kind": figure.kind, "low": figure.low, "high": figure.high,
        "is_vague": figure.is_vague, "qualifier": figure.qualifier,
        "casualties_text": figure.text, "start": figure.start, "end": figure.end,
        "victim_code": victim_code(victim, kind, country), "term": figure.term, "framing": figure.framing,
    }  # fmt: skip


def _claim(facts: ArticleFacts, source: Told | None, draft: Draft, links: Sequence[Row]) -> Row:
    speaker = source.speaker if source else None
    claim = claim_of(resolve_speakers(facts), source) if source else "reported"
    if draft.status == "denied":
        claim = "denied"
    return {
        "source_text": speaker.text if speaker else None, "source_name": speaker.name if speaker else None,
        "source_code": speaker.code if speaker else None, "source_type": speaker.source_type if speaker else None,
        "source_chain": [link["source_text"] for link in links], "claim": claim, "claim_text": source.cue.cue_text if source else None,
    }  # fmt: skip


def _sources(facts: ArticleFacts, source: Told | None) -> list[Row]:
    if source is None:
        return []
    links = chain_of(resolve_speakers(facts), source)
    return [
        {
            "position": position, "source_text": link.text, "source_name": link.name, "source_code": link.code,
            "source_type": link.source_type, "cue_text": link.cue_text, "start": link.start, "end": link.end,
        }
        for position, link in enumerate(links)
    ]  # fmt: skip


def _evidence(facts: ArticleFacts, draft: Draft) -> Row:
    start, end = facts.folded.span(draft.sentence.start, draft.sentence.end)
    return {"evidence_text": facts.folded.source[start:end], "evidence_start": start, "evidence_end": end}


def _article(facts: ArticleFacts) -> Row:
    article = facts.article
    day = article.published_at.date() if article.published_at else None
    return {
        "published_at": article.published_at, "published_jalali": jalali_text(day, day, "day") if day else None,
        "outlet": article.outlet, "url": article.url, "title": article.title,
    }  # fmt: skip


def _rules(
    best: Draft, sides: Iterable[ActorMention | None], places: Sequence[PlaceMention], time: TimeMention | None,
    figures: Sequence[CasualtyMention], source: Told | None,
) -> list[str]:  # fmt: skip
    """The rules that found the mentions that the row rests on, each once."""
    found = [best.trigger.rule] if best.trigger else []
    found += [c.rule for c in figures] + [p.rule for p in places]
    found += [side.rule for side in sides if side]
    found += [time.rule] if time else []
    found += [source.cue.rule] if source else []
    return list(dict.fromkeys(found))
