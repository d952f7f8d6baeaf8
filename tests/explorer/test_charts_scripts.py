"""The tests of the page's charts that are written in JavaScript, run by Node; and its calendar against ours."""

import datetime
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.dates.calendars import to_jalali

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "pipeline" / "explorer" / "page"
SCRIPTS = ["calendar", "map", "timeline", "toll"]


def node(*arguments, **options):
    program = shutil.which("node")
    assert program, "Node is needed for the tests of the page: install Node 20 or later."
    return subprocess.run([program, *arguments], capture_output=True, text=True, encoding="utf-8", **options)


@pytest.mark.parametrize("name", SCRIPTS)
def test_script(name):
    told = node("--test", str(HERE / f"{name}.test.js"), env={"TZ": "America/Los_Angeles", "PATH": "/usr/bin:/bin"})
    assert told.returncode == 0, told.stdout + told.stderr


def test_calendar_of_the_page_is_that_of_the_rows():
    first, last = datetime.date(1800, 1, 1), datetime.date(2100, 12, 31)
    days = [first + datetime.timedelta(days=each) for each in range((last - first).days + 1)]
    days = [
        day for day in days if day.month == 3 or day.toordinal() % 5 == 0
    ]  # every turn of the year, and each fifth day
    script = f"""
        const c = require({json.dumps(str(PAGE / "calendar.js"))});
        const out = JSON.parse(require("fs").readFileSync(0, "utf8")).map((iso) => {{
          const j = c.toJalali(iso);
          return [c.isoOfDay(c.dayNumber(iso)), j.y, j.m, j.d, c.fromJalali(j.y, j.m, j.d) === iso];
        }});
        console.log(JSON.stringify(out));
    """
    told = node("-e", script, input=json.dumps([day.isoformat() for day in days]))
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout) == [[day.isoformat(), *to_jalali(day), True] for day in days]
