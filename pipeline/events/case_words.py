"""Case words: prepositions, count words and edges, as the grammar of roles walks back over them.

In: nothing. Out: word sets; `MARKERS` and `COMPOUNDS` name what a preposition of one word or of two governs.
"""

MARKERS = {
    "توسط": "agent", "بوسیله": "agent", "بدست": "agent", "علیه": "against", "ضد": "against", "مقابل": "against",
    "برابر": "against", "به": "to", "با": "with", "از": "from", "در": "in", "نزد": "in", "طی": "in", "بر": "on",
    "برای": "for", "میان": "between", "بین": "between", "مابین": "between", "درباره": "about", "بدون": "without",
    "جز": "without", "تا": "until", "چون": "like", "مانند": "like", "همچون": "like",
}  # fmt: skip
COMPOUNDS = {
    ("از", "سوی"): "agent", ("به", "دست"): "agent", ("از", "طرف"): "agent", ("به", "وسیله"): "agent",
    ("از", "جانب"): "agent", ("به", "دستور"): "order", ("به", "فرماندهی"): "order", ("به", "رهبری"): "order",
    ("به", "سوی"): "against", ("به", "سمت"): "against", ("به", "طرف"): "against", ("بر", "ضد"): "against",
    ("در", "مقابل"): "against", ("در", "برابر"): "against", ("به", "روی"): "against", ("بر", "سر"): "on",
    ("بر", "روی"): "on", ("به", "همراه"): "along", ("همراه", "با"): "along", ("به", "نفع"): "for",
    ("به", "گزارش"): "said", ("به", "گفته"): "said", ("به", "نوشته"): "said", ("به", "نقل"): "said",
    ("نقل", "از"): "said", ("تحت", "کنترل"): "in", ("به", "نام"): "named", ("در", "میان"): "in", ("از", "میان"): "from",
    ("در", "بین"): "in", ("از", "جمله"): "including", ("به", "عنوان"): "as",
    ("متعلق", "به"): "owner", ("وابسته", "به"): "owner", ("مربوط", "به"): "owner", ("منسوب", "به"): "owner",
    ("در", "نزدیکی"): "near", ("در", "حوالی"): "near", ("در", "اطراف"): "near", ("در", "مجاورت"): "near",
    ("به", "درخواست"): "order", ("به", "خواست"): "order",
}  # fmt: skip
# Turns of speech that begin with a preposition and govern nothing.
ADVERBS = frozenset(
    [("به", word) for word in "طور صورت شکل گونه شدت سرعت زودی تدریج ویژه خصوص راحتی ناگاه اتفاق دنبال".split()]
    + [("در", word) for word in "نهایت واقع نتیجه مجموع ابتدا آغاز پایان ادامه".split()]
    + [(this, word) for this in ("این", "همین", "عین") for word in "حال میان راستا رابطه زمینه باره خصوص بین".split()]
    + [("حال", "حاضر"), ("سوی", "دیگر"), ("سویی", "دیگر"), ("طرف", "دیگر"), ("هر", "حال")]
)
# Participles of the verbs that carry nouns: they end a clause where no auxiliary follows.
PARTICIPLES = frozenset(
    "شده کرده داده گرفته بوده داشته آمده رفته رسیده زده برده گذاشته بخشیده ساخته یافته پرداخته نموده گشته گردیده آورده باخته"
    " خورده کشیده بسته".split()
)
PLACED = frozenset(["in", "with", "to", "from", "on", "for", "along", "including", "until", "near"])
SINGLE = frozenset(["یک", "چند", "ای"])  # «حمله یک مهاجم»: after these an act still owns the phrase
COUNTS = frozenset(
    "یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست سی چهل پنجاه شصت"
    " هفتاد هشتاد نود صد یکصد دویست سیصد هزار میلیون چند چندین دهها صدها هزاران تن نفر نفری فرد فروند دستگاه تعدادی"
    " شماری جمعی گروهی برخی عده ای بسیاری بخشی یکی دست کم دستکم حداقل حدود بیش حداکثر حدودا هر تمام تمامی کلیه همه بقیه"
    " دیگر تعداد شمار جمع مورد ها".split()
)
OF_COUNT = frozenset(
    "تن نفر یکی تعدادی شماری جمعی گروهی برخی عده ای بسیاری بخشی بیش کمتر شمار تعداد یک دو سه چند چندین فروند دستگاه"
    " جمله".split()
)
THESE = frozenset(["این", "آن", "همین", "همان", "چنین"])
EDGES = frozenset(
    ["که", "را", "تا", "اما", "ولی", "نیز", "هم", "همچنین", "اگر", "زیرا", "وقتی", "هنگامی", "سپس", "آنگاه", "یا"]
)
# What may stand between an act and who does it: «حملات گسترده اخیر …».
LOOSE = frozenset(
    "ی ای اخیر روز صبح شب عصر ظهر بامداد شامگاه ساعت گذشته گسترده شدید سنگین متعدد پیاپی مکرر قبلی جدید دیگر".split()
)
