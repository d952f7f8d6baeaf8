"""Cuts the outlines of the map from the world-atlas edition of Natural Earth; run once, its product is vendored.

In: countries-50m.json and countries-110m.json of world-atlas. Out: vendor/outlines.js, coast rings and border lines in
hundredths of a degree, fine where Persian news is written about and coarse elsewhere, so that no point hangs in an empty sea.
Land is one surface and every border a line of one kind: the map fills no state's territory and ranks no claim to it.

    python -m pipeline.explorer.outlines countries-50m.json countries-110m.json > pipeline/explorer/vendor/outlines.js
"""

import itertools
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REGION = (-20.0, -40.0, 150.0, 75.0)  # west, south, east, north: where Persian news has most of its places
SOUTHERNMOST = -60.0  # Antarctica is left out
TOLERANCE = 0.02  # degrees that a simplified line may leave the original by
HALF_TURN = 180.0
UNITS = 100  # stored numbers a degree
Point = tuple[float, float]
Line = list[Point]


def decoded_arcs(topology: dict[str, Any]) -> list[Line]:
    """The arcs of a quantised TopoJSON in degrees, simplified; their ends stay, so that lines still meet."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(simplified(line))
    return arcs


def simplified(line: Line) -> Line:
    """Ramer–Douglas–Peucker; a closed arc is halved at its point farthest from the start."""
    if line[0] == line[-1] and len(line) > 3:
        far = max(range(len(line)), key=lambda at: math.dist(line[0], line[at]))
        return simplified(line[: far + 1])[:-1] + simplified(line[far:])
    keep, open_parts = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        between = range(first + 1, last)
        at = max(between, key=lambda each: _distance(line[each], line[first], line[last]), default=None)
        if at is not None and _distance(line[at], line[first], line[last]) > TOLERANCE:
            keep.add(at)
            open_parts += [(first, at), (at, last)]
    return [line[at] for at in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """From a point to the stretch between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    if not length:
        return math.dist(point, start)
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    along = min(1.0, max(0.0, along))
    return math.dist(point, (start[0] + along * dx, start[1] + along * dy))


def polygons_of(geometry: dict[str, Any]) -> Iterator[list[list[int]]]:
    """The polygons of a TopoJSON object, each a list of rings, each a list of arc numbers."""
    if geometry["type"] == "GeometryCollection":
        for each in geometry["geometries"]:
            yield from polygons_of(each)
    elif geometry["type"] == "Polygon":
        yield geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        yield from geometry["arcs"]


def land_rings(topology: dict[str, Any], arcs: list[Line], *, inside: bool) -> Iterator[Line]:
    """Coast rings of the polygons that touch the region, or of those that do not."""
    for polygon in polygons_of(topology["objects"]["land"]):
        rings = [_joined(ring, arcs) for ring in polygon]
        if _touches_region(rings[0]) == inside and min(y for _, y in rings[0]) > SOUTHERNMOST:
            yield from (unbroken(ring) for ring in rings)


def unbroken(ring: Line) -> Line:
    """A ring that crosses the 180th meridian runs on beyond it, in place of a line right across the map."""
    turns, found = 0, ring[:1]
    for before, point in itertools.pairwise(ring):
        if abs(point[0] - before[0]) > HALF_TURN:
            turns += 1 if before[0] > 0 else -1
        found.append((point[0] + turns * 2 * HALF_TURN, point[1]))
    return found


def border_lines(topology: dict[str, Any], arcs: list[Line], *, inside: bool) -> Iterator[Line]:
    """Arcs that two countries share: those that touch the region, or those that do not."""
    users: dict[int, set[int]] = {}
    for number, country in enumerate(topology["objects"]["countries"]["geometries"]):
        for polygon in polygons_of(country):
            for ring in polygon:
                for arc in ring:
                    users.setdefault(arc if arc >= 0 else ~arc, set()).add(number)
    for arc in sorted(arc for arc, countries in users.items() if len(countries) > 1):
        if _touches_region(arcs[arc]) == inside:
            yield arcs[arc]


def _joined(ring: list[int], arcs: list[Line]) -> Line:
    line: Line = []
    for arc in ring:
        part = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        line += part[1:] if line else part
    return line


def _touches_region(line: Line) -> bool:
    west, south, east, north = REGION
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return max(xs) >= west and min(xs) <= east and max(ys) >= south and min(ys) <= north


def encoded(lines: Iterator[Line], least: int) -> list[list[int]]:
    """Each line as first x, first y and then steps, in hundredths of a degree; those of too few points are dropped."""
    found = []
    for line in lines:
        rounded = [(round(x * UNITS), round(y * UNITS)) for x, y in line]
        points = [point for at, point in enumerate(rounded) if not at or point != rounded[at - 1]]
        if len(points) < least:
            continue
        numbers = list(points[0])
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            numbers += [x1 - x0, y1 - y0]
        found.append(numbers)
    return found


def outlines(fine: dict[str, Any], coarse: dict[str, Any]) -> dict[str, Any]:
    """Land rings and border lines of both editions: the fine one in the region, the coarse one elsewhere."""
    found: dict[str, Any] = {"units": UNITS, "land": [], "borders": []}
    for topology, inside in ((fine, True), (coarse, False)):
        arcs = decoded_arcs(topology)
        found["land"] += encoded(land_rings(topology, arcs, inside=inside), least=4)
        found["borders"] += encoded(border_lines(topology, arcs, inside=inside), least=2)
    return found


def script(found: dict[str, Any]) -> str:
    """The outlines as a classic script with one global, which a page opened from disk may load."""
    return (
        "/* Natural Earth 4.1 (public domain) through world-atlas 2.0.2 (ISC), cut by pipeline/explorer/outlines.py */\n"
        f"var RuydadOutlines = {json.dumps(found, separators=(',', ':'))};\n"
        'if (typeof module !== "undefined") module.exports = RuydadOutlines;\n'
    )


if __name__ == "__main__":
    fine_file, coarse_file = sys.argv[1:]
    sys.stdout.write(
        script(
            outlines(
                json.loads(Path(fine_file).read_text(encoding="utf-8")),
                json.loads(Path(coarse_file).read_text(encoding="utf-8")),
            )
        )
    )
