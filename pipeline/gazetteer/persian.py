"""Persian spellings of a place from the Arabic-script names that GeoNames has of it.

In: alternate names in Arabic script, of whatever language (Persian, Arabic, Urdu, Kurdish, Pashto …),
with the Latin name and the country. Out: Persian forms, a ZWNJ at joints, most of them guesses by
rule from a foreign spelling; what no Persian rule can read is left out.
"""

import re

_JOINT = "\u200c"
_ARABIC = re.compile(r"[\u0621-\u06d3]")
_OTHER_SCRIPT = re.compile(r"[A-Za-z0-9٠-٩۰-۹/_%]")
_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640\u200e\u200f\u02bf\u0674]")
_TITLE = re.compile(
    r"^(?:قضاء|ناحية|محافظة|مدينة|بلدية|مركز|مديرية|ولاية|ضلع|شهرستان|شهرک|شهر|بخش|قرية|قریه|روستای|منطقة|مخيم"
    r"|ده ستان|دهستان|کیبوتص|موشاو|ولسوالی)\s+(?=\S{2})"
)
_URDU = str.maketrans(
    {"ہ": "ه", "ھ": "ه", "ٹ": "ت", "ڈ": "د", "ڑ": "ر", "ے": "ی", "ں": "ن", "ۃ": "ه", "ٽ": "ت", "ڪ": "ک"}
)
_KURDISH = str.maketrans({"ە": "ه", "ھ": "ه", "ێ": "ی", "ۆ": "و", "ڵ": "ل", "ڕ": "ر", "ڤ": "و", "ہ": "ه"})
_PASHTO = str.maketrans(
    {"ټ": "ت", "ډ": "د", "ړ": "ر", "ښ": "ش", "ڼ": "ن", "ږ": "ژ", "ځ": "ز", "څ": "س", "ګ": "گ", "ې": "ی", "ۍ": "ی"}
)
_URDU_LETTERS = re.compile(r"[ہھٹڈڑےںۃٽڪڊڙڏٺٻڳ]")
_KURDISH_LETTERS = re.compile(r"[ەێۆڵڕۇڭۋۈۅ]")
_PASHTO_LETTERS = re.compile(r"[ټډړښڼږځڅګېۍ]")
_ARABIC_LETTERS = re.compile(r"[يكةىأإؤ]")
_SPELLS_URDU = frozenset({"PAK", "IND", "AFG"})
_SPELLS_KURDISH = frozenset({"IRQ", "SYR", "TUR", "IRN"})
_SPELLS_PASHTO = frozenset({"AFG", "PAK"})
ARAB_COUNTRIES = frozenset({
    "IRQ", "SYR", "LBN", "JOR", "PSE", "ISR", "SAU", "YEM", "OMN", "ARE", "QAT", "BHR", "KWT", "EGY", "SDN",
    "LBY", "TUN", "DZA", "MAR", "MRT", "ESH",
})  # fmt: skip
_FIRST_PART = re.compile(r"^(ابو|ام|بیت|تل|خان|دیر|راس|کفر|بنی|عین|باب|شیخ|چهار|چهل|ده|میان|سه|پنج|هفت|نو) (?=\S)")
_LAST_PART = re.compile(
    r"(?<=\S\S) (آباد|اباد|شهر|دشت|کند|رود|کوه|پور|تپه|قلعه|دره|آب|چای|بلاغ|بولاق|کلا|کلایه|سرا|محله|خان|دان|زار|سو"
    r"|داغ|گرد|جرد|بوری)$"
)
_INNER_ARTICLE = re.compile(r"(?<=\S) (?=ال\S)")


def persian_forms(names: list[str], name_en: str, country: str) -> list[str]:
    """Persian forms of a place from its Arabic-script `names`, ordered and without doubles; `country` is ISO3."""
    forms: dict[str, str] = {}
    for name in names:
        for form in _read(name, country):
            for variant in (form, *_nativized(form, name, name_en, country), *_articles(form, country)):
                for spelled in (variant, *_alef_and_hamza(variant)):
                    key = spelled.replace(_JOINT, "").replace(" ", "")
                    joined = join_parts(spelled)
                    if len(key) > 1 and (key not in forms or joined.count(_JOINT) > forms[key].count(_JOINT)):
                        forms[key] = joined
    return list(forms.values())


def join_parts(form: str) -> str:
    """A form with a joint where Persian writes two parts as one word (اسلام‌آباد, ابو‌غریب, دیر‌الزور)."""
    form = _FIRST_PART.sub(lambda part: part.group(1) + _JOINT, form)
    form = _LAST_PART.sub(lambda part: _JOINT + part.group(1), form)
    return _INNER_ARTICLE.sub(_JOINT, form)


def _read(name: str, country: str) -> list[str]:
    """The name in Persian letters, or nothing where its spelling is of another language."""
    if not _ARABIC.search(name) or _OTHER_SCRIPT.search(name):
        return []
    name = re.split(r"[،,;؛(]", name)[0]
    if _URDU_LETTERS.search(name):
        if country not in _SPELLS_URDU:
            return []
        name = name.translate(_URDU)
    if _KURDISH_LETTERS.search(name):
        if country not in _SPELLS_KURDISH or re.search(r"[ۇڭۋۈۅ]", name):
            return []
        name = name.translate(_KURDISH)
    if _PASHTO_LETTERS.search(name):
        if country not in _SPELLS_PASHTO:
            return []
        name = name.translate(_PASHTO)
    name = _MARKS.sub("", name).replace("-", " ").replace("'", "").replace("ڤ", "و").replace(".", " ")
    form = " ".join(_TITLE.sub("", name.strip()).split())
    form = form.translate(str.maketrans("يىكةأإٱؤۀ", "ییکهاااوه"))
    return [form] if len(form) > 1 and not re.search(r"[^\u0621-\u06cc \u200c]", form) else []


def _articles(form: str, country: str) -> list[str]:
    """An Arab place's name without its article, and with it where Persian may put one."""
    if country not in ARAB_COUNTRIES:
        return []
    if re.match(r"ال\S{3}", form):
        return [form[2:]]
    return []


def _nativized(form: str, name: str, name_en: str, country: str) -> list[str]:
    """An Arabic transcription of a non-Arab name with the letters Persian has and Arabic lacks."""
    if country in ARAB_COUNTRIES or not (_ARABIC_LETTERS.search(name) or re.search(r"غ|تش|ف|ب|ج", form)):
        return []
    latin = name_en.casefold()
    native = form
    if "غ" in form and "g" in latin and "gh" not in latin:
        native = native.replace("غ", "گ")
    if "تش" in form and re.search(r"ch|č|ç|tsch|c", latin):
        native = native.replace("تش", "چ")
    if "ف" in form and re.search(r"[vw]", latin) and "f" not in latin:
        native = native.replace("ف", "و")
    if "ب" in form and "p" in latin and "b" not in latin:
        native = native.replace("ب", "پ")
    if "ج" in form and "g" in latin and "j" not in latin and "dzh" not in latin:
        native = native.replace("ج", "گ")
    return [native] if native != form else []


def _alef_and_hamza(form: str) -> list[str]:
    """Spellings that leave out the madda, read hamza as ی, or drop it at the end."""
    spelled = []
    if "آ" in form:
        spelled.append(form.replace("آ", "ا"))
    if "ئ" in form:
        spelled.append(form.replace("ئ", "ی"))
    if form.endswith("اء"):
        spelled.append(form[:-1])
    if form.endswith("وء"):
        spelled.append(form[:-1])
    return spelled
