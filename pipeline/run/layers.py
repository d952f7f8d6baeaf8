"""Layers: what is in a text, one kind of mention at a time, as plain dictionaries.

In: an `Article` and a layer's name. Out: mentions with `start`, `end`, `text`, `rule` and value
fields named as in the tables.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pipeline.articles.article import Article
from pipeline.dates.find import find_times
from pipeline.text.letters import fold
from pipeline.text.numbers import find_numbers

if TYPE_CHECKING:
    from pipeline.events.facts import ArticleFacts

Mention = dict[str, Any]


def _part(mention: Any, names: str) -> Mention:
    found: Mention = {"start": mention.start, "end": mention.end, "text": mention.text, "rule": mention.rule}
    for name in names.split():
        value = getattr(mention, name)
        found[name] = (
            list(value) if isinstance(value, tuple) else value.isoformat() if hasattr(value, "isoformat") else value
        )
    return found


def _dates(article: Article) -> list[Mention]:
    names = (
        "kind value date_start date_end date_precision date_basis calendar date_flags"
        " date_jalali jalali_year jalali_month jalali_day time_text"
    )
    return [_part(time, names) for time in find_times(fold(article.text), article.published_at)]


def _numbers(article: Article) -> list[Mention]:
    folded = fold(article.text)
    return [
        {
            "start": n.start, "end": n.end, "text": article.text[n.start : n.end], "rule": n.rule,
            "low": n.low, "high": n.high, "qualifier": n.qualifier, "is_vague": n.is_vague,
        }
        for n in find_numbers(folded)
    ]  # fmt: skip


def _places(facts: "ArticleFacts") -> list[Mention]:
    names = "location_name country admin1 latitude longitude geonames_id geo_precision in_name"
    return [_part(place, names) for sentence in facts.sentences for place in sentence.places]


def _actors(facts: "ArticleFacts") -> list[Mention]:
    return [
        {**_part(actor, "name code"), "type": actor.source_type, "kind": actor.kind}
        for s in facts.sentences
        for actor in s.actors
    ]


def _speech(facts: "ArticleFacts") -> list[Mention]:
    return [
        {**_part(speech, "name code claim"), "type": speech.source_type, "cue_text": speech.cue_text}
        for s in facts.sentences
        for speech in s.speech
    ]


def _triggers(facts: "ArticleFacts") -> list[Mention]:
    return [
        _part(t, "lemma sub_event_type plover_type plover_mode strength") for s in facts.sentences for t in s.triggers
    ]


def _casualties(facts: "ArticleFacts") -> list[Mention]:
    return [_part(c, "kind low high is_vague qualifier term framing") for s in facts.sentences for c in s.casualties]


_BARE: dict[str, Callable[[Article], list[Mention]]] = {"dates": _dates, "numbers": _numbers}
_READ: dict[str, "Callable[[ArticleFacts], list[Mention]]"] = {
    "places": _places, "actors": _actors, "speech": _speech, "triggers": _triggers, "casualties": _casualties,
}  # fmt: skip
LAYERS = (*_BARE, *_READ)


def find_layer(article: Article, layer: str) -> list[Mention]:
    """Mentions of one layer in text order; raises KeyError for an unknown layer.

    Dates and numbers are read without hazm, gazetteer and lexicons of names, which take seconds to load.
    """
    if layer in _BARE:
        return _BARE[layer](article)
    from pipeline.events.facts import read_facts
    from pipeline.mentions.resources import default_resources

    found = _READ[layer](read_facts(article, default_resources(), everything=True))
    return sorted(found, key=lambda mention: (mention["start"], mention["end"]))
