"""Actors: noun phrases that name who acts, suffers or speaks, with their ISO3-ROLE code.

In: a folded text and one sentence's scan hits. Out: `ActorMention`s. A phrase is a head
(role noun, group, body, person, country) with the modifiers after it; the code is composed:
«نظامیان» (MIL) + «آمریکایی» (USA) → USA-MIL, «سخنگوی» + «وزارت دفاع» + «عراق» → IRQ-MIL.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline.lexicons.load import keyed_rows
from pipeline.mentions.actors.martyrs import find_name, is_namesake, is_ranked
from pipeline.mentions.actors.parts import NAMED, read_parts, with_noun_before
from pipeline.mentions.actors.this_country import LANDS, find_this_country, says_country
from pipeline.mentions.actors.this_group import find_this_group
from pipeline.mentions.actors.validity import UNKNOWN
from pipeline.mentions.joints import is_joined_before, is_joined_behind
from pipeline.mentions.scan import Hit
from pipeline.text.letters import Folded
from pipeline.text.tokens import finite_forms, words_from

HEADS = ("role", "group", "body", "person", "country", "demonym", "government", "capital")
# Adjectives and nouns that may stand between a head and its modifier inside one noun phrase.
_INSIDE = frozenset(
    "ی ای های ها هایی مسلح ارشد محلی ویژه مرزی ملی اسلامی انقلابی سابق پیشین وقت کل عالی عالیرتبه رتبه بلندپایه پایه"
    " امنیتی نظامی انتظامی دولتی مرکزی فدرال عربی کرد شیعه سنی ضد تحت امر فرماندهی وابسته حامی هوادار موسوم متعلق جنبش"
    " گروه گروهک سازمان حزب رژیم کشور جمهوری پادشاهی نیروهای نیروی ستاد مشترک امور خارجه بین المللی ائتلاف مردمی زمینی"
    " هوایی دریایی غیر خارجی داخلی افراطی تروریستی تکفیری اشغالگر متجاوز مزدور مستعفی انتقالی موقت خودخوانده منطقه ناحیه"
    " استان شهر ولایت شهرستان بی دفاع بیگناه جوان دیگر وفادار مخالف شبه مستقر جنایتکار غاصب کودک کش هیات هیئت اعزامی".split()
)
_TO = frozenset("وابسته متعلق موسوم وفادار".split())
_STOPS = frozenset(
    "در با از بر تا که را و یا اما ولی پس برای علیه توسط طی بین میان نیز هم همچنین این آن چون اگر زیرا درباره روز"
    " دیروز امروز شب صبح عصر بامداد هنگام ضمن بدون جز به یک دو سه چهار پنج شش هفت هشت نه ده چند چندین هر همه تعدادی"
    " حامل شماری جمعی گروهی هیچ بیش حدود حداقل دستکم دست".split()
)
# The dead and the hurt: said of a phrase before them, never a part of it («سربازان هندی کشته شدند»).
_FALLEN = re.compile(
    r"(?:کشته|زخمی|مجروح|مصدوم|شهید|قربانی|مفقود|متهم|مظنون|اسیر|گروگان|بازداشت|دستگیر)(?:ی|ها|های|شدگان)?"
)
_ADJECTIVES = frozenset(
    ["نظامی", "غیرنظامی", "غیر نظامی", "تکفیری", "جهادی", "سلفی", "وهابی", "افراطی", "تندرو", "بنیادگرا", "اسلام گرا"]
)
# People by faith or descent, behind a number; else what describes another («شبه نظامیان شیعه»).
_FAITHS = frozenset(
    "شیعه سنی مسیحی یهودی ایزدی دروزی علوی قبطی آشوری بهایی هندو سیک بودایی اویغور پشتون بلوچ هزاره مسلمان ترکمن روهینگیایی".split()
)
_WORD_BEFORE = re.compile(r"([^\W_]+)[\s«\"]$")
_COUNTING = frozenset(
    "نفر تن نفری یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست سی چهل پنجاه شصت هفتاد هشتاد نود صد صدها هزار"
    " هزاران دهها ها ای".split()
)
_POSITIONS = ("مواضع", "موضع ها")  # that somebody strikes: no part of who does («توپخانه مواضع …»)
# What somebody strikes or holds, unlike a model («پهپاد آمریکایی MQ9»).
_SITE = re.compile(
    r"پایگاه|مقر|قرارگاه|سنگر|استحکامات|پادگان|اهداف|انبار|زاغه|مرکز|مراکز|تاسیسات|کاروان|خودرو|تانک|ناو"
)
_FORCES_OF = re.compile(r"نیرو\s?های|نظامیان|سربازان|تفنگداران|ارتش\s?های|جنگنده\s?های|مرزبانان|تانک\s?های|پهپاد\s?های")
_OF_LANDS = ("actor.role_country", "actor.role_demonym", "actor.body")
_NO_PAIR = (" را ", " به ", " از ", " علیه ")  # «نیروهای هند و پاکستان را …»: another clause
_FORCE, _FORCES = "نیروی ", "نیرو ها"
_HAVE_FORCES = (*LANDS, "group", "body")
_NEAR = 20
_NUMBERS = ("unit", "teen", "tens", "hundred", "scale", "thousand")
_ONE_OBJECT = "ی را "
_OBJECT, _BASE = " را ", "پایگاه"
_OF_A_PLACE = re.compile(r"(?:معاون )?(?:استاندار|فرماندار|بخشدار|شهردار|دهیار)(?:ان|ی)?(?![^\W_])")
_ALLY = "صهیون"  # «دشمن آمریکایی‌صهیونی» are both
_FREEDOM, _GIVING = ("آزادی", "رهایی", "نجات"), " بخش"
# Nouns that «ی» makes adjectives, unless «که» or «را» follows: «تروریستی که …» is a man.
_UNITS = "تروریست|پهپاد|خبرنگار|عکاس|کارگر|راننده|شهروند|پزشک|کولبر|دیپلمات|خلبان|خودرو|ساختمان"
_INDEFINITE_UNITS = tuple(f"{unit}ی" for unit in _UNITS.split("|"))
_INDEFINITE = re.compile(
    rf"(?<![^\W_])(?:({_UNITS})ی{{1,2}}(?=\s(?:[^\W_]+ی\s)?(?:که|را)(?![^\W_]))|(?<=به )(خودرو|ساختمان)ی{{1,2}}(?![^\W_]))"
)


@dataclass(slots=True)  # not frozen, as Hit is not
class ActorMention:
    """A noun phrase at key[key_start:key_end]; `iso3` and `role` are None where untold; role STATE for a bare country, PEOPLE for «آمریکایی‌ها»."""

    start: int
    end: int
    key_start: int
    key_end: int
    text: str
    name: str | None
    iso3: str | None
    role: str | None
    source_type: str | None
    kind: str
    number: str
    rule: str

    @property
    def code(self) -> str | None:
        """ISO3-ROLE, a bare country as its government."""
        if self.role is None:
            return None
        return f"{self.iso3 or 'UNK'}-{'GOV' if self.role in ('STATE', 'PEOPLE') else self.role}"


def gather_heads(folded: Folded, hits: Mapping[str, Sequence[Hit]], published: date | None = None) -> list[Hit]:
    """Hits that can head or modify an actor phrase, ordered and without overlaps; «این کشور» is the country last named.

    Where a role noun and a name overlap («یگان‌های ارتش» and «ارتش ارمنستان») the name stays.
    """
    names = sorted(
        (h for layer in HEADS[1:] for h in hits.get(layer, ())), key=lambda h: (h.start, -h.end, HEADS.index(h.layer))
    )
    whole = {hit.start for hit in names}
    names = [hit for hit in names if not (is_namesake(folded.key, hit) or _ends_inside(folded, hit, whole))]
    kept = _apart(names)
    starts = [h.start for h in kept]
    roles = []
    for hit in hits.get("role", ()):
        at = bisect_left(starts, hit.tail)
        if at and kept[at - 1].end > hit.start:
            if kept[at - 1].start <= hit.start and hit.end <= kept[at - 1].end:
                continue
            if kept[at - 1].layer in NAMED:
                continue
            kept[at - 1] = hit if kept[at - 1].start >= hit.start else kept[at - 1]
            continue
        roles.append(hit)
    roles = [hit for hit in roles if not (_is_adjective(folded.key, hit) or _is_glued(folded, hit, starts))]
    roles = _outside(roles, hits.get("place", ())) + _indefinite(folded.key)
    found = _apart(sorted([*kept, *roles], key=lambda h: (h.start, -h.end)))
    found += find_this_group(folded.key, found) + find_this_country(folded.key, found, published)
    return _apart(sorted([*found, *_counted_forces(folded.key, found)], key=lambda h: (h.start, -h.end)))


def _counted_forces(key: str, names: Sequence[Hit]) -> list[Hit]:
    """«۱۲ نیروی ارمنستانی», «دو نیروی این کشور»: fighters; «نیروی» of other things («نیروی کار», «نیروی ایمان») is none."""
    if _FORCE not in key:
        return []
    ends = (name.start for name in names if name.layer in _HAVE_FORCES and key.endswith(_FORCE, 0, name.start))
    counted = (end for end in ends if _is_counted(key, end - len(_FORCE)))
    rows = tuple(_role_rows()[_FORCES])
    return [Hit(end - len(_FORCE), end - 1, end - 1, "role", _FORCES, rows) for end in counted]


def _is_counted(key: str, start: int) -> bool:
    """Whether a number stands right before."""
    return _number_before().search(key, max(0, start - _NEAR), start) is not None


@cache
def _number_before() -> re.Pattern[str]:
    words = [word for word, rows in keyed_rows("numbers").items() if rows[0]["kind"] in _NUMBERS]
    return re.compile(rf"(?<![^\W_])(?:\d+|{'|'.join(words)}|چند|چندین|صدها|هزاران) $")


def _indefinite(key: str) -> list[Hit]:
    """«تروریستی که», «پهپادی را»: the noun with its indefinite «ی»."""
    if not any(unit in key for unit in _INDEFINITE_UNITS):
        return []  # seen many times faster than by the pattern
    rows = _role_rows()
    return [
        Hit(m.start(), m.end(m.lastindex), m.end(), "role", m[m.lastindex], tuple(rows[m[m.lastindex]]))
        for m in _INDEFINITE.finditer(key)
        if m.lastindex
    ]


@cache
def _role_rows() -> dict[str, list[dict[str, str]]]:
    return keyed_rows("role_nouns")


def _is_adjective(key: str, hit: Hit) -> bool:
    """Whether «نظامی», «تکفیری» … stands after a noun that it describes («منطقه نظامی») and names nobody."""
    if hit.form in _FAITHS:
        return not _is_counted(key, hit.start)
    if hit.form not in _ADJECTIVES or hit.tail > hit.end:
        return False
    found = _WORD_BEFORE.search(key, max(0, hit.start - 20), hit.start)
    word = found.group(1) if found else ""
    return bool(word) and not (word in _STOPS or word in _COUNTING or word.isdigit())


def _is_glued(folded: Folded, hit: Hit, names: Sequence[int]) -> bool:
    """Whether a half-space joins a role noun to a word that is no ending and no name («فعال‌شدن», «گمانه‌زنی»)."""
    if is_joined_before(folded, hit.start):
        return True
    return is_joined_behind(folded, hit.tail) and hit.tail + 1 not in names


def _ends_inside(folded: Folded, hit: Hit, starts: Container[int]) -> bool:
    """Whether a name ends inside a word: «ارتش آزاد» in «ارتش آزادی‌بخش», «جبهه آزادی» in «جبهه آزادی بخش»."""
    if hit.layer not in NAMED or folded.key[hit.tail : hit.tail + 1] != " ":
        return False
    if folded.key.startswith(_GIVING, hit.tail) and folded.key.endswith(_FREEDOM, 0, hit.tail):
        return True
    if hit.tail + 1 in starts or not is_joined_behind(folded, hit.tail):
        return False
    joined = next(words_from(folded.key, hit.tail + 1, hit.tail + _NEAR), None)
    if joined is None or joined.group().startswith(_ALLY):
        return False
    return joined.group() not in finite_forms()


def _outside(roles: list[Hit], places: Sequence[Hit]) -> list[Hit]:
    """Without people that are a part of a place's name («شیخ جراح»)."""
    spans = [(place.start, place.end) for place in places]
    starts = [start for start, _ in spans]
    found = []
    for hit in roles:
        if hit.rows[0].get("number") in ("person", "group"):
            at = bisect_left(starts, hit.start + 1) - 1
            if at >= 0 and hit.end <= spans[at][1] and spans[at] != (hit.start, hit.end):
                continue
        found.append(hit)
    return found


def _apart(hits: Sequence[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def find_actors(folded: Folded, heads: Sequence[Hit], limit: int, published: date | None = None) -> list[ActorMention]:
    """Actor phrases in one sentence: `heads` are its own, ordered; `limit` is where it ends in the key."""
    starts = {hit.start: index for index, hit in enumerate(heads)}
    mentions: list[ActorMention] = []
    taken = -1
    for head in heads:
        if head.start < taken:
            continue
        parts, end = _phrase(head, heads, starts, folded.key, limit)
        mention = _compose(folded, parts, end, published)
        if mentions and len(parts) == 1 and _is_second_land(folded.key, mentions[-1], mention):
            mention.role, mention.name = mentions[-1].role, None
        mentions.append(mention)
        taken = end
    return mentions


def _is_second_land(key: str, one: ActorMention, other: ActorMention) -> bool:
    """Whether forces of two countries are told by one noun: «نیروهای هند و پاکستان»."""
    if other.kind != "country":
        return False
    if one.role not in ("MIL", "POL") or not _FORCES_OF.match(key, one.key_start) or one.rule not in _OF_LANDS:
        return False
    return key[one.key_end : other.key_start] == " و " and not key.startswith(_NO_PAIR, other.key_end)


def _may_follow(parts: Sequence[Hit], hit: Hit, key: str) -> bool:
    """Whether a hit can modify a phrase: what a name or a country may still take is little."""
    last = parts[-1]
    if hit.layer == "role" and (_FALLEN.fullmatch(hit.form) or _is_unit(hit) or _is_struck(last, hit, key)):
        return False
    if last.layer == "role":
        if (
            hit.layer == "role"
            and hit.rows[0]["role"] == "OBJ"
            and last.rows[0].get("number") == "person"
            and hit.tail > hit.end
        ):
            return True  # «دانش آموز دبیرستانی»: the thing's adjective
        return hit.layer != "role" or hit.rows[0]["role"] != "OBJ"
    if last.layer in ("body", "group"):
        return hit.layer in LANDS and not _is_another_state(last, hit, key)
    if last.layer == "person":
        return hit.layer == "role" and hit.rows[0].get("number") in ("office", "person")
    return last.layer == "demonym" and hit.layer == "role" and len(parts) > 1 and hit.rows[0]["role"] != "OBJ"


def _is_another_state(body: Hit, hit: Hit, key: str) -> bool:
    """Whether a state after a body is not the body's: «وزارت دفاع روسیه اوکراین را متهم کرد», «حماس اسرائیل را»; a base stands in one."""
    if hit.layer == "demonym" or body.rows[0]["code"][:3] == hit.rows[0]["iso3"] or body.form.startswith(_BASE):
        return False
    return says_country(body.form) or key.startswith(_OBJECT, hit.tail)


def _is_struck(last: Hit, hit: Hit, key: str) -> bool:
    """Whether what is struck begins a phrase of its own: a thing behind a demonym («جنگنده‌های روسی مواضع …»), an official."""
    if _is_of(last, "group", (UNKNOWN, "REB")) and _is_of(hit, "person", ("GOV",)):
        return True  # «مهاجمان شهردار …»
    if _is_of(last, "group", (UNKNOWN, "REB", "MIL", "POL")) and _is_of(hit, "person", ("CIV", "GOV")):
        return key.startswith(_ONE_OBJECT, hit.tail - 1)  # «سربازان زنی را …»
    return hit.form in _POSITIONS or (last.layer == "demonym" and _SITE.match(hit.form) is not None)


def _is_of(hit: Hit, number: str, roles: Sequence[str]) -> bool:
    return hit.layer == "role" and hit.rows[0]["number"] == number and hit.rows[0]["role"] in roles


def _is_unit(hit: Hit) -> bool:
    """Whether a hit is of `_indefinite`, a phrase of its own («ارتش پهپادی را زد»)."""
    return hit.tail > hit.end and hit.form in _UNITS.split("|")


def _phrase(head: Hit, heads: Sequence[Hit], starts: Mapping[int, int], key: str, limit: int) -> tuple[list[Hit], int]:
    """The head and its modifiers, and where the phrase ends; one word that is neither may stand before a modifier."""
    parts = [head]
    end = reach = head.tail
    is_past_unknown = False
    previous = ""
    for word in words_from(key, head.tail, limit):
        start = word.start()
        if start < end:
            continue
        between = key[reach:start]
        if between != " " and (between.strip(" «»\"'") or (between.strip() and start not in starts)):
            break
        if start in starts:
            hit = heads[starts[start]]
            if not _may_follow(parts, hit, key) or (is_past_unknown and not _follows_unknown(head, hit, key)):
                break
            parts.append(hit)
            end = reach = hit.tail
            is_past_unknown = False
            continue
        text = word.group()
        if not (text in _INSIDE or (text == "به" and previous in _TO)):
            if is_past_unknown or not _may_be_unknown(head, text):
                break
            is_past_unknown = True
        previous, reach = text, word.end()
    return parts, end


def _follows_unknown(head: Hit, hit: Hit, key: str) -> bool:
    """Whether a hit can modify a head across a word nobody knows: a role only that of an office or a thing; a group or
    an object not that of a place's official («استاندار حلب داعش را متهم کرد»)."""
    if hit.layer != "role":
        return _OF_A_PLACE.match(head.form) is None or not (hit.layer == "group" or key.startswith(_OBJECT, hit.tail))
    return head.rows[0].get("number") in ("office", "thing") and hit.rows[0].get("number") != "person"


def _may_be_unknown(head: Hit, text: str) -> bool:
    """Whether a word nobody knows may stand in the phrase of a head: after a role noun, where it closes no phrase."""
    return head.layer == "role" and not (text in _STOPS or text in finite_forms() or text.isdigit())


def _compose(folded: Folded, parts: Sequence[Hit], end: int, published: date | None) -> ActorMention:
    """Name, country and role of a phrase from its parts."""
    head = parts[0]
    told = read_parts(folded.key, parts, published)
    begin = head.start
    if head.form in ("شهید", "شهیدان") and len(parts) == 1 and (name_end := find_name(folded.key, head, _STOPS)):
        end, told.role, told.number = name_end, "MIL" if is_ranked(folded.key, head.start) else "CIV", "person"
    if head.layer in LANDS and told.role in ("CIV", "PEOPLE"):
        begin, told.role = with_noun_before(folded.key, begin, told.role)
        if begin < head.start:
            told.name, told.number = None, "group"
    start, stop = folded.span(begin, end)
    return ActorMention(
        start, stop, begin, end, folded.source[start:stop], told.name, told.iso3 or told.home, told.role,
        told.source_type, head.layer, told.number,
        f"actor.{head.layer if len(parts) == 1 else '_'.join(dict.fromkeys(hit.layer for hit in parts))}",
    )  # fmt: skip
