"""A corpus of any size made of a smaller one: articles drawn again and again, each time moved by whole years.

In: articles and a number. Out: JSON Lines of so many articles. The first round is the corpus itself in a mixed order;
each later round moves it by another number of years, 1, -1, 2, -2 …: the time of publication, and every year that
stands in the text or title in four digits of any script, so that told days move with it. What the corpus has twice is
twice in every round, within hours as before; rounds are a year and more apart, so that no article becomes the copy of
itself and no happening that of another round. Articles without a time of publication have no such distance: they are
in the first round alone.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pipeline.articles.article import Article
from pipeline.run.errors import UsageError

_SCRIPTS = ("0", "۰", "٠")
_SEED = 7


def resampled(corpus: Sequence[Article], count: int) -> Iterator[Article]:
    """So many articles; raises UsageError where a corpus without times of publication cannot give them."""
    order = list(corpus)
    random.Random(_SEED).shuffle(order)
    dated = [article for article in order if article.published_at is not None]
    if count > len(order) and not dated:
        raise UsageError("The corpus has too few articles, and none with a time of publication that could be moved.")
    yield from order[:count]
    left, number = count - len(order), 1
    while left > 0:
        years = (number + 1) // 2 * (1 if number % 2 else -1)
        yield from (moved(article, years) for article in dated[:left])
        left, number = left - len(dated), number + 1


def moved(article: Article, years: int) -> Article:
    """The article as it would stand some years later or earlier."""
    title = article.title and _with_years(article.title, years)
    return replace(
        article,
        article_id=f"{article.article_id}{years:+}",
        title=title,
        text=_with_years(article.text, years),
        published_at=article.published_at and _in_year(article.published_at, article.published_at.year + years),
    )


def _in_year(moment: datetime, year: int) -> datetime:
    try:
        return moment.replace(year=year)
    except ValueError:  # 29 February
        return moment.replace(year=year, day=28)


def _with_years(text: str, years: int) -> str:
    return _YEARS.sub(lambda found: _moved_year(found[0], years), text)


def _moved_year(written: str, years: int) -> str:
    zero = ord(next(zero for zero in _SCRIPTS if ord(zero) <= ord(written[0]) < ord(zero) + 10))
    return "".join(chr(zero + int(digit)) for digit in f"{int(written) + years:04}")


def _in_scripts() -> str:
    """The pattern of a year, with the digits of each script."""
    forms = []
    for zero in _SCRIPTS:
        one, two, three, four, nine = (chr(ord(zero) + digit) for digit in (1, 2, 3, 4, 9))
        digit = f"[{zero}-{nine}]"
        forms.append(f"(?:{one}[{three}{four}]|{one}{nine}|{two}{zero}){digit}{{2}}")
    return rf"(?<!\d)(?:{'|'.join(forms)})(?!\d)"


_YEARS = re.compile(_in_scripts())


def write_resampled(corpus: Sequence[Article], count: int, path: Path) -> None:
    """Write the articles as `ruydad run` reads them."""
    with path.open("w", encoding="utf-8") as lines:
        for article in resampled(corpus, count):
            lines.write(line_of(article))


def line_of(article: Article) -> str:
    """An article as a line of JSON."""
    told = {
        "id": article.article_id,
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published": None if article.published_at is None else article.published_at.isoformat(sep=" "),
        "text": article.text,
    }
    return json.dumps({key: value for key, value in told.items() if value is not None}, ensure_ascii=False) + "\n"
