"""The one scan over all lexicons: word boundaries, joints, inflection, the longest reading."""

from itertools import pairwise
from typing import Any

import pytest

from pipeline.lexicons.load import keys_of
from pipeline.mentions.resources import Resources
from pipeline.mentions.scan import SPARE, Hit, Scanner
from pipeline.text.letters import fold


def scanner(**layers: list[str]) -> Scanner:
    """A scanner over layers of forms, each form its own row."""
    return Scanner.of(
        {layer: {key: [form] for form in forms for key in keys_of(form)} for layer, forms in layers.items()}
    )


def words(found: dict[str, list[Hit]], text: str, layer: str) -> list[str]:
    folded = fold(text)
    return [folded.written(hit.start, hit.tail) for hit in found.get(layer, [])]


def scanned(text: str, layer: str, **layers: list[str]) -> list[str]:
    return words(scanner(**layers).scan(fold(text)), text, layer)


@pytest.mark.parametrize("text", ["زمین", "مینو", "کمین کردند", "مینا آمد", "زمین‌های دشت", "تأمین"])
def test_a_form_inside_a_word_is_no_hit(text: str) -> None:
    assert scanned(text, "trigger", trigger=["مین"]) == []


@pytest.mark.parametrize("text", ["مین", "«مین»", "مین،", "یک مین بود", "مین\nدیگر", "مین‌یاب"])
def test_a_form_between_boundaries_is_a_hit(text: str) -> None:
    assert scanned(text, "trigger", trigger=["مین"]) == ["مین"]


@pytest.mark.parametrize("written", ["آتش‌بس", "آتش بس", "آتشبس", "آتش\u00a0بس", "آتش  بس", "آتش&zwnj;بس", "آتشِ‌بس"])
def test_a_joint_is_written_open_closed_or_with_a_space(written: str) -> None:
    assert scanned(f"اعلام {written} کردند", "trigger", trigger=["آتش‌بس"]) == [written]


@pytest.mark.parametrize("written", ["حمله‌ای", "حملهٔ", "حمله"])
def test_a_mark_or_joined_ending_leaves_the_form(written: str) -> None:
    assert [hit.form for hit in scanner(trigger=["حمله"]).scan(fold(written))["trigger"]] == ["حمله"]


@pytest.mark.parametrize("written", ["سربازان", "سربازها", "سربازهای", "سربازی", "سربازش", "سربازانشان", "سربازند"])
def test_written_inflection_belongs_to_the_hit(written: str) -> None:
    found = scanner(role=["سرباز"]).scan(fold(f"{written} رفتند"))["role"]
    assert [(hit.start, hit.end, hit.tail) for hit in found] == [(0, len("سرباز"), len(written))]


@pytest.mark.parametrize("written", ["سربازخانه", "سربازگیری", "سربازانه"])
def test_what_is_no_inflection_makes_another_word(written: str) -> None:
    assert scanned(written, "role", role=["سرباز"]) == []


def test_countries_and_places_take_no_inflection() -> None:
    assert scanned("عراقی", "country", country=["عراق"]) == []
    assert scanned("بصرهای", "place", place=["بصره"]) == []


def test_exact_forms_of_a_row_take_no_inflection() -> None:
    row: dict[str, Any] = {"forms": "تروریست", "exact_forms": "تروریست"}
    exact = Scanner.of({"role": {"تروریست": [row]}})
    assert exact.scan(fold("تروریستی")) == {}
    assert len(exact.scan(fold("تروریست"))["role"]) == 1


def test_the_longest_form_wins_in_its_layer() -> None:
    assert scanned("حمله موشکی به بندر", "trigger", trigger=["حمله", "حمله موشکی", "موشکی"]) == ["حمله موشکی"]


def test_what_gave_way_to_an_act_word_is_kept_beside_it() -> None:
    found = scanner(trigger=["به گلوله", "گلوله‌باران"]).scan(fold("به گلوله‌باران پرداختند"))
    assert [[hit.form for hit in found[layer]] for layer in ("trigger", SPARE)] == [["به گلوله"], ["گلوله باران"]]


def test_of_overlapping_forms_the_first_wins() -> None:
    assert scanned("نیروی دریایی ارتش", "role", role=["نیروی دریایی", "دریایی ارتش"]) == ["نیروی دریایی"]


def test_a_name_inside_a_longer_name_is_part_of_it() -> None:
    found = scanner(place=["آذربایجان غربی"], country=["آذربایجان"]).scan(fold("مرز آذربایجان غربی"))
    assert found["country"] == []
    assert len(found["place"]) == 1


def test_a_place_inside_an_outlet_is_part_of_it() -> None:
    found = scanner(media=["صدای بغداد"], place=["بغداد"]).scan(fold("صدای بغداد از بغداد گزارش داد"))
    assert [hit.start for hit in found["place"]] == [len("صدای بغداد از ")]


def test_a_name_of_the_same_length_in_two_layers_stays_in_both() -> None:
    found = scanner(country=["لوکزامبورگ"], place=["لوکزامبورگ"]).scan(fold("لوکزامبورگ"))
    assert [len(found[layer]) for layer in ("country", "place")] == [1, 1]


def test_a_trigger_inside_a_name_stays() -> None:
    found = scanner(trigger=["حمله"], group=["جنبش حمله"]).scan(fold("جنبش حمله"))
    assert len(found["trigger"]) == 1


def test_a_text_without_forms_has_no_hits() -> None:
    assert scanner(trigger=["مین"]).scan(fold("")) == {}
    assert scanner(trigger=["مین"]).scan(fold("باران بارید")) == {}


def test_hits_of_all_lexicons_are_ordered_and_disjoint_in_each_layer(resources: Resources) -> None:
    text = "ارتش ترکیه با پهپاد به روستایی در شمال عراق حمله کرد و خبرگزاری فرانسه نوشت ۵ تن کشته شدند"
    found = resources.scanner.scan(fold(text))
    assert {"body", "weapon", "country", "trigger", "media", "death"} <= set(found)
    for layer, hits in found.items():
        assert layer == SPARE or all(a.end <= b.start for a, b in pairwise(hits))
        assert all(hit.start < hit.end <= hit.tail for hit in hits)
