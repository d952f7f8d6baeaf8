"""Features of a row's kind: its type, its status and whether it is a sum.

In: an article's `Story`, a sentence or a part of one, its sentence features and its date. Out: named features. The
rules of kinds, standing and sums speak here with a weight of several facts, as `rule.type=…`, `stands=…`, `sum=…`;
the decision stays the learner's.
"""

import re
from datetime import date, timedelta
from functools import cached_property

from pipeline.dates.mention import TimeMention
from pipeline.events.acts.features import Features
from pipeline.events.facts import ArticleFacts, Sentence
from pipeline.events.times.open_days import until_now
from pipeline.events.types.kind_words import said
from pipeline.events.types.kinds import FORCE_RULES, IED, SUICIDE, hints_of, kind_of, kinds_of
from pipeline.events.types.known import famous_in
from pipeline.events.types.scenes import Scene, read_scene
from pipeline.events.types.standing import WEAK_RULES, own_verb, standings_of
from pipeline.events.types.sums import sums_in

# A rule's word counts as so many facts, that little training data does not drown it.
RULE_WEIGHT = 3.0
TYPE_RULE_WEIGHT = 4.0
RECENT_DAYS = 30
_OLD_DAYS = 400
_LONG_DAYS = 365
_MANY_PLANS = 4
_HEAD = 120  # characters of the key that hold a title
_TYPE_FACTS = ("lemma=", "type=", "family=", "figure", "term=", "role=", "w=")
_NOT_STATUS = ("prev", "next")
_SAME_ACT = re.compile(
    r"(?<![^\W_])(?:این|آن) (?:[^\W_]+ )?"
    r"(?:حمله|حملات|انفجار|انفجار ?ها|عملیات|حادثه|بمب ?گذاری|اقدام|رویداد|درگیری|واقعه)(?![^\W_])"
    r"|(?<![^\W_])حملاتی که(?![^\W_])"
)


class Story:
    """An article as the rules of kind see it: the scene of each sentence and what rules say of it, read once."""

    def __init__(self, facts: ArticleFacts) -> None:
        self.facts = facts
        self.today = _last_day(facts)
        self.settled = _settled(facts, self.today)
        self._scenes: dict[int, Scene] = {}
        self._kinds: dict[int, tuple[str, str] | None] = {}
        self._standings: dict[int, list[tuple[str, str]]] = {}
        self._ages: dict[tuple[int, int], list[int]] = {}

    def scene(self, sentence: Sentence) -> Scene:
        """The scene of a sentence; that of a part of one is read anew."""
        whole = self.facts.sentences[sentence.index]
        if (sentence.start, sentence.end) != (whole.start, whole.end):
            return read_scene(self.facts, sentence)
        if sentence.index not in self._scenes:
            self._scenes[sentence.index] = read_scene(self.facts, whole)
        return self._scenes[sentence.index]

    def kind(self, index: int) -> tuple[str, str] | None:
        """What the rules say of the sentence with this index; nothing where it lies outside or tells no act."""
        if not 0 <= index < len(self.facts.sentences):
            return None
        if index not in self._kinds:
            sentence = self.facts.sentences[index]
            told = sentence.triggers or sentence.casualties
            self._kinds[index] = kind_of(self.scene(sentence)) if told else None
        return self._kinds[index]

    def standings(self, sentence: Sentence) -> list[tuple[str, str]]:
        """What the rules of standing and the happenings known by name say of a sentence."""
        whole = self.facts.sentences[sentence.index]
        if (sentence.start, sentence.end) != (whole.start, whole.end):
            return self._stand(self.scene(sentence))
        if sentence.index not in self._standings:
            self._standings[sentence.index] = self._stand(self.scene(whole))
        return self._standings[sentence.index]

    def _stand(self, scene: Scene) -> list[tuple[str, str]]:
        known = {"known" if near else "known_told" for near, end in famous_in(scene) if end < self.settled}
        return standings_of(scene) + [(name, "background") for name in sorted(known)]

    def ages(self, sentence: Sentence) -> list[int]:
        """How many days before the day of the story each day named in a sentence lies; an open time reaches that day."""
        if self.today is None:
            return []
        span = sentence.start, sentence.end
        if span not in self._ages:
            ends = [until_now(self.facts, time).date_end for time in sentence.times]
            self._ages[span] = [(self.today - end).days for end in ends if end is not None]
        return self._ages[span]

    @cached_property
    def every_age(self) -> list[int]:
        """The ages of all days that the article names."""
        return [day for sentence in self.facts.sentences for day in self.ages(sentence)]

    @cached_property
    def looks_back(self) -> bool:
        """Whether the head of the article says that it tells of the past: «برگی از تاریخ», «خاطرات …»."""
        return said("past.memoir").search(self.facts.folded.key, 0, _HEAD) is not None

    @cached_property
    def told_as_past(self) -> float:
        """The share of sentences with an act or a figure that a rule tells as history."""
        told = [s for s in self.facts.sentences if s.triggers or s.casualties]
        return sum(any(k == "background" for _, k in self.standings(s)) for s in told) / max(1, len(told))

    def by_force(self, index: int) -> str | None:
        """The type that a sentence's means of force tell, where its first rule is one of means."""
        told = self.kind(index)
        return told[1] if told and told[0] in FORCE_RULES else None


def _last_day(facts: ArticleFacts) -> date | None:
    """The day the story is told: of publication, else the latest that the article names."""
    if facts.article.published_at is not None:
        return facts.article.published_at.date()
    return max((t.date_end for s in facts.sentences for t in s.times if t.date_end), default=None)


def _settled(facts: ArticleFacts, today: date | None) -> date:
    """The day before which a happening known by name is history; without a day of publication the story may be older."""
    if today is None:
        return date.max
    return today - timedelta(RECENT_DAYS if facts.article.published_at is not None else _LONG_DAYS)


def type_features(story: Story, sentence: Sentence, features: Features) -> Features:
    """The few facts that tell the kind of an act, the rules' word, the sides, and what stands nearby."""
    found = {name: value for name, value in features.items() if name.startswith(_TYPE_FACTS)}
    scene = story.scene(sentence)
    kinds = kinds_of(scene)
    told = kinds[0] if kinds else None
    if told and told[0] == "explosive":
        told = _same_bomb(story, sentence)
    if told:
        name, kind = told
        found[f"rule={name}.{kind}"] = 1.0
        found[f"rule.type={kind}"] = TYPE_RULE_WEIGHT
    else:
        found["rule=none"] = 1.0
    found.update({f"hint={hint}": 1.0 for hint in hints_of(scene, kinds)})
    found[f"anchor.lemma={scene.lemma}"] = found[f"anchor.type={scene.kind}"] = 1.0
    if scene.anchor is not None:
        found[f"anchor.part={scene.anchor.part}"] = 1.0
    found.update({f"victim={role}": 1.0 for role in scene.victims})
    found.update({f"hurt={role}": 1.0 for role in scene.roles("hurt")})
    found.update({f"doer={role}": 1.0 for role in scene.roles("doers")})
    weak = "told" if told and told[0] in FORCE_RULES | {"same_bomb"} else "untold"
    return {**found, **_nearby(story, sentence, weak)}


def _same_bomb(story: Story, sentence: Sentence) -> tuple[str, str]:
    """«این انفجار» in a story that tells of a suicide bomb is that one."""
    if _SAME_ACT.search(story.facts.folded.key, sentence.start, sentence.end):
        others = (story.by_force(at) for at in range(len(story.facts.sentences)) if at != sentence.index)
        if SUICIDE in others:
            return "same_bomb", SUICIDE
    return "explosive", IED


def _nearby(story: Story, sentence: Sentence, weak: str) -> Features:
    """Types told around a sentence: «این حمله» takes its kind from the sentence before."""
    at = sentence.index
    names: list[str] = []
    before = next((told[1] for i in (at - 1, at - 2) if (told := story.kind(i))), None)
    if before is not None:
        names.append(f"before={before}")
    means = next((kind for i in (at - 1, at - 2, at - 3) if (kind := story.by_force(i))), None)
    head = next((kind for i in (0, 1, 2) if i != at and (kind := story.by_force(i))), None)
    after = next((kind for i in (at + 1, at + 2) if (kind := story.by_force(i))), None)
    around = (("before", means), ("head", head), ("after", after))
    names += [f"{where}.means={kind}.{weak}" for where, kind in around if kind]
    if _SAME_ACT.search(story.facts.folded.key, sentence.start, sentence.end):
        names.append("same_act")
        if means is not None:
            names.append(f"same_act.means={means}")
    return dict.fromkeys(names, 1.0)


def status_features(story: Story, sentence: Sentence, features: Features, time: TimeMention | None) -> Features:
    """The sentence's facts, how old the row's date and the dates around it are, and what the rules of standing say."""
    found = {name: value for name, value in features.items() if not name.startswith(_NOT_STATUS)}
    found.update({name: RULE_WEIGHT * value for name, value in _age(story, time).items()})
    scene = story.scene(sentence)
    told = story.standings(sentence)
    plans = sum(status == "planned" for _, status in told)
    found[f"plans={min(plans, _MANY_PLANS)}"] = RULE_WEIGHT * 2 / 3
    for name, status in told:
        found[f"stands={name}"] = RULE_WEIGHT * 2 / 3
        if name not in WEAK_RULES:
            found[f"stands.for={status}"] = RULE_WEIGHT / 3
    for near in story.facts.sentences[max(0, sentence.index - 3) : sentence.index]:
        if near.triggers or near.casualties:
            found.update({f"near.stands={n}": 1.0 for n, s in story.standings(near) if s == "background"})
    found.update(dict.fromkeys(own_verb(scene), 1.0))
    found["doc.past"] = 2 * story.told_as_past
    if story.looks_back:
        found["doc.memoir"] = RULE_WEIGHT
    return {**found, **_old_dates(story, sentence)}


def _age(story: Story, time: TimeMention | None) -> Features:
    if time is None:
        return {"age=none": 1.0}
    if story.facts.article.published_at is None or story.today is None or time.date_end is None:
        told = {f"age=unknown.{time.date_basis}": 1.0, f"age.year={bool(time.jalali_year)}": 1.0}
        if story.today is not None and time.date_end is not None and (story.today - time.date_end).days > _OLD_DAYS:
            told["age.behind"] = 1.0
        return told
    last = until_now(story.facts, time).date_end or time.date_end
    days = (story.today - last).days
    bucket = "future" if days < 0 else "fresh" if days <= RECENT_DAYS else "old" if days <= _OLD_DAYS else "ancient"
    return {f"age={bucket}": 1.0, **({"age.open": 1.0} if last != time.date_end else {})}


def _old_dates(story: Story, sentence: Sentence) -> Features:
    """Whether days named in the sentence, just before it, or in the article lie more than a month back."""
    if story.today is None:
        return {}
    mine = story.ages(sentence)
    near = [day for s in story.facts.sentences[max(0, sentence.index - 3) : sentence.index] for day in story.ages(s)]
    every = story.every_age
    found: Features = {}
    for name, days in (("in", mine), ("near", near)):
        if days and max(days) > RECENT_DAYS:
            found[f"{name}.old.any"] = 1.0
        if days and min(days) > RECENT_DAYS:
            found[f"{name}.old.all"] = 1.0
    found["doc.old"] = sum(day > RECENT_DAYS for day in every) / len(every) if every else 0.0
    if mine and min(mine) <= RECENT_DAYS:
        found["in.fresh"] = 1.0
    return found


def sum_features(story: Story, sentence: Sentence, standing: Features) -> Features:
    """The features of the status, which sums share with history, and what the rules of sums say."""
    rules = sums_in(story.facts, sentence, story.scene(sentence))
    return {**standing, **{f"sum={name}": 2.0 for name in rules}, f"sums={min(len(rules), 3)}": 2.0}
