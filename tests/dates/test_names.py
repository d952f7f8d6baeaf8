"""The names of the package are loaded when first asked for, and calendars without the rules."""

import subprocess
import sys

import pytest

import pipeline.dates

LOADED = "import sys, pipeline.dates.calendars as _; print('pipeline.dates.find' in sys.modules)"
ASKED = "import sys; from pipeline.dates import find_times; print('pipeline.dates.find' in sys.modules)"


@pytest.mark.parametrize(("code", "found"), [(LOADED, "False"), (ASKED, "True")])
def test_rules_are_loaded_when_asked_for(code: str, found: str) -> None:
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == found
    )


def test_every_name_is_there_and_no_other() -> None:
    assert all(getattr(pipeline.dates, name) is not None for name in pipeline.dates.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = pipeline.dates.nothing
