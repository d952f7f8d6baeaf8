"""The bench measures every contestant over the same articles and says how they compare."""

import json
import sys

import pytest

from pipeline.run import bench

TEXT = "ارتش عراق روز ۲۱ شهریور ۱۳۹۵ شهر موصل را گلوله‌باران کرد و دست‌کم پنج نفر کشته شدند."


@pytest.fixture
def corpus(tmp_path):
    lines = [json.dumps({"id": str(n), "published": "2016-09-14", "text": TEXT}, ensure_ascii=False) for n in range(4)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert bench.write_corpus([str(tmp_path / "in.jsonl")], 3, tmp_path / "corpus.jsonl") == 3
    return tmp_path / "corpus.jsonl"


@pytest.mark.parametrize("name", ["extraction", "one pass", "dates"])
def test_a_contestant_reads_every_article(corpus, name):
    run = bench.run_contestant(name, corpus)
    assert (run["articles"], run["bytes"]) == (3, 3 * len(TEXT.encode()))
    assert run["seconds"] > 0 and run["peak_mb"] > 10


def test_a_corpus_without_articles_is_bad_usage(tmp_path, capsys):
    assert bench.main([str(tmp_path / "none")]) == 2
    assert "There is no article in" in capsys.readouterr().err


def test_medians_ranges_and_ratios():
    def run(seconds):
        return {
            "articles": 10,
            "bytes": 5_000_000,
            "seconds": seconds,
            "cpu_seconds": seconds,
            "ready_seconds": 1.0,
            "start_cpu_seconds": 0.5,
            "peak_mb": 200.0,
        }

    told = bench.summary({"extraction": [run(1.0), run(2.0), run(5.0)], "hazm": [run(10.0)]})
    assert told["contestants"]["extraction"]["articles_per_second"] == {"median": 5.0, "least": 2.0, "most": 10.0}
    assert told["contestants"]["hazm"]["mb_per_second"]["median"] == 0.5
    assert told["ratios"] == {"extraction / hazm": 5.0}
    lines = list(bench.table(told))
    assert any(line.startswith("parstdex") and "not installed" in line for line in lines)
    assert "5.0 (2.0–10.0)" in lines[1] and lines[-1].startswith("extraction / hazm: 5.00 times")


@pytest.mark.slow
def test_the_whole_bench_in_fresh_processes(corpus, capsys):
    assert bench.main([str(corpus), "--repeat", "1", "--date-articles", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"extraction", "hazm", "dates", "dateparser.search"} <= set(told["contestants"])
    assert told["contestants"]["dates"]["articles"] == 1
    assert told["ratios"]["extraction / hazm"] > 0 and told["ratios"]["one pass / extraction"] > 1
    assert 0 < told["workers"]["further"]["median"] < told["workers"]["first"]["median"] / 2


def test_parstdex_is_run_by_the_python_that_has_it(corpus, tmp_path, monkeypatch):
    """A stand-in for the package, in a folder that only the interpreter given knows."""
    (tmp_path / "parstdex.py").write_text(
        "class Parstdex:\n    def extract_span(self, text):\n        assert isinstance(text, str)\n", encoding="utf-8"
    )
    code = (
        f"import runpy, sys; sys.path.insert(0, '{tmp_path}'); sys.argv = sys.argv[2:];"
        " runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{code}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(bench, "CONTESTANTS", {})
    runs = bench.measure(corpus, corpus, 1, str(python))
    assert [run["articles"] for run in runs["parstdex"]] == [3]
