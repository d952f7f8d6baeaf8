"""Colours of the charts: contrast with their grounds, and whether colour-blind readers can tell the families apart."""

import itertools
import math
import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "pipeline" / "explorer" / "page" / "charts.css"
BLOCK = re.compile(r":root(?:[^{]*)\{([^}]*)\}")
NAME = re.compile(r"--chart-([a-z-]+): (#[0-9a-f]{6});")
BLOCKS = [dict(NAME.findall(block)) for block in BLOCK.findall(CSS.read_text(encoding="utf-8"))]
LIGHT, DARK = BLOCKS[0], BLOCKS[1]
THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
SEEN_BY = {  # Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one, other):
    bright, dim = sorted(
        (sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear(each), strict=True)) for each in (one, other)),
        reverse=True,
    )
    return (bright + 0.05) / (dim + 0.05)


def lab(rgb):
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    xyz = [sum(w * max(0.0, p) for w, p in zip(row, rgb, strict=True)) / n for row, n in zip(rows, white, strict=True)]
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_both_ways_to_the_dark_theme_have_the_same_colours():
    assert len(BLOCKS) == 3 and BLOCKS[1] == BLOCKS[2]
    assert set(LIGHT) == set(DARK)


@THEMES
def test_texts_stand_out(colours):
    for ground in ("surface", "land"):
        assert contrast(colours["text"], colours[ground]) >= 4.5
    assert contrast(colours["muted"], colours["surface"]) >= 4.5
    assert contrast(colours["accent"], colours["surface"]) >= 4.5


@THEMES
def test_marks_stand_out_on_every_ground(colours):
    marks = ["accent", "muted", *(name for name in colours if name.startswith("family-"))]
    weak = {
        (m, g): contrast(colours[m], colours[g])
        for m in marks
        for g in ("surface", "land", "sea")
        if contrast(colours[m], colours[g]) < 3
    }
    assert weak == {}


@THEMES
@pytest.mark.parametrize("eye", SEEN_BY)
def test_families_differ_for_the_colour_blind(colours, eye):
    """Their shapes differ anyhow; colours that nobody could tell apart would be of no use."""
    seen = {
        name: lab([sum(w * p for w, p in zip(row, linear(value), strict=True)) for row in SEEN_BY[eye]])
        for name, value in colours.items()
        if name.startswith("family-") and name != "family-none"
    }
    near = {(a, b): round(d, 1) for a, b in itertools.combinations(seen, 2) if (d := math.dist(seen[a], seen[b])) < 8}
    assert near == {}
