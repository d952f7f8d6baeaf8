"""Scenes: what an article and a sentence are about beside an act word: war, or traffic, fire, crime, drill, memory.

In: `ArticleFacts`. Out: named features for «event or not»: the scene of peace that most words of the lexicon
`scenes.csv` speak for, weighed against those that speak for war, in the whole article and in one sentence; and of a
sentence whether its scene is an accident of any kind, which few examples of each kind teach together.
"""

import re
from collections import Counter
from functools import cache

from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.lexicons.load import keyed_rows

WAR = "armed"
_ACCIDENTS = frozenset(["road", "air_sea", "disaster", "fire"])
_ENDINGS = ("هایی", "های", "ها", "ی")
_FEW = 2  # one word makes no scene of an article


def article_scene(facts: ArticleFacts) -> dict[str, float]:
    """The scene of an article: words of each kind count once, a scene of its opening once more for each sentence."""
    key = facts.folded.key
    told = [_told(key, sentence) for sentence in facts.sentences]
    forms: dict[str, str] = {}
    for found in told:
        forms.update(found)
    counts = Counter(forms.values())
    for found in told[:2]:
        counts.update(set(found.values()))
    war = counts.pop(WAR, 0)
    scene, most = min(counts.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    if most < _FEW:
        return {"scene=none": 1.0}
    lead = "over" if most > war else "even" if most * 2 > war else "under"
    return {f"scene={scene}.{lead}": 1.0, f"scene.lead={lead}": 1.0, "scene.war": min(war, 8) / 8}


def sentence_scene(facts: ArticleFacts, sentence: Sentence) -> list[str]:
    """The scenes that a sentence's own words speak for, and whether war is among them."""
    scenes = set(_told(facts.folded.key, sentence).values())
    war = WAR in scenes or bool(sentence.weapons)
    names = [f"scene.here={scene}.{war}" for scene in sorted(scenes - {WAR})] + [f"scene.here.war={war}"]
    return [*names, f"scene.here.accident={war}"] if scenes & _ACCIDENTS else names


def _told(key: str, sentence: Sentence) -> dict[str, str]:
    """Words of the lexicon that a sentence holds, each with its scene."""
    words, phrases, known = _lexicon()
    found = {}
    for word in known.intersection(sentence.texts):
        if word in words:
            found[word] = words[word]
        for form, scene, pattern in phrases.get(word, ()):
            if key.find(form, sentence.start, sentence.end) >= 0 and pattern.search(key, sentence.start, sentence.end):
                found[form] = scene
    return found


@cache
def _lexicon() -> tuple[dict[str, str], dict[str, list[tuple[str, str, re.Pattern[str]]]], frozenset[str]]:
    """The scene of each single word, with the usual endings; for each first word the phrases that it begins; both."""
    listed = {key: rows[0]["scene"] for key, rows in keyed_rows("scenes").items()}
    words = {key: scene for key, scene in listed.items() if " " not in key}
    for key, scene in tuple(words.items()):
        for ending in _ENDINGS:
            words.setdefault(key + ending, scene)
    phrases: dict[str, list[tuple[str, str, re.Pattern[str]]]] = {}
    for key, scene in listed.items():
        if " " in key:
            phrases.setdefault(key.split()[0], []).append((key, scene, re.compile(rf"(?<![^\W_]){key}(?![^\W_])")))
    return words, phrases, frozenset(words) | frozenset(phrases)
