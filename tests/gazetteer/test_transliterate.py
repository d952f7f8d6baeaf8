"""Latin spellings of Persian names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gazetteer.transliterate import transliterate


@pytest.mark.parametrize(
    ("name", "country", "wanted"),
    [
        ("تیشا", "AFG", "Tisha"),
        ("اعظم ورسک", "PAK", "Azam Warsak"),
        ("ورامین", "IRN", "Varamin"),
        ("وردک", "AFG", "Wardak"),
        ("نورآباد", "IRN", "Nurabad"),
        ("ابوالکلام", "IRQ", "Abu al-Kalam"),
        ("الهاملی", "YEM", "Al-Hamli"),
        ("شاه كوه", None, "Shah Kuh"),
        ("بغداد", "IRQ", "Baghdad"),
    ],
)
def test_names(name: str, country: str | None, wanted: str) -> None:
    assert transliterate(name, country) == wanted


@given(st.text(alphabet="آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئء ‌", max_size=16))
def test_any_name_becomes_ascii(name: str) -> None:
    spelled = transliterate(name)
    assert spelled.isascii()
    assert spelled == spelled.strip()
