"""One example per format, and what each makes of its own traps."""

import datetime as dt
import gzip
import io
import json

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

PAGE = """<!DOCTYPE html><html lang="fa"><head><meta charset="utf-8"><title>انفجار در بازار | رواق</title>
<meta property="og:title" content="انفجار در بازار"><meta property="og:site_name" content="خبرگزاری رواق">
<meta property="article:published_time" content="2025-08-21T15:01:00+03:30">
<link rel="canonical" href="https://ravaq.example/news/1"></head><body><nav><a href="/">صفحه نخست</a></nav>
<article><h1>انفجار در بازار</h1><p>{text}</p>
<p>سخنگوی پلیس &laquo;شمار زخمی&zwnj;ها&raquo; را ۳۰ نفر اعلام کرد.</p></article>
<footer><p>همه حقوق محفوظ است</p></footer></body></html>"""


def capture(
    url: str, body: bytes, head: str = "Content-Type: text/html; charset=utf-8", status: str = "200 OK"
) -> bytes:
    """The bytes of a WARC response record."""
    http = f"HTTP/1.1 {status}\r\n{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    lines = [
        "WARC/1.0", "WARC-Type: response", "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>",
        "WARC-Date: 2025-08-22T00:00:00Z", f"WARC-Target-URI: {url}", "Content-Type: application/http;msgtype=response",
        f"Content-Length: {len(http)}",
    ]  # fmt: skip
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + http + b"\r\n\r\n"


def test_plain_text_keeps_its_characters_and_loses_only_mark_and_carriage_returns(read, text):
    given = f"\n\n  {text}\r\n\r\nخط  دوم\u200e ي ك\rخط سوم\t\n"
    article = read("a.txt", "\ufeff" + given).article
    assert article.text == given.replace("\r\n", "\n").replace("\r", "\n")
    assert (article.title, article.outlet, article.published_at, article.published_basis) == (None, None, None, "none")


def test_page_gives_body_metadata_and_keeps_joiners(read, text):
    article = read("a.html", PAGE.format(text=text)).article
    assert text in article.text
    assert "«شمار زخمی‌ها»" in article.text
    assert "صفحه نخست" not in article.text
    assert "حقوق" not in article.text
    assert article.title == "انفجار در بازار"
    assert article.outlet == "خبرگزاری رواق"
    assert article.url == "https://ravaq.example/news/1"
    assert (article.published_at, article.published_basis) == (dt.datetime(2025, 8, 21, 15, 1), "given")


def test_page_that_is_no_article_still_gives_its_words(read):
    page = "<html><body><nav>فهرست</nav><table><tr><td>سه کشته در بصره</td></tr></table></body></html>"
    outcome = read("a.html", page)
    assert "سه کشته در بصره" in outcome.article.text


def test_page_date_in_visible_words_is_read_from_text(read, text):
    page = (
        "<html><body><header><div class='date'>چهارشنبه ۵ آذر ۱۴۰۴ - ۰۹:۱۰</div></header><article><h1>انفجار</h1>"
        f"<div class='item-date'>پنجشنبه ۳۰ مرداد ۱۴۰۴ - ۱۵:۰۱</div><p>{text}</p></article></body></html>"
    )
    article = read("a.html", page).article
    assert (article.published_at, article.published_basis) == (dt.datetime(2025, 8, 21, 15, 1), "read_from_text")


def test_page_date_of_the_visit_alone_is_no_publication_date(read, text):
    header = "<header><div class='date'>Wednesday 26 November 2025</div></header>"
    page = f"<html><body>{header}<article><h1>انفجار</h1><p>{text}</p></article></body></html>"
    assert read("a.html", page).article.published_at is None


def test_page_json_ld(read, text):
    data = {"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle", "headline": "تیتر",
            "datePublished": "2023-03-08T09:00:00", "publisher": {"name": "رواق"}}]}  # fmt: skip
    page = (
        f"<html><head><script type='application/ld+json'>{json.dumps(data)}</script></head><body><p>{text}</p></body>"
    )
    article = read("a.html", page).article
    assert (article.title, article.outlet, article.published_at) == ("تیتر", "رواق", dt.datetime(2023, 3, 8, 9))


def test_json_lines_keep_text_exactly_and_tell_broken_lines(read, text):
    odd = f"  {text}\r\n&zwnj; \u00a0پایان "
    lines = [
        json.dumps({"id": "x-1", "title": "", "text": odd, "published": "2020-06-08", "outlet": "رواق"}),
        '{"id": "x-2", "text": "بسته نشده',
        "",
        "[1, 2]",
        json.dumps({"id": "x-3", "title": "تنها تیتر"}),
        json.dumps(
            {"id": 7, "body": text + " دو", "source": {"name": "سپیدار"}, "pubDate": "۱۴۰۴/۰۵/۳۰"}, ensure_ascii=False
        ),
    ]
    outcome = read("a.jsonl", "\n".join(lines))
    first, second = outcome.articles
    assert (first.article_id, first.text, first.title, first.outlet) == ("x-1", odd, None, "رواق")
    assert (second.article_id, second.outlet, second.published_at) == ("7", "سپیدار", dt.datetime(2025, 8, 21))
    assert outcome.reasons == [("line 2", "broken_record"), ("line 4", "broken_record"), ("line 5", "missing_text")]


@pytest.mark.parametrize(
    "shape",
    [
        lambda a, b: json.dumps([a, b]),
        lambda a, b: json.dumps({"status": "ok", "articles": [a, b]}),
        lambda a, b: json.dumps(a, indent=2) + "\n" + json.dumps(b, indent=2),
        lambda a, b: json.dumps(a) + "\n" + json.dumps(b),
    ],
)
def test_json_documents_of_several_shapes(read, text, shape):
    outcome = read("a.json", shape({"id": 1, "text": text}, {"id": 2, "text": text + "!"}))
    assert [each.article_id for each in outcome.articles] == ["1", "2"]


def test_json_document_longer_than_a_chunk(read, text):
    records = [{"id": number, "text": f"{text} {number} " + "خبر " * 2000} for number in range(200)]
    assert len(read("a.json", json.dumps(records, ensure_ascii=False)).articles) == 200


def test_json_fields_of_known_exporters(read, text):
    wordpress = {"id": 1, "date": "2024-01-02T03:04:05", "title": {"rendered": "<b>تیتر</b>"},
                 "content": {"rendered": f"<p>{text}</p><p>دوم</p>"}, "link": "https://a.example/1"}  # fmt: skip
    telegram = {"id": 2, "date": "2024-01-02T03:04:05", "text": ["🔴 ", {"type": "bold", "text": text}, "\nپایان"]}
    first, second = read("a.json", json.dumps([wordpress, telegram])).articles
    assert (first.title, first.text, first.url) == ("تیتر", f"{text}\nدوم", "https://a.example/1")
    assert second.text == f"🔴 {text}\nپایان"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_with_persian_names_and_any_separator(read, text, separator):
    head = separator.join(["شناسه", "عنوان", "متن", "تاریخ انتشار"])
    cell = f'"{text}\nسطر ""دوم"""'
    broken = separator.join(["2", "تیتر", "متن", "1401-01-01", "خانه", "بیشتر"])
    outcome = read(
        "a.csv", f"\ufeff{head}\r\n" + separator.join(["1", "تیتر", cell, "۱۴۰۱/۰۶/۲۳"]) + f"\r\n{broken}\r\n"
    )
    assert outcome.article.text == f'{text}\nسطر "دوم"'
    assert (outcome.article.article_id, outcome.article.published_at) == ("1", dt.datetime(2022, 9, 14))
    assert outcome.reasons == [("line 4", "broken_record")]


def test_csv_without_a_text_column_says_which_columns_it_has(read):
    outcome = read("a.csv", "id,mood\n1,x\n")
    assert outcome.reasons == [(None, "missing_text")]
    assert "id, mood" in outcome.rejected[0].detail


def test_a_detail_says_in_our_words_what_is_wrong_before_a_library_does(read):
    assert read("a.jsonl", "{no").rejected[0].detail.startswith("this is no JSON (")
    assert read("a.parquet", b"PAR1").rejected[0].detail.startswith("the file cannot be read to its end (")


def test_parquet_reads_known_columns_and_any_time_unit(tmp_path, read_paths, text):
    moments = pd.Series(pd.to_datetime(["2025-08-21 15:01:00.123456789", None]))
    frame = pd.DataFrame({"id": [1, 2], "body": [text, None], "publish-date": moments, "odd": [b"\xff", b""]})
    frame.to_parquet(tmp_path / "a.parquet")
    (tmp_path / "b.parquet.gz").write_bytes(gzip.compress((tmp_path / "a.parquet").read_bytes()))
    outcome = read_paths(tmp_path)
    assert outcome.article.published_at == dt.datetime(2025, 8, 21, 15, 1)
    assert outcome.reasons == [("row 2", "missing_text"), ("row 1", "duplicate_record"), ("row 2", "missing_text")]


def test_rss_with_cdata_and_persian_date(read, text):
    feed = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>رواق</title>
    <item><title>تیتر &amp; بیشتر</title><guid isPermaLink="false">n-1</guid><link>https://ravaq.example/1</link>
    <description><![CDATA[<p>{text}</p><p>&laquo;پایان&raquo;</p>]]></description>
    <pubDate>Thu, 21 Aug 2025 15:01:00 +0330</pubDate></item>
    <item><title>بی متن</title><pubDate>پنجشنبه ۳۰ مرداد ۱۴۰۴ - ۱۵:۰۱</pubDate></item></channel></rss>"""
    outcome = read("a.rss", feed)
    article = outcome.article
    assert (article.article_id, article.title, article.outlet) == ("n-1", "تیتر & بیشتر", "رواق")
    assert article.text == f"{text}\n«پایان»"
    assert article.published_at == dt.datetime(2025, 8, 21, 15, 1)
    assert outcome.reasons == [("item 2", "missing_text")]


def test_atom_prefers_content_to_summary(read, text):
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>رواق</title><entry><id>tag:1</id><title>تیتر</title>
    <link href="https://ravaq.example/1"/><summary>خلاصه کوتاه</summary>
    <content type="html">&lt;p&gt;{text}&lt;/p&gt;</content>
    <published>2025-08-21T15:01:00+03:30</published></entry></feed>"""
    article = read("a.xml", feed).article
    assert (article.text, article.url, article.published_at) == (
        text,
        "https://ravaq.example/1",
        dt.datetime(2025, 8, 21, 15, 1),
    )


def test_xml_that_is_no_feed(read):
    assert read("a.xml", "<?xml version='1.0'?><urlset><url><loc>x</loc></url></urlset>").reasons == [
        (None, "unsupported_format")
    ]


def test_feed_that_is_cut_off_keeps_what_is_whole_and_says_so(read, text):
    item = f"<item><guid>n-{{}}</guid><description>{text} {{}}</description></item>"
    feed = "<rss version='2.0'><channel>" + item.format(1, 1) + "<item><gu"
    outcome = read("a.rss", feed)
    assert outcome.articles[0].article_id == "n-1"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "odd-name.bin"])
def test_warc(read, text, name):
    page = PAGE.format(text=text).encode()
    records = [
        capture("https://ravaq.example/1", page),
        capture("https://ravaq.example/2", gzip.compress(page), "Content-Type: text/html\r\nContent-Encoding: gzip"),
        capture("https://ravaq.example/3.png", b"\x89PNG", "Content-Type: image/png"),
        capture("https://ravaq.example/4", page, status="404 Not Found"),
    ]
    data = b"".join(gzip.compress(each) if name.endswith(".gz") else each for each in records)
    outcome = read(name, data)
    assert [each.url for each in outcome.articles] == ["https://ravaq.example/1", "https://ravaq.example/2"]
    assert all(text in each.text for each in outcome.articles)
    assert outcome.reasons == [("https://ravaq.example/3.png", "no_page"), ("https://ravaq.example/4", "no_page")]


def test_warc_that_is_cut_off_says_so(read, text):
    page = PAGE.format(text=text).encode()
    data = capture("https://ravaq.example/1", page) + capture("https://ravaq.example/2", page)[:-400]
    assert ("https://ravaq.example/2", "unreadable") in read("a.warc", data).reasons


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "{}"),
        ("a.html", PAGE),
        ("a.jsonl", '{{"text": "{}"}}'),
        ("a.csv", "text\n{}"),
        ("a.xml", "<rss version='2.0'><channel><item><description>{}</description></item></channel></rss>"),
    ],
)
def test_every_format_is_read_gzipped_too(read, text, name, data):
    filled = data.replace("{text}", text).replace("{}", text).replace("{{", "{").replace("}}", "}").encode()
    plain = read(name, filled).article
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        file.write(filled)
    zipped = read(name + ".gz", packed.getvalue()).article
    assert zipped.text == plain.text
    assert read("a-" + name, packed.getvalue()).article.text == plain.text  # by its first bytes, whatever its name


def test_a_page_named_txt_is_a_page(read, text):
    assert read("a.txt", PAGE.format(text=text)).article.title == "انفجار در بازار"


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.zip", "a.yaml"])
def test_unknown_formats_are_told(read, name):
    assert read(name, b"%PDF-1.7 ...").reasons == [(None, "unsupported_format")]


def test_parquet_row_that_is_no_utf8_costs_no_other(tmp_path, read_paths, text):
    texts = pa.array([text.encode(), text.encode() + b"\xd8"], type=pa.binary()).view(pa.string())
    pq.write_table(pa.table({"id": ["a", "b"], "text": texts}), tmp_path / "a.parquet")
    assert [each.text for each in read_paths(tmp_path).articles] == [text, text + "\ufffd"]
