"""Fighters told by a place: «شورشیان X», «ارتش آزادی‌بخش X» are of the country that X is in.

In: the key of a text, the actors found in it, its hits of the gazetteer. Out: nothing; the country of such actors is
filled in, where the text tells none and the name of the place is of one country alone.
"""

import re
from collections.abc import Iterable, Sequence

from pipeline.gazetteer.load import Gazetteer
from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.scan import Hit

# What may stand between fighters and the name of their place: «شورشیان منطقه X», «شبه‌نظامیان شمال X».
_HEAD = re.compile(r" (?:(?:منطقه|ایالت|استان|ولایت|شهر|ناحیه|جزیره|دره|(?:شمال|جنوب)(?: شرق| غرب)?|شرق|غرب) )?")


def fill_lands(key: str, actors: Iterable[ActorMention], places: Sequence[Hit], gazetteer: Gazetteer) -> None:
    """Give fighters without a country that of the place right behind them."""
    forms = {hit.start: hit.form for hit in places}
    for actor in actors:
        if actor.role != "REB" or actor.iso3 is not None or actor.kind != "role":
            continue
        head = _HEAD.match(key, actor.key_end)
        if head is None:
            continue
        if form := forms.get(head.end()) or forms.get(actor.key_end + 1):
            actor.iso3 = _only_country(form, gazetteer)


def _only_country(form: str, gazetteer: Gazetteer) -> str | None:
    """The country of a place's name, None where it is of several or a word of its own."""
    voice = gazetteer.voices[form]
    return voice[0] if voice else None
