"""Kinds: rules that say which sub-event type a scene is, each by its name.

In: a `Scene`. Out: the answers of the rules in the order of their reliability; the first is the rules' word.
The learner weighs it with everything else, since a rule alone errs. What acts are told by force is asked of the
act reported, so that «arrested for the bombing» is an arrest.
"""

import re
from collections.abc import Callable

from pipeline.events.kind_words import forms_of, said
from pipeline.events.scenes import FORCES, Scene

Rule = Callable[[Scene], str | None]
AIR, SHELL, IED = "Air/drone strike", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED"
SUICIDE, DISRUPTED, CLASH, ATTACK = "Suicide bomb", "Disrupted weapons use", "Armed clash", "Attack"
PEACEFUL, VIOLENT, OTHER, ARRESTS = "Peaceful protest", "Violent demonstration", "Other", "Arrests"
_GENTLE = frozenset(
    {"Agreement", ARRESTS, "Change to group/activity", "Headquarters or base established", OTHER,
     "Abduction/forced disappearance", "Sexual violence", "Non-violent transfer of territory"}
)  # fmt: skip
_CROWD = frozenset(
    {PEACEFUL, VIOLENT, "Protest with intervention", "Excessive force against protesters", "Mob violence"}
)
_GROUND = frozenset(
    ["تصرف", "تسخیر", "اشغال", "فتح", "بازپس‌گیری", "آزادسازی", "به کنترل درآوردن", "به دست گرفتن کنترل",
     "کنترل به دست … افتادن", "بیرون راندن", "سقوط شهر", "از دست دادن مناطق"]
)  # fmt: skip
_FIGHTS = frozenset(
    ["درگیری", "درگیری مسلحانه", "درگیری خونین", "درگیری مرزی", "درگیر شدن", "نبرد", "کمین", "به کمین افتادن",
     "تبادل آتش", "زد و خورد", "رویارویی", "دفع حمله"]
)  # fmt: skip
_MURDERS = frozenset(
    ["ترور", "ترور شدن", "قتل", "به قتل رساندن", "سوء قصد", "حذف فیزیکی", "شکنجه", "سر بریدن", "سر از تن جدا کردن",
     "اعدام صحرایی", "آدم‌کشی", "قتل عام", "چاقوکشی", "ضرب و شتم"]
)  # fmt: skip
_RAIDS = frozenset(["یورش", "هجوم", "حمله به مسجد", "عملیات", "عملیات نظامی", "حمله"])


def _any(*groups: str) -> str:
    return "|".join(re.escape(form) for group in groups for form in forms_of(group))


_WORD = r"[^\W_]+"
_DRONE = rf"(?:{_any('drone')})"
_MISSILE = r"(?:موشک|راکت)(?: ?ها| ?های)?"
_USED = re.compile(
    r"(?<![^\W_])(?:با|توسط|حمله|حملات|یگان|پایگاه|رمپ|استقرار|آشیانه|آشیانه های|هدف|شلیک|پرتاب|عملیات|استفاده از"
    r"|از طریق|به وسیله)"
    r"\s(?:\d+\s|یک\s|دو\s|سه\s|چند\s|چندین\s|فروند\s)*$"
)
_DOWNED = re.compile(
    rf"(?<![^\W_])(?:{_DRONE}(?![^\W_])(?P<gap>[^.!؟\n]{{0,90}}?)(?<![^\W_])(?:{_any('downing')})(?![^\W_])"
    rf"|{_MISSILE}(?![^\W_])[^.!؟\n]{{0,60}}?(?<![^\W_])(?:رهگیری|منهدم|خنثی|ساقط|سرنگون|نابود)(?![^\W_]))"
)
_DOWNING_OF = re.compile(
    r"(?<![^\W_])(?:سرنگونی|(?:سرنگون|ساقط) (?:کردن|شدن|ساختن)|انهدام|رهگیری|اسقاط|شکار|سقوط|زدن|هدف قرار دادن) "
    rf"(?:{_WORD} ){{0,2}}?(?:{_DRONE}|{_MISSILE})(?![^\W_])"
)
_DOWN_LEMMAS = frozenset(
    ["انهدام پهپاد", "سرنگون کردن", "سرنگونی", "رهگیری", "منهدم کردن", "انهدام", "شکار کردن پهپاد", "هدف قرار دادن",
     "هدف … قرار دادن", "مورد اصابت قرار گرفتن", "اصابت", "فعال شدن پدافند", "سقوط", "هدف موشک قرار گرفتن",
     "خنثی‌سازی", "از بین بردن"]
)  # fmt: skip
_OTHER_OBJECT = re.compile(r"(?<![^\W_])(?:یک|دو|سه|چند|چندین|به|خودرو|خودرویی|خانه|سامانه)(?![^\W_])")
_AIRCRAFT = r"(?:بالگرد|هلیکوپتر|هلی کوپتر|جنگنده|هواپیمای جنگی|هواپیمای نظامی|هواپیما)"
_CREWED_DOWN = re.compile(
    rf"(?<![^\W_]){_AIRCRAFT}(?![^\W_])[^.!؟\n]{{0,60}}?(?<![^\W_])(?:سرنگون|ساقط|اسقاط)(?![^\W_])"
    rf"|(?<![^\W_])(?:سرنگونی|(?:سرنگون|ساقط) (?:شدن|کردن)|اسقاط) (?:{_WORD} ){{0,2}}?{_AIRCRAFT}(?![^\W_])"
)


def _is_force(scene: Scene) -> bool:
    """Whether the act reported may be one of force whose means or victims decide the type."""
    return scene.kind not in _GENTLE | _CROWD and scene.lemma not in _GROUND


def _strikes(scene: Scene) -> bool:
    """An act of force that is not a weapon stopped."""
    return _is_force(scene) and scene.kind != DISRUPTED


def executed(scene: Scene) -> str | None:
    """Put to death after a trial by a state: Other; by soldiers or rebels it is an attack."""
    if scene.lemma not in ("اعدام", "به دار آویختن") and not scene.says("execution"):
        return None
    at_law = _is_force(scene) or scene.kind == OTHER
    return OTHER if at_law and not scene.roles("doers") & {"REB", "MIL"} else None


def cyber(scene: Scene) -> str | None:
    """An attack on computers."""
    return OTHER if scene.lemma == "حمله سایبری" or (_is_force(scene) and scene.says("cyber")) else None


def crowd(scene: Scene) -> str | None:
    """A demonstration: itself violent, shot at, dispersed or peaceful."""
    told, weak = scene.says("crowd"), scene.strength == "weak"
    if told and scene.kind == "Looting/property destruction":
        return VIOLENT
    if told and scene.kind == ARRESTS:
        return "Protest with intervention" if scene.says("crowd.dispersed") else None
    clashing = told and scene.lemma in _FIGHTS
    if not clashing and (scene.kind not in _CROWD or (weak and not told)):
        return None
    if weak and (scene.says("drone") or scene.says("explosive") or scene.says("shell")):
        return None
    if scene.kind == "Mob violence":
        return "Mob violence"
    if "killed" in scene.figures and scene.kind != VIOLENT and not clashing:
        return "Excessive force against protesters"
    if scene.kind == VIOLENT or clashing or scene.says("crowd.force"):
        return VIOLENT
    if scene.kind in ("Protest with intervention", "Excessive force against protesters"):
        return scene.kind
    return "Protest with intervention" if scene.says("crowd.control") else PEACEFUL


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
    return scene.kind if scene.kind in _GENTLE or scene.kind == "Looting/property destruction" else None


def suicide(scene: Scene) -> str | None:
    """«انتحاری», «خود را منفجر کرد»; a drone or boat called so is none."""
    if not _strikes(scene):
        return None
    return SUICIDE if said("suicide").search(said("suicide.craft").sub(" ", scene.key)) else None


def downing(scene: Scene) -> str | None:
    """A drone or missile brought down is a weapon stopped; a crewed aircraft is a clash, an airliner an attack."""
    if scene.lemma not in _DOWN_LEMMAS:
        return None
    if scene.says("airliner"):
        return ATTACK
    if _DOWNING_OF.search(scene.key):
        return DISRUPTED
    if any(_is_downed(scene.key, found) for found in _DOWNED.finditer(scene.key)):
        return DISRUPTED
    return CLASH if _CREWED_DOWN.search(scene.key) else None


def _is_downed(key: str, found: re.Match[str]) -> bool:
    """Whether the craft is what is hit: not the means («با پهپاد») nor the subject («پهپاد خودرویی را هدف گرفت»)."""
    if _USED.search(key[: found.start()]):
        return False
    gap = found.group("gap") or ""
    active = re.search(r"(?<![^\W_])را(?![^\W_])", gap) or found.group().endswith("اصابت")
    return not (active and _OTHER_OBJECT.search(gap))


def defusing(scene: Scene) -> str | None:
    """Arms found or seized, a bomb defused, an attack foiled."""
    fallen = scene.lemma in ("سرنگون کردن", "سرنگونی", "فعال شدن پدافند")
    return DISRUPTED if scene.kind == DISRUPTED and not fallen else None


def chemical(scene: Scene) -> str | None:
    """A toxic agent as the means of an attack."""
    return "Chemical weapon" if _strikes(scene) and scene.says("chemical") else None


def grenade(scene: Scene) -> str | None:
    """A hand grenade thrown, where no crowd and no greater weapon is told."""
    plain = not scene.says("shell") and not scene.says("crowd.control")
    return "Grenade" if _strikes(scene) and scene.says("grenade") and plain else None


def fighting(scene: Scene) -> str | None:
    """Two armed sides fight: a clash whatever they shoot with."""
    return CLASH if scene.lemma in _FIGHTS else None


def from_air_and_ground(scene: Scene) -> str | None:
    """Drones and missiles together: the first named decides."""
    drone, shell = said("drone").search(scene.key), said("shell").search(scene.key)
    if drone is None or shell is None or not _strikes(scene) or not _flies(scene):
        return None
    return AIR if drone.start() < shell.start() else SHELL


def _flies(scene: Scene) -> bool:
    """Whether a craft is told that strikes, and not only one that is struck or kept."""
    for group in ("drone", "aircraft"):
        for found in said(group).finditer(scene.key):
            before = scene.key[max(0, found.start() - 25) : found.start()]
            after = scene.key[found.end() : found.end() + 40]
            if not said("craft.target").search(before) and not said("craft.struck").search(after):
                return True
    return False


def from_air(scene: Scene) -> str | None:
    """Aircraft, drones and bombing, where they strike and are not struck."""
    if not _strikes(scene) or scene.says("ground.gun"):
        return None
    return AIR if scene.kind == AIR or scene.says("airborne") or _flies(scene) else None


def from_ground(scene: Scene) -> str | None:
    """Rockets, mortars, artillery and missiles fired from the ground or the sea."""
    return SHELL if _strikes(scene) and (scene.kind == SHELL or scene.says("shell")) else None


def explosive(scene: Scene) -> str | None:
    """A bomb, mine or explosion without craft or gun."""
    return IED if _strikes(scene) and (scene.kind == IED or scene.says("explosive")) else None


def ground_taken(scene: Scene) -> str | None:
    """Ground taken: by an armed group, by the forces of its own state, by a foreign army (then Other)."""
    if scene.lemma not in _GROUND and not (scene.lemma == "آزاد شدن" and scene.says("land") and not scene.victims):
        return None
    roles = scene.roles("doers")
    if "REB" in roles and not roles & {"MIL", "POL"}:
        return "Non-state actor overtakes territory"
    homes = {a.iso3 for a in scene.doers if a.role in ("MIL", "STATE", "GOV", "POL") and a.iso3}
    if homes and scene.countries and not homes & scene.countries:
        return OTHER
    return "Government regains territory" if roles & {"MIL", "POL", "STATE", "GOV"} else scene.kind


def murder(scene: Scene) -> str | None:
    """Assassination, murder, torture, stabbing: an attack, of a fighter a clash."""
    if scene.lemma not in _MURDERS:
        return None
    return CLASH if scene.victims and scene.victims <= {"REB"} else ATTACK


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
    ("executed", executed), ("cyber", cyber), ("crowd", crowd), ("raid", raid), ("withdrawal", withdrawal),
    ("ground_taken", ground_taken), ("own_kind", own_kind), ("suicide", suicide), ("downing", downing),
    ("defusing", defusing), ("chemical", chemical), ("grenade", grenade), ("fighting", fighting),
    ("from_air_and_ground", from_air_and_ground), ("from_air", from_air), ("from_ground", from_ground),
    ("explosive", explosive), ("murder", murder), ("by_victim", by_victim), ("by_target", by_target),
    ("by_words", by_words),
)  # fmt: skip
FORCE_RULES = frozenset(
    ["suicide", "downing", "chemical", "grenade", "from_air_and_ground", "from_air", "from_ground", "explosive"]
)


def kinds_of(scene: Scene) -> list[tuple[str, str]]:
    """The rules that answer and their types, the most reliable first."""
    answers = ((name, rule(scene)) for name, rule in RULES)
    return [(name, kind) for name, kind in answers if kind is not None]
