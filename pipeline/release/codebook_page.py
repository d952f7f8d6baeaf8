"""The codebook as one plain web page: no script, nothing fetched, Persian cells right to left.

In: the schema, and the tables of a release where there are some. Out: `codebook.html` as text, everything escaped.
"""

from collections.abc import Iterable
from html import escape

from pipeline.release.codebook import LEAD, TITLE, Tables, code_counts, columns, key_sentence, notes, share, users
from pipeline.schema.codes import list_names, read_codes
from pipeline.schema.tables import TABLES, Table

STYLE = """
body { font: 1rem/1.6 system-ui, "Vazirmatn", "Noto Naskh Arabic", Tahoma, sans-serif; max-width: 75rem; margin: auto;
  padding: 1rem; color: #1a1a1a; background: #fff; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; }
th, td { border: 1px solid #767676; padding: .25rem .5rem; vertical-align: top; text-align: start; }
th { background: #eee; }
code { font-family: ui-monospace, monospace; }
nav ul { columns: 14rem; }
@media print { nav { display: none; } table { break-inside: auto; } tr { break-inside: avoid; } }
"""
_PERSIAN = frozenset({"label_fa", "meaning_fa", "decided_fa"})


def page(tables: Tables | None = None) -> str:
    """The whole page."""
    body = [
        f"<h1>{escape(TITLE[0])} · {_persian(TITLE[1], 'span')}</h1>",
        f"<p>{escape(LEAD[0])}</p>",
        _persian(LEAD[1], "p"),
        _contents(),
        '<h2 id="reading">How to read the tables</h2>',
    ]
    for note in notes():
        body += [
            f"<h3>{escape(note['title_en'])} · {_persian(note['title_fa'], 'span')}</h3>",
            f"<p>{escape(note['en'])}</p>",
            _persian(note["fa"], "p"),
        ]
    body.append(f"<h2>Tables · {_persian('جدول‌ها', 'span')}</h2>")
    body += [_table_section(table, tables) for table in TABLES.values()]
    body.append(f"<h2>Code lists · {_persian('فهرست کدها', 'span')}</h2>")
    body += [_code_section(name, tables) for name in list_names()]
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en" dir="ltr">',
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>ruydad · {escape(TITLE[0])}</title><style>{STYLE}</style></head>",
            "<body><main>",
            *body,
            "</main></body></html>",
            "",
        ]
    )


def _persian(text: str, tag: str) -> str:
    return f'<{tag} lang="fa" dir="rtl">{escape(text)}</{tag}>'


def _contents() -> str:
    links = [f'<li><a href="#table-{name}">{name}</a></li>' for name in TABLES]
    links += [f'<li><a href="#codes-{name}">{name}</a></li>' for name in list_names()]
    return f'<nav aria-label="Contents"><ul>{"".join(links)}</ul></nav>'


def _grid(head: Iterable[str], rows: Iterable[str]) -> str:
    cells = "".join(f'<th scope="col">{title}</th>' for title in head)
    grid = f"<table><thead><tr>{cells}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f'<div class="wide" tabindex="0">{grid}</div>'


def _table_section(table: Table, tables: Tables | None) -> str:
    head = ["Column", "Type", "Null", "Codes", "Meaning", _persian("معنا", "span")]
    head += ["Empty", "Example"] if tables else []
    rows = []
    for each in columns(table, tables):
        told = each.field
        lists = " ".join(f'<a href="#codes-{name}">{name}</a>' for name in told.code_lists)
        cells = [
            f'<th scope="row"><code>{told.name}</code></th>',
            f"<td>{escape(each.type)}</td><td>{'never' if each.required else 'allowed'}</td><td>{lists}</td>",
            f"<td>{escape(told.description_en)}</td>{_persian(told.description_fa, 'td')}",
        ]
        if tables:
            cells.append(
                f'<td>{escape(share(each.empty))}</td><td dir="auto"><bdi>{escape(each.example or "")}</bdi></td>'
            )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<section id="table-{table.name}"><h3>{table.name}</h3><p>{escape(table.description_en)}</p>'
        f"{_persian(table.description_fa, 'p')}<p>{escape(key_sentence(table))}</p>{_grid(head, rows)}</section>"
    )


def _code_section(name: str, tables: Tables | None) -> str:
    listed, counts = read_codes(name), code_counts(name, tables)
    head = [escape(column) for column in listed[0]] + (["rows"] if counts is not None else [])
    rows = []
    for row in listed:
        cells = [f'<th scope="row"><code>{escape(row["code"])}</code></th>']
        cells += [
            _persian(cell, "td") if column in _PERSIAN else f"<td>{escape(cell)}</td>"
            for column, cell in row.items()
            if column != "code"
        ]
        if counts is not None:
            cells.append(f"<td>{counts[row['code']]}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    used = escape(", ".join(users(name))) or "documentation only"
    return f'<section id="codes-{name}"><h3>{name}</h3><p>Used by {used}.</p>{_grid(head, rows)}</section>'
