"""Which date belongs to an act: the candidates, and what is seen of each.

In: `ArticleFacts`, the act's sentence (or the part of it that tells the act) and trigger. Out: the dates that may be
the act's, and no date at all, each with named features: which verb or noun it stands with, whether that is the act or
somebody's saying so, how far away it was told and what came between, whether the telling before has it. The choice
itself is the model's.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.dates.mention import TimeMention, mention_of
from pipeline.events.acts.anchors import choose_anchor
from pipeline.events.acts.remembrances import is_day_of_remembrance, remembrance_of
from pipeline.events.current_days import so_far
from pipeline.events.facts import ArticleFacts, Sentence, by_start
from pipeline.events.merging.likeness import HAPPENINGS, likeness, shared
from pipeline.events.model import Model
from pipeline.events.times.leads import clause_of, governing_verb, is_of_a_bulletin, lead_of
from pipeline.mentions.triggers import TriggerMention
from pipeline.text.tokens import finite_forms

TimeChoice = tuple[TimeMention | None, dict[str, float]]
UNDATED = "undated"  # the feature that only «no date» has
_KINDS = ("DATE", "TIME", "DURATION")
# A day is said where it is so likely, and so many times likelier than that none is told: a wrong one costs a row more
# than one that is left open.
_LEAST, _OVER_NONE = 0.45, 2.0
_LONG = 8  # days; yesterday within last week is another time
_AGES = (("years", 400), ("year", 60), ("month", 8), ("week", 2), ("day", 1), ("today", 0))  # least days
_AGE = "duration.aged"  # «۲۵ ساله»
_REACH = 5  # sentences back
_EARLIER = 2  # dated sentences before the act's own
_ALSO = re.compile(
    r"(?<![^\W_])(نیز|همچنین|هم|در همین حال|در همین (?:روز|شهر|رابطه)|از سوی دیگر|پیش از این|پیش تر|پیشتر|قبلا|سپس|این|همان)(?![^\W_])"
)
_SINCE = re.compile(
    r"(?<![^\W_])(?:از (?:زمان|ابتدای|آغاز|شروع|بدو|هنگام|اول|وقتی|روزی)|تا ?کنون|تا به (?:حال|امروز)|از آن زمان|در مجموع"
    r"|(?:شمار|تعداد|آمار|مجموع) (?:کل )?(?:شهدا|شهدای|قربانیان|تلفات|کشته|کشته شدگان))(?![^\W_])"
)
_THIS = re.compile(r"(?<![^\W_])(?:این|آن|همین|همان) $")
_THIS_HAPPENING = re.compile(rf"(?<![^\W_])(?:این|آن|همین) (?:{HAPPENINGS})(?![^\W_])")
_HEARD = "شنید"  # says what was, not that it was said
_REACTIONS = frozenset(
    "محکوم متهم تایید تکذیب اعتراف دستور معرفی استقبال افشا پخش منتشر صادر ایراد بررسی خواستار".split()
)
_TELLS_OF = re.compile(r" ?،? از ")
_PLANS = re.compile(
    r"(?<![^\W_])(?:خواه(?:د|ند|یم)|قصد|قرار است|تهدید|طرح|نقشه|توطئه|دستور|خواستار|خواست|باید|احتمال|احتمالی|در نظر دارد|اگر"
    r"|چنانچه|آماده|آمادگی|برنامه)(?![^\W_])"
)


@dataclass(frozen=True, slots=True)
class Before:
    """The telling before an act's and the date chosen for it."""

    sentence: Sentence
    time: TimeMention | None


def time_choices(
    facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None, before: Before | None = None
) -> list[TimeChoice]:
    """The dates that may be the act's, nearest first, with their features; no date comes last."""
    view = _View(facts, home, trigger, before)
    choices: list[TimeChoice] = [(time, view.of(sentence, time)) for sentence, time in view.candidates]
    choices.append((None, view.of_none()))
    return choices


def time_candidates(facts: ArticleFacts, home: Sentence) -> list[tuple[Sentence, TimeMention]]:
    """Dates that may be an act's: of its sentence, of the dated ones shortly before it, of the article's head."""
    earlier: list[Sentence] = []
    for sentence in reversed(facts.sentences[max(0, home.index - _REACH) : home.index]):
        if len(earlier) < _EARLIER and any(t.kind in _KINDS and t.date_start for t in sentence.times):
            earlier.append(sentence)
    head = [s for s in facts.sentences[:2] if s.index < home.index and s not in earlier]
    own = [(facts.sentences[home.index], t) for t in _counted(facts, facts.sentences[home.index], earlier)]
    found = own + [(s, t) for s in [*earlier, *head] for t in s.times]
    return [(s, t) for s, t in found if t.kind in _KINDS and t.rule != _AGE and not is_of_a_bulletin(s, t)]


def _counted(facts: ArticleFacts, home: Sentence, earlier: Sequence[Sentence]) -> Iterator[TimeMention]:
    """The times of a sentence; one that counts from a day told before («همان روز») has the nearest such day's value."""
    published = facts.article.published_at
    before = next((t for s in earlier for t in reversed(s.times) if _is_day(t)), None)
    for time in home.times:
        if time.reference == "passage" and time.date_start is None and before is not None:
            time = so_far(mention_of(facts.folded, time.expression, published, before.date_start), published)
        elif time.date_start is not None:
            before = time if _is_day(time) else None  # «در ماه گذشته … هفته قبل از آن» counts from no day
        yield time


def _is_day(time: TimeMention) -> bool:
    return time.date_start is not None and time.date_precision == "day"


def _sentence_of(facts: ArticleFacts, time: TimeMention) -> Sentence:
    return facts.sentences[bisect_right(facts.sentences, time.key_start, key=by_start) - 1]


def _named_again(key: str, home: Sentence, trigger: TriggerMention | None) -> str:
    """Whether the act is one told before: «این درگیری‌ها», «این حادثه»."""
    if trigger is not None and _THIS.search(key, max(home.start, trigger.key_start - 8), trigger.key_start):
        return "act"
    return "happening" if _THIS_HAPPENING.search(key, home.start, home.end) else "-"


class _View:
    """What an act sees of the dates around it."""

    def __init__(
        self, facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None, before: Before | None
    ) -> None:
        self.facts, self.home, self.trigger, self.before = facts, home, trigger, before
        self.key = facts.folded.key
        self.whole = facts.sentences[home.index]
        self.candidates = self._without_remembrance(time_candidates(facts, home))
        if before is not None and before.time is not None and not any(self._is_carried(t) for _, t in self.candidates):
            self.candidates.append((_sentence_of(facts, before.time), before.time))
        self.own = [t for s, t in self.candidates if s is self.whole]
        self.fixed = [t for t in self.own if t.date_start is not None]
        self.since = bool(_SINCE.search(self.key, home.start, home.end))
        self.denies = any(s.claim == "denied" for s in home.speech)
        also = _ALSO.search(self.key, home.start, min(home.end, home.start + 60))
        self.link = also.group(1) if also else "-"
        self.state = "fixed" if self.fixed else "told" if self.own else "none"
        verbs = [f for w in home.words if (f := finite_forms().get(w.text))]
        self.tense = verbs[-1].tense if verbs else "none"
        self.passage = "none"
        if before is not None:
            gap = home.index - before.sentence.index
            self.passage = f"{min(gap, 3)}.{home.paragraph == before.sentence.paragraph}"
        self.named = _named_again(self.key, home, trigger)
        self.plans = _PLANS.search(self.key, home.start, home.end) is not None
        self.speaks = bool(home.speech)
        self.open = any(t.date_start is None and t.kind in _KINDS for t in home.times)
        self.anchors = {s.index: choose_anchor(s) for s, _ in self.candidates if s is not self.whole}

    def _without_remembrance(self, found: list[tuple[Sentence, TimeMention]]) -> list[tuple[Sentence, TimeMention]]:
        """The dates without those of the day on which the act is remembered."""
        at = -1 if self.trigger is None else remembrance_of(self.key, self.whole.start, self.trigger.key_start)
        published = self.facts.article.published_at
        return found if at < 0 else [(s, t) for s, t in found if not is_day_of_remembrance(t, at, published)]

    def of(self, sentence: Sentence, time: TimeMention) -> dict[str, float]:
        """Features of one date."""
        names = ["dated"]
        away = self.home.index - sentence.index
        where = "own" if away == 0 else "head" if sentence.index < 2 else "back"
        names += [f"{where}.kind={time.kind}.{time.date_precision}", f"basis={time.date_basis}",
                  f"relation={time.relation}", f"{where}.resolved={time.date_start is not None}",
                  f"{where}.outlook={time.expression.outlook}"]  # fmt: skip
        names += self._from_telling(time)
        age = self._age(time)
        names += [f"age={age}", f"{where}.age={age}"]
        names += self._around(sentence, time, where)
        names += self._in_own(time) if away == 0 else self._from_before(sentence, time, away, where)
        return dict.fromkeys(names, 1.0)

    def _age(self, time: TimeMention) -> str:
        """How long before the publication a date lies."""
        published = self.facts.article.published_at
        if time.date_start is None or time.date_end is None:
            return "open"
        if published is None:
            return "unpublished"
        days = (published.date() - time.date_end).days
        return next((name for name, least in _AGES if days >= least), "ahead")

    def _around(self, sentence: Sentence, time: TimeMention, where: str) -> Iterator[str]:
        """The words beside a date and the verb it hangs on."""
        words = sentence.words
        first = bisect_left(words, time.key_start, key=by_start)
        past = bisect_left(words, time.key_end, key=by_start)
        before = words[first - 1].text if first else "^"
        after = words[past].text if past < len(words) else "$"
        yield f"{where}.prev={before}"
        yield f"{where}.next={after}"
        verb = governing_verb(sentence, time.key_end)
        yield f"{where}.verb={self.key[verb[0] : verb[1]] if verb else '-'}"

    def _is_carried(self, time: TimeMention) -> bool:
        before = self.before.time if self.before is not None else None
        return before is not None and before.key_start == time.key_start

    def _from_telling(self, time: TimeMention) -> Iterator[str]:
        """Whether the telling before has this date, another or none."""
        if self.before is None or self.before.time is None:
            return
        if self._is_carried(time):
            yield f"carried={self.passage}.{self.state}"
            yield f"carried.link={self.link}"
            yield f"carried={self.passage}.{self.link != '-'}"
            yield f"carried.tense={self.tense}"
            yield f"carried.named={self.named}"
            yield f"carried.plan={self.plans}"
            yield f"carried.kind={time.date_precision}"

    def _in_own(self, time: TimeMention) -> Iterator[str]:
        rivals = sum(t.date_start is not None for t in self.own if t is not time)
        yield f"own.rivals={min(rivals, 2)}"
        yield f"own.rule={time.rule}"
        inside = self.home.start <= time.key_start < self.home.end
        part = "in" if inside else "before" if time.key_start < self.home.start else "after"
        yield f"own.part={part}"
        role = self.role(self.whole, time, self.trigger)
        yield f"own.role={role}"
        yield f"own.role={role}.{min(rivals, 1)}"
        yield f"own.role={role}.{part}"
        yield f"own.role={role}.{time.date_precision}"
        lead = lead_of(self.whole, time)
        yield f"own.lead={lead}"
        yield f"own.lead={lead}.{min(rivals, 1)}"
        yield f"own.rel={clause_of(self.whole, time, self.trigger)}"
        if role.startswith("saying"):
            yield f"own.tells={self._how_told(time)}.{role}"
        if self.trigger is not None:
            low, high = sorted((time.key_start, self.trigger.key_start))
            side = "before" if time.key_start == low else "after"
            between = [t for t in self.whole.triggers if low < t.key_start < high]
            yield f"own.side={side}"
            yield f"own.acts={side}.{min(len(between), 2)}"
            yield f"own.plan={self.plans}.{role}"
            ends = sum(w.text in finite_forms() for w in self.whole.words if low <= w.start < high)
            yield f"own.verbs={side}.{min(ends, 2)}"

    def _how_told(self, time: TimeMention) -> str:
        """«دیروز از حمله خبر داد», «دیروز گفت: …»: a saying whose day is not of what it tells."""
        if _TELLS_OF.match(self.key, time.key_end):
            return "of"
        verb = governing_verb(self.whole, time.key_end)
        return "colon" if verb is not None and self.key[verb[1] : verb[1] + 2].lstrip().startswith(":") else "-"

    def role(self, sentence: Sentence, time: TimeMention, trigger: TriggerMention | None) -> str:
        """What the date stands with: the act, another act, a verb of saying before or after the act, another verb."""
        for other in sentence.triggers:
            if 0 <= time.key_start - other.key_end <= 6 and not re.search(
                r"[،,]", self.key[other.key_end : time.key_start]
            ):
                if other is trigger:
                    return "of.act"
                if other.pos != "verb":  # behind a verb a day opens the next clause
                    return "of.other"
        verb = governing_verb(sentence, time.key_end)
        if verb is None:
            return "loose"
        for speech in sentence.speech:
            if self.key.startswith(_HEARD, verb[0]):
                break
            if speech.kind == "verb" and speech.cue_start < verb[1] and verb[0] < speech.cue_end:
                if trigger is None:
                    return "saying"
                return f"saying.{'act.before' if trigger.key_start < verb[0] else 'act.after'}"
        if trigger is None:
            return "verb"
        if trigger.key_start < verb[1] and verb[0] < trigger.key_end:
            return "act"
        mine = governing_verb(sentence, trigger.key_end)
        if mine == verb:
            return "with.act"
        noun = self.key[sentence.start : verb[0]].rstrip().rpartition(" ")[2]
        return "reaction" if noun in _REACTIONS else "other"

    def _from_before(self, sentence: Sentence, time: TimeMention, away: int, where: str) -> Iterator[str]:
        far = str(away) if away < 3 else "3-5" if away < 6 else "6+"
        yield f"{where}.far={far}"
        role = self.role(sentence, time, self.anchors[sentence.index])
        yield f"{where}.role={role}"
        yield f"{where}.role={role}.{self.state}"
        yield f"{where}.role={role}.far={far}"
        between = [
            s for s in self.facts.sentences[sentence.index + 1 : self.home.index] if any(t.date_start for t in s.times)
        ]
        yield f"{where}.crossed={min(len(between), 2)}"
        gap = self.home.paragraph - sentence.paragraph
        mine, theirs = self.home, sentence
        places = shared(
            {p.location_name or p.text for p in mine.places}, {p.location_name or p.text for p in theirs.places}
        )
        bodies = shared({a.code for a in mine.actors if a.iso3}, {a.code for a in theirs.actors if a.iso3})
        yield f"{where}.places={places}"
        yield f"{where}.bodies={bodies}"
        yield f"{where}.shared={places}.{bodies}"
        yield f"{where}.link={self.link != '-'}.{min(gap, 2)}"
        yield f"{where}.tense={self.tense}"
        yield f"{where}.speech={self.speaks}.{min(gap, 2)}"
        yield f"{where}.fragment={self.tense == 'none'}.{min(gap, 2)}"
        like = likeness(self.trigger, sentence)
        yield f"{where}.like={like}"
        yield f"{where}.named={self.named}.{like}"

    def of_none(self) -> dict[str, float]:
        """Features of no date being told."""
        home = self.home
        names = [UNDATED, f"none.state={self.state}",
                 f"none.since={self.since}", f"none.headline={home.headline}", f"none.denies={self.denies}",
                 f"none.published={self.facts.article.published_at is not None}"]  # fmt: skip
        dated = self.before is not None and self.before.time is not None
        names += [f"none.before={dated}.{self.passage}", f"none.before={dated}.{self.passage}.{self.state}",
                  f"none.before={dated}.{self.passage}.{self.link != '-'}",
                  f"none.named={self.named}"]  # fmt: skip
        verbs = [w.text for w in home.words if w.text in finite_forms()]
        names += [f"none.verb={verbs[-1] if verbs else '-'}",
                  f"none.tense={self.tense}.{self.state}", f"none.speaks={self.speaks}.{self.state}",
                  f"none.open={self.open}",
                  f"none.plan={self.plans}.{self.state}"]  # fmt: skip
        names.append(f"none.at={home.index if home.index < 3 else 'body'}")
        if self.trigger is not None:
            names.append(f"none.part={self.trigger.part}")
            names.append(f"none.type={self.trigger.sub_event_type}")
        return dict.fromkeys(names, 1.0)


def _give_to_inner(days: dict[tuple[object, object], float], home: Sentence) -> None:
    """«در سال ۲۰۲۱ … به ویژه در ماه مه»: of two times of a sentence, one within the other, the inner has both chances."""
    spans = dict.fromkeys((t.date_start, t.date_end) for t in home.times if t.date_start and t.date_end)
    for first, last in spans:
        if first is None or last is None or (last - first).days < _LONG or (first, last) not in days:
            continue
        inner = [(a, b) for a, b in spans if a and b and (a, b) != (first, last) and first <= a and b <= last]
        if len(inner) == 1 and inner[0] in days:
            days[inner[0]] += days[first, last]
            days[first, last] = 0.0


def choose_time(
    facts: ArticleFacts, home: Sentence, trigger: TriggerMention | None, model: Model, before: Before | None = None
) -> TimeMention | None:
    """The date of the act: the likeliest days over all that tell them, where likely enough; else what has no days."""
    task = model.tasks["time"]
    choices = [(time, task.scores(traits)[0]) for time, traits in time_choices(facts, home, trigger, before)]
    top = max(score for _, score in choices)
    chances = [(time, math.exp(score - top)) for time, score in choices]
    days: dict[tuple[object, object], float] = {}
    for time, chance in chances:
        if time is not None and time.date_start is not None:
            days[time.date_start, time.date_end] = days.get((time.date_start, time.date_end), 0.0) + chance
    _give_to_inner(days, home)
    best = max(days, key=lambda told: days[told], default=None)
    own = facts.sentences[home.index]
    none = sum(
        chance
        for time, chance in chances
        if time is None or (time.date_start is None and own.start <= time.key_start < own.end)
    )
    if best is None or days[best] < max(_LEAST * sum(chance for _, chance in chances), _OVER_NONE * none):
        mine = [(time, chance) for time, chance in chances if time is None or time.date_start is None]
    else:
        mine = [
            (time, chance) for time, chance in chances if time is not None and (time.date_start, time.date_end) == best
        ]
    return max(mine, key=lambda choice: choice[1])[0]
