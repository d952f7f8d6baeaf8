"""Crowds: what kind of demonstration a scene tells of.

In: a `Scene`. Out: one of the types of protests and riots, or None where no crowd acts. Who uses force decides: nobody
(peaceful), the crowd itself (violent), or forces against it (intervention; excessive where they kill or shoot).
"""

import re

from pipeline.events.types.scenes import Scene

PEACEFUL, VIOLENT, MOB = "Peaceful protest", "Violent demonstration", "Mob violence"
INTERVENED, EXCESSIVE = "Protest with intervention", "Excessive force against protesters"
CROWD_KINDS = frozenset({PEACEFUL, VIOLENT, INTERVENED, EXCESSIVE, MOB})
FIGHTS = frozenset(
    ["درگیری", "درگیری مسلحانه", "درگیری خونین", "درگیری مرزی", "درگیر شدن", "نبرد", "کمین", "به کمین افتادن",
     "تبادل آتش", "زد و خورد", "رویارویی", "دفع حمله"]
)  # fmt: skip
_ASSAULTS = frozenset(["حمله", "هجوم", "یورش", "مورد حمله قرار گرفتن"])
_SHOTS = frozenset(["شلیک", "شلیک کردن به", "شلیک گلوله", "تیراندازی", "به گلوله بستن"])
_DEATHS = frozenset(["کشته شدن", "جان خود را از دست دادن", "جان باختن", "کشتن"])
_PEOPLE = r"(?:معترض|تظاهر|تجمع|راهپیما|اعتراض)"
_AT_CROWD = re.compile(rf"(?<![^\W_])به (?:سوی |سمت |طرف |روی )?(?:[^\W_]+ ){{0,2}}?{_PEOPLE}")
_CALM = re.compile(r"(?<![^\W_])بدون (?:هیچ |هر ?گونه |هیچ ?گونه )?(?:درگیری|خشونت|حادثه)|مسالمت")


def crowd_kind(scene: Scene) -> str | None:
    """The kind of demonstration told, or nothing."""
    told = scene.says("crowd")
    if scene.kind == MOB:
        return MOB
    if scene.lemma in _ASSAULTS | _SHOTS:
        if scene.says("drone") or scene.says("shell"):
            return None
        return _assault(scene, told=told)
    if told and scene.kind == "Looting/property destruction":
        return VIOLENT
    if told and scene.kind == "Arrests":
        return INTERVENED if scene.says("crowd.dispersed") else None
    fights = told and scene.lemma in FIGHTS
    weak = scene.strength == "weak"
    if not fights and (scene.kind not in CROWD_KINDS or (weak and not told)):
        return None
    if weak and (scene.says("drone") or scene.says("explosive") or scene.says("shell")):
        return None
    return _demonstration(scene, fights=fights)


def _demonstration(scene: Scene, *, fights: bool) -> str:
    """The kind of a demonstration that is the act reported."""
    if scene.kind != VIOLENT and not fights:
        if "killed" in scene.figures or scene.lemmas & _DEATHS:
            return EXCESSIVE
        assault = _assault(scene, told=True) if scene.lemmas & (_ASSAULTS | _SHOTS) else None
        if assault:
            return assault
        if _CALM.search(scene.key) and not scene.says("crowd.control"):
            return PEACEFUL
    if scene.kind == VIOLENT or fights or scene.says("crowd.force"):
        return VIOLENT
    if scene.kind in (INTERVENED, EXCESSIVE):
        return scene.kind
    return INTERVENED if scene.says("crowd.control") or "injured" in scene.figures else PEACEFUL


def _assault(scene: Scene, *, told: bool) -> str | None:
    """Forces that set upon a crowd, or a crowd that throws stones."""
    if told and _AT_CROWD.search(scene.key):
        shot = scene.lemmas & _SHOTS and not scene.says("crowd.control")
        killed = "killed" in scene.figures or scene.lemmas & _DEATHS
        return EXCESSIVE if shot or killed else INTERVENED
    if told and scene.says("crowd.dispersed"):
        return INTERVENED
    return VIOLENT if scene.lemmas & _ASSAULTS and scene.says("crowd.thrown") else None
