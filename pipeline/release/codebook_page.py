"""The codebook as one web page: English or Persian by two radio buttons, no script, nothing fetched.

In: the schema, and the tables and scores of a release where there are some. Out: `codebook.html` as text, everything
escaped. Every column has an address: `#events.date_start`, every table `#events`, every code list `#codes.status`.
Whatever is said in both languages is two elements of class `t`, of which the style shows one.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from pipeline.release.codebook import (
    LEAD,
    MOST_CODES,
    NONE_EN,
    NONE_FA,
    TITLE,
    Column,
    Tables,
    code_counts,
    columns,
    notes,
    share,
    users,
)
from pipeline.release.examples import Example
from pipeline.release.origins import Scores
from pipeline.schema.codes import list_names, read_codes
from pipeline.schema.tables import TABLES, Table

TYPES_FA = {
    "string": "متن",
    "date": "روز میلادی",
    "datetime": "روز و ساعت",
    "integer": "عدد صحیح",
    "number": "عدد",
    "boolean": "درست یا نادرست",
    "list": "فهرست",
}
UNITS_FA = {
    "persons": "نفر",
    "characters": "نویسه",
    "degrees": "درجه",
    "year": "سال",
    "month": "ماه",
    "day": "روز",
    "rows": "ردیف",
    "sentences": "جمله",
    "articles": "خبر",
    "sources": "منبع",
    "probability": "احتمال",
    "bits": "بیت",
}
SCORES_FA = {
    "event": "رویداد",
    "event family": "خانوادهٔ رویداد",
    "sub_event_type": "زیرنوع رویداد",
    "date": "تاریخ",
    "actor": "کنشگر",
    "target": "هدف",
    "location": "مکان",
    "country": "کشور",
    "casualties": "تلفات",
    "source": "منبع",
    "status": "وضعیت",
    "rows of one happening (B³)": "ردیف‌های یک رخداد (B³)",
}
HEADS_FA = {
    "code": "کد",
    "label": "برچسب",
    "meaning": "معنا",
    "decided": "چگونه تعیین می‌شود",
    "rows": "ردیف‌ها",
    "low": "کمینه",
    "high": "بیشینه",
    "plover_type": "نوع PLOVER",
    "event_type": "نوع رویداد",
    "disorder_type": "گونهٔ ناآرامی",
}
_PERSIAN_DIGITS = str.maketrans("0123456789,.%", "۰۱۲۳۴۵۶۷۸۹٬٫٪")


@cache
def style() -> str:
    """The style sheet, as it stands in the page."""
    return Path(__file__).with_name("codebook_page.css").read_text(encoding="utf-8")


def page(tables: Tables | None = None, scores: Scores | None = None) -> str:
    """The whole page."""
    digest = b64encode(hashlib.sha256(style().encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    body = [
        f"<header><h1>{_both(*TITLE)}</h1><p>{_both(*LEAD)}</p>{_switch()}</header>",
        _contents(),
        f'<main><h2 id="reading">{_both("How to read the tables", "جدول‌ها را چگونه بخوانیم")}</h2>',
        *(
            f"<h3>{_both(note['title_en'], note['title_fa'])}</h3>{_both(note['en'], note['fa'], 'p')}"
            for note in notes()
        ),
        f'<h2 id="tables">{_both("Tables", "جدول‌ها")}</h2>',
        *(_table_section(table, tables, scores) for table in TABLES.values()),
        f'<h2 id="codes">{_both("Code lists", "فهرست کدها")}</h2>',
        *(_code_section(name, tables) for name in list_names()),
        "</main>",
    ]
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en" dir="ltr">',
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>ruydad · {escape(TITLE[0])} · {escape(TITLE[1])}</title><style>{style()}</style></head>",
            "<body>",
            *body,
            "</body></html>",
            "",
        ]
    )


def _both(english: str, persian: str, tag: str = "span") -> str:
    """A text in both languages; once, where it is the same in both."""
    if english == persian:
        return escape(english)
    ways = (' dir="ltr"', ' dir="rtl"') if tag != "span" else ("", "")  # the style turns spans, of which there are many
    return (
        f'<{tag} class="t" lang="en"{ways[0]}>{escape(english)}</{tag}>'
        f'<{tag} class="t" lang="fa"{ways[1]}>{escape(persian)}</{tag}>'
    )


def _number(told: str) -> str:
    """A number as each language writes it."""
    return _both(told, told.translate(_PERSIAN_DIGITS).replace(" ٪", "٪"))


def _switch() -> str:
    return (
        '<fieldset><legend lang="en">Language · <span lang="fa">زبان</span></legend>'
        '<label lang="en"><input type="radio" name="language" id="in-english" checked> English</label>'
        '<label lang="fa"><input type="radio" name="language" id="in-persian"> فارسی</label></fieldset>'
    )


def _contents() -> str:
    parts = [
        (_both("How to read the tables", "جدول‌ها را چگونه بخوانیم"), "reading", ()),
        (_both("Tables", "جدول‌ها"), "tables", [(name, name) for name in TABLES]),
        (_both("Code lists", "فهرست کدها"), "codes", [(f"codes.{name}", name) for name in list_names()]),
    ]
    told = []
    for title, anchor, links in parts:
        items = "".join(f'<li><a href="#{to}"><code>{name}</code></a></li>' for to, name in links)
        told.append(f'<p><a href="#{anchor}">{title}</a></p>' + (f"<ul>{items}</ul>" if items else ""))
    return f'<nav aria-label="Contents · فهرست">{"".join(told)}</nav>'


def _table_section(table: Table, tables: Tables | None, scores: Scores | None) -> str:
    key = ", ".join(table.key)
    told = [f"{_both('Key', 'کلید')}: <code>{key}</code>" if key else _both("No key.", "کلید ندارد.")]
    told += [
        f'<code>{column}</code> → <a href="#{other}.{to}"><code>{other}.{to}</code></a>'
        for column, (other, to) in table.foreign.items()
    ]
    if tables is not None and table.name in tables:
        told.append(f"{_both('Rows', 'ردیف‌ها')}: {_number(f'{len(tables[table.name]):,}')}")
    links = "".join(f'<li><a href="#{table.name}.{name}"><code>{name}</code></a></li>' for name in table.columns)
    cards = "".join(_card(table.name, each, tables is not None) for each in columns(table, tables, scores))
    return (
        f'<section id="{table.name}"><h3><code>{table.name}</code></h3>'
        f"{_both(table.description_en, table.description_fa, 'p')}<p>{'; '.join(told)}</p>"
        f'<ul class="columns">{links}</ul>{cards}</section>'
    )


def _card(table: str, each: Column, with_data: bool) -> str:
    told = each.field
    unit_fa = f"، {UNITS_FA.get(told.unit, told.unit)}" if told.unit else ""
    lines = [(_both("Type", "نوع"), _both(each.type, TYPES_FA[told.type] + unit_fa))]
    null = _both("never empty", "هرگز خالی نیست") if each.required else _both("may be empty", "شاید خالی باشد")
    if each.empty is not None:
        null += f" · {_both('empty here', 'در این انتشار خالی')}: {_number(share(each.empty))}"
    lines.append((_both("Null", "نبود مقدار"), null))
    if told.codes:
        lines.append((_both("Codes", "کدها"), _codes(each)))
    if with_data:
        lines.append((_both("Example", "نمونه"), _example(each.shown)))
    if each.score is not None:
        lines.append((_both("Agreement with gold", "همخوانی با ردیف‌های طلایی"), _score(each)))
    lines.append((_both("Filled by", "پرکننده"), f'<code dir="ltr">{each.module}</code>'))
    rows = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in lines)
    return (
        f'<article class="card" id="{table}.{told.name}"><h4><a href="#{table}.{told.name}"><code>{told.name}</code></a></h4>'
        f"{_both(told.description_en, told.description_fa, 'p')}<dl>{rows}</dl></article>"
    )


def _codes(each: Column) -> str:
    """Links to the lists, and the codes that this column uses with their labels and rows."""
    links = " + ".join(f'<a href="#codes.{name}"><code>{name}</code></a>' for name in each.field.code_lists)
    if not each.used:
        return links
    rows = [
        f'<tr><th scope="row"><code dir="ltr">{escape(one.code)}</code></th><td>{_both(one.label_en, one.label_fa)}</td>'
        f"<td>{_number(f'{one.rows:,}')}</td></tr>"
        for one in each.used[:MOST_CODES]
    ]
    rest = len(each.used) - MOST_CODES
    more = (
        f"<p>{_both(f'and {rest} more codes', f'و {rest} کد دیگر'.translate(_PERSIAN_DIGITS))}</p>" if rest > 0 else ""
    )
    head = [_both("code", "کد"), _both("label", "برچسب"), _both("rows", "ردیف‌ها")]
    return links + _grid(head, rows, f"Codes of {each.field.name}", "used") + more


def _example(shown: Example | None) -> str:
    if shown is None:
        return f'<span class="dim">{_both(NONE_EN, NONE_FA)}</span>'
    value = f'<bdi dir="auto">{escape(shown.value)}</bdi>'
    if shown.sentence is None:
        return value
    start, end = shown.mark or (0, 0)
    words = shown.sentence
    marked = f"{escape(words[:start])}<mark>{escape(words[start:end])}</mark>" if shown.mark else ""
    return f'{value}<blockquote lang="fa" dir="rtl">{marked}{escape(words[end:])}</blockquote>'


def _score(each: Column) -> str:
    score = each.score
    if score is None:
        return ""
    name = _both(score.name, SCORES_FA.get(score.name, score.name))
    parts = [
        f"F1 {_number(f'{score.f1:.2f}')}",
        f"{_both('precision', 'دقت')} {_number(f'{score.precision:.2f}')}",
        f"{_both('recall', 'بازیابی')} {_number(f'{score.recall:.2f}')}",
        f"{_both('gold values', 'مقدار طلایی')} {_number(f'{score.gold:,}')}",
    ]
    return f"{name}: " + _both(", ", "، ").join(parts)


def _grid(head: Iterable[str], rows: Iterable[str], label: str, kind: str = "") -> str:
    cells = "".join(f'<th scope="col">{title}</th>' for title in head)
    grid = f'<table class="{kind}"><thead><tr>{cells}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    return f'<div class="wide" tabindex="0" role="group" aria-label="{escape(label)}">{grid}</div>'


def _code_section(name: str, tables: Tables | None) -> str:
    listed, counts = read_codes(name), code_counts(name, tables)
    pairs = [column for column in listed[0] if column != "code" and not column.endswith("_fa")]
    titles = ["code", *(column.removesuffix("_en") for column in pairs), *(["rows"] if counts is not None else [])]
    head = [_both(title.replace("_", " "), HEADS_FA[title]) for title in titles]
    rows = []
    for row in listed:
        cells = [f'<th scope="row"><code dir="ltr">{escape(row["code"])}</code></th>']
        for column in pairs:
            persian = f"{column.removesuffix('_en')}_fa"
            cells.append(f"<td>{_both(row[column], row[persian]) if persian in row else escape(row[column])}</td>")
        if counts is not None:
            cells.append(f"<td>{_number(f'{counts[row["code"]]:,}')}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    used = _both(", ", "، ").join(f'<a href="#{user}"><code>{user}</code></a>' for user in users(name))
    used = used or _both("documentation only", "تنها در مستندات")
    return (
        f'<section id="codes.{name}"><h3><code>{name}</code></h3><p>{_both("Used by", "به‌کاررفته در")}: {used}</p>'
        f"{_grid(head, rows, f'Code list {name}')}</section>"
    )
