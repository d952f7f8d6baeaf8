"""Encodings: what is read without being told, and what is refused."""

import codecs

import pytest

from pipeline.articles.encodings import decode
from pipeline.articles.record import InputFault

OLD = (
    "به گزارش خبرگزاری رواق، نیروهای پلیس چهار قاچاقچی را در ژرفای جنگل گرفتند و یک مأمور زخمی شد. "
    "این درگیری دیروز رخ داد."
)
ARABIC_LETTERS = OLD.replace("ی", "ي").replace("ک", "ك")


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (OLD.encode(), OLD, "utf-8"),
        (codecs.BOM_UTF8 + OLD.encode(), OLD, "utf-8"),
        (codecs.BOM_UTF16_LE + OLD.encode("utf-16-le"), OLD, "utf-16-le"),
        (codecs.BOM_UTF16_BE + OLD.encode("utf-16-be"), OLD, "utf-16-be"),
        (OLD.encode("utf-16-le"), OLD, "utf-16-le"),
        (OLD.encode("utf-16-be"), OLD, "utf-16-be"),
        (codecs.BOM_UTF32_LE + OLD.encode("utf-32-le"), OLD, "utf-32-le"),
        (ARABIC_LETTERS.encode("cp1256"), ARABIC_LETTERS, "windows-1256"),
    ],
)
def test_encodings_that_are_recognised(data, text, encoding):
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.replaced) == (text, encoding, 0)


def test_windows_1256_keeps_the_letters_that_only_persian_has():
    assert {"چ", "پ", "ژ", "گ", "ي", "ك"} <= set(decode(ARABIC_LETTERS.encode("cp1256")).text)


@pytest.mark.parametrize("encoding", ["iso8859_6", "cp720"])
def test_relatives_of_windows_1256(encoding):
    text = "قال مسؤولون ان عشرات الجنود قتلوا في هجوم على موقع للجيش قرب الحدود وان القتال مستمر منذ يومين في المدينة"
    assert decode(text.encode(encoding)).text == text


def test_a_declaration_is_believed_only_where_utf8_fails():
    assert decode(OLD.encode(), "windows-1256").text == OLD
    assert decode(ARABIC_LETTERS.encode("cp1256"), "utf-8").text == ARABIC_LETTERS


@pytest.mark.parametrize("declared", ["punycode", "idna", "zip", "rot13", "hex", "no-such", "\0", "x" * 1000, "utf-7"])
def test_odd_declarations_are_not_followed(declared):
    with pytest.raises(InputFault):
        decode(b"\xff\xfe\xfd" * 50 + b"\x81", declared)


def test_a_broken_byte_in_utf8_is_replaced_and_counted():
    decoded = decode(OLD.encode() * 3 + b"\xd8")
    assert decoded.text == OLD * 3 + "\ufffd"
    assert decoded.replaced == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 ...", "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "binary"),
        (b"\0" * 500, "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"\xe9\xe8\xe7\xe0 caf\xe9 d\xe9j\xe0 vu " * 20, "undecodable"),
    ],
)
def test_what_is_refused(data, reason):
    with pytest.raises(InputFault) as fault:
        decode(data)
    assert fault.value.reason == reason


def test_lines_are_decoded_one_by_one(read, text):
    lines = [f'{{"id": {number}, "text": "{text}"}}'.encode() for number in (1, 2)]
    old = '{"id": 3, "text": "' + ARABIC_LETTERS + '"}'
    outcome = read("a.jsonl", b"\n".join([lines[0], old.encode("cp1256"), b"caf\xe9 d\xe9j\xe0 vu", lines[1]]))
    assert [each.article_id for each in outcome.articles] == ["1", "3", "2"]
    assert outcome.articles[1].text == ARABIC_LETTERS
    assert [reason for _, reason in outcome.reasons] == ["undecodable"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-le"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.html", "a.xml", "a.txt"])
def test_every_format_in_every_encoding(read, text, name, encoding):
    shapes = {
        "a.jsonl": '{"id": 1, "text": "%s"}\n',
        "a.json": '[{"id": 1, "text": "%s"}]',
        "a.csv": "id,text\n1,%s\n",
        "a.html": "<html><body><p>%s</p></body></html>",
        "a.xml": "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><item><description>%s</description>"
        "</item></channel></rss>",
        "a.txt": "%s",
    }
    assert read(name, (shapes[name] % text).encode(encoding)).article.text == text


def test_page_in_windows_1256_with_and_without_its_declaration(read):
    page = "<html><head><meta charset='{}'></head><body><p>{}</p></body></html>"
    for declared in ("windows-1256", "utf-8", "iso-8859-1"):
        assert read("a.html", page.format(declared, ARABIC_LETTERS).encode("cp1256")).article.text == ARABIC_LETTERS
