"""Sidecars: what they may say, and what a hostile one cannot do."""

import datetime as dt
import gzip

import pytest


def write(tmp_path, sidecar, text, name="news.txt"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    data = sidecar if isinstance(sidecar, bytes) else sidecar.encode()
    (tmp_path / "news.yaml").write_bytes(data)


def test_sidecar_gives_metadata(tmp_path, read_paths, text):
    write(tmp_path, "عنوان: تیتر\nlink: https://a.example\nDate: پنجشنبه ۳۰ مرداد ۱۴۰۴ - ۱۵:۰۱\n", text)
    article = read_paths(tmp_path).article
    assert (article.title, article.url, article.input_file) == ("تیتر", "https://a.example", "news.txt")
    assert article.published_at == dt.datetime(2025, 8, 21, 15, 1)


def test_sidecar_values_are_text_and_jalali_days_survive(tmp_path, read_paths, text):
    write(tmp_path, 'id: 007\ntitle: "تیتر: دو"\noutlet: رواق\npublished: 1401-02-31\n', text)
    article = read_paths(tmp_path).article
    assert (article.article_id, article.title, article.outlet) == ("007", "تیتر: دو", "رواق")
    assert (article.published_at, article.published_basis) == (dt.datetime(2022, 5, 21), "given")
    assert article.text == text


def test_sidecar_of_a_gzipped_text_and_of_a_page(tmp_path, read_paths, text):
    (tmp_path / "news.txt.gz").write_bytes(gzip.compress(text.encode()))
    (tmp_path / "news.yaml").write_text("title: تیتر", encoding="utf-8")
    (tmp_path / "page.html").write_text(f"<html><title>x</title><body><p>{text} دو</p></body></html>", encoding="utf-8")
    (tmp_path / "page.yaml").write_text("title: تیتر صفحه\npublished: null", encoding="utf-8")
    assert [each.title for each in read_paths(tmp_path).articles] == ["تیتر", "تیتر صفحه"]


def test_unknown_keys_are_reported_and_change_nothing(tmp_path, read_paths, text):
    write(tmp_path, "title: تیتر\nmood: dark\ntext: ../../etc/passwd\nfile: /etc/passwd\n", text)
    outcome = read_paths(tmp_path)
    assert outcome.article.text == text
    assert sorted(outcome.counts.notes) == [f"sidecar_unknown_key: {key}" for key in ("file", "mood", "text")]


@pytest.mark.parametrize(
    "sidecar",
    [
        "title: [",
        "- a\n- b",
        "just words",
        "[" * 1000,
        "title: !!python/object/apply:os.system [echo]\n:",
        "x" * 70_000,
        b"\xff\xfe\xfd\x00",
        b"%PDF-1.7",
        "a: *nowhere",
    ],
)
def test_a_broken_sidecar_is_told_and_the_text_kept(tmp_path, read_paths, text, sidecar):
    write(tmp_path, sidecar, text)
    outcome = read_paths(tmp_path)
    assert outcome.article.text == text
    assert outcome.reasons == [("news.yaml", "broken_sidecar")]


def test_tags_build_nothing(tmp_path, read_paths, text):
    write(
        tmp_path,
        "title: !!python/object/apply:os.system ['touch made-by-sidecar']\noutlet: !!python/name:os.system x",
        text,
    )
    article = read_paths(tmp_path).article
    assert (article.title, article.outlet) == (None, "x")


def test_aliases_do_not_grow(tmp_path, read_paths, text):
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]" for n in range(20)]
    write(tmp_path, "\n".join([*lines, "title: *u"]), text)
    assert read_paths(tmp_path).article.title is None


def test_a_sidecar_without_its_text_is_told(tmp_path, read_paths):
    (tmp_path / "alone.yaml").write_text("title: x", encoding="utf-8")
    assert read_paths(tmp_path).reasons == [(None, "unsupported_format")]


def test_an_empty_sidecar_says_nothing(tmp_path, read_paths, text):
    write(tmp_path, "\n# only a remark\n", text)
    assert read_paths(tmp_path).article.title is None
