"""Names of victims that extraction knows of are withheld from the columns of a release, texts of articles apart.

In: the tables of a release. Out: the same tables, in which `█` stands for every letter of such a name, in every column
that repeats words of the article; offsets and `articles.text` stay as they are. What is known: who is told of as one
person killed, injured, captured or missing without a number («ترور فلانی»), and in the sentence of a toll a given name
with the words after it that are no words of the lexicons, unless a speaker or an actor bears it. Persons of public
life who stand in `persons.csv` keep their names. This is no recogniser of persons: a name that stands otherwise stays.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd

from pipeline.lexicons.load import cell_keys, keyed_rows, keys_by, read_rows
from pipeline.schema.tables import TABLES
from pipeline.schema.withheld import WITHHELD
from pipeline.text.letters import fold_word
from pipeline.text.tokens import finite_forms

Tables = dict[str, pd.DataFrame]
_KINDS = ("killed", "injured", "captured", "missing", "killed_or_injured")
_VOCABULARY = (
    "bodies death_words famous_days groups kind_words months numbers place_words places role_nouns source_nouns"
    " speech_verbs time_words triggers units verbal_acts victim_words weapons countries"
)
_ALSO = ("title", "source_chain", "old_value", "new_value")
_NOT = ("location_text", "date_text", "time_text")  # a place or a day is no person
_WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")
_MOST_WORDS = 4
_FEW = 2
_ENDINGS = ("های", "ها", "هایی", "ان", "ی", "ای", "ش", "شان", "مان", "اش")


@cache
def _given() -> frozenset[str]:
    """Given names, as the lexicon of victims has them."""
    return keys_by("victim_words", "class")["name"]


@cache
def _known() -> frozenset[str]:
    """Words that are no part of a person's name."""
    words = set(finite_forms())
    for name in _VOCABULARY.split():
        for row in read_rows(name):
            if row.get("class") != "name":
                words |= {word for key in cell_keys(row.get("forms", "")) for word in key.split()}
    return frozenset(words)


@cache
def _numbers() -> frozenset[str]:
    return frozenset(keyed_rows("numbers"))


@cache
def _public() -> frozenset[str]:
    """The names of persons of public life."""
    return frozenset(keyed_rows("persons"))


@cache
def _is_known(word: str) -> bool:
    key = fold_word(word)
    parts = [part for part in key.replace("\u200c", " ").split() if part]
    return all(part in _known() or any(part.removesuffix(end) in _known() for end in _ENDINGS) for part in parts)


@cache
def _is_given(word: str) -> bool:
    return fold_word(word) in _given()


def names_in(sentence: str) -> Iterator[str]:
    """Given names with the words after them that are in no lexicon."""
    words = list(_WORD.finditer(sentence))
    at = 0
    while at < len(words):
        end = _end_of_name(sentence, words, at) if _is_given(words[at][0]) else at
        if end > at + 1:
            name = sentence[words[at].start() : words[end - 1].end()]
            if not _is_public(name):
                yield name
        at = max(end, at + 1)


def _end_of_name(sentence: str, words: list[re.Match[str]], at: int) -> int:
    end = at + 1
    while end < len(words) and end - at < _MOST_WORDS and sentence[words[end - 1].end() : words[end].start()] == " ":
        if _is_known(words[end][0]) and not _is_given(words[end][0]):
            break
        end += 1
    return end


def _is_public(name: str) -> bool:
    """Whether a name holds that of a person of public life, or is a part of it longer than a word."""
    key = f" {fold_word(name)} "
    return any(f" {one} " in key or (" " in key.strip() and key in f" {one} ") for one in _public())


def _of_one(words: str, after: str) -> Iterator[str]:
    """The name of one person told of without a number: the words that no lexicon has, and such right after them."""
    found = list(_WORD.finditer(words))
    if any(letter.isdigit() for letter in words) or any(fold_word(word[0]) in _numbers() for word in found):
        return
    unknown = [word for word in found if not _is_known(word[0]) or _is_given(word[0])]
    if not unknown or any(f" {one} " in f" {fold_word(words + after)} " for one in _public()):
        return
    name = words[unknown[0].start() : unknown[-1].end()]
    if unknown[-1] is found[-1]:
        rest = list(_WORD.finditer(after))[: _MOST_WORDS - 1]
        end = 0
        for word in rest:
            if after[end : word.start()] != " " or _is_known(word[0]):
                break
            end = word.end()
        if end and not _is_public(name + after[:end]):
            yield name + after[:end]
    if not _is_public(name):
        yield name


def known_victims(tables: Mapping[str, pd.DataFrame]) -> dict[str, set[str]]:
    """The names of victims by article, as they are written there."""
    texts = dict(zip(tables["articles"]["article_id"], tables["articles"]["text"], strict=True))
    columns = ["event_id", "article_id", "evidence_text", "source_text", "actor_text", "location_text"]
    events = {row[0]: row[1:] for row in tables["events"][columns].itertuples(index=False, name=None)}
    hurt = tables["casualties"]
    hurt = hurt[hurt["kind"].isin(_KINDS) & hurt["event_id"].isin(events)]
    found: dict[str, set[str]] = {}
    seen: set[str] = set()
    for event, words, end, low, high in hurt[["event_id", "casualties_text", "end", "low", "high"]].itertuples(
        index=False, name=None
    ):
        article, evidence, *others = events[event]
        names = found.setdefault(article, set())
        if event not in seen and not pd.isna(evidence):
            seen.add(event)
            told = " ".join(other for other in others if not pd.isna(other))
            names |= {name for name in names_in(evidence) if name not in told}
        if not (pd.isna(low) or pd.isna(high)) and low == high and low <= _FEW:
            text = texts.get(article)
            names |= set(_of_one(words, "" if text is None or pd.isna(text) else text[end : end + 60]))
    return {article: names for article, names in found.items() if names}


def withhold_names(tables: Mapping[str, pd.DataFrame], *, texts: bool = False) -> Tables:
    """The tables without the names of victims that are known; `articles.text` keeps them, unless `texts`."""
    names = known_victims(tables)
    article_of = dict(zip(tables["events"]["event_id"], tables["events"]["article_id"], strict=True))
    of_incident: dict[str, set[str]] = {}
    for incident, article in tables["events"][["incident_id", "article_id"]].itertuples(index=False, name=None):
        if not pd.isna(incident):
            of_incident.setdefault(incident, set()).update(names.get(article, ()))
    patterns = {key: _pattern(found) for key, found in names.items()}
    by_incident = {key: _pattern(found) for key, found in of_incident.items() if found}
    made = dict(tables)
    for name, frame in tables.items():
        if "article_id" in frame.columns:
            chosen = [patterns.get(key) for key in frame["article_id"]]
        elif "event_id" in frame.columns:
            chosen = [patterns.get(article_of.get(key, "")) for key in frame["event_id"]]
        elif "incident_id" in frame.columns:
            chosen = [by_incident.get(key) for key in frame["incident_id"]]
        else:
            continue
        made[name] = _masked(name, frame, chosen, texts)
    return made


def _pattern(names: set[str]) -> re.Pattern[str]:
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


def _masked(name: str, frame: pd.DataFrame, chosen: list[re.Pattern[str] | None], texts: bool) -> pd.DataFrame:
    if not any(chosen):
        return frame
    made = frame.copy()
    for each in TABLES[name].fields:
        words = each.name.endswith("_text") or each.name in _ALSO or (texts and each.name == "text")
        if each.name in _NOT or not words:
            continue
        cells = [_mask(cell, pattern) for cell, pattern in zip(frame[each.name], chosen, strict=True)]
        made[each.name] = pd.Series(cells, index=frame.index, dtype=frame[each.name].dtype)
    return made


def _mask(cell: Any, pattern: re.Pattern[str] | None) -> Any:
    if pattern is None:
        return cell
    if isinstance(cell, list):
        return [_mask(item, pattern) for item in cell]
    return cell if pd.isna(cell) else pattern.sub(lambda found: re.sub(r"\S", WITHHELD, found[0]), cell)


def without_texts(tables: Mapping[str, pd.DataFrame]) -> Tables:
    """The tables without the texts, titles and sentences of articles: offsets, codes and short phrases stay."""
    made = dict(tables)
    for name, columns in {"articles": ("text", "title"), "events": ("evidence_text", "title")}.items():
        made[name] = tables[name].assign(**{column: pd.Series(pd.NA, tables[name].index, "str") for column in columns})
    return made
