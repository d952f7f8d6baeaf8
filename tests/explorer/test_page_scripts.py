"""The pure scripts of the page: their own tests under Node, far west of UTC, and what they share with Python."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.explorer.search import folds
from pipeline.text.letters import fold

HERE = Path(__file__).parent
NODE = shutil.which("node")


def node(*arguments, given=None):
    assert NODE, "The scripts of the page are tested with Node, which is not on the PATH."
    done = subprocess.run(
        [NODE, *arguments],
        input=given,
        capture_output=True,
        text=True,
        cwd=HERE,
        env={"TZ": "America/Lima", "PATH": "/usr/bin"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ["format", "facets", "state"])
def test_scripts(name):
    node("--test", f"{name}.test.js")


def test_what_is_typed_is_folded_as_the_tables_were():
    words = [
        "كابُل",
        "می‌گوید",
        "۱۴۰۱",
        "Herāt",
        "آتش‌بس",
        "موسیٰ",
        "«عملیّات»",
        "ﻻ",
        "أنصار الله",
        "قندهـار",
        "مسؤول، هیأت",
    ]
    code = "const {search}=require('./load.js');const [w,f]=JSON.parse(require('fs').readFileSync(0));console.log(JSON.stringify(w.map(x=>search.fold(x,f))))"
    assert json.loads(node("-e", code, given=json.dumps([words, folds()]))) == [
        fold(word).key.strip() for word in words
    ]
