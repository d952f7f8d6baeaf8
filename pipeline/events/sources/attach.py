"""Features of attribution: which speaker tells an act, or none.

In: `ArticleFacts`, the act's sentence and trigger. Out: each speaker that may tell it, and nobody, with named
features: where it speaks, in what way, whether the act lies in its words, who spoke between. The choice itself
is the model's.
"""

import math
import re
from collections.abc import Sequence

from pipeline.events.facts import ArticleFacts, Sentence, once
from pipeline.events.model import Model
from pipeline.events.sources.speakers import (
    MEDIA_TYPES,
    Told,
    candidates,
    is_dateline,
    most_told,
    resolve_speakers,
    same_speaker,
)
from pipeline.mentions.speech.cues import lemmas_with
from pipeline.mentions.triggers import TriggerMention

NOBODY = "nobody"  # the feature of the last choice: the article itself tells the act
Choice = tuple[Told | None, dict[str, float]]
_FIRST_WEIGHS = 2
_WORD = re.compile(r"[^\W_]{3,}")
_LINK = re.compile(
    r"[^\w]*(وی|او|این|همچنین|در همین حال|در این|از سوی دیگر|در عین حال|در ادامه|بر این اساس|به این ترتیب|اما|همزمان|پیش از این|پیشتر|گفتنی)(?![^\W_])"
)
_THIS_NEWS = re.compile(r"این (?:خبر|مطلب|موضوع)(?![^\W_])|خبر فوق")
_FIRST = re.compile(r"(?<![^\W_])(?:ما|من|خودمان|کشورمان|هستیم|داریم|کردیم|می کنیم|شدیم|بودیم|خواهیم)(?![^\W_])")
_DECLARES = re.compile(
    r"(?:را [^\W_]{1,20} (?:[^\W_]{1,12} )?|(?:حمایت|آمادگی|پشتیبانی|مخالفت) [^.:،]{0,40}را )$"
)  # «را ممنوع اعلام کرد»
_DENIED = re.compile(r"صحت ندار|تکذیب|دروغ|بی ?اساس|کذب")
_BACKGROUND = re.compile(r"(?<![^\W_])(?:پیش از این|پیشتر|در سال)(?![^\W_])|ه بود(?:ند)?(?![^\W_])")
_LONGEST_QUOTE = 4000  # key characters from a speaker to the act within which a quotation may be open
_POST = 2500  # key characters of a post; agencies and papers write more
_KIND_OF = {"news_agency": "media", "media": "media", None: "name", "other": "other", "witness": "people", "medical": "people",
            "ngo": "people", "igo": "state", "government": "state", "military": "state", "police": "state",
            "armed_group": "state", "unnamed_official": "official"}  # fmt: skip


def source_choices(facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None) -> list[Choice]:
    """The speakers that may tell the act of sentence `home`, nearest first, with their features; nobody comes last."""
    ranked = [one for _, one in candidates(resolve_speakers(facts), home)]
    view = _View(facts, home, trigger)
    choices: list[Choice] = [(one, view.of(one)) for one in ranked]
    choices.append((None, view.of_nobody()))
    return choices


def _count(number: int, most: int) -> str:
    return str(number) if number < most else f"{most}+"


class _Voices:
    """Who speaks in an article, whichever act is looked at."""

    def __init__(self, facts: ArticleFacts) -> None:
        self.spoken = [t for t in resolve_speakers(facts) if t.cue.kind not in ("hearsay", "interview")]
        people = [t for t in self.spoken if t.speaker.source_type not in MEDIA_TYPES]
        self.alone = not people
        self.lone = bool(people) and all(same_speaker(t.speaker, people[0].speaker) for t in people)
        self.main = most_told(people)
        self.first = people[0].sentence.index if people else -1
        self.dateline = next((t for t in self.spoken if is_dateline(t)), None)
        self.credited = any(t.cue.kind == "credit" for t in self.spoken)
        self.outlet = "agency" if self.dateline else "post" if len(facts.folded.key) < _POST else "paper"


@once
def _voices(facts: ArticleFacts) -> _Voices:
    return _Voices(facts)


class _View:
    """What the sentence of an act sees of the speakers around it."""

    def __init__(self, facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None) -> None:
        self.home, self.voices = home, _voices(facts)
        spoken = self.spoken = self.voices.spoken
        self.key = facts.folded.key
        self.lines, self.topics = _layout(facts)
        self.at = trigger.key_start if trigger else home.start
        self.words = set(_WORD.findall(self.key, home.start, home.end))
        self.shares: dict[int, str] = {}
        self.own = [t for t in spoken if t.sentence.index == home.index]
        self.scoped = [t for t in self.own if self.scope(t) in ("after", "told", "prefix", "kicker")]
        self.core = max((t for t in self.scoped if self.says(t)), key=lambda t: t.cue.key_start, default=None)
        self.link = match.group(1) if (match := _LINK.match(self.key, home.start)) else "-"
        earlier = [t for t in spoken if t.sentence.index < home.index]
        self.last = earlier[-1] if earlier else None
        self.state = f"{_count(len(self.scoped), 2)}.{_count(len(self.own), 2)}"
        self.held = self.last if self.last and not self.own and self._ends_line(self.last) else None
        self.medium = next((t for t in reversed(spoken) if _names_medium(t) and t.cue.cue_start <= self.at), None)
        self.sole = self._sole()
        self.mine = _FIRST.search(self.key, home.start, home.end) is not None
        self.past = _BACKGROUND.search(self.key, home.start, home.end) is not None
        in_paragraph = [t for t in spoken if t.sentence.paragraph == home.paragraph and t.sentence.index < home.index]
        self.paragraph = in_paragraph[-1] if in_paragraph else None

    def _ends_line(self, one: Told) -> bool:
        """Whether a colon of a speaker ends its line, so that the lines below are its words."""
        if one.cue.kind != "kicker" and one.cue.complement != "colon":
            return False
        return one.sentence.index > 0 and not self.key[one.cue.cue_end : one.sentence.end].strip(' :\n"«')

    def _sole(self) -> Told | None:
        """The only speaker of the article, where it plainly tells news before the act."""
        if not self.spoken or self.spoken[0].sentence.index >= self.home.index:
            return None
        one = self.spoken[0]
        plain = one.cue.kind in ("prefix", "kicker") or one.cue.lemma in lemmas_with("strong")
        if not plain or one.speaker.source_type in ("witness", "other", None):
            return None
        return one if all(same_speaker(t.speaker, one.speaker) for t in self.spoken) else None

    def scope(self, one: Told) -> str:
        """Whether the act lies in the words of a speaker of its own sentence."""
        cue = one.cue
        if cue.kind == "credit":
            return "credit"
        if cue.kind in ("prefix", "kicker", "interview", "hearsay", "narration"):
            return cue.kind if cue.cue_start <= self.at else f"{cue.kind}.behind"
        if cue.key_start <= self.at < cue.key_end:
            return "inside"
        if self.at >= cue.cue_end:
            return "after" if cue.complement != "end" else "behind"
        if cue.complement == "end" or cue.complement == "and":
            return "told"
        return f"before.{cue.complement}"

    def says(self, one: Told) -> bool:
        """Whether an attribution of the act's sentence plainly tells it, by a verb of saying or by «به گزارش»."""
        cue = one.cue
        return cue.kind != "verb" or cue.lemma in lemmas_with("strong") or cue.complement in ("colon", "ke", "quote")

    def away(self, other: Sentence) -> int:
        """Sentences from another to the act's; negative where it follows; a mere bullet is no sentence."""
        return self.lines[self.home.index][0] - self.lines[other.index][0]

    def breaks(self, other: Sentence) -> int:
        """Paragraphs from another sentence to the act's."""
        return self.lines[self.home.index][1] - self.lines[other.index][1]

    def of(self, one: Told) -> dict[str, float]:
        """Features of one speaker."""
        away = self.away(one.sentence)
        names = ["bias"]
        cue, speaker = one.cue, one.speaker
        kind = _KIND_OF.get(speaker.source_type, "other")
        way = cue.rule.partition(".")[2]
        dateline = is_dateline(one)
        voice = f"{kind}.{'line' if dateline else way}"
        names += [f"way={way}", f"voice={voice}"]
        if away == 0:
            names += self._in_own(one, kind, way)
        elif away > 0:
            names += self._from_before(one, kind, voice, dateline)
        else:
            names += self._from_after(one, -away, kind, voice)
        share = sum(t.speaker.code == speaker.code and same_speaker(t.speaker, speaker) for t in self.spoken)
        names += [f"share={_count(share, 4)}.{kind}"]
        names.append(f"alone={self.voices.alone}.{dateline}")
        names += self._said(one, kind, away, dateline)
        return dict.fromkeys(names, 1.0)

    def _said(self, one: Told, kind: str, away: int, dateline: bool) -> list[str]:
        """What is seen of a speaker wherever it stands: its words, whether it alone speaks."""
        where = "own" if away == 0 else "back" if away > 0 else "ahead"
        head = self.key[one.speaker.key_start : one.speaker.key_end].strip('«"').partition(" ")[0]
        names = [f"{where}.head={head}", f"{where}.lemma={one.cue.lemma}", f"{where}.type={one.speaker.source_type}"]
        names.append(f"{where}.lone={self.voices.lone}.{kind}")
        if away and one.speaker.source_type not in MEDIA_TYPES:
            main = self.voices.main is not None and same_speaker(self.voices.main, one.speaker)
            names += [
                f"{where}.main={main}.{one.speaker.is_person}",
                f"{where}.main={main}.{self.mine}.{self.voices.outlet}",
            ]
        if not self._tells(one):
            names.append(f"{where}.tells=no")
        if one.speaker.source_type in MEDIA_TYPES and away >= 0:
            latest = self.medium is not None and same_speaker(self.medium.speaker, one.speaker)
            names.append(f"{where}.latest={latest}.{dateline}")
        if dateline:
            names.append(f"line.first={self.voices.first < 0}.{self.voices.first >= self.home.index}.{self.state}")
        return names

    def _tells(self, one: Told) -> bool:
        """Whether an attribution can tell news of an act; a threat, an order, «X را ممنوع اعلام کرد», a denied claim do not."""
        cue = one.cue
        if cue.lemma in lemmas_with("claims"):
            return _DENIED.search(self.key, cue.cue_end, one.sentence.end) is None
        if cue.kind != "verb" or cue.lemma in lemmas_with("no_news"):
            return cue.kind != "verb"
        return (
            cue.lemma not in lemmas_with("declares") or _DECLARES.search(self.key, cue.key_end, cue.cue_start) is None
        )

    def _in_own(self, one: Told, kind: str, way: str) -> list[str]:
        scope = self.scope(one)
        names = [f"own.scope={scope}", f"own.scope={scope}.{kind}", f"own.way={way}.{scope}"]
        names.append(f"own.complement={one.cue.complement}.{scope}")
        innermost = max(self.scoped, key=lambda t: t.cue.key_start, default=None)
        names.append(f"own.innermost={innermost is one}.{kind}" if one in self.scoped else "own.unscoped")
        names.append(f"own.core={one is self.core}")
        cited = [
            t for t in self.own if t.cue.kind == "prefix" and one.cue.key_end <= t.cue.cue_start < one.cue.cue_start
        ]
        if cited:
            names.append(f"own.cites.{one.cue.kind}")
        outer = [
            t
            for t in self.own
            if t is not one and t.cue.complement in ("colon", "ke") and t.cue.cue_end <= one.cue.key_start
        ]
        strong = one.cue.lemma in lemmas_with("strong") or one.cue.kind != "verb"
        names += [f"own.nested={len(outer) > 0}.{strong}.{scope}"]
        if any(t.cue.key_end <= one.cue.cue_start < t.cue.cue_start for t in self.own):
            names.append(f"own.cited.{way}")
        return names

    def _from_before(self, one: Told, kind: str, voice: str, dateline: bool) -> list[str]:
        """What is seen of a speaker of a sentence before: how near it is, whether it is the last that spoke."""
        breaks = self.breaks(one.sentence)
        last = self.last is not None and same_speaker(self.last.speaker, one.speaker)
        latest = one if not last or self.last is None else self.last
        near = self.away(latest.sentence)
        names = [f"back.breaks={_count(breaks, 3)}.{voice}", f"back.last={last}.{voice}",
                 f"back.state={self.state}.{last}", f"back.state={self.state}.{dateline}", f"back.link={self.link}.{last}",
                 f"back.near={_count(near, 4)}.{last}.{_count(breaks, 2)}",
                 f"back.scoped={len(self.scoped) > 0}.{voice}"]  # fmt: skip
        if self.paragraph is not None:
            mine = same_speaker(self.paragraph.speaker, one.speaker)
            names.append(f"back.paragraph={mine}.{last}.{dateline}")
        quoted = self.key[one.cue.cue_end : self.home.start]
        if len(quoted) < _LONGEST_QUOTE:
            opened = quoted.count("«") > quoted.count("»") or quoted.count('"') % 2 == 1
            names.append(f"back.quote={opened}.{last}")
        if last:
            names += self._still_told(latest, kind, near, breaks)
        if self.held is not None:
            names.append(f"back.held={same_speaker(self.held.speaker, one.speaker)}")
        if self.sole is not None:
            names.append(f"back.sole.{kind}")
        return [*names, *self._between(one, kind, dateline, last), f"back.alike={self._alike(one.sentence)}.{dateline}"]

    def _still_told(self, latest: Told, kind: str, near: int, breaks: int) -> list[str]:
        """Whether the last that spoke still tells the act: how its words end, how the act's sentence is told."""
        ends = self._ends(latest)
        return [
            f"back.ends={ends}.{_count(near, 3)}",
            f"back.first={self.mine}",
            f"back.tone={ends}.{self.voices.outlet}.{self.mine}",
            f"back.past={self.past}.{self.voices.outlet}.{kind}.{_count(breaks, 2)}",
        ]

    def _between(self, one: Told, kind: str, dateline: bool, last: bool) -> list[str]:
        """What stands between a speaker and the act: a heading, a dateline, other speakers."""
        first, home = one.sentence.index, self.home.index
        headed = self.topics[first] != self.topics[home]
        names = [f"back.headed={headed}", f"back.headed={headed}.{dateline}.{last}"]
        between = [t for t in self.spoken if first < t.sentence.index < home]
        if any(is_dateline(t) or t.cue.kind in ("kicker", "narration") for t in between):
            names.append(f"back.crossed.{dateline}")
        others = [t.speaker for t in between if not same_speaker(t.speaker, one.speaker)]
        voices = {_KIND_OF.get(speaker.source_type, "other") for speaker in others}
        return names + ([f"back.between={v}.{kind}" for v in sorted(voices)] or [f"back.between=none.{kind}"])

    def _from_after(self, one: Told, away: int, kind: str, voice: str) -> list[str]:
        first = next((t for t in self.spoken if t.sentence.index > self.home.index), None)
        same = first is not None and first.sentence.index == one.sentence.index
        names = [f"ahead.far={_count(away, 3)}.{voice}", f"ahead.first={same}", f"ahead.state={self.state}.{kind}",
                 f"ahead.alike={self._alike(one.sentence)}.{kind}", f"ahead.at={_count(self.home.index, 3)}.{self.home.headline}"]  # fmt: skip
        if _THIS_NEWS.search(self.key, one.sentence.start, one.sentence.end):
            names.append("ahead.this_news")
        inner = [t for t in self.spoken if t.sentence.index == one.sentence.index and t is not one]
        names.append(
            f"ahead.with={'+'.join(sorted({_KIND_OF.get(t.speaker.source_type, 'other') for t in inner})) or '-'}.{kind}"
        )
        return names

    def _ends(self, one: Told) -> str:
        """How what a speaker says ends with its sentence: a quotation closed or open, bare after a colon, or not told."""
        rest = self.key[one.cue.cue_end : one.sentence.end]
        if "«" in rest or '"' in rest:
            return "closed" if rest.rstrip(".؛ ،")[-1:] in '»"' else "open"
        return f"{one.cue.complement or one.cue.kind}"

    def _alike(self, other: Sentence) -> str:
        """How many of the sentence's words the other shares: a lead and the sentence that tells it are alike."""
        known = self.shares.get(other.index)
        if known is None:
            words = set(_WORD.findall(self.key, other.start, other.end))
            share = len(words & self.words) / max(1, min(len(words), len(self.words)))
            known = self.shares[other.index] = "high" if share > 0.5 else "mid" if share > 0.25 else "low"
        return known

    def of_nobody(self) -> dict[str, float]:
        """Features of the act being told by the article itself."""
        near = self.away(self.last.sentence) if self.last else -1
        names = [NOBODY, f"nobody.state={self.state}", f"nobody.line={self.voices.dateline is not None}",
                 f"nobody.line.state={self.voices.dateline is not None}.{self.state}", f"nobody.headline={self.home.headline}",
                 f"nobody.topics={_count(self.topics[-1], 3)}",
                 f"nobody.sole={self.sole is not None}", f"nobody.held={self.held is not None}",
                 f"nobody.credit={self.voices.credited}.{self.state}", f"nobody.past={self.past}.{self.voices.outlet}"]  # fmt: skip
        if self.last is not None:
            kind = _KIND_OF.get(self.last.speaker.source_type, "other")
            headed = self.topics[self.last.sentence.index] != self.topics[self.home.index]
            names += [
                f"nobody.headed={headed}.{self.voices.dateline is not None}",
                f"nobody.last={kind}.{_count(near, 3)}",
            ]
        return dict.fromkeys(names, 1.0)


def _names_medium(one: Told) -> bool:
    """«به گزارش M», «M:»: a medium is told to be where what follows is from."""
    return one.cue.kind in ("prefix", "kicker") and one.speaker.source_type in MEDIA_TYPES


@once
def _layout(facts: ArticleFacts) -> tuple[list[tuple[int, int]], list[int]]:
    """For each sentence its number and its paragraph's, bullets not counted; and how many headed items began before."""
    sentences = facts.sentences
    lines: list[tuple[int, int]] = []
    topics: list[int] = []
    number = paragraph = topic = 0
    for index, sentence in enumerate(sentences):
        if len(sentence.texts) > 1:
            number += 1
            if index and sentence.paragraph != sentences[index - 1].paragraph:
                paragraph += 1
                topic += index > 1 and _is_heading(sentences, index)
        lines.append((number, paragraph))
        topics.append(topic)
    return lines, topics


def _is_heading(sentences: Sequence[Sentence], index: int) -> bool:
    """Whether the first line of a paragraph is short, unpunctuated and alone in it."""
    sentence = sentences[index]
    if len(sentence.texts) > 12 or index + 1 == len(sentences):
        return False
    unmarked = sentence.key.endswith(sentence.texts[-1], sentence.start, sentence.end)
    return unmarked and sentences[index + 1].paragraph != sentence.paragraph


def weigh_sources(
    facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None, model: Model
) -> list[tuple[Told | None, float]]:
    """The innermost speakers that may tell an act, None for the article itself, each with its chance; they sum to 1."""
    task = model.tasks["source"]
    choices = source_choices(facts, home, trigger)
    scores = [task.scores(traits)[0] for _, traits in choices]
    powers = [math.exp(score - max(scores)) for score in scores]
    return [(one, power / sum(powers)) for (one, _), power in zip(choices, powers, strict=True)]


def pool_sources(weighed: Sequence[Sequence[tuple[Told | None, float]]]) -> Told | None:
    """Who tells a row that several tellings hold, the first of them weighing `_FIRST_WEIGHS` others: the likeliest in all."""
    pooled: list[tuple[Told | None, float]] = []
    for number, chances in enumerate(weighed):
        for one, chance in chances:
            weight = chance * (_FIRST_WEIGHS if number == 0 else 1)
            at = next((i for i, (known, _) in enumerate(pooled) if _is_same(known, one)), None)
            if at is None:
                pooled.append((one, weight))
            else:
                pooled[at] = (pooled[at][0], pooled[at][1] + weight)
    return max(pooled, key=lambda choice: choice[1], default=(None, 0.0))[0]


def _is_same(a: Told | None, b: Told | None) -> bool:
    return a is b or (a is not None and b is not None and same_speaker(a.speaker, b.speaker))
