"""Features of a sentence: what the decisions «event or not», type, status and aggregate look at.

In: `ArticleFacts` and a `Sentence`. Out: named features. Each is a fact a person can check.
"""

import re

from pipeline.events.acts.scenes_of_peace import article_scene, sentence_scene
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.lexicons.load import keyed_rows
from pipeline.mentions.triggers import TriggerMention
from pipeline.text.tokens import finite_forms

_CONTEXT = re.compile(
    r"(?<![^\W_])(" + "|".join(sorted(keyed_rows("context_words"), key=len, reverse=True)) + r")(?![^\W_])"
)
_WORD = re.compile(r"[^\W_]+")
Features = dict[str, float]


def _bucket(count: int) -> str:
    return str(count) if count < 3 else "3-5" if count < 6 else "6+"


def _around(key: str, trigger: TriggerMention, start: int, end: int) -> list[str]:
    before = _WORD.findall(key[max(start, trigger.key_start - 40) : trigger.key_start])[-2:]
    after = _WORD.findall(key[trigger.key_end : min(end, trigger.key_end + 40)])[:2]
    names = [f"prev={before[-1]}"] if before else ["prev=^"]
    if len(before) > 1:
        names.append(f"prev2={before[-2]}_{before[-1]}")
    if after:
        names.append(f"next={after[0]}")
    if len(after) > 1:
        names.append(f"next2={after[0]}_{after[1]}")
    return names


def _verb_features(sentence: Sentence) -> list[str]:
    """Tense, negation and form of the sentence's finite verbs, the last one above all."""
    forms = finite_forms()
    names: list[str] = []
    last = None
    for text in sentence.texts:
        verb = forms.get(text)
        if verb is not None:
            last = verb
            if verb.tense == "future":
                names.append("verb.future")
            if verb.negative:
                names.append("verb.negative")
    if last is None:
        names.append("verb.none")
    else:
        names.append(f"verb.last={last.tense}")
        names.append(f"verb.lemma={last.lemma}")
    return names


def article_features(facts: ArticleFacts) -> dict[str, float]:
    """Features shared by all sentences of an article."""
    sentences = facts.sentences
    acts = sum(len(s.triggers) for s in sentences)
    strong = sum(t.strength == "strong" and not t.refused for s in sentences for t in s.triggers)
    figures = sum(len(s.casualties) for s in sentences)
    size = max(1, len(sentences))
    found = {
        "doc.acts": min(acts / size, 3.0), "doc.strong": min(strong / size, 2.0), "doc.figures": min(figures / size, 2.0),
        f"doc.length={_bucket(size // 3)}": 1.0,
    }  # fmt: skip
    head = facts.sentences[:2]
    if any(t.strength == "strong" for s in head for t in s.triggers):
        found["doc.head_strong"] = 1.0
    if any(s.triggers for s in head):
        found["doc.head_act"] = 1.0
    if any(s.casualties for s in head):
        found["doc.head_figures"] = 1.0
    return {**found, **article_scene(facts)}


def sentence_features(facts: ArticleFacts, sentence: Sentence, shared: dict[str, float]) -> dict[str, float]:
    """Everything the sentence-level decisions may weigh."""
    key = facts.folded.key
    names = ["bias", *_act_features(key, sentence), *_figure_features(sentence)]
    names += [f"weapon={hit.rows[0]['code']}" for hit in sentence.weapons]
    names += [f"role={actor.role}" for actor in sentence.actors]
    names += [f"roles={a.role}" for a in sentence.actors if a.iso3]
    names += _setting_features(sentence)
    names += [f"speech={s.kind}" for s in sentence.speech]
    names += [f"claim={s.claim}" for s in sentence.speech]
    names += _verb_features(sentence)
    names += [f"has={m.group(1)}" for m in _CONTEXT.finditer(key, sentence.start, sentence.end)]
    names += sentence_scene(facts, sentence)
    names += _position_features(facts, sentence)
    return {**shared, **dict.fromkeys(names, 1.0), **_word_features(sentence)}


def _act_features(key: str, sentence: Sentence) -> list[str]:
    """The act words, each with the words around it unless it is refused."""
    names = []
    for trigger in sentence.triggers:
        names += [
            f"lemma={trigger.lemma}",
            f"strength={trigger.strength}",
            f"type={trigger.sub_event_type}",
            f"pos={trigger.pos}",
            f"family={trigger.family}",
        ]
        if trigger.refused:
            names.append("refused")
        else:
            names += _around(key, trigger, sentence.start, sentence.end)
            names.append(f"ok.{trigger.strength}")
    names.append(f"acts={_bucket(len(sentence.triggers))}")
    return names


def _figure_features(sentence: Sentence) -> list[str]:
    """The figures of the killed, injured, captured, and in which words they are told."""
    names = []
    for figure in sentence.casualties:
        told = "vague" if figure.is_vague else "zero" if figure.low == 0 and figure.high == 0 else "number"
        names += [f"figure={figure.kind}", f"figure={told}", f"figure.rule={figure.rule}", f"term={figure.term}"]
    names.append(f"figures={_bucket(len(sentence.casualties))}")
    return names


def _setting_features(sentence: Sentence) -> list[str]:
    """Places that are no part of a name, and times."""
    free = [place for place in sentence.places if not place.in_name]
    names = [f"places={_bucket(len(free))}"]
    names += [f"place.{place.geo_precision}" for place in free]
    names += [f"time={t.kind}.{t.date_precision}.{t.date_basis}" for t in sentence.times]
    if not sentence.times:
        names.append("time=none")
    return names


def _position_features(facts: ArticleFacts, sentence: Sentence) -> list[str]:
    """Where the sentence stands in its article, how long it is, how it ends."""
    names = [f"at={_bucket(sentence.index)}"]
    if sentence.headline:
        names.append("headline")
    if sentence.index * 3 > 2 * len(facts.sentences):
        names.append("last_third")
    names.append(f"length={_bucket(len(sentence.texts) // 8)}")
    end = facts.folded.key[sentence.end - 1 : sentence.end]
    if end in "؟?!":
        names.append(f"ends={end}")
    return names


def _word_features(sentence: Sentence) -> dict[str, float]:
    """The sentence's words and their first letters, which stand for inflected forms; half the weight of a fact."""
    words = set(sentence.texts)
    return {**{f"w={w}": 0.5 for w in words}, **{f"stem={w[:4]}": 0.5 for w in words if len(w) > 4}}
