"""Stage `explorer`: the page on which people look at the release.

In: data/release. Out: data/release/explorer; `index.html` in it opens by double-click.
"""

from pathlib import Path

from pipeline.explorer.build import build_explorer

RELEASE = Path("data/release")


def main() -> None:
    """Run the stage on the working directory."""
    build_explorer(RELEASE)


if __name__ == "__main__":
    main()
