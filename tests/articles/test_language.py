"""Is it Persian, and whose? Texts are the tests' own, a line each."""

import pytest

from pipeline.articles.persian import is_persian, reads_naturally
from pipeline.articles.variety import variety_of


@pytest.mark.parametrize(
    "text",
    [
        "حمله",
        "انفجار بغداد",
        "حمله انتحاری به پایگاه ارتش در موصل ۱۲ کشته داشت",
        "نيروهاي ويژه در عمليات ديروز سه تن را كشتند",
        "ﻧﻴﺮﻭﻫﺎﻱ ﭘﻠﻴﺲ ﺩﺭ ﺷﻬﺮ ﻣﺴﺘﻘﺮ ﺷﺪﻧﺪ",
        "سخنگوی شرکت Example Networks از حمله سایبری به سامانه Example Cloud خبر داد",
        "خبر فوری: انفجار در بصره " + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo" * 500,
        "آیه «إِنَّ اللَّهَ يُحِبُّ الْمُقْسِطِينَ» را تلاوت کرد و گفت که این پیام صلح است و از همه خواست آن را بشنوند",
    ],
)
def test_persian(text):
    assert is_persian(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "۱۲۳ — ؟!",
        "Two soldiers were killed in the attack, a spokesman said.",
        "Двое солдат погибли при нападении",
        "أعلنت وزارة الدفاع أن الجيش قصف مواقع في المدينة وأن عشرات القتلى سقطوا على مدى يومين",
        "اعلن المتحدث ان القوات تقدمت من الشمال الى الجنوب وان القتال مستمر على الارض",
        "وزارت دفاع نے کہا ہے کہ فوج نے شہر میں حملہ کیا اور درجنوں افراد ہلاک ہوئے",
        "د دفاع وزارت وايي چې په ښار کې یې د طالبانو پر مرکز برید کړی او څو تنه وژل شوي دي",
        "وەزارەتی بەرگری ڕایگەیاند کە لە شاردا هێرش کراوە و چەند کەس کوژراون",
        "The word حمله means attack in Persian and is used in football as well",
    ],
)
def test_not_persian(text):
    assert not is_persian(text)


def test_mojibake_does_not_read_naturally():
    text = "نیروهای ویژه در عملیات دیروز سه تن از مهاجمان را کشتند و به پایگاه خود بازگشتند"
    assert reads_naturally(text)
    assert not reads_naturally(text.encode("utf-8").decode("cp1256", errors="replace"))
    assert not reads_naturally(text.replace("ی", "ي").replace("ک", "ك").encode("iso8859_6", "ignore").decode("cp1256"))


@pytest.mark.parametrize(
    "text",
    [
        "قوماندانی امنیه بلخ می‌گوید که سه پولیس در انفجار ماین زخمی و به شفاخانه منتقل شده‌اند.",
        "به گفته باشنده‌گان ولسوالی خان‌آباد، طیاره‌های بی‌پیلوت دیشب بر فراز منطقه دیده شدند.",
        "این رویداد روز شنبه، ۱۲ حوت، در سرک عمومی رخ داد.",
        "نشست کابل به تاریخ ۱۵ فبروری برگزار می‌شود.",
    ],
)
def test_afghan(text):
    assert variety_of(text) == "fa-AF"


@pytest.mark.parametrize(
    "text",
    [
        "پلیس تهران از دستگیری سه نفر خبر داد.",
        "پلیس افغانستان گفت سه مأمور در ولسوالی ارغنداب استان قندهار زخمی و به بیمارستان منتقل شدند.",
        "به گزارش ایرنا، والی خوست و قوماندان پلیس این استان در بیمارستان از مجروحان عیادت کردند و ۴۰ درصد مرخص شدند.",
        "حمل ۳۰ تن بار با ۵ کامیون آغاز شد و ۱۲ سرطان شایع درمان دارد.",
        "اسد گفت در دلو آب بکشید.",
        "",
    ],
)
def test_iranian(text):
    assert variety_of(text) == "fa-IR"
