"""What tests of the page in a browser share beside fixtures."""

import time

MAIN_INCIDENT = "inc-5849d76a6bde"  # Vardenis: the sample's incident of most claims


def until(tab, expression, seconds=60):
    """Wait until a function of the page is true; the page's own policy forbids Playwright's way of waiting."""
    end = time.monotonic() + seconds
    while not tab.evaluate(expression):
        assert time.monotonic() < end, f"never came: {expression}"
        time.sleep(0.02)
