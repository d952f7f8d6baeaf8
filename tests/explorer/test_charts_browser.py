"""Map, timeline and toll in Chromium, from a folder on disk, under the policy of the page: mouse, keyboard, both languages."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.slow
ROOM = Path(__file__).parents[2] / "pipeline" / "explorer"
POLICY = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; font-src 'self' file:; img-src 'self' file: data:"
SCRIPTS = [
    "vendor/outlines",
    "vendor/uPlot.min",
    "page/calendar",
    "page/marks",
    "page/map",
    "page/timeline",
    "page/toll",
]
FAMILIES = [
    "Battles",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Protests",
    "Riots",
    "Strategic developments",
    None,
]
POINTS = [
    {"id": f"p{at}", "lat": 30 + at % 7 * 1.7, "lon": 44 + at % 11 * 2.3, "weight": at % 5, "family": FAMILIES[at % 7],
     "label": {"fa": "جای آزمون", "en": "Test place"}}
    for at in range(60)
]  # fmt: skip
ITEMS = [
    *({"id": f"d{at}", "start": f"2022-{at % 12 + 1:02}-{at % 27 + 1:02}", "end": f"2022-{at % 12 + 1:02}-{at % 27 + 1:02}",
       "open": False, "weight": 1, "family": FAMILIES[at % 7]} for at in range(90)),
    {"id": "span", "start": "2022-03-01", "end": "2022-03-20", "open": False, "weight": 1, "family": "Battles"},
    {"id": "until", "start": None, "end": "2022-09-15", "open": True, "weight": 1, "family": "Protests"},
    {"id": "undated", "start": None, "end": None, "open": False, "weight": 1, "family": None},
]  # fmt: skip
TOLL = {
    "kind": "killed", "range": {"low": 4, "best": 6, "high": 9, "rule": "representative"},
    "steps": [{"published": "2022-09-13T08:00:00", "low": 4, "best": 4, "high": 4, "what": "first"},
              {"published": "2022-09-14", "low": 5, "best": None, "high": None, "what": "raised"},
              {"published": "2022-09-16", "low": 4, "best": 6, "high": 9, "what": "contradicted"}],
    "claims": [{"id": "late", "when": "2022-09-14", "low": 5, "high": None, "best": None, "text": "دست‌کم پنج تن", "source": "شورای شهر",
                "status": "alleged", "independent": True},
               {"id": "early", "when": "2022-09-13", "low": 4, "high": 4, "best": 4, "text": "چهار تن", "source": "بیمارستان",
                "status": "confirmed", "independent": True},
               {"id": "none", "when": None, "low": None, "high": None, "best": None, "text": "شماری", "source": "یک شاهد",
                "status": "reported", "independent": False}],
}  # fmt: skip
START = """
    window.told = [];
    const { lang, calendar, points, items, toll } = WANTED;
    document.documentElement.lang = lang;
    document.documentElement.dir = lang === "fa" ? "rtl" : "ltr";
    window.map = RuydadMap.create(document.getElementById("map"), { lang, points, onSelect: (ids) => told.push(ids) });
    window.time = RuydadTimeline.create(document.getElementById("time"), { lang, calendar, items, onRange: (a, b) => told.push([a, b]) });
    window.toll = RuydadToll.create(document.getElementById("toll"), { lang, calendar, ...toll });
"""


@pytest.fixture
def opened(chromium, tmp_path):
    """Opens the charts in a language; at the end nothing may have been complained of or asked from outside."""
    faults, contexts = [], []

    def show(lang, width=1000, *, dark=False, points=POINTS, items=ITEMS):
        wanted = {"lang": lang, "calendar": "jalali", "points": points, "items": items, "toll": TOLL}
        scripts = "".join(f'<script src="{(ROOM / name).as_uri()}.js"></script>' for name in SCRIPTS)
        (tmp_path / "start.js").write_text(f"const WANTED = {json.dumps(wanted)};{START}", encoding="utf-8")
        page_file = tmp_path / "index.html"
        page_file.write_text(
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>charts</title>'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><meta name="viewport" content="width=device-width">'
            f'<link rel="stylesheet" href="{(ROOM / "vendor/uPlot.min.css").as_uri()}">'
            f'<link rel="stylesheet" href="{(ROOM / "page/charts.css").as_uri()}"></head>'
            f'<body><main><h1>x</h1><h2>y</h2><div id="map"></div><div id="time"></div><div id="toll"></div></main>'
            f'{scripts}<script src="start.js"></script></body></html>',
            encoding="utf-8",
        )
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            timezone_id="America/Los_Angeles",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: request.url.startswith("file:") or faults.append(request.url))
        page.goto(page_file.as_uri())
        page.wait_for_function("window.toll && document.querySelector('.ruydad-map canvas').width > 0")
        return page

    yield show
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_each_language_has_its_words_digits_and_policy(opened, lang):
    page = opened(lang)
    words = page.inner_text("main")
    assert "GeoNames (CC BY 4.0), Natural Earth" in words
    expected = {
        "fa": [
            "۶۰ از ۶۰ رویداد",
            "موضعی ندارد",
            "۹۰ رویداد با روز معین",
            "دست‌کم ۵",
            "قاعدهٔ نماینده",
            "رقمی گفته نشده",
            "۱ بی‌تاریخ",
        ],
        "en": [
            "60 of 60",
            "takes no position",
            "90 incidents with a certain day",
            "at least 5",
            "representative rule",
            "no figure told",
            "1 undated",
        ],
    }
    assert [each for each in expected[lang] if each not in words] == []
    assert page.evaluate("[...document.querySelectorAll('[data-claim]')].map((each) => each.dataset.claim)") == [
        "early",
        "late",
        "none",
    ]
    assert ("۰" in page.get_attribute(".ruydad-map canvas", "aria-label")) == (lang == "fa")


def test_the_map_is_moved_and_chosen_from_by_keyboard_and_mouse(opened):
    page = opened("fa")
    canvas = page.locator(".ruydad-map canvas")
    page.evaluate("map.update(Uint8Array.from(WANTED.points, (each, at) => at === 0))")
    page.get_by_role("button", name="همهٔ نقطه‌ها").click()
    page.wait_for_timeout(100)
    canvas.press("Enter")
    assert page.evaluate("told") == [["p0"]]
    box = canvas.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.evaluate("told") == [["p0"], ["p0"]]
    before = canvas.screenshot()
    canvas.press("ArrowRight")
    page.wait_for_timeout(100)
    moved = canvas.screenshot()
    canvas.press("+")
    page.wait_for_timeout(100)
    assert before != moved != canvas.screenshot()
    page.mouse.click(box["x"] + 5, box["y"] + box["height"] - 5)
    assert len(page.evaluate("told")) == 2


def test_a_range_is_chosen_by_mouse_and_by_keyboard_in_whole_months(opened):
    page = opened("fa")
    area = page.locator(".ruydad-timeline .ruydad-area")
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 60, steps=4)
    page.mouse.up()
    start, end = page.evaluate("told.at(-1)")
    assert page.evaluate("([a, b]) => [RuydadCalendar.toJalali(a).d, RuydadCalendar.toJalali(RuydadCalendar.isoOfDay("
                         "RuydadCalendar.dayNumber(b) + 1)).d]", [start, end]) == [1, 1]  # fmt: skip
    handle = page.get_by_role("slider", name="پایان بازه")
    handle.press("ArrowRight")
    longer = page.evaluate("told.at(-1)")
    assert longer[0] == start and longer[1] > end
    assert "تا" in page.inner_text(".ruydad-chosen") and "14" not in handle.get_attribute("aria-valuetext")
    handle.press("Escape")
    assert page.evaluate("told.at(-1)") == [None, None]
    page.evaluate("time.setCalendar('gregorian'); time.setLang('en'); time.setRange('2022-01-01', '2022-01-31')")
    assert page.inner_text(".ruydad-chosen") == "Chosen: 1 January 2022 to 31 January 2022"


@pytest.mark.parametrize(("lang", "width", "dark"), [("fa", 360, False), ("en", 360, True), ("fa", 1200, True)])
def test_no_width_or_theme_breaks_the_charts(opened, lang, width, dark):
    page = opened(lang, width, dark=dark)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = (
        Axe().run(page, options={"preload": False}).response["violations"]
    )  # axe would ask for the style sheets again
    assert [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")] == []


def test_fifty_thousand_incidents_are_drawn_at_once(opened):
    points = [
        {
            "id": f"p{at}",
            "lat": 10 + at * 7919 % 50000 / 1250,
            "lon": 30 + at * 104729 % 50000 / 1000,
            "weight": 1,
            "family": FAMILIES[at % 7],
            "label": "",
        }
        for at in range(50_000)
    ]
    items = [dict(ITEMS[at % len(ITEMS)], id=str(at)) for at in range(50_000)]
    page = opened("fa", points=points, items=items)
    took = page.evaluate(
        """() => ["map", "time"].map((name) => {
             const mask = Uint8Array.from(WANTED.points, (each, at) => at % 3 > 0), start = performance.now();
             for (let at = 0; at < 5; at++) window[name].update(mask);
             return (performance.now() - start) / 5;
           })"""
    )
    assert max(took) < 200, took


def test_a_range_is_chosen_and_the_map_zoomed_by_touch(opened):
    page = opened("fa", 360)
    touch = """([selector, name, points]) => {
        const target = document.querySelector(selector), box = target.getBoundingClientRect();
        for (const [id, x, y] of points) target.dispatchEvent(new PointerEvent(name, { pointerId: id, pointerType: "touch",
          bubbles: true, clientX: box.left + x, clientY: box.top + y }));
    }"""
    page.evaluate(
        "for (const each of document.querySelectorAll('canvas, .ruydad-area')) each.setPointerCapture = () => {}"
    )
    for name, x in (("pointerdown", 40), ("pointermove", 90), ("pointermove", 150), ("pointerup", 150)):
        page.evaluate(touch, [".ruydad-timeline .ruydad-area", name, [[1, x, 40]]])
    start, end = page.evaluate("told.at(-1)")
    assert start < end
    before = page.locator(".ruydad-map canvas").screenshot()
    for name, spread in (("pointerdown", 20), ("pointermove", 40), ("pointermove", 80), ("pointerup", 80)):
        page.evaluate(touch, [".ruydad-map canvas", name, [[1, 160 - spread, 120], [2, 160 + spread, 120]]])
    page.wait_for_timeout(100)
    assert page.locator(".ruydad-map canvas").screenshot() != before
    assert page.evaluate("told.length") == 1  # a pinch chooses nothing


def test_what_is_printed_is_light(opened):
    page = opened("fa", dark=True)
    corner = """() => {
        const copy = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
        copy.drawImage(document.querySelector(".ruydad-map canvas"), 0, 0);
        return [...copy.getImageData(3, 3, 1, 1).data].slice(0, 3);
    }"""
    assert max(page.evaluate(corner)) < 90
    page.emulate_media(media="print")
    page.wait_for_function(f"() => Math.min(...({corner})()) > 200")  # however long a busy machine takes to draw


def test_a_toll_of_no_known_kind_is_refused(opened):
    page = opened("en")
    said = page.evaluate("""() => { try { RuydadToll.create(document.body, { ...WANTED.toll, lang: "en", kind: "scared" }); }
                                    catch (error) { return error.message; } }""")
    assert 'kind is "scared", not one of killed, injured' in said


def test_what_is_destroyed_leaves_nothing_behind(opened):
    page = opened("en")
    page.evaluate("map.destroy(); time.destroy(); window.toll.destroy()")
    assert page.evaluate("['map', 'time', 'toll'].map((id) => document.getElementById(id).childElementCount)") == [
        0,
        0,
        0,
    ]
