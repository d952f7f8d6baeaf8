"""The page as a person meets it, from disk in Chromium: every visit ends with no request, no error on the console."""

import json
import re
import shutil
from pathlib import Path

import pytest
from browsing import MAIN_INCIDENT, until

from pipeline.release.csvs import read_csv

pytestmark = pytest.mark.slow
PAGES = {
    "start": "#/",
    "incident": f"#/incident/{MAIN_INCIDENT}",
    "article": "#/article/qarabagh-1401-06-22-a?claim=e49b05572bd590cba",
    "about": "#/about",
    "review": "#/review",
}

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def released(release):
    told = (release / "explorer" / "data" / "release.js").read_text(encoding="utf-8")
    return re.search(r'"id":"([^"]+)"', told).group(1)


@pytest.mark.parametrize("where", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("width", [375, 1280])
def test_a_page_opens_from_disk_and_asks_for_nothing(visit, sample, where, lang, width):
    tab = visit(
        sample, where + ("&" if "?" in where else "?") + f"lang={lang}", viewport={"width": width, "height": 800}
    )
    assert tab.evaluate("() => document.documentElement.lang") == lang
    assert tab.evaluate("() => document.documentElement.dir") == ("rtl" if lang == "fa" else "ltr")
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= width
    assert (
        "undefined" not in tab.inner_text("body")
        and "null" not in tab.inner_text("body")
        and "NaN" not in tab.inner_text("body")
    )


def test_the_disputed_toll_is_one_click_from_the_start(visit, sample):
    tab = visit(sample)
    tab.click(f'.most-disputed a[href*="{MAIN_INCIDENT}"]')
    tab.wait_for_selector(".claim-table")
    told = tab.inner_text(".claims.own")
    assert all(figure in told for figure in ("۷", "۹", "۲۵", "۱۲", "۱۴"))
    rows = read_csv("events", sample / "events.csv")
    mine = rows[rows["incident_id"] == MAIN_INCIDENT]
    assert tab.locator(".claims.denied tbody").count() == (mine["claim"] == "denied").sum() >= 2
    assert tab.locator(".claim-table tbody").count() == len(mine)


def test_what_one_voice_alone_denies_is_called_denied_and_not_disputed(visit, sample):
    incidents = read_csv("incidents", sample / "incidents.csv")
    alone = incidents[(incidents["denied_by"].str.len() > 0) & (incidents["source_count"] == 1)].iloc[0]
    told = visit(sample, f"#/incident/{alone['incident_id']}?lang=en").inner_text(".flag.big")
    assert "Denied by" in told and "no other independent source" in told and "contradict" not in told
    persian = visit(sample, f"#/incident/{alone['incident_id']}?lang=fa").inner_text(".flag.big")
    assert not re.search("[A-Za-z]", persian)


@pytest.mark.parametrize(("locale", "lang"), [("en-US", "en"), ("fa-IR", "fa"), ("de-DE", "fa")])
def test_a_page_speaks_the_language_of_its_reader_unless_the_address_names_one(visit, sample, locale, lang):
    assert visit(sample, locale=locale).evaluate("() => document.documentElement.lang") == lang
    assert visit(sample, "#/?lang=fa", locale=locale).evaluate("() => document.documentElement.lang") == "fa"


def test_the_list_is_one_step_from_the_first_screen(visit, sample):
    tab = visit(sample, viewport={"width": 390, "height": 844})
    assert tab.locator("#to-list").bounding_box()["y"] < 700
    tab.click("#to-list")
    assert tab.evaluate("() => document.activeElement.id") == "list-title"
    assert abs(tab.locator("#list-title").bounding_box()["y"]) < 100


def test_claims_are_in_the_order_of_publication_and_say_so(visit, sample):
    tab = visit(sample, PAGES["incident"] + "?lang=en&cal=gregorian")
    assert "order of publication" in tab.inner_text(".claims.own .note")
    numbers = [int(re.match(r"(\d+)", each).group(1)) for each in tab.locator(".claims.own td.when").all_inner_texts()]
    assert numbers == sorted(numbers)


def test_an_article_is_shown_to_the_last_character_and_marks_are_bare(visit, sample):
    articles = read_csv("articles", sample / "articles.csv")
    tab = visit(sample, PAGES["article"])
    styles = set()
    for _, row in articles.head(12).iterrows():
        tab.goto(tab.url.split("#")[0] + f"#/article/{row['article_id']}")
        until(tab, f"() => document.querySelector('#text')?.textContent === {json.dumps(row['text'])}")
        styles |= set(
            tab.evaluate(
                """() => [...document.querySelectorAll('#text mark')].map((mark) => {
                  const style = getComputedStyle(mark);
                  return ['display', 'paddingLeft', 'borderLeftWidth', 'marginLeft', 'fontWeight'].map((each) => style[each])
                    .concat(mark.dir, mark.children.length).join(' ');
                })"""
            )
        )
    assert styles == {"inline 0px 0px 0px 400  0"}


def test_a_journey_by_keyboard(visit, sample):
    """Filter → incident → claim → sentence → back, without a pointer."""
    tab = visit(sample)
    tab.focus('.facet input[value="disputed"]')
    tab.keyboard.press("Space")
    until(tab, "() => location.hash.includes('dispute=disputed')")
    incidents = read_csv("incidents", sample / "incidents.csv")
    told = f"{incidents['is_disputed'].sum()} رخداد از {len(incidents)}".translate(PERSIAN)
    assert told in tab.inner_text(".counts")
    for _ in range(300):
        tab.keyboard.press("Tab")
        if tab.evaluate("() => document.activeElement.matches('.group a')"):
            break
    first = tab.evaluate("() => document.activeElement.getAttribute('href')")
    assert first.startswith("#/incident/")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".claim-table")
    assert tab.evaluate("() => document.activeElement.tagName") == "H1"
    for _ in range(60):
        tab.keyboard.press("Tab")
        if tab.evaluate("() => document.activeElement.matches('.to-article')"):
            break
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#text")
    until(tab, "() => document.activeElement.closest('#text') !== null")
    assert tab.locator("#text .focus").count() > 0
    for arrived in (".claim-table", ".group li:not([hidden]) a"):
        for _ in range(60):
            tab.keyboard.press("Shift+Tab")
            if tab.evaluate("() => document.activeElement.id === 'back'"):
                break
        tab.keyboard.press("Enter")
        tab.wait_for_selector(arrived)
    until(tab, f"() => document.activeElement.getAttribute('href') === {json.dumps(first)}")
    assert "dispute=disputed" in tab.url and tab.is_checked('.facet input[value="disputed"]')


def test_nothing_is_hidden_silently(visit, sample):
    incidents = read_csv("incidents", sample / "incidents.csv")
    points = incidents["latitude"].notna() & incidents["geo_precision"].isin(["site", "settlement", "district"])
    tab = visit(sample, "#/?lang=en")
    told = tab.inner_text(".counts")
    assert f"{len(incidents)} of {len(incidents)}" in told
    assert (
        f"{(~points).sum()} without a point" in told and f"{incidents['date_start'].isna().sum()} without a day" in told
    )
    tab.click(".tray >> nth=1")
    until(tab, "() => location.hash.includes('tray=noday')")
    until(
        tab,
        f"() => document.querySelectorAll('.group:not([hidden]) li:not([hidden])').length === {incidents['date_start'].isna().sum()}",
    )


def test_language_and_calendar_are_changed_where_one_is(visit, sample):
    tab = visit(sample, "#/?dispute=disputed")
    tab.click("button:has-text('English')")
    until(
        tab,
        "() => document.documentElement.lang === 'en' && document.querySelector('h1').textContent.includes('who says')",
    )
    assert tab.is_checked('.facet input[value="disputed"]') and "13 September 2022" in tab.inner_text(".most-disputed")
    tab.click("button:has-text('Solar Hijri')")
    until(tab, "() => document.querySelector('.most-disputed').innerText.includes('22 Shahrivar 1401 SH')")
    tab.click(f'.most-disputed a[href*="{MAIN_INCIDENT}"]')
    tab.wait_for_selector(".claim-table")
    tab.click("button:has-text('فارسی')")
    until(tab, "() => document.querySelector('h1').textContent.includes('۲۲ شهریور ۱۴۰۱')")
    assert tab.locator(".ruydad-toll").count() >= 1


def test_a_filter_keeps_the_focus_of_the_keyboard(visit, sample):
    tab = visit(sample)
    tab.focus(".tray >> nth=0")
    tab.keyboard.press("Enter")
    until(tab, "() => document.querySelector('.chip')")
    assert tab.evaluate("() => document.activeElement.matches('.tray[aria-pressed=true]')")
    tab.focus(".chip")
    tab.keyboard.press("Enter")
    until(tab, "() => !document.querySelector('.chip')")
    assert tab.evaluate("() => document.activeElement.id") == "search"


def test_search_finds_in_any_spelling(visit, sample):
    tab = visit(sample)
    tab.fill("#search", "وارد‌نيس")
    until(tab, "() => location.hash.includes('q=') && document.querySelector('.chip')")
    until(tab, "() => document.querySelectorAll('.group:not([hidden]) li:not([hidden])').length < 40")
    assert tab.locator(f'.group li:not([hidden]) a[href*="{MAIN_INCIDENT}"]').count() == 1


def test_what_is_seen_is_downloaded_as_the_lines_of_the_release(visit, sample):
    tab = visit(sample, "#/?dispute=disputed")
    incidents = read_csv("incidents", sample / "incidents.csv")
    events = read_csv("events", sample / "events.csv")
    seen = set(incidents[incidents["is_disputed"]]["incident_id"])
    for label, table in (("دریافت رخدادها", incidents), ("دریافت گفته‌ها", events)):
        with tab.expect_download() as waiting:
            tab.click(f'.bar button:has-text("{label}")')
        name = "incidents" if table is incidents else "events"
        file = Path(waiting.value.path())
        lines = (sample / f"{name}.csv").read_bytes()
        assert file.read_bytes().startswith(lines[: lines.index(b"\r\n") + 2])
        copied = file.rename(file.with_suffix(".csv"))
        frame = read_csv(name, copied)
        wanted = table[table["incident_id"].isin(seen)].reset_index(drop=True)
        assert frame.equals(wanted)
        body = copied.read_bytes()[lines.index(b"\r\n") + 2 :]
        assert all(line in lines for line in body.split(b"\r\n"))


@pytest.fixture
def merged(sample, tmp_path):
    """The sample with an incident that was merged into the main one since an earlier release."""
    folder = shutil.copytree(sample, tmp_path / "release")
    path = folder / "explorer" / "data" / "release.js"
    told = path.read_text(encoding="utf-8")
    path.write_text(told.replace('"redirects":{}', f'"redirects":{{"inc-old":"{MAIN_INCIDENT}"}}'), encoding="utf-8")
    return folder


def test_a_link_of_an_earlier_release_leads_to_what_the_incident_became(visit, merged):
    tab = visit(merged, "#/incident/inc-old?r=0.0.9-11111111&lang=en")
    tab.wait_for_selector(".claim-table")
    told = tab.inner_text("#notices")
    assert "0.0.9-11111111" in told and released(merged) in told and "inc-old" in told and MAIN_INCIDENT in told
    assert f"#/incident/{MAIN_INCIDENT}?r={released(merged)}" in tab.url


def test_an_unknown_id_is_a_sentence(visit, sample):
    tab = visit(sample, "#/incident/inc-nowhere?lang=en")
    assert "has no incident inc-nowhere" in tab.inner_text("main")
    tab = visit(sample, "#/article/<b>?lang=en")
    assert "has no article <b>" in tab.inner_text("main")
    tab = visit(sample, "#/nowhere?lang=en")
    assert "There is no page nowhere" in tab.inner_text("main")


def test_a_folder_without_its_data_is_a_sentence(visit, sample, tmp_path):
    shutil.copytree(sample / "explorer", tmp_path / "release" / "explorer")
    shutil.rmtree(tmp_path / "release" / "explorer" / "data" / "claims")
    tab = visit(tmp_path / "release", PAGES["incident"] + "?lang=en")
    assert "data/claims/0.js could not be read" in tab.inner_text("main")
    assert [
        each for each in visit.told if "ERR_FILE_NOT_FOUND" not in each
    ] == []  # the browser itself tells of the file
    visit.told.clear()


def test_a_row_is_reviewed_on_the_page(visit, sample):
    tab = visit(sample, "#/review?lang=en")
    tab.fill(".review input", "reader")
    tab.click(".review button[type=submit]")
    tab.wait_for_selector(".review blockquote")
    first = tab.inner_text(".review blockquote")
    tab.keyboard.press("a")
    until(tab, f"() => document.querySelector('.review blockquote').innerText !== {json.dumps(first)}")
    with tab.expect_download() as waiting:
        tab.click("button:has-text('Download decisions')")
    told = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()[0])
    assert told["release"] == released(sample) and told["decision"] == "accept" and told["reviewer"] == "reader"
    assert told["exact"] in first


def test_print_has_every_row_of_the_list(visit, sample):
    tab = visit(sample)
    tab.emulate_media(media="print")
    tab.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert tab.locator(".group li").count() == len(read_csv("incidents", sample / "incidents.csv"))
    assert not tab.is_visible(".facets") and not tab.is_visible(".searching")


@pytest.mark.parametrize("where", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing_serious_with_letters_or_with_their_stand_ins(chromium, sample, where, scheme, width):
    """axe-core takes joined letters for icons and skips their contrast: the copy has every letter replaced by n."""
    from axe_playwright_python import base

    script = (Path(base.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    tab = context.new_page()
    tab.goto(f"{(sample / 'explorer' / 'index.html').as_uri()}{where}")
    tab.wait_for_selector("h1")
    tab.evaluate(script)
    replaced = """() => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) walk.currentNode.data = walk.currentNode.data.replace(/\\p{L}/gu, 'n'); }"""
    for _ in range(2):
        found = tab.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        serious = [
            (each["id"], each["nodes"][0]["html"][:160], len(each["nodes"]))
            for each in found["violations"]
            if each["impact"] in ("serious", "critical")
        ]
        assert serious == []
        tab.evaluate(replaced)
    context.close()
