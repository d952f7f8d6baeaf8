"""The code list of rejections and the code agree."""

from pathlib import Path

import pytest

from pipeline.articles import inputs
from pipeline.run import part
from pipeline.schema.codes import codes, read_codes

FILES = [*sorted(Path(inputs.__file__).parent.rglob("*.py")), Path(part.__file__)]
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in FILES)


@pytest.mark.parametrize("code", sorted(codes("reject_reason")))
def test_every_listed_reason_is_one_that_reading_gives(code):
    assert f'"{code}"' in SOURCES


def test_every_code_is_explained_in_both_languages():
    assert all(all(row.values()) for row in read_codes("reject_reason"))
