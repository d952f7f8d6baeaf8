"""How far a name goes that no gazetteer lists, after the head word of its place, and whether it is one.

In: a key, the head word's span, where the next mention begins. Out: the span of the name, or None. A name is in
quotes, or no ordinary Persian; or its first word says that a name follows («فرودگاه ملک X», «منطقه دیر X»); or the
lexicon knows that sites bear it, though it is a word («میدان انقلاب»).
"""

import re
from functools import cache

from pipeline.gazetteer.common_words import common_words, rare_nouns
from pipeline.lexicons.load import keys_by
from pipeline.mentions.places.reading import Reading
from pipeline.mentions.places.words import PlaceWord, body_words, place_words, words_of_role
from pipeline.text.tokens import finite_forms

LEVELS = {
    "area": "district", "province": "province", "settlement": "settlement", "district": "district",
    "site": "site", "building": "site",
}  # fmt: skip
NEXT = re.compile(r"[ ،(»\"]*(?:(?:واقع )?در |از توابع |شهر |استان |ولایت |ولسوالی |شهرستان |نزدیکی )*")
_QUOTED = re.compile(r' ?[«"]([^»"\n،.]{2,40})[»"]')
_ALSO_QUOTED = re.compile(r'[ »"]*(?:،|و|، و) ?([«"][^»"\n،.]{2,40}[»"])')
_ALSO = re.compile(r" ?(?:،|و|، و)(?= [^\W\d_])")
_LISTED_END = re.compile(r"(?: (?:و|در|را|به|از|واقع|هدف|مورد)(?![^\W_])| ?[،.(\n]|$)")
_STRUCK = re.compile(  # what is an object, or the target of a blow, is a place without a preposition too
    r"(?: و \w+)?(?: در \w+(?: \w+){0,2})? (?:را|هدف|آماج|مورد (?:حمله|هدف|اصابت))(?![^\W_])"
)
_WORD = re.compile(r" ([^\W\d_]{2,})")
_TAIL = re.compile(r" (?:نژاد|زاده|پور|فر|نیا|آباد|الدین|الله)(?![^\W_])")  # what a surname is written apart from
_MOST_WORDS, _MOST_TITLES = 2, 3
_SITES = ("site", "building")
_STOPS = frozenset({
    "و", "که", "را", "با", "یا", "اما", "است", "شد", "شده", "کرد", "بود", "برای", "توسط", "هم", "نیز", "پس",
    "می", "نمی", "گفت", "هستند", "هست", "بودند", "شدند", "کردند", "دارد", "رفت", "هنگام",
    "نشین", "نشینان", "نشینانی", "سازی",
})  # fmt: skip
_VERB = re.compile(r"(?:ن?می|ب|ن|خواه|هست)\w*(?:ند|یم|ید|م|د)")  # forms that hazm's list leaves out: بیایند، خواهیم
_NAMING = frozenset(("روستای", "قریه", "دهکده", "شهرک", "پاسگاه", "گردنه", "کیبوتص", "کیبوتس"))
_COUNTED = re.compile(r"(?<![^\W_])(?:این|آن|همان|هر|چند|چندین|یک|دو|سه|چهار|پنج|\d+) $")
_ENDINGS = ("ی", "ها", "های", "هایی", "ان", "ات", "ش", "شان")
_ARTICLE = "ال"
_NO_ARTICLE = re.compile(r"ال(?:کتر|کل|مپی|گو|ماس|یاف|بته)|\w*[پچژگ]")
_EVERYDAY = 7  # digits of how often a word is written


def quoted_name(key: str, end: int, limit: int) -> tuple[int, int] | None:
    """The name in quotes right after a head word."""
    found = _QUOTED.match(key, end)
    if not found or found.end() > limit or len(found.group(1).split()) > 4:
        return None
    return found.span(1)


def plain_name(
    key: str, span: tuple[int, int], limit: int, head: PlaceWord, following: Reading | None, has_cue: bool
) -> tuple[int, int] | None:
    """The words after the head key[span] that can be a name: none of them ordinary unless a place follows at once."""
    start, end = span
    is_site = head.level in _SITES
    at = led_end(key, end, limit, is_site) or (_borne_end(key, end, limit) if is_site else None)
    is_led = at is not None
    at = at or _words_end(key, end, limit)
    words = key[end:at].split()
    if not words or (not is_led and len(words) == 1 and is_lead(words[0])):
        return None
    if is_led or head.level != "building":
        has_cue = has_cue or _STRUCK.match(key, at) is not None
    follows = following is not None and bool(NEXT.fullmatch(key, at, following.start)) and at < following.start
    if is_led:
        is_arab = head.level == "site" and any(map(has_article, words))
        told = has_cue or follows or is_arab or _names_itself(key, start, end)
    elif _names_itself(key, start, end) and (not _is_short_or_ordinary(words[0]) or len(words) > 1):
        told = True  # a second word is never ordinary
    elif is_site:
        told = _names_a_site(key, at, words, head, follows, has_cue)
    else:
        told = not _is_short_or_ordinary(words[0]) and (has_cue or follows)
    return (end + 1, at) if told else None


def listed_name(key: str, at: int, limit: int) -> tuple[int, int] | None:
    """The next name of a list that a name ends at `at`: in quotes with them, or of words that are not ordinary."""
    if quoted := _ALSO_QUOTED.match(key, at, limit):
        return quoted.span(1)
    link = _ALSO.match(key, at, limit)
    if link is None:
        return None
    end = led_end(key, link.end(), limit, is_site=False) or _words_end(key, link.end(), limit)
    words = key[link.end() : end].split()
    if not words or len(words[0]) < 3 or is_ordinary(words[-1]):
        return None
    if not (_LISTED_END.match(key, end) or has_article(words[0])):
        return None
    return (link.end() + 1, end) if len(words) > 1 or not is_ordinary(words[0]) else None


def led_end(key: str, end: int, limit: int, is_site: bool) -> int | None:
    """Where a name ends that a title, a given name or the opener of Arab place names leads; None where none does."""
    at, count, last = end, 0, ""
    while count < _MOST_TITLES and (word := _WORD.match(key, at)) and word.end() <= limit:
        if not _leads(word.group(1), is_site):
            break
        at, count, last = word.end(), count + 1, word.group(1)
    rest = led_word(key, at, limit, last if count == 1 else "") if count else None
    if rest and (tail := _TAIL.match(key, rest, limit)):
        rest = tail.end()
    return rest or (at if count > 1 else None)


def led_word(key: str, at: int, limit: int, lead: str) -> int | None:
    """Where the word at `at` ends that can be of a name that `lead` opens: after a title also an ordinary word, unless
    it is an everyday one; None where it cannot."""
    word = _WORD.match(key, at)
    if word is None or word.end() > limit or is_stop(word.group(1)):
        return None
    is_other = word.group(1) in common_words(_EVERYDAY) if is_title(lead) else is_ordinary(word.group(1))
    return None if is_other else word.end()


def is_lead(word: str) -> bool:
    """Whether a word leads names wherever they stand: a title, or the first word of Arab place names."""
    return word in _site_words("opener") or is_title(word)


def is_title(word: str) -> bool:
    """Whether a word is a title, with the Arabic article or without."""
    return word.removeprefix(_ARTICLE) in _site_words("title")


def is_ordinary(word: str) -> bool:
    """Whether a word, or what is left without an ending, is a frequent Persian word."""
    common = common_words()
    return word in common or any(word.endswith(end) and word[: -len(end)] in common for end in _ENDINGS)


def is_stop(word: str) -> bool:
    """Whether a word ends a name: verbs, and words that tell of a place or a body without naming it."""
    return (
        word in _STOPS
        or word in finite_forms()
        or _VERB.fullmatch(word) is not None
        or word in place_words()
        or word in words_of_role("not_name")
        or word in body_words()
        or word in words_of_role("adjective")
    )


def has_article(word: str) -> bool:
    """Whether a word has the Arabic article and is no word of Persian («السلطی»)."""
    return word.startswith(_ARTICLE) and len(word) > 4 and not (_NO_ARTICLE.match(word) or is_ordinary(word))


def _names_a_site(key: str, at: int, words: list[str], head: PlaceWord, follows: bool, has_cue: bool) -> bool:
    """Whether unled words are the name of a site or a building that ends at `at`."""
    is_plain = _is_short_or_ordinary(words[0])
    if not has_cue:
        return (follows and not is_plain) or (head.level == "site" and any(map(has_article, words)))
    if follows or not is_plain or any(map(has_article, words)):
        return True
    if head.level == "building" and key[at : at + 1] in ("", "\n"):
        return True
    after = _WORD.match(key, at)
    part_of_verb = after and (after.group(1) in finite_forms() or after.group(1) in _STOPS)  # «به هتل مراجعت کرد»
    return len(words[0]) > 2 and words[0] in rare_nouns() and not part_of_verb


def _is_short_or_ordinary(word: str) -> bool:
    return len(word) < 3 or is_ordinary(word)


def _words_end(key: str, end: int, limit: int) -> int:
    """Where the one or two words after a head end that can be a name, `end` where none can."""
    at, count = end, 0
    while count < _MOST_WORDS and (word := _WORD.match(key, at)) and word.end() <= limit:
        text = word.group(1)
        if is_stop(text) or (count and is_ordinary(text) and text != "آباد"):
            break
        at, count = word.end(), count + 1
    return at


def _borne_end(key: str, end: int, limit: int) -> int | None:
    """Where a name of ordinary words ends that sites bear («ولی عصر», «انقلاب»)."""
    words = key[end : min(limit, end + 40)].split(" ")[1:4]
    for count in range(len(words), 0, -1):
        if " ".join(words[:count]) in _site_words("borne"):
            return end + 1 + len(" ".join(words[:count]))
    return None


def _names_itself(key: str, start: int, end: int) -> bool:
    """A head word that a name follows as a rule («روستای X»), unless it is counted or pointed at («دو پاسگاه X»)."""
    return key[start:end] in _NAMING and not _COUNTED.search(key, max(0, start - 8), start)


def _leads(word: str, is_site: bool) -> bool:
    return is_lead(word) or (is_site and word in _given())


@cache
def _given() -> frozenset[str]:
    return keys_by("victim_words", "class")["name"]


def _site_words(role: str) -> frozenset[str]:
    return keys_by("site_words", "role")[role]
