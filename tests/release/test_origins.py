"""«Filled by» in the codebook is the module that fills the column today, not one that once did or only gives hints."""

import ast
from functools import cache
from pathlib import Path

import pytest

from pipeline.release.origins import origins
from pipeline.schema.tables import TABLES

ROOT = Path(__file__).parents[2]
ROWS, DRAFTS = "pipeline/events/rows.py", "pipeline/events/drafts.py"
EVENTS = (ROWS, "pipeline/events/facts.py")
ARTICLES = ("pipeline/articles/admission.py", "pipeline/articles/inputs.py", "pipeline/incidents/build.py")
MAKERS = {  # where the cells of a table come together
    **dict.fromkeys(("events", "casualties", "locations", "sources"), EVENTS),
    **dict.fromkeys(("articles", "rejected"), ARTICLES),
    **dict.fromkeys(("incidents", "revisions"), ("pipeline/incidents/assemble.py",)),
    **dict.fromkeys(("links", "redirects"), ("pipeline/incidents/build.py",)),
}
INNER = {"date_basis": "basis", "date_flags": "flags"}  # what dates call these columns


@cache
def tree(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


@cache
def names_in(path: str) -> frozenset[str]:
    """Columns that a module may write: words of its strings, names it assigns, declares or passes by keyword."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        match node:
            case ast.Constant(value=str(text)) if "\n" not in text:
                found.update(text.split())
            case ast.JoinedStr(values=[*_, ast.Constant(value=str(ending))]):
                found.add("…" + ending)
            case ast.keyword(arg=str(name)) | ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                found.add(name)
    return frozenset(found)


def holds(path: str, column: str) -> bool:
    """Whether the column's name stands in the module, whole or as an f-string's ending: «killed_low», `{kind}_low`."""
    endings = {"…" + column[at:] for at, letter in enumerate(column) if letter == "_"}
    return not names_in(path).isdisjoint({column, INNER.get(column, column), *endings})


def imported(path: str) -> dict[str, str]:
    """Name → file of what a module imports from this repository."""
    found = {}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("pipeline"):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}".replace(".", "/") + ".py"
                found[alias.name] = whole if (ROOT / whole).is_file() else node.module.replace(".", "/") + ".py"
    return found


def taken_from_drafts() -> set[str]:
    """Modules whose choice goes through a draft into the row as it is: `draft.places = choose_places(…)`, `d.places`."""
    read = {node.attr for node in ast.walk(tree(ROWS)) if isinstance(node, ast.Attribute)}
    made: list[ast.expr] = []
    for node in ast.walk(tree(DRAFTS)):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute) and node.targets[0].attr in read:
            made.append(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Draft":
            made += node.args
    names = {call.func.id for call in made if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)}
    return {path for name, path in imported(DRAFTS).items() if name in names}


def may_fill(table: str, column: str, module: str) -> bool:
    """Whether a module names the column, or the table's maker takes what it says."""
    if module.endswith(".csv") or holds(module, column):
        return True
    if table != "articles" and column in TABLES["articles"].columns and may_fill("articles", column, module):
        return True
    makers = MAKERS.get(table, ())
    taken = taken_from_drafts() if ROWS in makers else set()
    return module in {*makers, *taken, *(path for maker in makers for path in imported(maker).values())}


@pytest.mark.parametrize(("table", "column"), origins())
def test_the_module_named_fills_the_column(table: str, column: str) -> None:
    module = origins()[table, column].module
    assert may_fill(table, column, module), (
        f"{table}.{column}: release/origins.csv says {module}, which does not fill it"
    )


@pytest.mark.parametrize(
    ("column", "module"),
    [
        ("date_start", "pipeline/events/times/attach.py"),
        ("sub_event_type", "pipeline/events/types/kinds.py"),
        ("actor_code", "pipeline/events/sides/attach.py"),
        ("location_text", "pipeline/events/places/attach.py"),
        ("is_aggregate", "pipeline/events/types/sums.py"),
    ],
)
def test_a_module_that_only_gives_features_does_not_fill(column: str, module: str) -> None:
    assert not may_fill("events", column, module)
