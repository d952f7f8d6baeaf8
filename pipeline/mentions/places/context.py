"""What stands before a place name: a preposition, a direction, a head word, or a body that owns the name.

In: a key, where the name starts and where the words before it may begin. Out: `Before`.
"""

import re
from dataclasses import dataclass

from pipeline.mentions.places.words import PlaceWord, body_words, phrases_by_last_word, words_of_role

_BREAKS = frozenset(".،؛:!؟?()[]\n/…")
_TOKEN = re.compile(r"[.،؛:!؟?()\[\]\n/…]|[^\s.،؛:!؟?()\[\]/…«»\"'\-]+")
_WINDOW = 64
_MOST_WORDS = 9
_FARTHEST_BODY = 5
_STOPS = frozenset(
    ["و", "که", "را", "با", "یا", "اما", "است", "شد", "کرد", "بود", "برای", "توسط", "اینکه", "هم", "نیز", "پس", "هنگام"]
)
_HEAD, _PREPOSITION, _BORDER = frozenset({"head"}), frozenset({"preposition"}), frozenset({"border"})
_NEAR = frozenset({"near"})
_OUTSKIRTS = frozenset({"حومه", "اطراف", "پیرامون"})  # «حومه شرقی X»
_CUES, _OFFICE = frozenset({"preposition", "event"}), frozenset({"office"})
_MINISTRY = frozenset({"وزارت", "وزیر"})
_RELATIONS = frozenset({"direction", "near", "border", "capital"})
_DISTANCE = re.compile(
    r"(?:فاصله )?(?:حدود |حدودا |تقریبا )?(?:[0-9]+(?:\.[0-9]+)?|\w+(?: و \w+){0,2})"
    r" (?:کیلومتری|کیلو متری|متری|مایلی|فرسنگی|فرسخی)(?: از)?$"
)


@dataclass(slots=True)  # not frozen: one is made for every name, and freezing triples what that costs
class Before:
    """The words before a name. Offsets are key offsets; `start` is where the place's own words begin.

    `body_distance`: how many words before the name a body or an owner stands, 0 for none; `office`: its building,
    told as a place.
    """

    start: int
    head: PlaceWord | None = None
    head_key: str = ""
    direction: str = ""
    is_near: bool = False
    is_offset: bool = False
    cue: str = ""
    body_distance: int = 0
    office: PlaceWord | None = None
    office_start: int = 0
    is_border: bool = False
    is_capital: bool = False

    def in_name(self, is_narrow: bool = False) -> bool:
        """Whether the name belongs to a body; a name with a head word, or a site, only to the body next to it."""
        return 0 < self.body_distance <= (1 if is_narrow or self.head is not None else _FARTHEST_BODY)


def words_before(key: str, floor: int, at: int) -> Before:
    """Read backwards from a name at `at`, not beyond `floor` nor over a clause's punctuation."""
    words = _clause_words(key, floor, at)
    if not words:
        return Before(at)
    left, head_key, head = _before_head(words)
    left, direction, sides = _before_sides(words, left)
    before_distance = _before_distance(words, left, bool(sides))
    if before_distance is not None:
        left = before_distance
    cue, body_distance, office = _cue(words, left)
    start = _start_of(key, at, words[left:]) if left < len(words) else at
    office_word, office_start = (office[0], _start_of(key, at, words[office[1] :])) if office else (None, start)
    return Before(
        start, head, head_key, direction, "near" in sides, before_distance is not None, cue,
        body_distance, office_word, office_start, "border" in sides, "capital" in sides,
    )  # fmt: skip


def _before_head(words: list[str]) -> tuple[int, str, PlaceWord | None]:
    """How many words are left before a head word at the end («شهر», «شهر تاریخی»), its key and meaning."""
    left = len(words)
    if left > 1 and words[-1] in words_of_role("adjective") and _phrase(words, left - 1, _HEAD):
        left -= 1
    found = _phrase(words, left, _HEAD)
    if found and found[2].sort == "sided" and left > 1 and words[left - 2] in _MINISTRY:
        found = None  # «وزارت کشور افغانستان»
    return (left - found[0], found[1], found[2]) if found else (left, "", None)


def _before_sides(words: list[str], left: int) -> tuple[int, str, set[str]]:
    """How many words are left before those of a side of the place («مرز شمالی»), its direction and their roles."""
    direction = ""
    roles: set[str] = set()
    while left:
        with_joint = words[left - 1] == "با" and _phrase(words, left - 1, _BORDER)  # «مرز با X»
        with_side = left > 1 and words[left - 2] in _OUTSKIRTS and words[left - 1] in words_of_role("adjective")
        end = left - 1 if with_joint or with_side else left
        if not (found := _phrase(words, end, _RELATIONS)):
            break
        count, _, word = found
        if word.role == "border" and end > count and words[end - count - 1] == "هم":  # «هم‌مرز با X» is beside it
            break
        left = end - count
        roles.add(word.role)
        if word.role == "direction":
            direction = f"{direction} {word.level}".strip()
    return left, direction, roles


def _before_distance(words: list[str], left: int, has_side: bool) -> int | None:
    """How many words are left before «۲۰ کیلومتری» that ends words[:left]; None where it does not."""
    if not left or not (has_side or words[left - 1] == "از" or words[left - 1].endswith("متری")):
        return None
    prefix = " ".join(words[:left])
    distance = _DISTANCE.search(prefix)
    return len(prefix[: distance.start()].split()) if distance else None


def _clause_words(key: str, floor: int, at: int) -> list[str]:
    """The last words before `at` that no punctuation parts from it."""
    low = at - _WINDOW
    if low <= floor:
        low = floor
        tokens = _TOKEN.findall(key, low, at)
    else:
        tokens = _TOKEN.findall(key, key.find(" ", low, at) + 1 or low, at)
    first = len(tokens)
    while first and tokens[first - 1] not in _BREAKS and len(tokens) - first < _MOST_WORDS:
        first -= 1
    return tokens[first:] if first else tokens


def _phrase(words: list[str], left: int, roles: frozenset[str]) -> tuple[int, str, PlaceWord] | None:
    """The longest phrase of one of the roles that ends at `words[left - 1]`: number of words, key and meaning."""
    for count, key, word in phrases_by_last_word().get(words[left - 1], ()) if left else ():
        if word.role in roles and (count == 1 or (count <= left and " ".join(words[left - count : left]) == key)):
            return count, key, word
    return None


def _cue(words: list[str], left: int) -> tuple[str, int, tuple[PlaceWord, int] | None]:
    """The preposition or act right before; how many words before a body stands (دولت، سفیر), 0 for none; and an
    office told as a place («در مقابل شهرداری X») with its first word's number."""
    if not left:
        return "", 0, None
    if found := _phrase(words, left, _CUES):
        return found[1], 0, None
    bodies = body_words()
    for at in range(left - 1, max(-1, left - _FARTHEST_BODY - 1), -1):
        word = words[at]
        if word in _STOPS or word.endswith("ها") or _phrase(words, at + 1, _PREPOSITION):
            break  # a plural without ezafe owns nothing: «نیروها منطقه …»
        office = _phrase(words, at + 1, _OFFICE)
        if office and (locative := _locative(words, at + 1 - office[0])):
            return locative, left - at, (office[2], at + 1 - office[0])
        if office or word in bodies:
            return "", left - at, None
    return "", 0, None


def _locative(words: list[str], left: int) -> str:
    """The preposition that words[:left] end with, also before «نزدیکی» and the like."""
    if near := _phrase(words, left, _NEAR):
        left -= near[0]
    found = _phrase(words, left, _PREPOSITION)
    return found[1] if found else ""


def _start_of(key: str, at: int, words: list[str]) -> int:
    """Where the first of the words that lead up to `at` begins in the key."""
    for word in reversed(words):
        at = key.rfind(word, 0, at)
    return at
