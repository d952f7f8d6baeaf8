"""Persian forms from Arabic-script names of any language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gazetteer.persian import join_parts, persian_forms
from pipeline.lexicons.load import keys_of
from pipeline.text.letters import fold_word


def keys(names: list[str], name_en: str, country: str) -> set[str]:
    return {key for form in persian_forms(names, name_en, country) for key in keys_of(form)}


@pytest.mark.parametrize(
    ("names", "name_en", "country", "wanted"),
    [
        (["الفلوجة"], "Al Fallujah", "IRQ", {"الفلوجه", "فلوجه"}),
        (["صنعاء"], "Sanaa", "YEM", {"صنعا", "صنعاء"}),
        (["دير الزور"], "Dayr az Zawr", "SYR", {"دیر الزور", "دیرالزور"}),
        (["بئر السبع"], "Beersheba", "ISR", {"بئر السبع", "بیرالسبع"}),
        (["إسلام آباد"], "Islamabad", "PAK", {"اسلام آباد", "اسلام اباد"}),
        (["غاليتش"], "Galich", "RUS", {"گالیچ"}),
        (["کوئٹہ"], "Quetta", "PAK", {"کوئته", "کویته"}),
        (["سولون، اوهایو"], "Solon", "USA", {"سولون"}),
        (["قضاء تلكيف"], "Tel Keppe", "IRQ", {"تلکیف"}),
    ],
)
def test_forms_are_derived(names: list[str], name_en: str, country: str, wanted: set[str]) -> None:
    assert wanted <= keys(names, name_en, country)


@pytest.mark.parametrize(
    ("names", "country"),
    [(["ھەولێر"], "DEU"), (["کنگسٹن"], "USA"), (["fraہ"], "AFG"), (["Kabul"], "AFG"), (["ا"], "IRN"), ([], "IRN")],
)
def test_other_languages_spellings_are_left_out(names: list[str], country: str) -> None:
    assert persian_forms(names, "X", country) == []


def test_the_article_goes_from_arab_names_alone() -> None:
    assert "باما" not in keys(["الباما"], "Alabama", "USA")
    assert "موصل" in keys(["الموصل"], "Mosul", "IRQ")


@given(st.lists(st.text(alphabet="ابپتجچدرزسشعغفقکگلمنوهیيكةىأآئ ‌-،", min_size=1, max_size=12), max_size=4))
def test_forms_are_persian_and_not_doubled(names: list[str]) -> None:
    forms = persian_forms(names, "Some Name", "SYR")
    assert len(set(forms)) == len(forms)
    for form in forms:
        assert fold_word(join_parts(form)) == fold_word(form)
        assert not set(form) & set("يكةىأإ،")
