"""The lexicons of acts, deaths, weapons, sources and speech: parsable, coded after the schema, without doubles.

A form belongs to one row of its file, since a scan keeps one reading of a place; where the same
word is two things, its light verbs or its longer form tell them apart.
"""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.events.sides.acts import VALENCIES, valency_of
from pipeline.lexicons import load
from pipeline.text.letters import fold_word

CODES = Path(load.FOLDER).parent / "schema" / "codes"
COLUMNS = {
    "media": "name_en forms country source_type needs_cue source",
    "source_nouns": "forms source_type role kind notes source",
    "speech_verbs": "lemma forms form_kind light_verbs kind claim needs traits notes source",
    "triggers": "lemma forms exact_forms pos light_verbs beside sub_event_type family plover_type plover_mode strength part valency"
    " not_when notes source",
    "verbal_acts": "lemma forms plover_type plover_mode notes source",
    "death_words": "forms kind pos framing voice needs may_fail denies exact_forms notes source",
    "weapons": "code forms notes source",
    "scenes": "forms scene notes source",
}
WITH_FORMS = [name for name, columns in COLUMNS.items() if "forms" in columns.split()]
MINIMA = {
    "media": 330, "source_nouns": 40, "speech_verbs": 90, "triggers": 260, "verbal_acts": 40, "death_words": 70,
    "weapons": 25,
}  # fmt: skip
ROLES = {"", "MIL", "POL", "GOV", "REB", "CIV", "MED", "IGO", "OBJ", "UNK"}
DEATH_WORD_POS = {
    "participle", "verb", "verb_phrase", "light_noun", "act_noun", "victim_noun", "body", "life", "loss", "zero",
}  # fmt: skip


def _codes(name: str) -> set[str]:
    with (CODES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"] for row in csv.DictReader(file)}


def _claims_of(name: str, column: str) -> set[str]:
    return {row[column] for row in load.read_rows(name)}


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_columns_and_sources(name: str) -> None:
    with (load.FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        rows = list(reader)
    assert reader.fieldnames == COLUMNS[name].split()
    assert [row for row in rows if None in row or None in row.values()] == [], "a cell too many or too few"
    assert [row for row in rows if not row["source"].strip()] == []


@pytest.mark.parametrize(("name", "least"), sorted(MINIMA.items()))
def test_enough_rows(name: str, least: int) -> None:
    assert len(load.read_rows(name)) >= least


@pytest.mark.parametrize("name", WITH_FORMS)
def test_a_form_stands_in_one_row(name: str) -> None:
    owners: dict[str, set[int]] = {}
    for number, row in enumerate(load.read_rows(name)):
        for form in load.split_forms(row["forms"]):
            for key in load.keys_of(form):
                owners.setdefault(key, set()).add(number)
    assert sorted(key for key, rows in owners.items() if len(rows) > 1) == []


@pytest.mark.parametrize("name", WITH_FORMS)
def test_forms_are_plain_words(name: str) -> None:
    for row in load.read_rows(name):
        forms = load.split_forms(row["forms"])
        assert forms, row
        assert len(set(forms)) == len(forms), row
        for form in forms:
            assert len(fold_word(form)) >= 2, (row, form)
            assert not re.search(r"[~…*()\[\]?+]|\u200c(?:$|\u200c)|^\u200c|  ", form), (row, form)


def test_media_codes() -> None:
    countries = _codes("country") | {"INT"}
    assert _claims_of("media", "country") <= countries
    assert _claims_of("media", "source_type") <= _codes("source_type")
    assert _claims_of("media", "needs_cue") <= {"yes", "no"}
    rows = load.read_rows("media")
    pairs = Counter((row["name_en"], row["needs_cue"]) for row in rows)
    assert [pair for pair, count in pairs.items() if count > 1] == []
    homes = {(row["name_en"], row["country"], row["source_type"]) for row in rows}
    assert len(homes) == len({row["name_en"] for row in rows}), "one medium with two homes"


@pytest.mark.parametrize(
    ("word", "country", "cue"),
    [
        ("رویترز", "GBR", "no"), ("خبرگزاری فرانسه", "FRA", "no"), ("آسوشیتدپرس", "USA", "no"), ("ایرنا", "IRN", "no"),
        ("فارس", "IRN", "yes"), ("مهر", "IRN", "yes"), ("میزان", "IRN", "yes"), ("خبرگزاری مهر", "IRN", "no"),
        ("الجزیره", "QAT", "no"), ("المسیره", "YEM", "no"), ("آرمن پرس", "ARM", "no"), ("پژواک", "AFG", "no"),
        ("دیده بان حقوق بشر سوریه", "GBR", "no"), ("دیده بان حقوق بشر", "USA", "no"), ("هاآرتص", "ISR", "no"),
    ],
)  # fmt: skip
def test_known_media(word: str, country: str, cue: str) -> None:
    (row,) = load.keyed_rows("media")[fold_word(word)]
    assert (row["country"], row["needs_cue"]) == (country, cue)


def test_source_nouns_codes() -> None:
    assert _claims_of("source_nouns", "source_type") <= _codes("source_type") | {""}
    assert _claims_of("source_nouns", "role") <= ROLES
    assert _claims_of("source_nouns", "kind") <= {"person", "body", "medium", "collective", "document"}


def test_speech_codes() -> None:
    assert _claims_of("speech_verbs", "claim") == _codes("claim")
    assert _claims_of("speech_verbs", "kind") <= {"verb", "noun_cue", "adverb_cue", "prefix_cue"}
    assert _claims_of("speech_verbs", "form_kind") <= {"inflected", "nominal_part", "fixed"}
    for row in load.read_rows("speech_verbs"):
        assert bool(row["light_verbs"]) == (row["form_kind"] == "nominal_part"), row["lemma"]


@pytest.mark.parametrize(
    ("word", "claim"),
    [
        ("گفت", "reported"), ("می گوید", "reported"), ("گفته بودند", "reported"), ("مدعی", "alleged"),
        ("گفته می شود", "alleged"), ("اذعان", "confirmed"), ("تایید", "confirmed"), ("تکذیب", "denied"),
        ("به گزارش", "reported"), ("به ادعای", "alleged"), ("نیفزوده است", "reported"), ("می شنود", "reported"),
    ],
)  # fmt: skip
def test_claim_of_a_cue(word: str, claim: str) -> None:
    (row,) = load.keyed_rows("speech_verbs")[fold_word(word)]
    assert row["claim"] == claim


def test_trigger_codes() -> None:
    with (CODES / "sub_event_type.csv").open(encoding="utf-8", newline="") as file:
        family_of = {row["code"]: row["event_type"] for row in csv.DictReader(file)}
    with (CODES / "plover_mode.csv").open(encoding="utf-8", newline="") as file:
        types_of = {row["code"]: row["plover_type"].split() for row in csv.DictReader(file)}
    covered = set()
    for row in load.read_rows("triggers"):
        sub = row["sub_event_type"]
        assert row["family"] == (family_of[sub] if sub else ""), row["lemma"]
        assert row["plover_type"] in _codes("plover_type"), row["lemma"]
        assert not row["plover_mode"] or row["plover_type"] in types_of[row["plover_mode"]], row["lemma"]
        assert row["pos"] in {"noun", "verb", "light_verb_noun", "adjective"}, row["lemma"]
        assert row["strength"] in {"strong", "weak"}, row["lemma"]
        assert row["part"] in {"act", "frame", "means", "toll", "state"}, row["lemma"]
        assert row["light_verbs"] or row["pos"] != "light_verb_noun", row["lemma"]
        covered.add(sub)
    assert set(family_of) <= covered, "a sub-event type without a word"
    lemmas = Counter(row["lemma"] for row in load.read_rows("triggers"))
    assert [lemma for lemma, count in lemmas.items() if count > 1] == []


def test_verbal_acts_are_plover_only() -> None:
    with (CODES / "plover_mode.csv").open(encoding="utf-8", newline="") as file:
        types_of = {row["code"]: row["plover_type"].split() for row in csv.DictReader(file)}
    for row in load.read_rows("verbal_acts"):
        assert row["plover_type"] in _codes("plover_type") - {"ASSAULT", "PROTEST"}, row["lemma"]
        assert not row["plover_mode"] or row["plover_type"] in types_of[row["plover_mode"]], row["lemma"]
    told = _claims_of("verbal_acts", "plover_type")
    assert told >= {"ACCUSE", "REJECT", "THREATEN", "REQUEST", "CONSULT", "SANCTION"}


@pytest.mark.parametrize("word", ["شهید", "هدف", "زیر", "مرگ", "کشت", "می کشد", "توپ", "آزاد"])
def test_words_too_common_for_a_verb_alone(word: str) -> None:
    """Alone these are titles, aims, prepositions and crops: none is a trigger that stands by itself."""
    rows = load.keyed_rows("triggers").get(fold_word(word), [])
    assert all(row["pos"] == "light_verb_noun" and row["strength"] == "weak" for row in rows)


def test_refusals_do_not_hit_the_trigger_itself() -> None:
    for row in load.read_rows("triggers"):
        own = {key for form in load.split_forms(row["forms"]) for key in load.keys_of(form)}
        refused = {key for form in load.split_forms(row["not_when"]) for key in load.keys_of(form)}
        assert not own & refused, row["lemma"]


def test_death_word_codes() -> None:
    assert _claims_of("death_words", "kind") == _codes("casualty_kind")
    assert _claims_of("death_words", "framing") == _codes("framing")
    assert _claims_of("death_words", "pos") <= DEATH_WORD_POS
    assert {row["denies"] for row in load.read_rows("death_words")} - {""} <= _codes("casualty_kind")
    assert {row["may_fail"] for row in load.read_rows("death_words")} == {"", "yes"}
    assert {row["kind"] for row in load.read_rows("units")} == {"", "goods"}
    assert _claims_of("death_words", "voice") <= {
        "patient_is_subject",
        "patient_stays_subject",
        "patient_is_object",
        "none",
    }


@pytest.mark.parametrize(
    ("word", "kind", "framing"),
    [
        ("کشته", "killed", "neutral"), ("به هلاکت", "killed", "derogatory"), ("شهید", "killed", "honorific"),
        ("مجروح", "injured", "neutral"), ("کشته و زخمی", "killed_or_injured", "neutral"),
        ("اسیر", "captured", "neutral"), ("مفقودالاثر", "missing", "neutral"), ("بی خانمان", "displaced", "neutral"),
    ],
)  # fmt: skip
def test_kind_and_framing(word: str, kind: str, framing: str) -> None:
    (row,) = load.keyed_rows("death_words")[fold_word(word)]
    assert (row["kind"], row["framing"]) == (kind, framing)


def test_weapon_codes() -> None:
    assert _claims_of("weapons", "code") <= _codes("weapon")


def test_light_verbs_are_infinitives() -> None:
    for name in ("triggers", "speech_verbs"):
        for row in load.read_rows(name):
            verbs = load.split_forms(row["light_verbs"])
            assert [verb for verb in verbs if not verb.endswith(("دن", "تن"))] == [], (name, row["lemma"])


def test_every_act_word_says_what_it_does_with_its_sides() -> None:
    assert {row["valency"] for row in load.read_rows("triggers")} == VALENCIES
    told = {lemma: valency_of(lemma) for lemma in ("کمین", "مین‌روبی", "تظاهرات خشونت‌آمیز", "نقض آتش‌بس", "مستقر شدن")}
    assert list(told.values()) == ["attack", "object", "protest", "attack", "move"], "by its meaning, not its letters"
