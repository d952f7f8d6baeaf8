"""The bench of linking measures what it says, on few rows."""

import json

import pytest

from pipeline.run.bench_linking import growth, main


def test_growth_is_the_exponent_between_the_least_and_the_most() -> None:
    runs = [{"rows": 100.0, "cpu_seconds": 1.0}, {"rows": 10_000.0, "cpu_seconds": 100.0}]
    assert growth(runs) == pytest.approx(1.0)
    assert growth(runs[:1]) is None


@pytest.mark.slow
def test_it_prints_a_row_for_each_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--rows", "400", "200", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [run["rows"] for run in told["runs"]] == [200, 400]
    assert all(run["incidents"] < run["rows"] and run["peak_mb"] > 0 for run in told["runs"])
    assert told["growth"] is not None
    assert main(["--rows", "200"]) == 0
    assert "peak MB" in capsys.readouterr().out
