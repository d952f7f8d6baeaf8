"""The codebook in a browser: nothing asked for, either language alone, no sideways scrolling, axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.slow
SIZES = {"desktop": (1280, 900), "phone": (375, 720)}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("language", "shown", "hidden"), [("english", "en", "fa"), ("persian", "fa", "en")])
def test_the_page_by_size_and_language(chromium, release_folder, size, language, shown, hidden):
    width, height = SIZES[size]
    tab = chromium.new_page(viewport={"width": width, "height": height})
    asked, said = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    address = (release_folder / "codebook.html").as_uri()
    tab.goto(f"{address}#events.date_start")
    tab.check(f"#in-{language}")
    assert tab.locator("[id='events.date_start']").is_visible()
    drawn = (
        "lang => [...document.querySelectorAll(`.t[lang=${lang}]`)].filter(each => each.getClientRects().length).length"
    )
    assert tab.evaluate(drawn, shown) > 500 and tab.evaluate(drawn, hidden) == 0
    direction = tab.evaluate("getComputedStyle(document.body).direction")
    assert direction == ("rtl" if language == "persian" else "ltr")
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if size == "desktop":
        assert Axe().run(tab).response["violations"] == []
    assert [url for url in asked if url.split("#")[0] != address] == [] and said == []
    tab.emulate_media(media="print")
    assert not tab.locator("nav").is_visible() and not tab.locator("fieldset").is_visible()
    tab.close()
