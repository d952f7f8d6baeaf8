"""Fixtures of the reading tests: files are made in a temporary folder, texts are the tests' own words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.articles.article import Article, Counts, Rejected
from pipeline.articles.inputs import read_inputs
from pipeline.schema.codes import codes

TEXT = "در پی انفجار یک بمب کنار جاده‌ای در بازار شهر، دست‌کم ۱۲ نفر کشته شدند و پلیس از آغاز تحقیقات خبر داد."


class Outcome:
    """What a reading gave, checked for conservation: articles, rejections and counts."""

    def __init__(self, *inputs: str | Path, **more: Any) -> None:
        self.counts = Counts()
        self.all = list(read_inputs(inputs, counts=self.counts, **more))
        self.articles = [each for each in self.all if isinstance(each, Article)]
        self.rejected = [each for each in self.all if isinstance(each, Rejected)]
        assert self.counts.faults() == []
        assert self.counts.records == len(self.all)
        assert self.counts.reasons.total() == len(self.rejected)
        assert set(self.counts.reasons) <= codes("reject_reason")

    @property
    def reasons(self) -> list[tuple[str | None, str]]:
        return [(each.record, each.reason) for each in self.rejected]

    @property
    def article(self) -> Article:
        assert len(self.articles) == 1, self.all
        return self.articles[0]


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Outcome]:
    """Write bytes or text under a name and read that file: `read("a.txt", data, **options)`."""

    def write_and_read(name: str, data: bytes | str, **more: Any) -> Outcome:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return Outcome(path, **more)

    return write_and_read


@pytest.fixture
def read_paths() -> Callable[..., Outcome]:
    return Outcome
