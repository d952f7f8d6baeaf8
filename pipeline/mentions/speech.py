"""Speech: who says what is told, and how surely.

In: a folded text and, of one sentence, its speech-verb hits, actor phrases, media and source-noun
hits and words. Out: `SpeechMention`s: a prefix cue («به گزارش X»), a verb of saying («X گفت»), a
kicker («رویترز: …») with the speaker's phrase, its code and type, and the claim status.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.mentions.actors import ActorMention
from pipeline.mentions.scan import Hit
from pipeline.lexicons.load import split_forms
from pipeline.text.letters import Folded, fold_word
from pipeline.text.tokens import Word, finite_forms


@dataclass(frozen=True, slots=True)
class SpeechMention:
    """A speaker and the words that make it one; `anaphor` where the speaker is «وی» or untold and must be looked up."""

    start: int
    end: int
    key_start: int
    key_end: int
    text: str
    name: str | None
    code: str | None
    source_type: str | None
    cue_start: int
    cue_end: int
    cue_text: str
    claim: str
    kind: str
    anaphor: bool
    rule: str


_PHRASE_END = re.compile(
    r"[،,:؛\n«»\"!؟.()]|(?<![^\W_])(?:که|در گفت|در گفتگو|در گفت و گو|از قول|به نقل|به گزارش|نوشت|گفت|افزود|در این باره|در بیانیه)(?![^\W_])"
)
_ANAPHORS = re.compile(
    r"(?:وی|او|ایشان|نامبرده|این (?:مقام|منبع|فرمانده|مسئول|مسوول|سخنگو|وزارتخانه|وزیر|روزنامه|خبرگزاری|شبکه|رسانه|گروه|سازمان|جنبش|گزارش|نماینده|دیپلمات|کارشناس|بیانیه|حزب|نهاد|مرکز)[^\W_]*)(?![^\W_])"
)
_BEFORE_SPEAKER = frozenset("به با از در بر علیه برای درباره توسط".split())
_TOKEN = re.compile(r"[^\W_]+")
_BEFORE_LIGHT = frozenset("می نمی را هم نیز داشته".split())
# Cues whose following phrase is no speaker: agents of acts, opinions.
_NO_SPEAKER = frozenset({"از سوی", "به اصطلاح"})


def speaker_candidates(
    actors: Sequence[ActorMention], media: Sequence[Hit], nouns: Sequence[Hit]
) -> list[tuple[int, int]]:
    """Key spans of phrases that can speak, ordered."""
    spans = [(a.key_start, a.key_end) for a in actors] + [(h.start, h.tail) for h in (*media, *nouns)]
    return sorted(spans)


def describe_speaker(
    folded: Folded, start: int, end: int, actors: Sequence[ActorMention], media: Sequence[Hit], nouns: Sequence[Hit]
) -> tuple[str | None, str | None, str | None]:
    """English name, code and source type of the speaker phrase key[start:end]."""
    inside_media = [h for h in media if start <= h.start < end]
    inside_nouns = [h for h in nouns if start <= h.start < end]
    inside_actors = [a for a in actors if start <= a.key_start < end or a.key_start <= start < a.key_end]
    iso3 = next((a.iso3 for a in inside_actors if a.iso3), None)
    if inside_media and not any(
        a.key_start < inside_media[0].start and a.role in ("GOV", "MIL", "POL", "REB") for a in inside_actors
    ):
        row = inside_media[0].rows[0]
        role = (
            "MED" if row["source_type"] in ("news_agency", "media") else "IGO" if row["source_type"] == "igo" else "CIV"
        )
        return row["name_en"], f"{row['country'] or 'INT'}-{role}", row["source_type"]
    noun = next((h for h in inside_nouns), None)
    told = next((a for a in inside_actors if a.role not in (None, "OBJ")), None)
    if noun is not None and (told is None or noun.start <= told.key_start):
        row = noun.rows[0]
        role, kind = row["role"], row["source_type"]
        if (
            (not role or role == "UNK" or row.get("kind") == "person")
            and told is not None
            and told.role not in ("STATE", "CIV")
        ):
            role, kind = told.role or role, told.source_type or kind
        elif told is not None and told.role == "STATE" and not role:
            role, kind = "GOV", "government"
        if role and role != "UNK":
            return (
                (told.name if told else None),
                f"{iso3 or (told.iso3 if told else None) or 'UNK'}-{role}",
                kind or None,
            )
        return None, None, kind or "other"
    if told is not None:
        return told.name, told.code, told.source_type or _type_of(told.role)
    return None, None, "other"


def _type_of(role: str | None) -> str:
    return {
        "MIL": "military", "POL": "police", "GOV": "government", "STATE": "government", "REB": "armed_group",
        "MED": "media", "IGO": "igo",
    }.get(role or "", "other")  # fmt: skip


def find_speech(
    folded: Folded,
    span: tuple[int, int],
    cues: Sequence[Hit],
    actors: Sequence[ActorMention],
    media: Sequence[Hit],
    nouns: Sequence[Hit],
    words: Sequence[Word],
) -> list[SpeechMention]:
    """Speakers of one sentence in the order of their cues."""
    found: list[SpeechMention] = []
    kicker = _kicker(folded, span, media, actors, nouns)
    if kicker is not None:
        found.append(kicker)
    for hit in cues:
        cue = _whole_cue(folded.key, hit)
        if cue is None:
            continue
        row = cue.rows[0]
        if row["kind"] == "prefix_cue" and row["lemma"] not in _NO_SPEAKER:
            mention = _prefix(folded, span, cue, actors, media, nouns)
        elif row["kind"] == "verb":
            mention = _verb(folded, span, cue, actors, media, nouns, words, found)
        else:
            continue
        if mention is not None:
            found.append(mention)
    return found


def _whole_cue(key: str, hit: Hit) -> Hit | None:
    """The cue with its light verb («اعلام» + «کرده است»); a nominal part without one is no cue."""
    row = hit.rows[0]
    if row["form_kind"] != "nominal_part":
        return hit
    forms = finite_forms()
    roots = {fold_word(verb)[:-1] for verb in split_forms(row["light_verbs"])}
    for count, word in enumerate(_TOKEN.finditer(key, hit.tail, min(len(key), hit.tail + 40))):
        if count > 2 or key[hit.tail : word.start()].strip(" «»\"'"):
            return None
        text = word.group()
        verb = forms.get(text)
        past = verb.lemma.partition("#")[0] if verb else text[:-1] if text.endswith("ه") else None
        if past in roots:
            return Hit(hit.start, word.end(), word.end(), hit.layer, hit.form, hit.rows)
        if text not in _BEFORE_LIGHT:
            return None
    return None


def _make(
    folded: Folded, start: int, end: int, cue: tuple[int, int], claim: str, kind: str, anaphor: bool,
    described: tuple[str | None, str | None, str | None], rule: str,
) -> SpeechMention:  # fmt: skip
    first, last = folded.span(start, end)
    name, code, source_type = described
    cue_start, cue_end = folded.span(*cue)
    return SpeechMention(
        first, last, start, end, folded.source[first:last], name, code, source_type,
        cue[0], cue[1], folded.source[cue_start:cue_end], claim, kind, anaphor, rule,
    )  # fmt: skip


def _kicker(
    folded: Folded, span: tuple[int, int], media: Sequence[Hit], actors: Sequence[ActorMention], nouns: Sequence[Hit]
) -> SpeechMention | None:
    """«رویترز: …», «خبرگزاری X ـ …»: a medium before a colon or dash at the head of a sentence."""
    for hit in media:
        lead = folded.key[span[0] : hit.start]
        after = re.compile(r"\s?(?:-|:)").match(folded.key, hit.tail)
        if after and len(lead) <= 14:
            described = describe_speaker(folded, hit.start, hit.tail, (), media, nouns)
            start = span[0] if lead.strip() in ("خبرگزاری", "روزنامه", "شبکه", "رادیو", "سرویس") else hit.start
            return _make(
                folded,
                start,
                hit.tail,
                (hit.tail, after.end()),
                "reported",
                "kicker",
                False,
                described,
                "speech.kicker",
            )
    return None


def _prefix(
    folded: Folded,
    span: tuple[int, int],
    cue: Hit,
    actors: Sequence[ActorMention],
    media: Sequence[Hit],
    nouns: Sequence[Hit],
) -> SpeechMention | None:
    """«به گزارش X»: the phrase after the cue up to a comma, a clause or the next cue."""
    key = folded.key
    start = cue.tail
    while start < span[1] and key[start] in ' «"(':
        start += 1
    anaphor = _ANAPHORS.match(key, start)
    stop = _PHRASE_END.search(key, start, span[1])
    limit = stop.start() if stop else span[1]
    inside = [s for s in speaker_candidates(actors, media, nouns) if start <= s[0] < min(limit + 3, span[1])]
    end = limit
    if inside and inside[0][0] - start <= 12:
        end = inside[0][1]
        for first, last in inside[1:]:
            if first <= end + 1:
                end = max(end, last)
    else:
        end = _cut_words(key, start, limit, 6)
    if end <= start:
        return None
    described = describe_speaker(folded, start, end, actors, media, nouns)
    return _make(
        folded,
        start,
        end,
        (cue.start, cue.tail),
        cue.rows[0]["claim"] or "reported",
        "prefix",
        bool(anaphor),
        described,
        "speech.prefix",
    )


def _cut_words(key: str, start: int, limit: int, most: int) -> int:
    """End of the phrase from `start`: at a preposition or verb, or after `most` words."""
    end = start
    verbs = finite_forms()
    for count, word in enumerate(re.compile(r"[^\W_]+").finditer(key, start, limit)):
        if count and (
            word.group() in ("در", "از", "با", "که", "روز", "دیروز", "امروز", "را", "به", "شب") or word.group() in verbs
        ):
            break
        if count >= most:
            break
        end = word.end()
    return end


def _verb(
    folded: Folded, span: tuple[int, int], cue: Hit, actors: Sequence[ActorMention], media: Sequence[Hit],
    nouns: Sequence[Hit], words: Sequence[Word], earlier: Sequence[SpeechMention],
) -> SpeechMention | None:  # fmt: skip
    """«X … گفت»: the first phrase before the verb, in its clause, that can speak and is no object of a preposition."""
    key = folded.key
    floor = max(
        [
            span[0],
            *(m.cue_end for m in earlier if m.kind == "verb"),
            *(m.key_end for m in earlier if m.kind == "prefix"),
        ]
    )
    clause = [m.end() for m in re.compile(r"[؛;!؟]").finditer(key, floor, cue.start)]
    floor = clause[-1] if clause else floor
    region = key[floor : cue.start]
    claim = cue.rows[0]["claim"] or "reported"
    anaphor = _ANAPHORS.search(region)
    for first, last in speaker_candidates(actors, media, nouns):
        if not (floor <= first and last <= cue.start + 1):
            continue
        before = key[max(floor, first - 12) : first].split()
        if before and before[-1] in _BEFORE_SPEAKER:
            continue
        if anaphor and floor + anaphor.start() <= first:
            break
        start = _extend_left(key, floor, first)
        end = _extend(first, last, speaker_candidates(actors, media, nouns), cue.start)
        if key[end : end + 3].strip().startswith("را"):
            continue
        described = describe_speaker(folded, first, end, actors, media, nouns)
        return _make(folded, start, end, (cue.start, cue.tail), claim, "verb", False, described, "speech.verb")
    if anaphor:
        start, end = floor + anaphor.start(), floor + anaphor.end()
        return _make(
            folded, start, end, (cue.start, cue.tail), claim, "verb", True, (None, None, None), "speech.anaphor"
        )
    head = [w for w in words if floor <= w.start and w.end <= cue.start]
    if head and len(head) <= 3 and head[0].text not in _BEFORE_SPEAKER and head[0].start - floor <= 2:
        start, end = head[0].start, _cut_words(key, head[0].start, cue.start, 3)
        return _make(
            folded, start, end, (cue.start, cue.tail), claim, "verb", True, (None, None, None), "speech.surname"
        )
    if len(region.split()) <= 6:
        return _make(
            folded,
            cue.start,
            cue.tail,
            (cue.start, cue.tail),
            claim,
            "verb",
            True,
            (None, None, None),
            "speech.dropped",
        )
    return None


def _extend(first: int, last: int, candidates: Sequence[tuple[int, int]], limit: int) -> int:
    for start, end in candidates:
        if first < start <= last + 2 and end <= limit:
            last = max(last, end)
    return last


def _extend_left(key: str, floor: int, first: int) -> int:
    """A name before a title joined by a comma («الکسی زایتسف، معاون …») belongs to the speaker."""
    lead = key[floor:first]
    found = re.search(
        r"(?:^|[.:؛،\n]\s*|(?:که|و)\s)((?:[«\"]?[^\W\d_]+[»\"]?\s){1,4}?[«\"]?[^\W\d_]+[»\"]?\s?[،,]\s?)$", lead
    )
    if found and not _BEFORE_SPEAKER & set(found.group(1).split()):
        return floor + found.start(1)
    return first
