"""A hand-made release to review, and decisions on it."""

from pathlib import Path

import pytest

from pipeline.review.decisions import DecisionFile
from pipeline.review.reading import Release, read_release
from pipeline.review.walk import Walk


@pytest.fixture(scope="session")
def _read(_made_release: Path) -> Release:
    return read_release(_made_release)


@pytest.fixture
def release(_read: Release) -> Release:
    """The hand-made release; a copy that a test may change."""
    return Release(_read.id, {name: frame.copy() for name, frame in _read.tables.items()})


@pytest.fixture
def walk_of(release: Release, tmp_path: Path):
    """A walk through all three rows, with a clock that counts seconds."""
    seconds = iter(range(1000))

    def make(reviewer: str = "parvin", *, blind: bool = False, events=("e1", "e2", "e3")) -> Walk:
        def clock() -> str:
            return f"2024-05-31T12:00:{next(seconds):02d}Z"

        return Walk(release, events, DecisionFile(tmp_path / f"{reviewer}.jsonl"), reviewer, clock, blind=blind)

    return make


@pytest.fixture
def change():
    """Change a cell in a walk, as a person types it."""

    def make(walk: Walk, column: str, typed: str, reason: str | None = None, table: str = "events") -> None:
        fields = walk.fields(walk.row)
        field = next(each for each in fields if (each["table"], each["column"]) == (table, column))
        walk.change(field, walk.proposed(field, typed), reason)

    return make
