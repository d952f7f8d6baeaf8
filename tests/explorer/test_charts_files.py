"""The files of others that the page carries: what they are, that they are whole, and that nothing in them calls home."""

import json
import re
import struct
from pathlib import Path

import brotli
import pytest

from pipeline.explorer.outlines import REGION, SOUTHERNMOST, UNITS, outlines, script, simplified, unbroken

VENDOR = Path(__file__).parents[2] / "pipeline" / "explorer" / "vendor"
README = (VENDOR / "README.md").read_text(encoding="utf-8")


def carried_outlines():
    text = (VENDOR / "outlines.js").read_text(encoding="utf-8")
    return json.loads(text[text.index("{") : text.index(";\n")])


def points(line):
    x = y = 0
    for dx, dy in zip(line[::2], line[1::2], strict=True):
        x, y = x + dx, y + dy
        yield x / UNITS, y / UNITS


def test_every_file_is_told_of_with_its_size_and_licence():
    for path in VENDOR.iterdir():
        if path.name != "README.md":
            assert path.name in README
            if path.suffix != ".txt":
                assert f"{path.stat().st_size:,}" in README, f"{path.name}: README.md gives another size"
    assert "SIL OPEN FONT LICENSE" in (VENDOR / "Vazirmatn.OFL.txt").read_text(encoding="utf-8")
    assert "MIT License" in (VENDOR / "uPlot.LICENSE.txt").read_text(encoding="utf-8")


def test_scripts_run_under_a_strict_policy():
    for path in [*VENDOR.glob("*.js"), *(VENDOR.parent / "page").glob("*.js")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"\beval\(|new Function\(|innerHTML|document\.write|\bfetch\(|XMLHttpRequest|\bimport\(", text
        ), path.name


def test_outlines_hold_land_and_lines_and_nothing_about_states():
    carried = carried_outlines()
    assert set(carried) == {"units", "land", "borders"}
    assert (VENDOR / "outlines.js").stat().st_size < 400_000
    west, _, east, _ = REGION
    for lon, lat in ((51.4, 35.7), (69.2, 34.5), (44.4, 33.3), (37.6, 55.8)):  # Tehran, Kabul, Baghdad, Moscow
        assert sum(inside(list(points(ring)), lon, lat) for ring in carried["land"]) % 2 == 1, (lon, lat)
    for lon, lat in ((52.0, 27.0), (51.0, 41.5), (65.0, 15.0)):  # the Persian Gulf, the Caspian Sea, the Arabian Sea
        assert sum(inside(list(points(ring)), lon, lat) for ring in carried["land"]) % 2 == 0, (lon, lat)
    told = [point for line in carried["land"] for point in points(line)]
    assert min(lat for _, lat in told) > SOUTHERNMOST
    assert min(lon for lon, _ in told) < west and max(lon for lon, _ in told) > east


def inside(ring, lon, lat):
    found = False
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y0 > lat) != (y1 > lat) and lon < (x1 - x0) * (lat - y0) / (y1 - y0) + x0:
            found = not found
    return found


def test_two_neighbours_give_one_land_and_one_line():
    arcs = [[[10, 0], [0, 10]], [[10, 10], [-10, 0], [0, -10], [10, 0]], [[10, 0], [10, 0], [0, 10], [-10, 0]]]
    west, east = {"type": "Polygon", "arcs": [[0, 1]]}, {"type": "Polygon", "arcs": [[2, -1]]}
    topology = {
        "transform": {"scale": [1, 1], "translate": [40, 30]},
        "arcs": arcs,
        "objects": {
            "countries": {"type": "GeometryCollection", "geometries": [west, east]},
            "land": {"type": "GeometryCollection", "geometries": [{"type": "MultiPolygon", "arcs": [[[1, 2]]]}]},
        },
    }
    nowhere = {
        "transform": topology["transform"],
        "arcs": [],
        "objects": {"countries": {"geometries": []}, "land": {"type": "GeometryCollection", "geometries": []}},
    }
    found = outlines(topology, nowhere)
    assert [list(points(line)) for line in found["borders"]] == [[(50, 30), (50, 40)]]
    assert [list(points(line)) for line in found["land"]] == [
        [(50, 40), (40, 40), (40, 30), (50, 30), (60, 30), (60, 40), (50, 40)]
    ]
    assert script(found) == script(outlines(topology, nowhere))


def test_no_line_runs_right_across_the_map():
    assert unbroken([(179, 60), (-179, 61), (-179, 62), (179, 62), (179, 60)]) == [
        (179, 60), (181, 61), (181, 62), (179, 62), (179, 60)
    ]  # fmt: skip
    carried = carried_outlines()
    assert max(abs(step) for line in carried["land"] + carried["borders"] for step in line[2::2]) < 60 * UNITS


def test_a_simplified_line_keeps_its_ends_and_its_corners():
    assert simplified([(0, 0), (1, 0.001), (2, 0), (2, 2)]) == [(0, 0), (2, 0), (2, 2)]
    ring = [(0, 0), (1, 0), (2, 0), (2, 2), (0, 2), (0, 0)]
    assert simplified(ring) == [(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]


@pytest.mark.parametrize("letters", ["پچژگکی", "«»؛،؟٪٬٫", "۰۱۲۳۴۵۶۷۸۹", "0123456789", "\u200c\u200f\u202b", "ABCxyz"])
def test_the_font_has_what_persian_news_needs(letters):
    assert {letter for letter in letters if ord(letter) not in characters()} <= set("\u202b")


def characters():
    """Code points of the font: its directory (WOFF2), then its character map."""
    data = (VENDOR / "Vazirmatn-Variable.woff2").read_bytes()
    count, packed, at = struct.unpack_from(">H", data, 12)[0], struct.unpack_from(">I", data, 20)[0], 48
    tables, offset = {}, 0
    for _ in range(count):
        flags, at = data[at], at + 1
        tag = flags & 63
        name, at = (data[at : at + 4], at + 4) if tag == 63 else (tag, at)
        length, at = base128(data, at)
        changed = (tag in (10, 11) and flags >> 6 != 3) or (tag not in (10, 11) and flags >> 6 != 0)
        if changed:
            length, at = base128(data, at)
        tables[name] = (offset, length)
        offset += length
    start, length = tables[0]  # cmap
    cmap = brotli.decompress(data[at : at + packed])[start : start + length]
    found = set()
    for number in range(struct.unpack_from(">H", cmap, 2)[0]):
        table = struct.unpack_from(">I", cmap, 8 + 8 * number)[0]
        if struct.unpack_from(">H", cmap, table)[0] == 12:
            for group in range(struct.unpack_from(">I", cmap, table + 12)[0]):
                first, last, _ = struct.unpack_from(">III", cmap, table + 16 + 12 * group)
                found.update(range(first, last + 1))
        elif struct.unpack_from(">H", cmap, table)[0] == 4:
            half = struct.unpack_from(">H", cmap, table + 6)[0]
            ends = struct.unpack_from(f">{half // 2}H", cmap, table + 14)
            starts = struct.unpack_from(f">{half // 2}H", cmap, table + 16 + half)
            for first, last in zip(starts, ends, strict=True):
                found.update(range(first, last + 1))
    return found


def base128(data, at):
    value = 0
    while True:
        value, at = value << 7 | data[at] & 127, at + 1
        if not data[at - 1] & 128:
            return value, at
