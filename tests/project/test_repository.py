"""What the repository holds: sizes, names, addresses, generated files, and that everything is documented."""

import ast
import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from pipeline.run.cli import app

ROOT = Path(__file__).parents[2]


def tracked():
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in told.split("\0") if name and (ROOT / name).is_file()]


FILES = tracked()
CODE = [path for path in FILES if path.suffix == ".py"]


def texts():
    for path in FILES:
        data = path.read_bytes()
        if b"\0" not in data:
            yield path.relative_to(ROOT), data.decode("utf-8", errors="replace")


def test_no_file_is_over_a_megabyte():
    model = ROOT / "pipeline" / "events" / "model.json"  # a trained model with its card may have five
    assert [path.name for path in FILES if path.stat().st_size > (5_000_000 if path == model else 1_000_000)] == []


def test_no_module_is_over_400_lines():
    long = {path.name: count for path in CODE if (count := path.read_text(encoding="utf-8").count("\n")) > 400}
    assert long == {}


def test_names_say_something():
    nothing = {"utils", "util", "helpers", "helper", "common", "base", "misc", "tools"}
    assert [str(path) for path in CODE if path.stem in nothing] == []
    assert [str(path) for path in FILES if path.name == "__init__.py" and "tests" in path.parts] == []


def test_nothing_is_left_unfinished():
    words = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error"]
    marks = re.compile(rf"\b(?:{'|'.join(words)})\b")
    assert [path for path, text in texts() if path.parts[0] == "pipeline" and marks.search(text)] == []


def test_no_index_address_or_machine_path_is_written_down():
    index = r"--(?:extra-)?index-url|https?://[^ \"]+/(?:simple|packages|registry)/"
    machine = r"(?<![\w.])/(?:work|root|home)/\w"
    marks = re.compile(f"{index}|{machine}")
    assert [path for path, text in texts() if marks.search(text) and path.parts[:2] != ("tests", "project")] == []


def test_every_public_function_and_module_says_what_it_is():
    silent = []
    for path in CODE:
        if path.is_relative_to(ROOT / "tests") or not path.stat().st_size:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        kinds = (ast.FunctionDef, ast.ClassDef)
        public = [node for node in tree.body if isinstance(node, kinds) and not node.name.startswith("_")]
        silent += [f"{path.name}: {node.name}" for node in public if not ast.get_docstring(node)]
        if not ast.get_docstring(tree):
            silent.append(path.name)
    assert silent == []


def test_the_lock_pins_everything_that_the_project_asks_for():
    name = re.compile(r"[A-Za-z0-9._-]+")
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[\w.]+", pin) for pin in pins)
    locked = {_plain(pin.split("==")[0]) for pin in pins}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = {
        _plain(name.match(each).group()) for group in (project["dependencies"], *extras.values()) for each in group
    }
    assert asked <= locked
    assert len(locked) == len(pins)


def _plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_stages_outs_are_in_git_or_ignored_as_dvc_yaml_says():
    stages = yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))["stages"]
    names = {path.relative_to(ROOT).as_posix() for path in FILES}
    for stage in stages.values():
        for out in stage["outs"]:
            path, told = next(iter(out.items())) if isinstance(out, dict) else (out, {"cache": True})
            in_git = any(name == path or name.startswith(path + "/") for name in names)
            assert in_git == (told["cache"] is False), path


def test_no_article_of_the_sample_broke_extraction():
    told = json.loads((ROOT / "data" / "release" / "metrics.json").read_text(encoding="utf-8"))
    assert "extraction_failed" not in told["rejected"]


@pytest.mark.parametrize("command", [each.name or each.callback.__name__ for each in app.registered_commands])
def test_every_command_is_in_the_readme(command):
    assert f"`ruydad {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_parameter_is_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    params = yaml.safe_load((ROOT / "params.yaml").read_text(encoding="utf-8"))
    assert [
        f"{block}.{key}" for block, keys in params.items() for key in keys if f"`{block}.{key}`" not in readme
    ] == []


def test_every_make_target_is_in_readme_or_contributing():
    told = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    inner = {"environment", "package"}
    targets = set(re.search(r"^\.PHONY: (.+)$", makefile, re.M).group(1).split()) - inner
    assert [target for target in sorted(targets) if f"make {target}" not in told] == []
