"""What tells an event from talk of one, beside a sentence's own words: how the sentence ends, what in it is new, how
much of it is concrete, whether other sentences tell its act, and the manner and lead of the article.

In: `ArticleFacts`, its sentences and their features. Out: named features for «event or not» alone.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Sequence

from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.acts.features import Features
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.text.tokens import Verb, finite_forms

_WE = frozenset("ما من مان بنده ایم هستیم داریم".split())
_OURS = _WE | {"باید"}
_NEW = ("new", "some")
_DAYS = ("day", "range")
_LONG = 50  # words in a sentence that is long by any measure
_STEM = 5  # first letters that stand for a word's inflected forms
_LEAD_WEIGHT = 0.3  # words are many: each weighs less than a fact


class Detection:
    """An article as it is read for events, in text order: what each sentence adds to those before it."""

    def __init__(self, facts: ArticleFacts) -> None:
        self._ends = [_last_verb(sentence) for sentence in facts.sentences]
        self._manner = _manner(facts.sentences, [verb for _, verb in self._ends])
        self._fresh = list(_fresh(facts.sentences))
        self._told = _told_around([s for s in facts.sentences if s.triggers or s.casualties])
        self._lead = {
            f"lead={text[:_STEM]}": _LEAD_WEIGHT for s in facts.sentences[:1] for text in s.texts if len(text) > 2
        }

    def features(self, sentence: Sentence, features: Features) -> Features:
        """The sentence's features with those that only this decision weighs."""
        at, verb = self._ends[sentence.index]
        names = self._fresh[sentence.index] + _ending(sentence, at, verb) + _concrete(sentence, verb)
        names += self._told.get(sentence.index, [])
        return {**features, **self._manner, **self._lead, **dict.fromkeys(names, 1.0)}


def _manner(sentences: list[Sentence], ends: list[Verb | None]) -> Features:
    """Shares of an article: narration in the past, speech, «we» and «must», dates, places, length."""
    size = max(1, len(sentences))
    ours = sum([text in _OURS for s in sentences for text in s.texts])
    return {
        "manner.ours": min(ours / size, 1.5),
        "manner.past": sum(verb is not None and verb.tense == "past" for verb in ends) / size,
        "manner.speech": min(sum(len(s.speech) for s in sentences) / size, 1.5),
        "manner.times": min(sum(len(s.times) for s in sentences) / size, 1.5),
        "manner.places": sum(_has_fine_place(s) for s in sentences) / size,
        "manner.length": min(sum(len(s.texts) for s in sentences) / size, _LONG) / _LONG,
    }


def _fresh(sentences: list[Sentence]) -> Iterator[list[str]]:
    """For each sentence that may be a row, whether its acts, places, figures and times were told before it."""
    acts: set[Hashable] = set()
    places: set[Hashable] = set()
    figures: set[Hashable] = set()
    times: set[Hashable] = set()
    for sentence in sentences:
        if not sentence.triggers and not sentence.casualties:  # never a row
            places.update(p.location_name for p in sentence.places if not p.in_name)
            times.update((t.date_start, t.text) for t in sentence.times)
            yield []
            continue
        told = (
            ("act", {t.lemma for t in sentence.triggers if not t.refused}, acts),
            ("place", {p.location_name for p in sentence.places if not p.in_name}, places),
            ("figure", {(c.kind, c.low, c.high) for c in sentence.casualties}, figures),
            ("time", {(t.date_start, t.text) for t in sentence.times}, times),
        )
        found = [(name, _novelty(here, before)) for name, here, before in told]
        new = sum(novelty in _NEW for name, novelty in found if name != "act")
        yield [f"fresh.{name}={novelty}" for name, novelty in found] + [f"fresh={found[0][1]}.{new}"]
        for _, here, before in told:
            before |= here


def _told_around(sentences: Sequence[Sentence]) -> dict[int, list[str]]:
    """For each sentence that may be a row, whether others tell its act too: the only teller of an act is a row more often."""
    anchors = [choose_anchor(sentence) for sentence in sentences]
    left = Counter(anchor.lemma for anchor in anchors if anchor)
    tellers = Counter(lemma for sentence in sentences for lemma in {t.lemma for t in sentence.triggers})
    before: Counter[str] = Counter()
    found: dict[int, list[str]] = {}
    for at, (sentence, anchor) in enumerate(zip(sentences, anchors, strict=True)):
        names = [f"tellers={min(len(sentences), 5)}", f"teller={min(at, 3)}"]
        if at == len(sentences) - 1:
            names.append("teller.last")
        if anchor is not None:
            left[anchor.lemma] -= 1
            names.append(f"act.told={min(before[anchor.lemma], 2)}.{min(left[anchor.lemma], 2)}")
            names.append(f"act.elsewhere={tellers[anchor.lemma] > 1}")
            before[anchor.lemma] += 1
        found[sentence.index] = names
    return found


def _novelty(here: Collection[Hashable], before: set[Hashable]) -> str:
    if not here:
        return "none"
    known = sum(item in before for item in here)
    return "new" if not known else "some" if known < len(here) else "old"


def _ending(sentence: Sentence, at: int, verb: Verb | None) -> list[str]:
    """How the last finite verb tells: its shape beside the acts of the sentence, and whether it tells an act itself."""
    if verb is None:
        return ["end=none"]
    shape = _shape(sentence, at, verb)
    names = [f"end={shape}", f"end={shape}.{_strength(sentence)}.{bool(sentence.casualties)}"]
    for begin in (at - 1, at - 2):
        if begin >= 0:  # «تسلیت گفت», «محکوم کرد»
            names.append(f"end={'_'.join(sentence.texts[begin:at])}_{verb.lemma}")
    if sentence.triggers:
        start = sentence.words[at].start
        if any(t.key_start <= start < t.key_end + 2 for t in sentence.triggers):
            names.append("end.act")
    forms = finite_forms()
    verbs = [text for text in sentence.texts if text in forms]
    names.append(f"verbs={min(len(verbs), 4)}")
    if not _WE.isdisjoint(sentence.texts) or any(verb.endswith("یم") for verb in verbs):
        names.append("we")
    return names


def _last_verb(sentence: Sentence) -> tuple[int, Verb | None]:
    """The last finite verb with the index of its word; -1 and None without one."""
    forms = finite_forms()
    texts = sentence.texts
    for at in range(len(texts) - 1, -1, -1):
        verb = forms.get(texts[at])
        if verb is not None:
            return at, verb
    return -1, None


def _shape(sentence: Sentence, at: int, verb: Verb) -> str:
    """Tense with aspect and mood: «کشته بود» pluperfect, «می‌کشت» habit, «بکشد» subjunctive, «کشته است» perfect."""
    word = sentence.texts[at]
    before = sentence.texts[at - 1] if at else ""
    if verb.lemma == "بود#باش" and before.endswith("ه") and len(before) > 3:
        return "pluperfect" if verb.tense == "past" else "perfect"
    if word.startswith(("می", "نمی")) or before in ("می", "نمی"):
        return "habit" if verb.tense == "past" else "present"
    if verb.tense == "present" and word.startswith("ب"):
        return "subjunctive"
    return verb.tense


def _strength(sentence: Sentence) -> str:
    if any(t.strength == "strong" and not t.refused for t in sentence.triggers):
        return "strong"
    return "weak" if sentence.triggers else "none"


def _concrete(sentence: Sentence, verb: Verb | None) -> list[str]:
    """How much of what, when, where and who is told, together with how plainly the act is."""
    fine = _has_fine_place(sentence)
    day = any(t.date_precision in _DAYS and t.date_start for t in sentence.times)
    figure = any(not c.is_vague and (c.low or c.high) for c in sentence.casualties)
    past = verb is not None and verb.tense == "past"
    told, act = fine + day + figure + bool(sentence.actors), _strength(sentence)
    return [
        f"concrete={told}", f"concrete={told}.{act}", f"concrete.day={past}.{day}", f"concrete.figure={act}.{past}.{figure}",
        f"concrete.place={act}.{past}.{fine}", f"concrete.scene={act}.{fine}.{day}",
    ]  # fmt: skip


def _has_fine_place(sentence: Sentence) -> bool:
    return any(p.geo_precision != "country" and not p.in_name for p in sentence.places)
