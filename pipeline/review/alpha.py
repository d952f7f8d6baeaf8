"""How far coders agree: Krippendorff's alpha by column, with its interval.

In: decisions of two or more coders, a file each. Out: for each column the number of rows that at least two coded, the
share on which all of them say the same, alpha, and a bootstrap interval over rows with a fixed seed. Codes are
nominal; tolls are ordinal, never interval, where one huge toll would decide alone; «none told» is a value (of a toll
the lowest), «cannot tell» is missing. `is_event` is whether a blind coder finds an event at all; `decision` compares the
verdicts of reviewers who saw the row's values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import krippendorff
import numpy as np
import numpy.typing as npt

from pipeline.incidents.corrections import event_of
from pipeline.review.columns import coded
from pipeline.review.decisions import Decision
from pipeline.run.errors import RuydadError

SEED = 1401
RESAMPLES = 1000
_AT_ONCE = 50  # samples, for the memory's sake
NO_VARIATION = "no variation"
_VERDICT = "decision"
_IS_EVENT = "is_event"
_NOT = "\0"  # not coded
Level = Literal["nominal", "ordinal"]
_LEVELS: dict[str, Level] = {"nominal": "nominal", "ordinal": "ordinal"}
Codes = dict[str, str | None]  # event_id → what one coder says


@dataclass(frozen=True, slots=True)
class Agreement:
    """One column: `n` rows, `agreement` the share alike, `alpha` None with a `note` where it is not defined."""

    column: str
    level: str
    n: int
    agreement: float | None
    alpha: float | None
    low: float | None
    high: float | None
    note: str | None


def agreement(files: Mapping[str, Sequence[Decision]]) -> list[Agreement]:
    """Agreement by column, of the columns that two coders have in common.

    Raises RuydadError where the coders did not read the same texts, or no row was coded twice.
    """
    _check_texts(files)
    found = []
    own: list[tuple[str, Level]] = [(_IS_EVENT, "nominal"), (_VERDICT, "nominal")]
    for column, level in [*((each.name, _LEVELS[each.level]) for each in coded()), *own]:
        by_coder = [_codes(decisions, column) for decisions in files.values()]
        shared = sorted({event for one in by_coder for event in one if sum(event in each for each in by_coder) > 1})
        if shared:
            found.append(_measure(column, level, [[each.get(event, _NOT) for event in shared] for each in by_coder]))
    if not found:
        raise RuydadError("No row was coded by two coders: give files of the same sample (ruydad review --sample N).")
    return found


def _codes(decisions: Sequence[Decision], column: str) -> Codes:
    """What one coder says of a column, the last word on each row."""
    found: Codes = {}
    for each in decisions:
        event = event_of(each.table, each.id)
        if column == _IS_EVENT:
            if each.decision == "code":
                found[event] = "no" if each.column is None else "yes"
        elif column == _VERDICT:
            if each.column is None and each.decision != "code":
                is_changed = each.decision == "accept" and _changed(decisions, event)
                found[event] = "change" if is_changed else each.decision
        elif each.table == "events" and each.column == column:
            if each.decision == "code":
                found[event] = each.new
            elif each.decision == "unsure":
                found.pop(event, None)
    return found


def _changed(decisions: Sequence[Decision], event: str) -> bool:
    return any(each.decision == "change" and event_of(each.table, each.id) == event for each in decisions)


def _check_texts(files: Mapping[str, Sequence[Decision]]) -> None:
    digests: dict[str, tuple[str, str]] = {}
    for name, decisions in files.items():
        for each in decisions:
            first, digest = digests.setdefault(each.id, (name, each.article_digest))
            if digest != each.article_digest:
                raise RuydadError(
                    f"{each.id} was read in different texts in {first} and {name}: code the same release."
                )


def _measure(column: str, level: Level, coders: Sequence[Sequence[str | None]]) -> Agreement:
    """Alpha of a column; `coders` has a line a coder and a place a row."""
    counts, domain = _counts(coders, is_count=level == "ordinal")
    n = len(counts)
    alike = float(np.mean((counts > 0).sum(axis=1) == 1))
    alpha = _alpha(counts, domain, level)
    told = [] if alpha is None else [each for each in resampled(counts, level) if not np.isnan(each)]
    if alpha is None or not told:
        return Agreement(column, level, n, alike, alpha, None, None, NO_VARIATION)
    low, high = (float(each) for each in np.percentile(told, [2.5, 97.5]))
    fewer = RESAMPLES - len(told)
    note = f"{fewer} of {RESAMPLES} resamples without variation" if fewer else None
    return Agreement(column, level, n, alike, alpha, low, high, note)


def _counts(
    coders: Sequence[Sequence[str | None]], *, is_count: bool
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """How many coders give each value to each row, shape rows × values, and the values in order, untold the lowest."""
    said = {value for line in coders for value in line if value != _NOT}
    told = sorted((value for value in said if value is not None), key=float if is_count else str)
    places = {value: n for n, value in enumerate([*([None] if None in said else []), *told])}
    counts = np.zeros((len(coders[0]), len(places)), dtype=np.int64)
    for line in coders:
        for row, value in enumerate(line):
            if value != _NOT:
                counts[row, places[value]] += 1
    return counts, np.arange(len(places), dtype=np.float64)


def _alpha(counts: npt.NDArray[np.int64], domain: npt.NDArray[np.float64], level: Level) -> float | None:
    """Alpha, None where the values do not vary: it is not defined there."""
    seen = counts.sum(axis=0) > 0
    try:
        return float(
            krippendorff.alpha(
                value_counts=counts[:, seen], value_domain=domain[seen], level_of_measurement=level, dtype=np.float64
            )
        )
    except ValueError:
        return None


def resampled(counts: npt.NDArray[np.int64], level: Level) -> npt.NDArray[np.float64]:
    """Alpha of each bootstrap sample of the rows, NaN where its values do not vary.

    The same formula as the package's, for all samples at once: a call of the package for each takes a thousand times
    as long. A row's pairs of values are weighed by how often the sample has the row.
    """
    n, values = counts.shape
    told = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(values)
    pairs = (pairs / (told - 1)[:, None, None]).reshape(n, values * values)
    random = np.random.default_rng(SEED)
    found = np.empty(RESAMPLES)
    for first in range(0, RESAMPLES, _AT_ONCE):
        last = min(first + _AT_ONCE, RESAMPLES)
        times = np.stack([np.bincount(random.integers(0, n, n), minlength=n) for _ in range(first, last)])
        seen = (times @ pairs).reshape(-1, values, values)
        many = seen.sum(axis=2)
        total = many.sum(axis=1)[:, None, None]
        chance = (many[:, :, None] * many[:, None, :] - many[:, :, None] * np.eye(values)) / (total - 1)
        if level == "nominal":
            apart = np.broadcast_to(1 - np.eye(values), seen.shape)
        else:
            up_to = np.cumsum(many, axis=1) - many / 2
            apart = (up_to[:, :, None] - up_to[:, None, :]) ** 2
        expected = (chance * apart).sum(axis=(1, 2))
        with np.errstate(invalid="ignore", divide="ignore"):
            alphas = 1 - (seen * apart).sum(axis=(1, 2)) / expected
        found[first:last] = np.where(expected > 1e-12, alphas, np.nan)
    return found
