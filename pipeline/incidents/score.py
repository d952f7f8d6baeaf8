"""The weight of evidence that two rows tell of one happening, in thousandths of a bit, with its reasons.

In: `Rows` and pairs of row numbers. Out: `Scores`: for each pair and group of evidence the rule that spoke (0: none,
because a cell is untold) and the sum W = intercept + Σ. Weights are data (`weights.csv`), whole numbers, so that
sums do not depend on their order. A null weighs nothing.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.incidents.places import COUNTRY, DISTRICT, PROVINCE, REGION, SETTLEMENT, are_alike, kilometres
from pipeline.incidents.rows import NO_DAY, NO_MINUTE, NONE, Rows

Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
Small = npt.NDArray[np.uint8]  # numbers of rules, of which there are fewer than 256
GROUPS = "time clock place site article words type actor target killed injured harmed".split()
_WHO_WHAT, _HARM = slice(6, 9), slice(9, 12)
_TOLL_KINDS = (0, 1, 2)
_DAY = 24 * 60  # minutes
_FULL = 2  # shared words weigh in full from one half of all words on
_NEAR_DAYS, _WEEKS_DAYS = 3, 14
_NEAR_MINUTES = 6 * 60
_SENTENCE, _LONG_SENTENCE = 5, 8  # words beside those that other groups weigh
_SAME_SENTENCE = 4, 3  # shared words × 4 ≥ all words × 3
_UNTOLD = frozenset({"Armed clash", "Attack"})  # «حمله» alone: which of the two its target tells
_VIOLENT = _UNTOLD | {
    "Air/drone strike",
    "Suicide bomb",
    "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED",
    "Grenade",
    "Chemical weapon",
}


@cache
def weights() -> dict[str, tuple[int, str]]:
    """Rule → (thousandths of a bit, meaning)."""
    with Path(__file__).with_name("weights.csv").open(encoding="utf-8", newline="") as file:
        return {row["rule"]: (int(row["millibits"]), row["meaning"]) for row in csv.DictReader(file)}


@cache
def rule_names() -> tuple[str, ...]:
    """Rules in the order of their numbers; number 0 is «no evidence»."""
    return ("", *weights())


def number(rule: str) -> int:
    """The number of a rule in `Scores.rules`."""
    return rule_names().index(rule)


@cache
def _bits() -> Ints:
    return np.array([0, *(bits for bits, _ in weights().values())], dtype=np.int32)


def bits_of(rule: str) -> int:
    """Thousandths of a bit of a rule."""
    return weights()[rule][0]


@dataclass(frozen=True, slots=True)
class Scores:
    """`rules` has shape pairs × GROUPS, `text` and `total` thousandths of a bit, one a pair."""

    rules: Small
    text: Ints
    total: Ints

    def reasons(self, pairs: Longs) -> list[list[str]]:
        """What the bits of each of the pairs are made of, in all: «intercept -6.3», «date.same +2.0», «capped -1.0»."""
        names, bits = rule_names(), _bits().tolist()
        known: dict[tuple[int, ...], list[str]] = {}  # most pairs give one of few lists
        told = []
        of = zip(self.rules[pairs].tolist(), self.text[pairs].tolist(), self.total[pairs].tolist(), strict=True)
        for rules, text, total in of:
            key = (*rules, text)
            if key not in known:
                spoken = [("intercept", bits_of("intercept")), *((names[n], bits[n]) for n in rules if n)]
                spoken.append(("text.shared", text))
                spoken.append(("capped", total - sum(weight for _, weight in spoken)))
                known[key] = [f"{name} {weight / 1000:+.1f}" for name, weight in spoken if weight]
            told.append(known[key])
        return told


def score_pairs(rows: Rows, pairs: Longs) -> Scores:
    """Scores of the given pairs, shape (pairs, 2)."""
    i, j = pairs[:, 0], pairs[:, 1]
    actor, target = _parties(rows, i, j)
    time, place, kind = _time(rows, i, j), _place(rows, i, j), _type(rows, i, j)
    shared, union = _words(rows, i, j)
    rules = np.column_stack(
        [
            time,
            _clock(rows, i, j),
            place,
            _site(rows, i, j),
            _article(rows, i, j, place, kind),
            _sentence(rows, i, j, time, place, shared, union),
            kind,
            actor,
            target,
            *(_toll(rows, i, j, kind) for kind in _TOLL_KINDS),
        ]
    ).astype(np.uint8)
    text = _text(shared, union)
    bits = _bits()[rules]
    who_what = np.minimum(bits[:, _WHO_WHAT].sum(axis=1), bits_of("cap.who_what"))
    toll = np.clip(bits[:, _HARM].sum(axis=1), bits_of("floor.toll"), bits_of("cap.toll"))
    total = bits_of("intercept") + bits[:, : _WHO_WHAT.start].sum(axis=1) + who_what + toll + text
    return Scores(rules, text, total.astype(np.int32))


def _choose(size: int, *cases: tuple[str, npt.NDArray[np.bool_]]) -> Small:
    """The number of the first rule whose condition holds, 0 where none does."""
    return (
        np.select([case for _, case in cases], [number(rule) for rule, _ in cases], 0).astype(np.uint8)
        if size
        else np.zeros(0, np.uint8)
    )


_AT_ONE_PLACE = (
    "place.same",
    "place.carried",
    "place.same_name",
    "place.same_district",
    "place.within",
    "place.same_region",
)


def _article(rows: Rows, i: Longs, j: Longs, place: Small, kind: Small) -> Small:
    """One article that lets several voices speak of one place and kind of act sets them side by side.

    A place that a row only carries over does so where both count the dead or hurt of one kind.
    Of two articles, one that tells of «another» act tells of another than what was reported before.
    """
    side_by_side = (rows.article[i] == rows.article[j]) & (rows.voice[i] != rows.voice[j])
    at_one_place = np.isin(place, [number(rule) for rule in _AT_ONE_PLACE])
    counted = ((rows.toll[i] != NONE) & (rows.toll[j] != NONE)).any(axis=1)
    comparable = counted | (rows.is_place_told[i] & rows.is_place_told[j])
    alike = np.isin(kind, [number("type.same"), number("type.contested")])
    one_sided = (rows.article[i] != rows.article[j]) & (rows.is_another[i] != rows.is_another[j])
    return _choose(
        len(i),
        ("article.other_voice", side_by_side & at_one_place & alike & comparable),
        ("article.another_one", one_sided),
    )


def _site(rows: Rows, i: Longs, j: Longs) -> Small:
    one, other = rows.site[i].astype(np.int64), rows.site[j].astype(np.int64)
    told = (one != NONE) & (other != NONE)
    packed = np.where(told & (one != other), one * len(rows.site_names) + other, NONE)
    differing, at = np.unique(packed, return_inverse=True)
    names = rows.site_names
    alike = [n != NONE and are_alike(names[n // len(names)], names[n % len(names)]) for n in differing.tolist()]
    is_alike = np.array(alike, dtype=np.bool_)[at]
    return _choose(len(i), ("site.same", told & (one == other)), ("site.alike", is_alike), ("site.other", told))


def day_gap(rows: Rows, i: Longs, j: Longs) -> tuple[npt.NDArray[np.bool_], Longs]:
    """Whether both rows tell a day (or short span), and the days between them (0: they overlap)."""
    both = rows.has_day[i] & rows.has_day[j]
    later = np.maximum(rows.first_day[i], rows.first_day[j]).astype(np.int64)
    earlier = np.minimum(rows.last_day[i], rows.last_day[j]).astype(np.int64)
    return both, np.where(both, np.maximum(0, later - earlier), 0)


def _time(rows: Rows, i: Longs, j: Longs) -> Small:
    both, gap = day_gap(rows, i, j)
    single = (rows.first_day[i] == rows.last_day[i]) & (rows.first_day[j] == rows.last_day[j])
    of_year = ~both & (rows.month_day[i] != NONE) & (rows.month_day[j] != NONE)
    published = (rows.published[i] != NO_DAY) & (rows.published[j] != NO_DAY) & ~both
    apart = np.where(published, np.abs(_presumed(rows, i) - _presumed(rows, j)), 0)
    return _choose(
        len(i),
        ("date.same", both & (gap == 0) & single),
        ("date.overlap", both & (gap == 0)),
        ("date.next_day", both & (gap == 1)),
        ("date.apart", both),
        ("date.same_day_of_year", of_year & (rows.month_day[i] == rows.month_day[j])),
        ("date.other_day_of_year", of_year),
        ("published.weeks_apart", published & (apart > _WEEKS_DAYS)),
        ("published.follow_up", published & (_follows(rows, i, j) | _follows(rows, j, i))),
        ("published.days_apart", published & (apart > _NEAR_DAYS)),
        ("published.same_hours", published & _in_hours(rows, i, j)),
        ("published.same_days", published & (apart <= 1)),
    )


def _follows(rows: Rows, i: Longs, j: Longs) -> npt.NDArray[np.bool_]:
    """Row i carries a toll on, tells no day itself, and was published no earlier than what row j tells."""
    return np.asarray(rows.is_follow_up[i] & ~rows.has_day[i] & (_presumed(rows, i) >= _presumed(rows, j)))


def _in_hours(rows: Rows, i: Longs, j: Longs) -> npt.NDArray[np.bool_]:
    """Both publications have a clock time, few hours lie between them, and both rows tell news of the day."""
    timed = (rows.minute != NO_MINUTE) & (rows.minute % _DAY != 0)
    lag = rows.published.astype(np.int64) - np.where(rows.has_day, rows.last_day, rows.published)
    is_news = timed & (np.abs(lag) <= 1) & (rows.status != _code(rows, "background"))
    return np.asarray(is_news[i] & is_news[j] & (np.abs(rows.minute[i] - rows.minute[j]) <= _NEAR_MINUTES))


def _code(rows: Rows, status: str) -> int:
    return rows.statuses.index(status) if status in rows.statuses else NONE


def _presumed(rows: Rows, at: Longs) -> Longs:
    """The told day, else the publication day: only to weigh how far apart rows are, never a date."""
    return np.where(rows.has_day[at], rows.first_day[at], rows.published[at]).astype(np.int64)


def _clock(rows: Rows, i: Longs, j: Longs) -> Small:
    both, gap = day_gap(rows, i, j)
    told = both & (gap == 0) & (rows.clock_first[i] != NONE) & (rows.clock_first[j] != NONE)
    later = np.maximum(rows.clock_first[i], rows.clock_first[j])
    apart = later - np.minimum(rows.clock_last[i], rows.clock_last[j])
    exact = (rows.clock_first[i] == rows.clock_last[i]) & (rows.clock_first[j] == rows.clock_last[j])
    around = np.minimum(np.maximum(apart, 0), np.maximum(24 * 60 - np.abs(apart), 0))
    return _choose(len(i), ("clock.same", told & exact & (around <= 60)), ("clock.other", told & (around >= 240)))


def _type(rows: Rows, i: Longs, j: Longs) -> Small:
    coded = (rows.sub_type[i] != NONE) & (rows.sub_type[j] != NONE)
    verbal = ~coded & (rows.plover[i] != NONE) & (rows.plover[j] != NONE)
    return _choose(
        len(i),
        ("type.same", coded & (rows.sub_type[i] == rows.sub_type[j])),
        ("type.family", coded & (rows.family[i] == rows.family[j])),
        ("type.contested", coded & _both(rows, i, j, _UNTOLD, _UNTOLD)),
        ("type.untold", coded & (_both(rows, i, j, _UNTOLD, _VIOLENT) | _both(rows, i, j, _VIOLENT, _UNTOLD))),
        ("type.other", coded),
        ("type.same", verbal & (rows.plover[i] == rows.plover[j])),
        ("type.other", verbal),
    )


def _both(rows: Rows, i: Longs, j: Longs, ones: frozenset[str], others: frozenset[str]) -> npt.NDArray[np.bool_]:
    """Whether the sub-type of the first row is among `ones` and that of the second among `others`."""
    is_one, is_other = (np.array([name in names for name in rows.sub_types], dtype=bool) for names in (ones, others))
    return (
        np.asarray(is_one[rows.sub_type[i]] & is_other[rows.sub_type[j]])
        if len(rows.sub_types)
        else np.zeros(len(i), bool)
    )


def _parties(rows: Rows, i: Longs, j: Longs) -> tuple[Small, Small]:
    swapped = (
        (rows.actor[i] != NONE)
        & (rows.target[i] != NONE)
        & (rows.actor[i] == rows.target[j])
        & (rows.target[i] == rows.actor[j])
        & (rows.actor[i] != rows.actor[j])
        & (rows.sub_type[i] == rows.sub_type[j])
    )
    actor = _party(rows.actor, rows.actor_name, i, j, "actor")
    target = _party(rows.target, rows.target_name, i, j, "target")
    return (
        np.where(swapped, number("parties.swapped"), actor).astype(np.uint8),
        np.where(swapped, 0, target).astype(np.uint8),
    )


def _party(code: Ints, name: Ints, i: Longs, j: Longs, which: str) -> Small:
    told = (code[i] != NONE) & (code[j] != NONE)
    named = (name[i] != NONE) & (name[j] != NONE)
    return _choose(
        len(i),
        (f"{which}.same", named & (name[i] == name[j])),
        (f"{which}.other_name", told & (code[i] == code[j]) & named),
        (f"{which}.code", told & (code[i] == code[j])),
        (f"{which}.other", told),
    )


def _toll(rows: Rows, i: Longs, j: Longs, kind: int) -> Small:
    one, other = rows.toll[i, kind].astype(np.int64), rows.toll[j, kind].astype(np.int64)
    who, whom = rows.victim[i, kind], rows.victim[j, kind]
    told = (one != NONE) & (other != NONE) & ((who == whom) | (who == NONE) | (whom == NONE))
    less, more = np.minimum(one, other), np.maximum(one, other)
    same = told & (one == other)
    risen = (rows.is_follow_up[i] & (one > other)) | (rows.is_follow_up[j] & (other > one))
    return _choose(
        len(i),
        ("toll.same_10", same & (one >= 10)),
        ("toll.same_3", same & (one >= 3)),
        ("toll.same_1", same & (one >= 1)),
        ("toll.close", told & (less > 0) & (2 * more <= 3 * less)),
        ("toll.risen", told & risen & (less > 0)),
        ("toll.alike", told & (less > 0) & (more <= 3 * less)),
        ("toll.unlike", told & (more > 0)),
    )


def _words(rows: Rows, i: Longs, j: Longs) -> tuple[Longs, Longs]:
    """How many words the evidence of both rows shares, and how many there are in either."""
    size = np.diff(rows.words.indptr).astype(np.int64)
    shared = np.asarray(rows.words[i].multiply(rows.words[j]).sum(axis=1)).ravel().astype(np.int64)
    return shared, size[i] + size[j] - shared


def _text(shared: Longs, union: Longs) -> Ints:
    """Jaccard share of the words of both rows' evidence, in full from one in `_FULL` on."""
    most = bits_of("text.shared")
    share = np.where(union > 0, shared * most * _FULL // np.maximum(union, 1), 0)
    return np.minimum(share, most).astype(np.int32)


def _sentence(rows: Rows, i: Longs, j: Longs, time: Small, place: Small, shared: Longs, union: Longs) -> Small:
    """One sentence in two articles, which nothing else sets apart: a report that one has of the other.

    Templates are short, or name another place or day. Where no publication is told, the sentence must be longer.
    """
    bits = _bits()
    alike = (shared * _SAME_SENTENCE[0] >= union * _SAME_SENTENCE[1]) & (rows.article[i] != rows.article[j])
    at_once = np.isin(time, [number(rule) for rule in ("published.same_hours", "published.same_days", "date.same")])
    long_enough = (shared >= _LONG_SENTENCE) | (at_once & (shared >= _SENTENCE))
    return _choose(
        len(i),
        ("text.same_sentence", alike & long_enough & (bits[time] >= 0) & (bits[place] >= 0) & _timely(rows, i, j)),
    )


def _timely(rows: Rows, i: Longs, j: Longs) -> npt.NDArray[np.bool_]:
    """Publications are at most a day apart, as far as they are told."""
    told = (rows.published[i] != NO_DAY) & (rows.published[j] != NO_DAY)
    return np.asarray(~told | (np.abs(rows.published[i].astype(np.int64) - rows.published[j]) <= 1))


def _place_relations(rows: Rows, i: Longs, j: Longs) -> tuple[Longs, Small]:
    """The rule for each pair of place candidates: (index of the row pair, rule number)."""
    left, right = rows.places.counts()[i], rows.places.counts()[j]
    times = left * right
    at = np.repeat(np.arange(len(i)), times)
    inside = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    a = rows.places.start[i][at] + inside // np.maximum(right[at], 1)
    b = rows.places.start[j][at] + inside % np.maximum(right[at], 1)
    return at, _relation(rows, a, b)


def _relation(rows: Rows, a: Longs, b: Longs) -> Small:
    places = rows.places
    level, finer = np.maximum(places.level[a], places.level[b]), np.minimum(places.level[a], places.level[b])
    far = kilometres(places.latitude[a], places.longitude[a], places.latitude[b], places.longitude[b])
    known = ~np.isnan(far)
    points, district = level <= SETTLEMENT, level == DISTRICT
    province = level == PROVINCE
    same_name = places.name[a] == places.name[b]
    same_level = places.level[a] == places.level[b]
    provinces = (places.admin1[a] != NONE) & (places.admin1[b] != NONE)
    countries = (places.country[a] != NONE) & (places.country[b] != NONE)
    other_country = countries & (places.country[a] != places.country[b])
    return _choose(
        len(a),
        ("place.same", points & known & (far < 0.5)),
        ("place.near", points & known & (far < 5)),
        ("place.around", points & known & (far < 25)),
        ("place.other_country", other_country & ~(points & known & (far < 100))),
        ("place.far", points & known & (far < 100)),
        ("place.apart", points & known),
        ("place.same_district", district & same_level & ((known & (far < 0.5)) | same_name)),
        ("place.within", district & known & (far < 40)),
        ("place.far", district & known & (far < 100)),
        ("place.apart", district & known),
        ("place.same_name", (points | district) & same_level & same_name),
        ("place.other_name", points & same_level & (finer == SETTLEMENT)),
        ("place.same_region", (level == REGION) & same_level & same_name),
        ("place.same_province", province & provinces & (places.admin1[a] == places.admin1[b])),
        ("place.other_province", province & provinces & (finer <= PROVINCE)),
        ("", level >= COUNTRY),
    )


def _place(rows: Rows, i: Longs, j: Longs) -> Small:
    """The most favourable relation among all pairs of candidates; none where one row has no place."""
    unset = np.iinfo(np.int32).min
    most = np.full(len(i), unset, dtype=np.int64)
    at, relation = _place_relations(rows, i, j)
    np.maximum.at(most, at, _bits()[relation].astype(np.int64) * 1000 + relation)
    found = np.where(most > unset, most % 1000, 0)
    in_one = (rows.article[i] == rows.article[j]) & (found == number("place.same"))
    is_carried = in_one & ~(rows.is_place_told[i] & rows.is_place_told[j])
    return np.where(is_carried, number("place.carried"), found).astype(np.uint8)
