"""The lexicons of actors: parsable, validly coded, dated in order, and one code for one form.

Examples are our own sentences; codes asked for are the annotation guideline's own.
"""

import csv
import re
from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hazm.utils import words_list

from pipeline.lexicons import load
from pipeline.mentions.scan import Hit, Scanner
from pipeline.text.letters import fold, fold_word

CODES = Path(load.FOLDER).parent / "schema" / "codes"
COLUMNS = {
    "groups": "id name_en forms code source_type valid_from valid_to notes source weak_forms exact_forms namesakes",
    "bodies": "id name_en forms code source_type country notes source weak_forms exact_forms",
    "persons": "forms name_en code source_type valid_from valid_to notes source weak_forms",
    "role_nouns": "forms role source_type number notes source default_country exact_forms",
}
NAMED = ("groups", "bodies", "persons")
DATED = ("groups", "persons")
MINIMA = {"groups": 280, "bodies": 400, "persons": 250, "role_nouns": 150}
NUMBERS = {"person", "group", "thing", "office"}
# A form that two files claim with different codes, and why both must have it. None is needed today.
EXCEPTIONS: dict[str, str] = {}
ZWNJ = "\u200c"


def _codes(name: str) -> set[str]:
    with (CODES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"] for row in csv.DictReader(file)}


def _squeezed(form: str) -> str:
    """The form without spaces and joints: two spellings of one word are one."""
    return fold_word(form).replace(" ", "")


def _code(name: str, row: dict[str, str]) -> str:
    return row["role"] if name == "role_nouns" else row["code"]


def _overlap(one: dict[str, str], other: dict[str, str]) -> bool:
    def span(row: dict[str, str]) -> tuple[str, str]:
        return row.get("valid_from") or "0000", row.get("valid_to") or "9999"

    return span(one)[0] <= span(other)[1] and span(other)[0] <= span(one)[1]


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_every_row_parses_and_tells_its_source(name: str) -> None:
    with (load.FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        rows = list(reader)
    assert reader.fieldnames == COLUMNS[name].split()
    assert [row for row in rows if None in row or None in row.values()] == [], "a cell too many or too few"
    assert [row for row in rows if not row["source"].strip() or not row["forms"].strip()] == []


@pytest.mark.parametrize(("name", "least"), sorted(MINIMA.items()))
def test_enough_rows(name: str, least: int) -> None:
    assert len(load.read_rows(name)) >= least


def test_enough_distinct_groups_persons_and_countries() -> None:
    assert len({row["id"] for row in load.read_rows("groups")}) >= 280
    assert len({row["name_en"] for row in load.read_rows("persons")}) >= 250
    homes = {row["country"] for row in load.read_rows("bodies")} - {"INT", "UNK"}
    assert len(homes) >= 60
    for role in ("MIL", "POL", "GOV"):
        held = {row["country"] for row in load.read_rows("bodies") if row["code"].endswith(role)}
        assert len(held) >= 60, role


@pytest.mark.parametrize("name", NAMED)
def test_codes_are_valid(name: str) -> None:
    roles, kinds = _codes("role"), _codes("source_type")
    countries = {row["iso3"] for row in load.read_rows("countries")} | {"INT", "UNK"}
    for row in load.read_rows(name):
        country, mark, role = row["code"].partition("-")
        assert mark and country in countries and role in roles, row["code"]
        assert row["source_type"] in kinds, row["name_en"]
        assert row.get("country") in {None, *countries}, row["name_en"]
        assert row["name_en"].strip()
        for other in load.split_forms(row.get("namesakes") or ""):
            assert re.fullmatch(r"[A-Z]{3}-[A-Z]{3}", other) and other[:3] in countries and other[4:] in roles, row[
                "id"
            ]


def test_ids_are_slugs_and_bodies_have_their_own() -> None:
    for name in ("groups", "bodies"):
        assert [r["id"] for r in load.read_rows(name) if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", r["id"])] == []
    bodies = [row["id"] for row in load.read_rows("bodies")]
    assert sorted({i for i in bodies if bodies.count(i) > 1}) == []


def test_role_nouns_are_coded() -> None:
    roles, kinds = _codes("role"), _codes("source_type")
    countries = {row["iso3"] for row in load.read_rows("countries")}
    rows = load.read_rows("role_nouns")
    for row in rows:
        assert row["role"] in roles and row["source_type"] in kinds, row["forms"]
        assert row["number"] in NUMBERS, row["forms"]
        assert not row["default_country"] or row["default_country"] in countries, row["forms"]
    assert {row["role"] for row in rows} == {"MIL", "POL", "GOV", "REB", "CIV", "OBJ", "MED", "IGO", "UNK"}
    assert {row["number"] for row in rows} == NUMBERS


def test_a_row_for_one_person_holds_no_plural() -> None:
    plural = re.compile(rf"({ZWNJ}?ها|ندگان|شدگان|مأمورین)$")
    single = [f for r in load.read_rows("role_nouns") if r["number"] == "person" for f in load.split_forms(r["forms"])]
    assert [form for form in single if plural.search(form)] == []


@pytest.mark.parametrize("name", DATED)
def test_dates_are_days_in_order(name: str) -> None:
    for row in load.read_rows(name):
        days = [date.fromisoformat(row[c]) for c in ("valid_from", "valid_to") if row[c]]
        assert days == sorted(days), row["name_en"]


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_forms_are_written_as_agreed(name: str) -> None:
    for row in load.read_rows(name):
        for column in ("forms", "weak_forms", "exact_forms"):
            for form in load.split_forms(row.get(column, "")):
                assert len(_squeezed(form)) >= 2, (form, row)
                assert "  " not in form and "," not in form and "~" not in form, form
                assert form == form.strip(" " + ZWNJ) and f" {ZWNJ}" not in form and f"{ZWNJ} " not in form, form
        forms = set(load.split_forms(row["forms"]))
        assert set(load.split_forms(row.get("exact_forms", ""))) <= forms
        weak = {_squeezed(form) for form in load.split_forms(row.get("weak_forms", ""))}
        assert weak.isdisjoint(_squeezed(form) for form in forms), row["name_en"]


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_a_form_stands_once_at_a_time(name: str) -> None:
    held: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in load.read_rows(name):
        for form in load.split_forms(row["forms"]):
            held[_squeezed(form)].append(row)
    twice = [key for key, rows in held.items() if any(_overlap(a, b) for a, b in combinations(rows, 2))]
    assert twice == []


def test_two_files_give_a_form_one_code() -> None:
    held: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name in COLUMNS:
        for row in load.read_rows(name):
            for form in load.split_forms(row["forms"]):
                held[_squeezed(form)][name].add(_code(name, row))
    claimed = {key for key, files in held.items() if any(a != b for a, b in combinations(files.values(), 2))}
    assert claimed == {_squeezed(form) for form in EXCEPTIONS}


@pytest.mark.slow  # reads hazm's whole word list
@pytest.mark.parametrize("name", NAMED)
def test_a_form_that_is_a_dictionary_word_has_a_note(name: str) -> None:
    dictionary = {fold_word(word) for word, *_ in words_list()}
    bare = [
        form
        for row in load.read_rows(name)
        if not row["notes"].strip()
        for form in load.split_forms(row["forms"])
        if " " not in form and ZWNJ not in form and fold_word(form) in dictionary
    ]
    assert bare == []


@pytest.mark.parametrize(
    "word", ["پاک", "فتح", "طالب", "تندر", "امان", "میت", "بسیج", "غنی", "مبارک", "بری", "کری", "اسد", "بوش", "رایس"]
)
def test_common_words_are_no_names(word: str) -> None:
    for name in NAMED:
        assert [r["name_en"] for r in load.read_rows(name) if word in load.split_forms(r["forms"])] == []


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    layers = {"group": "groups", "body": "bodies", "person": "persons", "role": "role_nouns"}
    return Scanner.of({layer: load.keyed_rows(name) for layer, name in layers.items()})


def _read(scanner: Scanner, text: str, layer: str) -> list[Hit]:
    return scanner.scan(fold(text)).get(layer, [])


def _names(scanner: Scanner, text: str, layer: str) -> set[str]:
    return {row["name_en"] for hit in _read(scanner, text, layer) for row in hit.rows}


def _row_on(name: str, form: str, day: str) -> dict[str, str]:
    rows = [r for r in load.read_rows(name) if form in load.split_forms(r["forms"])]
    (row,) = [r for r in rows if (r["valid_from"] or "0") <= day <= (r["valid_to"] or "9")]
    return row


@pytest.mark.parametrize(
    ("text", "layer", "code"),
    [
        ("داعش یک روستا را گرفت", "group", "INT-REB"),
        ("القاعده بیانیه داد", "group", "INT-REB"),
        ("رزمندگان حماس", "group", "PSE-REB"),
        ("حزب‌الله لبنان خبر داد", "group", "LBN-REB"),
        ("حزب الله لبنان خبر داد", "group", "LBN-REB"),
        ("حوثی‌ها موشک زدند", "group", "YEM-REB"),
        ("نیروهای حشدالشعبی", "group", "IRQ-REB"),
        ("نيروهاي الحشد الشعبي", "group", "IRQ-REB"),
        ("پ.ک.ک دو سرباز را کشت", "group", "TUR-REB"),
        ("چهار عضو پ‌ک‌ک", "group", "TUR-REB"),
        ("گروهک منافقین", "group", "IRN-REB"),
        ("جیش‌العدل مسئولیت را پذیرفت", "group", "IRN-REB"),
        ("نیروهای آیساف", "body", "INT-IGO"),
        ("ناتو اعلام کرد", "body", "INT-IGO"),
        ("صلیب سرخ جهانی", "body", "INT-CIV"),
        ("سپاه پاسداران انقلاب اسلامی", "body", "IRN-MIL"),
        ("وزارت اطلاعات سه نفر را گرفت", "body", "IRN-POL"),
        ("پنتاگون گفت", "body", "USA-MIL"),
        ("موساد او را کشت", "body", "ISR-POL"),
        ("سازمان سیا", "body", "USA-POL"),
    ],
)
def test_the_guideline_s_own_codes(scanner: Scanner, text: str, layer: str, code: str) -> None:
    assert {row["code"] for hit in _read(scanner, text, layer) for row in hit.rows} == {code}


@pytest.mark.parametrize(
    ("name", "form", "day", "code"),
    [
        ("groups", "طالبان", "2019-05-01", "AFG-REB"),
        ("groups", "طالبان", "2021-08-15", "AFG-GOV"),
        ("groups", "نیرو‌های پشتیبانی سریع", "2022-01-01", "SDN-MIL"),
        ("groups", "نیرو‌های پشتیبانی سریع", "2024-01-01", "SDN-REB"),
        ("groups", "ارتش یمن", "2009-11-01", "YEM-MIL"),
        ("groups", "ارتش یمن", "2019-09-14", "YEM-REB"),
        ("groups", "بعثی", "1985-01-01", "IRQ-GOV"),
        ("groups", "بعثی", "2004-06-01", "IRQ-REB"),
        ("groups", "تحریر‌الشام", "2019-01-01", "SYR-REB"),
        ("groups", "تحریر‌الشام", "2025-03-01", "SYR-GOV"),
        ("persons", "ترامپ", "2019-06-20", "USA-GOV"),
        ("persons", "ترامپ", "2023-06-20", "USA-CIV"),
        ("persons", "ترامپ", "2025-06-22", "USA-GOV"),
        ("persons", "احمد الشرع", "2020-01-01", "SYR-REB"),
        ("persons", "احمد الشرع", "2025-01-01", "SYR-GOV"),
    ],
)
def test_codes_change_with_the_day(name: str, form: str, day: str, code: str) -> None:
    assert _row_on(name, form, day)["code"] == code


@pytest.mark.parametrize(
    ("text", "layer", "name"),
    [
        ("کتائب حزب‌الله عراق", "group", "Kata'ib Hezbollah"),
        ("انصار حزب‌الله تهران", "group", "Ansar-e Hezbollah"),
        ("سپاه بدر در نجف", "group", "Badr Organization"),
        ("دیده‌بان حقوق بشر سوریه", "body", "Syrian Observatory for Human Rights"),
        ("دیده‌بان حقوق بشر", "body", "Human Rights Watch"),
        ("شورای امنیت روسیه", "body", "Government of Russia"),
        ("ایهود باراک آمد", "person", "Ehud Barak"),
        ("باراک اوباما آمد", "person", "Barack Obama"),
    ],
)
def test_the_longer_name_wins(scanner: Scanner, text: str, layer: str, name: str) -> None:
    assert _names(scanner, text, layer) == {name}


@pytest.mark.parametrize(
    ("text", "layer"),
    [
        ("شعری حماسی خواند", "group"),
        ("سیاست تازه", "body"),
        ("باشگاه سپاهان", "body"),
        ("مردی ناتوان", "body"),
        ("عملیات تروریستی", "role"),
        ("صدای تیراندازی", "role"),
        ("بمب‌گذاری دیروز", "role"),
        ("کشاورزی رونق گرفت", "role"),
        ("کارشان جاسوسی است", "role"),
        ("همه چیز پیداست", "group"),
        ("به فتوای او", "group"),
    ],
)
def test_another_word_is_no_actor(scanner: Scanner, text: str, layer: str) -> None:
    assert _read(scanner, text, layer) == []


@pytest.mark.parametrize(
    ("text", "role", "number"),
    [
        ("تروریست‌ها گریختند", "REB", "group"),
        ("تروریستها گریختند", "REB", "group"),
        ("سربازی کشته شد", "MIL", "person"),
        ("سربازان آمدند", "MIL", "group"),
        ("دانشجوی ایرانی", "CIV", "person"),
        ("مهاجمان گریختند", "UNK", "group"),
        ("یک مرزبان", "POL", "person"),
        ("نفتکش آتش گرفت", "OBJ", "thing"),
        ("وزارت دفاع خبر داد", "MIL", "office"),
        ("پهپادها سقوط کردند", "MIL", "thing"),
    ],
)
def test_heads_have_role_and_number(scanner: Scanner, text: str, role: str, number: str) -> None:
    first = _read(scanner, text, "role")[0]
    assert {(row["role"], row["number"]) for row in first.rows} == {(role, number)}
