"""What stands before a place name: a preposition, a direction, a head word, or a body that owns the name.

In: a key, where the name starts and where the words before it may begin. Out: `Before`.
"""

import re
from dataclasses import dataclass

from pipeline.mentions.place_words import PlaceWord, place_words, words_of_role

_BREAK = re.compile(r"[.،؛:!؟?()\[\]\n/…]")
_WINDOW = 64
_MOST_WORDS = 3
_QUOTES = str.maketrans({"«": " ", "»": " ", '"': " ", "'": " ", "-": " "})
_ENDINGS = ("های", "هایی", "ها", "ی", "ای", "ان", "یان")
_STOPS = frozenset(
    ["و", "که", "را", "با", "یا", "اما", "است", "شد", "کرد", "بود", "برای", "توسط", "اینکه", "هم", "نیز", "پس", "هنگام"]
)
_DISTANCE = re.compile(
    r"(?:در |به )?(?:فاصله )?(?:حدود |تقریبا )?(?:[0-9]+|[\w ]{2,14}?) (?:کیلومتری|کیلو متری|متری|مایلی|فرسنگی)(?: از)?$"
)


@dataclass(frozen=True, slots=True)
class Before:
    """The words before a name. Offsets are key offsets; `start` is where the place's own words begin."""

    start: int
    head: PlaceWord | None = None
    head_key: str = ""
    direction: str = ""
    is_near: bool = False
    is_offset: bool = False
    cue: str = ""
    in_name: bool = False
    is_border: bool = False
    is_capital: bool = False


def words_before(key: str, floor: int, at: int) -> Before:
    """Read backwards from a name at `at`, not beyond `floor` nor over a clause's punctuation."""
    low = max(floor, at - _WINDOW)
    segment = _BREAK.split(key[low:at])[-1]
    words = segment.translate(_QUOTES).split()
    if not words:
        return Before(at)
    if low == at - _WINDOW and len(words) > 1 and not segment[0].isspace():
        words = words[1:]  # the window may have cut it
    known = place_words()
    left = len(words)
    if left > 1 and words[-1] in words_of_role("adjective") and _head(known, words, left - 1):
        left -= 1
    head_key, taken = _head(known, words, left) or ("", 0)
    left -= taken
    direction, is_near, is_border, is_capital = "", False, False, False
    while left:
        if words[left - 1] == "با" and _joined(known, words, left - 1, ("border",)):
            left -= 1  # «مرز با X»
        found = _joined(known, words, left, ("direction", "near", "border", "capital"))
        if not found:
            break
        word_key, taken = found
        word = known[word_key]
        left -= taken
        if word.role == "direction":
            direction = f"{direction} {word.level}".strip()
        is_near |= word.role == "near"
        is_border |= word.role == "border"
        is_capital |= word.role == "capital"
    is_offset = False
    if (direction or is_near or words[left - 1].endswith("متری") or words[left - 1] == "از") and left:
        prefix = " ".join(words[:left])
        if found_distance := _DISTANCE.search(prefix):
            is_offset = True
            left = len(prefix[: found_distance.start()].split())
    cue, body = _cue(known, words, left)
    if is_offset and not cue:
        cue = "در"
    start = _start_of(key, at, words[left:]) if left < len(words) else at
    head = known[head_key] if head_key else None
    return Before(start, head, head_key, direction, is_near, is_offset, cue, body, is_border, is_capital)


def _joined(known: dict[str, PlaceWord], words: list[str], left: int, roles: tuple[str, ...]) -> tuple[str, int] | None:
    """The longest word or phrase of one of the roles that ends at `words[left - 1]`, and its number of words."""
    for count in range(min(_MOST_WORDS, left), 0, -1):
        key = words[left - 1] if count == 1 else " ".join(words[left - count : left])
        if (word := known.get(key)) and word.role in roles:
            return key, count
    return None


def _head(known: dict[str, PlaceWord], words: list[str], left: int) -> tuple[str, int] | None:
    return _joined(known, words, left, ("head",)) if left else None


def _cue(known: dict[str, PlaceWord], words: list[str], left: int) -> tuple[str, bool]:
    """The preposition right before, and whether the noun phrase before belongs to a body (دولت، ارتش، سفیر)."""
    if not left:
        return "", False
    if found := _joined(known, words, left, ("preposition",)):
        return found[0], False
    bodies = words_of_role("body")
    for word in reversed(words[max(0, left - 5) : left]):
        if word in _STOPS or ((other := known.get(word)) and other.role == "preposition"):
            break
        if _is_body(word, bodies):
            return "", True
    return "", False


def _is_body(word: str, bodies: frozenset[str]) -> bool:
    if word in bodies:
        return True
    return any(word.endswith(end) and word[: -len(end)] in bodies for end in _ENDINGS)


def _start_of(key: str, at: int, words: list[str]) -> int:
    """Where the first of the words that lead up to `at` begins in the key."""
    for word in reversed(words):
        at = key.rfind(word, 0, at)
    return at
