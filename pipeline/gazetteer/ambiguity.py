"""Which GeoNames forms are ordinary words: counted once in a corpus, kept as `lexicons/place_ambiguity.csv`.

In: articles (JSON Lines, gzipped or not, with `text`), hazm's word list, and the gazetteer before its decisions.
Out: place_ambiguity.csv rewritten. Rows decided by hand stay; forms that people wrote into places.csv and
countries.csv are decided by hand alone; of the others, those seldom told as a place need a head word (`head`:
شهر X) or a cue and the country's support (`cue`: در X), or go (`drop`). Command, after a change of the
supplement or of GeoNames: `python -m pipeline.gazetteer.ambiguity CORPUS.jsonl.gz …`
"""

import csv
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import ahocorasick_rs

from pipeline.gazetteer.build import undecided_rows
from pipeline.gazetteer.common_words import common_words
from pipeline.lexicons.load import FOLDER, keys_of, read_rows, split_forms
from pipeline.text.letters import fold, fold_word

_COLUMNS = ("form", "needs", "decided_by", "reason", "source")
_OFTEN = 20  # a word this frequent that head words hardly ever introduce is dropped
_SELDOM = 0.02
_SEEN = 4  # below this many occurrences the word list decides
_SHORT = 2
_TOWN, _CITY = 15_000, 300_000


def main(arguments: list[str]) -> int:
    """Rewrite place_ambiguity.csv from the given corpus files."""
    if not arguments:
        print("Name the corpus files to count in.", file=sys.stderr)
        return 2
    people = _guessed_keys()
    guessed = set(people)
    counts = count_contexts(guessed, _texts(arguments))
    words = common_words()
    hand = [row for row in read_rows("place_ambiguity") if row["decided_by"] == "hand"]
    rows = {fold_word(row["form"]): row for row in hand}
    for key in sorted(guessed - rows.keys()):
        total, heads, cues = counts.get(key, (0, 0, 0))
        needs = decide(key, total, heads, cues, key in words, people[key])
        if needs != "free":
            told = f"{heads + cues} of {total} in a place context" if total >= _SEEN else "seldom in the corpus"
            reason = f"{told}; {'in' if key in words else 'not in'} hazm's word list"
            rows[key] = dict(zip(_COLUMNS, (key, needs, "counts", reason, "this module's command"), strict=True))
    with (FOLDER / "place_ambiguity.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows.values(), key=lambda row: (row["decided_by"] != "hand", row["form"])))
    print(f"{len(hand)} forms decided by hand, {len(rows) - len(hand)} by counts")
    return 0


def decide(key: str, total: int, heads: int, cues: int, is_word: bool, people: int) -> str:
    """What a form needs beside it: told after a head word (شهر X) `heads` times, after a preposition `cues` times, of
    `total`; in hazm's list of frequent words or not; `people` live in the largest place it could be."""
    share = (heads + cues) / total if total else 0.0
    if total < _SEEN:
        if is_word or len(key) <= _SHORT:
            return "cue" if people >= _TOWN else "head"
        return "free"
    if total >= _OFTEN and heads / total < _SELDOM:
        return "cue" if people >= _CITY and share >= 0.25 and heads else "drop"
    if heads >= 2 and heads / total >= 0.1 and share >= 0.25:
        return "free"
    if not is_word and share >= 0.1:
        return "free" if share >= 0.35 else "cue"
    return "cue" if people >= _TOWN and share >= 0.1 else "head"


def count_contexts(keys: Iterable[str], texts: Iterable[str]) -> dict[str, tuple[int, int, int]]:
    """For each form key: occurrences as a word, those after a head word, those after a preposition or direction."""
    roles: dict[str, str] = {}
    for row in read_rows("place_words"):
        for form in split_forms(row["forms"]):
            for key in keys_of(form):
                roles.setdefault(key, row["role"])
    patterns = sorted(set(keys))
    automaton = ahocorasick_rs.AhoCorasick(patterns)
    totals: Counter[str] = Counter()
    beside: dict[str, Counter[str]] = {"head": Counter(), "cue": Counter()}
    for text in texts:
        folded = fold(text)
        word, reached = folded.is_word, -1
        found = automaton.find_matches_as_indexes(folded.key, overlapping=True)
        for start, end, pattern in sorted((s, -e, p) for p, s, e in found):
            if start < reached or (start and word[start - 1]) or word[-end]:
                continue
            reached = -end
            totals[patterns[pattern]] += 1
            before = folded.key[max(0, start - 20) : start].split()
            role = roles.get(before[-1]) if before and folded.key[start - 1] == " " else None
            if role in ("head", "preposition", "direction"):
                beside["head" if role == "head" else "cue"][patterns[pattern]] += 1
    return {key: (total, beside["head"][key], beside["cue"][key]) for key, total in totals.items()}


def _guessed_keys() -> dict[str, int]:
    """Keys of forms that no person wrote down, but for the words beside names, which are none; and the population
    of the largest place of each."""
    people: dict[str, int] = {}
    for row in undecided_rows():
        for form in row["forms"]:
            for key in keys_of(form):
                people[key] = max(people.get(key, 0), row["population"] or 0)
    for lexicon in ("places", "countries", "place_words"):
        for row in read_rows(lexicon):
            for form in split_forms(row["forms"]):
                for key in keys_of(form):
                    people.pop(key, None)
    return people


def _texts(paths: Iterable[str]) -> Iterator[str]:
    for path in map(Path, paths):
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
            for line in file:
                yield str(json.loads(line)["text"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
