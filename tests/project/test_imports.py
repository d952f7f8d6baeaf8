"""Which room of the house may import from which, and that no two modules need each other."""

import ast
import re
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALLOWED = {  # room → rooms it may import from; CONTRIBUTING.md draws it
    "schema": "",
    "storage": "",
    "text": "lexicons",
    "lexicons": "text",
    "dates": "text lexicons",
    "gazetteer": "text lexicons",
    "articles": "storage text lexicons dates",
    "mentions": "text lexicons gazetteer",
    "events": "text lexicons dates mentions articles schema",
    "incidents": "text lexicons dates schema",
    "release": "text lexicons dates schema",
    "explorer": "text incidents release review schema",
    "exports": "incidents release schema",
    "review": "dates incidents release schema",
    "stages": "dates gazetteer articles incidents release explorer schema run",
    "run": "storage text lexicons dates gazetteer articles mentions events incidents release exports review explorer schema stages",
}
FOR_ALL = "pipeline.run.errors"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(ROOT.glob("pipeline/**/*.py"))
}


def imports_of(path):
    """The modules of this repository that a file imports, wherever in it the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            while name.startswith("pipeline") and name not in MODULES:
                name = name.rpartition(".")[0]
            if name.startswith("pipeline."):
                found.add(name)
    return found


@cache
def imports():
    return {module: imports_of(path) for module, path in MODULES.items()}


def room(module):
    return module.split(".")[1] if module.count(".") else ""


def test_every_room_has_a_place_in_the_order():
    rooms = {path.name for path in (ROOT / "pipeline").iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert rooms == set(ALLOWED)


@pytest.mark.parametrize("name", ALLOWED)
def test_a_room_imports_only_from_rooms_before_it(name):
    allowed = {name, *ALLOWED[name].split()}
    wrong = [
        f"{module} imports {other}"
        for module, others in imports().items()
        for other in others
        if room(module) == name and room(other) not in allowed and other != FOR_ALL
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ALLOWED)
def test_a_room_may_import_no_other_than_those_it_needs(name):
    used = {room(other) for module, others in imports().items() if room(module) == name for other in others}
    idle = set(ALLOWED[name].split()) - used
    assert not idle, f"{name} imports nothing from these rooms; take them out of ALLOWED: {sorted(idle)}"


def test_contributing_draws_the_same():
    drawn = re.findall(
        r"^\| `(\w+)` \| ([^|]*) \|$", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    told = {name: " ".join(re.findall(r"`(\w+)`", rooms)) for name, rooms in drawn}
    assert told == ALLOWED, "CONTRIBUTING.md: the table of rooms is not ALLOWED"


def test_no_two_modules_need_each_other():
    try:
        list(TopologicalSorter({module: others - {module} for module, others in imports().items()}).static_order())
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_what_all_may_import_imports_nothing():
    assert imports()[FOR_ALL] == set()


def test_a_module_s_own_names_are_its_own():
    wrong = [
        f"{module} imports {node.module}.{alias.name}"
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline")
        for alias in node.names
        if alias.name.startswith("_")
    ]
    assert wrong == []


@pytest.mark.parametrize(("package", "doors"), [("jdatetime", "dates.calendars"), ("hazm", "run.bench")])
def test_a_package_with_a_door_is_imported_through_it(package, doors):
    found = {
        module.removeprefix("pipeline.")
        for module, path in MODULES.items()
        if any(line.split()[1].split(".")[0] == package for line in _import_lines(path))
    }
    assert found == set(doors.split())


def _import_lines(path):
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line.startswith(("import ", "from "))]
