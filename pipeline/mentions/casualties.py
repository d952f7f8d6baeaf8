"""Casualties: how many were killed, injured, captured, in whose words.

In: a folded text and, of one sentence, its death-word hits, numbers, time spans and words.
Out: `CasualtyMention`s. A figure belongs to one death word; a part («از جمله دو کودک») is no
figure of its own; «شمار قربانیان به ۷۱ نفر رسید» is a total.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.lexicons.load import keys_of, read_rows, split_forms
from pipeline.mentions.scan import Hit
from pipeline.text.letters import Folded
from pipeline.text.numbers import NumberMention


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """One figure: `low`/`high` as in TABLES.md; `victims` is the key span of the counted noun, if any."""

    start: int
    end: int
    key_start: int
    key_end: int
    text: str
    kind: str
    low: int | None
    high: int | None
    is_vague: bool
    qualifier: str
    term: str
    framing: str
    victims: tuple[int, int] | None
    is_total: bool
    rule: str


_COUNTED = re.compile(r"\s*(?:نفر|تن|فرد|شخص|نفری|تنی|تن از|نفر از|قربانی|سرنشین)(?![^\W_])")
_ORDINARY = re.compile(r"\s*(?:دیگر|هم|نیز)(?![^\W_])")
_TOTAL = re.compile(r"(?:شمار|تعداد|آمار|رقم|میزان)\s(?:کل\s|تلفات\s|قربانیان\s)?$")
_REACHED = re.compile(r"(?:به\s)?(?:بیش از\s|حدود\s|دست کم\s|حداقل\s|نزدیک به\s)?$")
_PART_BEFORE = re.compile(
    r"(?:از جمله|شامل|ازجمله|که|متشکل از|در میان آنان|میان آنها|در بین آنها)\s(?:حداقل\s|دست کم\s)?$"
)
_PART_AFTER = re.compile(
    r"\s*(?:نفر|تن|کودک|زن|مورد)?\s*از (?:آنان|آنها|آن ها|این افراد|این تعداد|ایشان|قربانیان|کشته شدگان|مجروحان|زخمی ها|شهدا|شهیدان|مصدومان|بازداشت شدگان)(?![^\W_])"
)
_BOUND = re.compile(r"[؛;:!؟?\n]")
_INFINITIVE = re.compile(r"\s?(?:شدن|ساختن|کردن|شدگان|دادن|گشتن|گرفتن|رساندن|رسیدن|سپردن|باختن)?(?![^\W_])\s?")
_JOINED = re.compile(r"[\s،,]*(?:و|یا|و یا)\s(?:یا\s)?$|^\s?(?:و|یا|و یا)\s$")
_PASSIVE_ONE = re.compile(
    r"\s?(?:می\s|نمی\s)?(?:شد|شده|شود|گردید|گشت|رسید|رسیده|باخت|داد)(?:\s(?:است|بود|و))?(?![^\W_])"
)
_NEGATED = re.compile(
    r"\s?(?:جانی|انسانی)?\s?(?:و خسارتی|و خسارت|یا خسارتی)?\s?(?:در پی|به همراه|به دنبال|در بر|به جا|بر جای)?\s?(?:نداشت|نداشته|ندارد|نبود|نداد|نگذاشت|نشد|نشده|وارد نشد|وارد نکرد|گزارش نشد|گزارش نشده)"
)
_NO_DEATH = re.compile(r"(?:بدون|هیچ|هیچ گونه|هیچگونه|فاقد)\s(?:گونه\s)?$")


def _word_set(name: str) -> frozenset[str]:
    return frozenset(key for row in read_rows(name) for form in split_forms(row["forms"]) for key in keys_of(form))


_UNITS = _word_set("units")
_NUMBERED = _word_set("numbered_nouns")


def counts_persons(
    key: str, number: NumberMention, person_starts: frozenset[int], death_starts: frozenset[int]
) -> bool:
    """Whether a number counts people: a classifier, a person noun or a death word follows, and no unit does."""
    if _COUNTED.match(key, number.key_end):
        return True
    at = number.key_end
    while at < len(key) and key[at] == " ":
        at += 1
    if at in person_starts or at in death_starts:
        return True
    before = re.search(r"([^\W_]+)\s$", key[max(0, number.key_start - 25) : number.key_start])
    if before and before.group(1) in _NUMBERED:
        return False
    after = re.compile(r"\s*([^\W_]+)(?:\s([^\W_]+))?").match(key, number.key_end)
    if not after:
        return True
    if after.group(1) in _UNITS or f"{after.group(1)} {after.group(2)}" in _UNITS:
        return False
    return key[number.key_end : number.key_end + 1] not in "/:.%-"


def find_casualties(
    folded: Folded,
    span: tuple[int, int],
    deaths: Sequence[Hit],
    numbers: Sequence[NumberMention],
    persons: Sequence[tuple[int, int]],
    single_subject: Sequence[tuple[int, int]] = (),
) -> list[CasualtyMention]:
    """Figures of one sentence; `persons` are key spans of person nouns, `single_subject` those that name one person."""
    key = folded.key
    death_starts = frozenset(hit.start for hit in deaths)
    person_starts = frozenset(start for start, _ in persons)
    usable = [
        n for n in numbers
        if counts_persons(key, n, person_starts, death_starts)
        and not _PART_BEFORE.search(key, max(span[0], n.key_start - 20), n.key_start)
        and not _PART_AFTER.match(key, n.key_end)
    ]  # fmt: skip
    groups = _group(key, deaths)
    used: set[int] = set()
    found: list[CasualtyMention] = []
    for index, group in enumerate(groups):
        floor = groups[index - 1][-1].tail if index else span[0]
        ceiling = groups[index + 1][0].start if index + 1 < len(groups) else span[1]
        mention = _figure(folded, group, usable, used, floor, ceiling, persons, single_subject, bool(index))
        if mention is not None:
            found.append(mention)
    return _share(found)


def _group(key: str, deaths: Sequence[Hit]) -> list[list[Hit]]:
    """Death words joined by «و» or «یا» with no figure between them, as one."""
    groups: list[list[Hit]] = []
    for hit in deaths:
        if groups and re.fullmatch(r"\s?(?:شدن|ها|شدگان)?\s?(?:و|یا|و یا)\s", key[groups[-1][-1].tail : hit.start]):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups


def _kind(group: Sequence[Hit]) -> str:
    kinds = list(dict.fromkeys(hit.rows[0]["kind"] for hit in group))
    if len(kinds) > 1 and set(kinds) <= {"killed", "injured", "killed_or_injured"}:
        return "killed_or_injured"
    return kinds[0]


def _figure(
    folded: Folded, group: list[Hit], numbers: Sequence[NumberMention], used: set[int], floor: int, ceiling: int,
    persons: Sequence[tuple[int, int]], single_subject: Sequence[tuple[int, int]], later: bool,
) -> CasualtyMention | None:  # fmt: skip
    key = folded.key
    first, last = group[0], group[-1]
    if _NO_DEATH.search(key, max(0, first.start - 12), first.start) or _NEGATED.match(key, last.tail):
        return _mention(folded, group, None, (first.start, last.tail), "zero", None, "casualties.zero")
    total = bool(_TOTAL.search(key, max(0, first.start - 25), first.start))
    after = _after(key, group, numbers, used, ceiling, total)
    before = _before(key, group, numbers, used, floor)
    infinitive = _INFINITIVE.match(key, last.tail)
    nominal = total or last.rows[0]["pos"] == "noun" or bool(infinitive and infinitive.group().strip())
    adjacent = before is not None and first.start - before.key_end <= 1
    chosen = (after or before) if nominal and not adjacent else (before or (after if nominal else None))
    if chosen is not None:
        used.add(chosen.key_start)
        victims = _victims(key, chosen, persons)
        rule = "casualties.total" if total else "casualties.after" if chosen is after else "casualties.before"
        return _mention(folded, group, chosen, None, chosen.qualifier, victims, rule, total)
    subject = _single(key, group, single_subject, floor)
    if subject is not None:
        return _mention(folded, group, None, subject, "exact", subject, "casualties.single")
    if last.rows[0]["kind"] == "killed_or_injured":
        return _mention(folded, group, None, (first.start, last.tail), "vague", None, "casualties.untold")
    return None


def _before(
    key: str, group: Sequence[Hit], numbers: Sequence[NumberMention], used: set[int], floor: int
) -> NumberMention | None:
    """The nearest unused figure before the death word with no clause edge between."""
    start = group[0].start
    for number in reversed(numbers):
        if number.key_end > start or number.key_start in used:
            continue
        if number.key_start < floor:
            return None
        between = key[number.key_end : start]
        return None if _BOUND.search(between) or len(between) > 160 else number
    return None


def _after(
    key: str, group: Sequence[Hit], numbers: Sequence[NumberMention], used: set[int], ceiling: int, total: bool
) -> NumberMention | None:
    """The figure right after the death word («کشته شدن ۱۲ نفر»), or the one a total reached."""
    end = group[-1].tail
    tail = _INFINITIVE.match(key, end)
    near = tail.end() if tail else end
    for number in numbers:
        if number.key_start < end or number.key_start in used:
            continue
        between = key[near : number.key_start]
        if number.key_start >= ceiling or _BOUND.search(key[end : number.key_start]):
            return None
        if total:
            return number if len(between) < 140 else None
        return number if len(between.split()) <= 1 and "،" not in between else None
    return None


def _single(key: str, group: Sequence[Hit], subjects: Sequence[tuple[int, int]], floor: int) -> tuple[int, int] | None:
    """The one person who is the subject of a singular death verb, or follows a death noun."""
    end = group[-1].tail
    if group[-1].rows[0]["pos"] == "noun" or re.match(r"\s?(?:شدن|رساندن|کردن)(?![^\W_])", key[end : end + 10]):
        tail = _INFINITIVE.match(key, end)
        near = tail.end() if tail else end
        return next((s for s in subjects if 0 <= s[0] - near <= 1), None)
    if not _PASSIVE_ONE.match(key, end) and group[-1].rows[0]["pos"] != "verb_phrase":
        return None
    for subject in reversed(subjects):
        if floor <= subject[0] and subject[1] <= group[0].start:
            between = key[subject[1] : group[0].start]
            return subject if not _BOUND.search(between) and len(between) < 140 else None
    return None


def _victims(key: str, number: NumberMention, persons: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The counted noun: right after the number, its classifier, «از» or «دیگر»."""
    at = number.key_end
    tail = re.compile(r"\s?(?:نفر|تن|فرد)?\s?(?:دیگر)?\s?(?:از)?\s?").match(key, at)
    at = tail.end() if tail else at
    return next((p for p in persons if abs(p[0] - at) <= 1), None)


def _mention(
    folded: Folded, group: Sequence[Hit], number: NumberMention | None, span: tuple[int, int] | None, qualifier: str,
    victims: tuple[int, int] | None, rule: str, total: bool = False,
) -> CasualtyMention:  # fmt: skip
    if number is not None:
        key_start, key_end = number.key_start, number.key_end
        counted = _COUNTED.match(folded.key, key_end)
        key_end = counted.end() if counted else victims[1] if victims else key_end
        low, high, vague = number.low, number.high, number.is_vague
        if number.qualifier == "zero":
            low = high = 0
    else:
        assert span is not None
        key_start, key_end = span
        low = high = 0 if qualifier == "zero" else 1 if qualifier == "exact" else None
        vague = qualifier == "vague"
    start, end = folded.span(key_start, key_end)
    row = group[-1].rows[0]
    return CasualtyMention(
        start, end, key_start, key_end, folded.source[start:end], _kind(group), low, high, vague, qualifier,
        folded.written(group[-1].start, group[-1].end), row.get("framing") or "neutral", victims, total, rule,
    )  # fmt: skip


def _share(found: list[CasualtyMention]) -> list[CasualtyMention]:
    """Drop a repeated kind with the same words; keep the order of the text."""
    seen: set[tuple[str, int]] = set()
    kept = []
    for mention in found:
        mark = (mention.kind, mention.key_start)
        if mark not in seen:
            seen.add(mark)
            kept.append(mention)
    return kept
