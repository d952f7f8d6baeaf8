"""The benches of size and of small changes measure what they say, on few articles."""

import json

import pytest

from pipeline.run import bench_incremental, bench_size
from pipeline.run.crash import write_articles

STAGES = ("start", "articles", "events", "incidents", "release", "explorer")


def test_the_exponent_is_fitted_over_all_sizes() -> None:
    runs = [{"articles": size, "cpu_seconds": 0.001 * size**1.5} for size in (100, 1_000, 10_000)]
    assert bench_size.exponent(runs) == pytest.approx(1.5)
    assert bench_size.exponent(runs[:1]) is None


def test_a_corpus_without_articles_is_said(tmp_path, capsys) -> None:
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    assert bench_size.main([str(tmp_path)]) == 2
    assert "There is no article" in capsys.readouterr().err
    assert bench_incremental.main([str(tmp_path), "--articles", "99"]) == 2


@pytest.mark.slow
def test_it_prints_every_stage_of_every_size(tmp_path, capsys) -> None:
    write_articles(tmp_path / "corpus.jsonl", 60)
    assert bench_size.main([str(tmp_path), "--articles", "100", "50", "--workers", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [run["articles"] for run in told["runs"]] == [50, 100]
    for run in told["runs"]:
        assert tuple(run["stages"]) == STAGES
        assert run["cpu_seconds"] > 0 and run["peak_mb"] > 0 and run["events"] > 0
    assert set(told["growth"]) == {"cpu_seconds", "peak_mb"}
    assert "as articles^" in "\n".join(bench_size.table(told["runs"]))


@pytest.mark.slow
def test_small_changes_leave_the_bytes_of_a_whole_run(tmp_path, capsys) -> None:
    write_articles(tmp_path / "corpus.jsonl", 60)
    assert bench_incremental.main([str(tmp_path), "--articles", "200", "--check", "--json"]) == 0
    runs = json.loads(capsys.readouterr().out)["runs"]
    assert [runs[name]["is_equal"] for name in ("added", "removed", "corrected")] == [True] * 3
    assert runs["whole run"]["share"] == 1
