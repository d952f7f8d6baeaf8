"""Kinds: rules that say which sub-event type a scene is, each by its name.

In: a `Scene`. Out: the first answer of the rules, which are asked in the order of their reliability.
The learner weighs it with everything else, since a rule alone errs. What acts are told by force is asked of the
act reported, so that «arrested for the bombing» is an arrest.
"""

import re
from collections.abc import Callable, Sequence

from pipeline.events.types.crowds import CROWD_KINDS, FIGHTS, MOB, crowd_kind
from pipeline.events.types.downing import downed, stopped
from pipeline.events.types.kind_words import said
from pipeline.events.types.means import bombed, by_guns, used
from pipeline.events.types.scenes import FORCES, Scene
from pipeline.mentions.actors.validity import UNKNOWN

Rule = Callable[[Scene], str | None]
AIR, SHELL, IED = "Air/drone strike", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED"
SUICIDE, DISRUPTED, CLASH, ATTACK = "Suicide bomb", "Disrupted weapons use", "Armed clash", "Attack"
OTHER, ARRESTS, REGAINED, OVERTAKEN = (
    "Other",
    "Arrests",
    "Government regains territory",
    "Non-state actor overtakes territory",
)
TRANSFER = "Non-violent transfer of territory"
_GENTLE = frozenset(
    {"Agreement", ARRESTS, "Change to group/activity", "Headquarters or base established", OTHER,
     "Abduction/forced disappearance", "Sexual violence", TRANSFER}
)  # fmt: skip
_GROUND = frozenset(
    ["تصرف", "تسخیر", "اشغال", "فتح", "بازپس‌گیری", "آزادسازی", "به کنترل درآوردن", "به دست گرفتن کنترل",
     "کنترل به دست … افتادن", "بیرون راندن", "سقوط شهر", "از دست دادن مناطق", "وارد شهر … شدن"]
)  # fmt: skip
# Of these, some say beside another act that ground was won by it.
_TAKEN = frozenset(["بازپس‌گیری", "به کنترل درآوردن", "به دست گرفتن کنترل", "آزادسازی"])
_MURDERS = frozenset(
    ["ترور", "ترور شدن", "قتل", "به قتل رساندن", "سوء قصد", "حذف فیزیکی", "شکنجه", "سر بریدن", "سر از تن جدا کردن",
     "اعدام صحرایی", "آدم‌کشی", "قتل عام", "چاقوکشی", "ضرب و شتم"]
)  # fmt: skip
_RAIDS = frozenset(["یورش", "هجوم", "حمله به مسجد", "عملیات", "عملیات نظامی", "حمله"])


_AIRLINER = re.compile(
    r"(?<![^\W_])(?:هواپیمای(?:ی)? (?:[^\W_]+ ){0,3}?(?:مسافربری|مسافر بری|مسافری|مسافرتی)|ایرباس|بوئینگ|مسافربری"
    r"|پرواز (?:شماره )?\d{3,4}(?! (?:روز|ساعت|دقیقه|کیلومتر)))(?![^\W_])"
)
_CLEARED = re.compile(
    r"(?<![^\W_])(?:(?:خنثی ?سازی|خنثی کردن|انهدام|امحای?|معدوم ?سازی|پاکسازی) (?:[^\W_]+ ){0,3}?(?:مهمات|عمل ?نکرده|بمب|بمب ?های)"
    r"|(?:مهمات|بمب ?های|پرتابه ?های) (?:[^\W_]+ ){0,2}?عمل ?نکرده|انفجار(?: ?های|ات)? کنترل ?شده"
    r"|کشف (?:[^\W_]+ ){0,3}?(?:بمب|مواد منفجره)|بمب ?(?:ها|های)? (?:[^\W_]+ ){0,6}?کشف (?:شد|کرد|کردند|و))(?![^\W_])"
)
_CROSSINGS = frozenset(["تجاوز", "تعرض", "تهاجم", "نقض حریم هوایی"])
_BORDER = re.compile(
    r"(?<![^\W_])(?:پهپاد|پهپادهای|پهپاد های|هواپیمای|هواپیماهای|بالگرد|بالگردهای|جنگنده|جنگنده ?های)(?![^\W_])[^.!؟\n]{0,60}?"
    r"(?<![^\W_])به (?:حریم|آسمان|آب ?های?|خاک|مرز|مرزهای|فضای|قلمرو)(?![^\W_])"
)
_SEARCHING = re.compile(r"(?<![^\W_])عملیات (?:[^\W_]+ ){0,3}?(?:امنیتی|جست ?و ?جو|جستجوی?|شناسایی|تعقیب)(?![^\W_])")
_FRAMED = re.compile(r"(?<![^\W_])(?:در این|در جریان|در جریان این|پس از|سال ?ها|در پی|میان)(?: [^\W_]+)? $")
_HOSTAGES = re.compile(r"(?<![^\W_])آزاد(?: ?سازی| شدن| کردن) (?:[^\W_]+ ){0,1}?(?:گروگان|اسیر|اسرا|زندانی)")
_AHEAD = re.compile(r"(?<![^\W_])(?:پیش از|قبل از|برای|قصد|آماده|جلوگیری از) (?:[^\W_]+ ){0,2}$")
_SENTENCED = re.compile(r"(?<![^\W_])(?:(?:حکم|احکام) اعدام[^.!؟\n]{0,60}?اجرا|به دار)(?![^\W_])")


def _is_force(scene: Scene) -> bool:
    """Whether the act reported may be one of force whose means or victims decide the type."""
    return scene.kind not in _GENTLE | CROWD_KINDS and scene.lemma not in _GROUND


def _strikes(scene: Scene) -> bool:
    """An act of force that is not a weapon stopped."""
    return _is_force(scene) and scene.kind != DISRUPTED


def executed(scene: Scene) -> str | None:
    """Put to death after a trial by a state: Other; by soldiers or rebels it is an attack."""
    if scene.lemma not in ("اعدام", "به دار آویختن") and not scene.says("execution"):
        return None
    at_law = _is_force(scene) or scene.kind == OTHER
    if at_law and _SENTENCED.search(scene.key):
        return OTHER
    return OTHER if at_law and not scene.roles("doers") & {"REB", "MIL"} else None


def cyber(scene: Scene) -> str | None:
    """An attack on computers."""
    return OTHER if scene.lemma == "حمله سایبری" or (_is_force(scene) and scene.says("cyber")) else None


def raid(scene: Scene) -> str | None:
    """A house or cell raided and people taken: arrests."""
    if scene.lemma in ("انهدام", "منهدم کردن", "متلاشی کردن") and scene.says("cell"):
        return ARRESTS
    taken = scene.lemma in _RAIDS and scene.says("seized") and "killed" not in scene.figures
    return ARRESTS if taken and scene.lemmas & {"دستگیر کردن", "بازداشت کردن", "دستگیری", "بازداشت"} else None


def withdrawal(scene: Scene) -> str | None:
    """Troops that leave: ground handed over where another side takes it, else Other."""
    if scene.kind != "Non-violent transfer of territory":
        return None
    return scene.kind if scene.says("handed.over") else OTHER


def own_kind(scene: Scene) -> str | None:
    """What the act word says plainly: arrests, abductions, agreements, looting; fighters taken in a fight are none."""
    taken = scene.lemma == "اسیر گرفتن" and bool(scene.victims & FORCES)
    if taken or (scene.kind == "Agreement" and "نقض" in scene.key):
        return CLASH
    if scene.lemma in ("جاسوسی", "نقض حریم هوایی") and scene.lemmas & {"سرنگون کردن", "سرنگونی", "انهدام پهپاد"}:
        return DISRUPTED
    if scene.lemma == "آتش‌بس" and "killed" in scene.figures:  # «با وجود آتش‌بس ۷ نفر کشته شدند»
        return CLASH if scene.victims & FORCES else ATTACK
    if scene.lemma == "ناپدید شدن" and scene.says("rescue"):
        return None
    if scene.kind == "Looting/property destruction":
        return None if used(scene, "drone", "aircraft", "shell") is not None else scene.kind
    return scene.kind if scene.kind in _GENTLE else None


def suicide(scene: Scene) -> str | None:
    """«انتحاری», «خود را منفجر کرد»; a drone or boat called so is none."""
    if not _strikes(scene):
        return None
    if not scene.says("suicide"):
        return None
    told = said("suicide").finditer(said("suicide.craft").sub(" ", scene.key))
    return (
        SUICIDE
        if any(not _AHEAD.search(found.string, max(0, found.start() - 60), found.start()) for found in told)
        else None
    )


def stopping(scene: Scene) -> str | None:
    """A weapon hit, met or shot down while another act word stands there."""
    return DISRUPTED if _is_force(scene) and stopped(scene) else None


def downing(scene: Scene) -> str | None:
    """A drone or missile brought down is a weapon stopped; a crewed aircraft is a clash, an airliner an attack."""
    kind = downed(scene)
    return {"weapon": DISRUPTED, "crew": CLASH, "airliner": ATTACK}[kind] if kind else None


def defusing(scene: Scene) -> str | None:
    """Arms found or seized, a bomb defused, an attack foiled."""
    fallen = scene.lemma in ("سرنگون کردن", "سرنگونی", "فعال شدن پدافند")
    if scene.lemma in ("کشف شدن", "کشف و ضبط") and scene.says("bodies"):
        return OTHER
    return DISRUPTED if scene.kind == DISRUPTED and not fallen else None


def chemical(scene: Scene) -> str | None:
    """A toxic agent as the means of an attack."""
    return "Chemical weapon" if _strikes(scene) and scene.says("chemical") else None


def grenade(scene: Scene) -> str | None:
    """A hand grenade thrown, where no crowd and no greater weapon is told."""
    told = scene.kind == "Grenade" or scene.says("grenade")
    plain = not scene.says("shell") and not scene.says("crowd.control")
    return "Grenade" if _strikes(scene) and told and plain else None


def fighting(scene: Scene) -> str | None:
    """Two armed sides fight: a clash whatever they shoot with; of two unarmed peoples it is mob violence."""
    if scene.lemma not in FIGHTS or _is_frame(scene):
        return None
    sides = scene.roles("doers") | scene.roles("hurt")
    unarmed = len(scene.doers) + len(scene.hurt) > 1 and sides <= {"CIV", "PEOPLE"}
    return MOB if unarmed and not scene.says("forces") else CLASH


def _is_frame(scene: Scene) -> bool:
    """«در جریان این درگیری … با پهپاد»: the fight is where another act with weapons of its own is done."""
    if scene.anchor is None or len(scene.lemmas) < 2:
        return False
    framed = _FRAMED.search(scene.key, 0, scene.anchor.key_start - scene.start)
    return bool(framed) and used(scene, "drone", "aircraft", "shell") is not None


def from_air_and_ground(scene: Scene) -> str | None:
    """Drones and missiles together: the first named decides."""
    if not _strikes(scene):
        return None
    drone, shell = used(scene, "drone"), used(scene, "shell")
    if drone is None or shell is None:
        return None
    return AIR if drone < shell else SHELL


def from_air(scene: Scene) -> str | None:
    """Aircraft, drones and bombing, where they strike and are not struck."""
    if not _strikes(scene) or by_guns(scene):
        return None
    return AIR if scene.kind == AIR or bombed(scene) or used(scene, "drone", "aircraft") is not None else None


def from_ground(scene: Scene) -> str | None:
    """Rockets, mortars, artillery and missiles fired from the ground or the sea."""
    guns = scene.kind == SHELL or by_guns(scene) or used(scene, "shell") is not None
    return SHELL if _strikes(scene) and guns else None


def explosive(scene: Scene) -> str | None:
    """A bomb, mine or explosion without craft or gun; «انفجار» alone may be the sound of a state's strike."""
    if not _strikes(scene):
        return None
    sound = scene.says("explosion") and not scene.roles("doers") & {"MIL", "STATE"}
    return IED if scene.kind == IED or scene.says("explosive") or sound else None


def airliner(scene: Scene) -> str | None:
    """An airliner that somebody shot at, whatever the act word: it is done by missiles."""
    return SHELL if _is_force(scene) and scene.says("shot.at") and _AIRLINER.search(scene.key) else None


def seized_ship(scene: Scene) -> str | None:
    """A ship or its cargo held by a state: Other, but arms aboard are a weapon stopped."""
    if scene.lemma != "توقیف کشتی و محموله":
        return None
    return DISRUPTED if scene.says("arms") else OTHER


def cleared_arms(scene: Scene) -> str | None:
    """Explosions of arms that are cleared: «خنثی‌سازی مهمات عمل‌نکرده», «انفجار کنترل‌شده»."""
    return DISRUPTED if _is_force(scene) and _CLEARED.search(scene.key) else None


def incursion(scene: Scene) -> str | None:
    """«تجاوز پهپاد به حریم هوایی»: a border crossed and nobody hurt."""
    return OTHER if scene.lemma in _CROSSINGS and not scene.figures and _BORDER.search(scene.key) else None


def security_operation(scene: Scene) -> str | None:
    """«عملیات امنیتی», an operation of search, without anybody hurt."""
    plain = scene.lemma in ("عملیات", "عملیات نظامی") and not scene.figures
    return OTHER if plain and _SEARCHING.search(scene.key) else None


def ground_taken(scene: Scene) -> str | None:
    """Ground taken: by an armed group, by the forces of its own state, by a foreign army (then Other)."""
    freed = scene.lemma == "آزاد شدن" and scene.says("land") and not scene.victims
    cleared = scene.lemma == "پاکسازی" and scene.says("land")
    after_fight = (scene.kind in (None, CLASH, TRANSFER) or scene.lemma in FIGHTS) and scene.lemmas & _TAKEN
    if scene.lemma not in _GROUND and not freed and not cleared and not after_fight:
        return None
    if _HOSTAGES.search(scene.key):
        return None
    if scene.says("unfought"):
        return TRANSFER
    takers = scene.doers or scene.hurt[:1]  # «ارتش شهر را اشغال کرد»: the mark stands far from its noun
    roles = {a.role for a in takers}
    if ("REB" in roles or any(a.kind == "group" and a.role == UNKNOWN for a in takers)) and not roles & {"MIL", "POL"}:
        return OVERTAKEN
    homes = {a.iso3 for a in takers if a.role in ("MIL", "STATE", "GOV", "POL") and a.iso3}
    lands = scene.countries or {scene.country} - {None}
    abroad = lands and not homes & lands
    if homes and (abroad or scene.lemma in ("اشغال", "تسخیر")):
        return OTHER
    if roles & {"MIL", "POL", "STATE", "GOV"} or freed or after_fight:
        return REGAINED
    return scene.kind


def murder(scene: Scene) -> str | None:
    """Assassination, murder, torture, stabbing: an attack, of a fighter a clash."""
    if scene.lemma not in _MURDERS:
        return None
    if scene.lemma in ("ترور", "ترور شدن", "سوء قصد", "حذف فیزیکی"):
        return ATTACK
    fighters = FORCES if scene.lemma == "به قتل رساندن" else {"REB"}
    return CLASH if scene.victims and scene.victims <= fighters else ATTACK


def on_civil_things(scene: Scene) -> str | None:
    """«حمله به کشتی», «حمله تروریستی»: an attack, where no armed people are hurt."""
    plain = scene.lemma in ("حمله به کشتی", "حمله تروریستی") and _is_force(scene)
    return ATTACK if plain and not (scene.victims | scene.roles("hurt")) & FORCES else None


def by_victim(scene: Scene) -> str | None:
    """Who is hurt: armed people make it a clash, the unarmed an attack."""
    armed, unarmed = bool(scene.victims & FORCES), bool(scene.victims & {"CIV", "MED", "GOV"})
    if not _strikes(scene) or armed == unarmed:
        return None
    return CLASH if armed or scene.kind == CLASH else ATTACK


def by_target(scene: Scene) -> str | None:
    """Against whom or what the act is told to go: forces and states make it a clash, the unarmed an attack."""
    roles = scene.roles("hurt")
    armed, unarmed = bool(roles & FORCES) or scene.at_state, bool(roles & {"CIV", "MED", "IGO"})
    if not _strikes(scene) or armed == unarmed:
        return None
    return CLASH if armed else ATTACK


def by_words(scene: Scene) -> str | None:
    """Words for armed or unarmed people anywhere in the sentence."""
    if not _strikes(scene):
        return None
    if scene.kind == CLASH or (scene.kind != ATTACK and scene.says("forces")):
        return CLASH
    return ATTACK if scene.kind == ATTACK or scene.says("civilians") else None


RULES: tuple[tuple[str, Rule], ...] = (
    ("executed", executed), ("cyber", cyber), ("crowd", crowd_kind), ("raid", raid), ("withdrawal", withdrawal),
    ("airliner", airliner), ("seized_ship", seized_ship), ("cleared_arms", cleared_arms),
    ("ground_taken", ground_taken), ("own_kind", own_kind), ("security_operation", security_operation),
    ("suicide", suicide), ("downing", downing), ("stopping", stopping),
    ("incursion", incursion), ("defusing", defusing), ("chemical", chemical), ("grenade", grenade), ("fighting", fighting),
    ("from_air_and_ground", from_air_and_ground), ("from_air", from_air), ("from_ground", from_ground),
    ("explosive", explosive), ("murder", murder), ("on_civil_things", on_civil_things),
    ("by_victim", by_victim), ("by_target", by_target),
    ("by_words", by_words),
)  # fmt: skip
FORCE_RULES = frozenset(
    ["suicide", "stopping", "downing", "chemical", "grenade", "from_air_and_ground", "from_air", "from_ground",
     "explosive", "airliner"]
)  # fmt: skip


def kind_of(scene: Scene) -> tuple[str, str] | None:
    """The first rule that answers and its type, or nothing."""
    for name, rule in RULES:
        kind = rule(scene)
        if kind is not None:
            return name, kind
    return None


def kinds_of(scene: Scene) -> list[tuple[str, str]]:
    """Every rule that answers and its type."""
    return [(name, kind) for name, rule in RULES if (kind := rule(scene)) is not None]


def hints_of(scene: Scene, kinds: Sequence[tuple[str, str]]) -> list[str]:
    """What the rules after the first say, and weak signs, which never decide alone."""
    told = [f"{name}.{kind}" for name, kind in kinds[1:]]
    if _is_force(scene) and scene.says("civil.object"):
        told.append("civil.object")
    if scene.at_state:
        told.append("at.country")
    return told
