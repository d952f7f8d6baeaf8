"""Fifty thousand incidents: first view under two seconds, a filter under fifty milliseconds.

The first view is the browser's first paint with content, which has facets and list; map and timeline, which repeat them,
are drawn right after and timed too.
Counted in the processor's time of the page's thread, which other work on the machine does not stretch; where the machine
is idle the clock must agree.
"""

import os

import pytest
from browsing import until
from synthetic import write_synthetic

from pipeline.explorer.build import build_explorer

pytestmark = pytest.mark.slow
COUNT = 50_000
FIRST_VIEW, FILTER = 2.0, 0.05  # seconds
CLICKS = 24
WATCH = """new PerformanceObserver((list) => {
  const painted = list.getEntriesByName('first-contentful-paint')[0];
  if (painted && document.querySelector('.group li')) window.firstView = painted.startTime / 1000;
}).observe({ type: 'paint', buffered: true });
addEventListener('DOMContentLoaded', () => {
  const look = () => {
    if (!document.querySelector('#map canvas, #map svg')) { setTimeout(look, 5); return; }
    window.charts = performance.now() / 1000;
  };
  look();
});"""
CLICK = """(clicks) => {
  const boxes = [...document.querySelectorAll('.facet input')], times = [];
  for (let n = 0; n < clicks; n += 1) {
    const start = performance.now();
    boxes[[0, 1, 3, 4, 5, 6][n % 6]].click();
    times.push((performance.now() - start) / 1000);
  }
  return times.sort((a, b) => a - b)[clicks >> 1];
}"""


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A made-up release of that size with its explorer."""
    folder = write_synthetic(tmp_path_factory.mktemp("many") / "release", COUNT)
    build_explorer(folder)
    return folder


def test_first_view_and_filter_are_quick_and_the_whole_list_comes(chromium, many, record_property):
    idle = os.getloadavg()[0] < 1
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="fa-IR")
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent(name):
        return next(each["value"] for each in session.send("Performance.getMetrics")["metrics"] if each["name"] == name)

    tab.add_init_script(WATCH)
    tab.goto((many / "explorer" / "index.html").as_uri())
    until(tab, "() => window.firstView > 0")
    first, first_by_clock = spent("TaskDuration"), tab.evaluate("() => window.firstView")
    until(tab, "() => window.charts > 0")
    charts = tab.evaluate("() => window.charts")
    until(tab, "() => document.querySelector('.rows').dataset.ready === 'true'", seconds=120)
    assert tab.evaluate("() => document.querySelectorAll('.group li').length") == COUNT
    tab.evaluate(CLICK, CLICKS)  # warm: a browser compiles what runs often
    before = spent("ScriptDuration")
    by_clock = tab.evaluate(CLICK, CLICKS)
    each = (spent("ScriptDuration") - before) / CLICKS
    record_property("first view, s", [round(first, 3), round(first_by_clock, 3)])
    record_property("charts, s by the clock", round(charts, 3))
    record_property("filter, s", [round(each, 4), round(by_clock, 4)])
    print(
        f"first view {first:.2f} s ({first_by_clock:.2f} by the clock, charts {charts:.2f}), filter {each:.4f} s ({by_clock:.4f})"
    )
    assert first < FIRST_VIEW and each < FILTER
    if idle:
        assert first_by_clock < FIRST_VIEW and by_clock < FILTER
    context.close()
