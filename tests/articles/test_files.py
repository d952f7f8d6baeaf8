"""Which files inputs name, under which names, in which order."""

import os

import pytest

from pipeline.articles.files import find_files
from pipeline.articles.record import Fault


@pytest.fixture
def folder(tmp_path):
    for name in (
        "b.txt",
        "a/z.txt",
        "a/b.jsonl",
        "a.b/c.txt",
        "a/.hidden.txt",
        ".git/x.txt",
        "n.txt",
        "n.yaml",
        "n10.txt",
    ):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("متن خبر از " + name, encoding="utf-8")
    return tmp_path / "in"


def names(*inputs):
    return [each.name for each in find_files(inputs)]


def test_folders_are_walked_in_the_order_of_names_without_hidden_files_and_sidecars(folder):
    assert names(folder) == ["a/b.jsonl", "a/z.txt", "a.b/c.txt", "b.txt", "n.txt", "n10.txt"]
    assert names(str(folder) + "/") == names(folder)


def test_names_are_relative_to_the_input_given(folder):
    assert names(folder / "b.txt", folder / "a") == ["b.txt", "b.jsonl", "z.txt"]
    assert names(folder / "*" / "*.txt") == ["a/z.txt", "a.b/c.txt"]
    assert names(folder / "**" / "*.txt") == ["a/z.txt", "a.b/c.txt", "b.txt", "n.txt", "n10.txt"]
    assert names(folder / "a*") == ["a/b.jsonl", "a/z.txt", "a.b/c.txt"]


def test_relative_inputs_do_not_depend_on_where_they_are(folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    assert names("in") == names(folder)
    assert names("in/*.txt", "./in") == ["b.txt", "n.txt", "n10.txt", "a/b.jsonl", "a/z.txt", "a.b/c.txt"]


def test_a_file_named_twice_is_read_once(folder):
    assert names(folder / "b.txt", folder, folder / "a" / ".." / "b.txt") == [
        "b.txt",
        *names(folder)[:3],
        "n.txt",
        "n10.txt",
    ]


def test_what_is_not_there_is_told(folder):
    (folder / "empty").mkdir()
    found = list(find_files([folder / "no.txt", folder / "*.pdf", folder / "empty"]))
    assert all(isinstance(each, Fault) and each.reason == "not_found" for each in found)
    assert len(found) == 3


def test_linked_files_are_read_and_linked_folders_are_not(folder):
    (folder / "a" / "loop").symlink_to(folder)
    (folder / "a" / "link.txt").symlink_to(folder / "b.txt")
    assert names(folder / "a") == ["b.jsonl", "link.txt", "z.txt"]


def test_what_is_no_regular_file_is_told_and_not_waited_for(folder, read_paths):
    os.mkfifo(folder / "pipe.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    outcome = read_paths(folder)
    assert {each.input_file: each.reason for each in outcome.rejected if each.reason == "unreadable"} == {
        "pipe.txt": "unreadable",
        "gone.txt": "unreadable",
    }


def test_a_name_that_is_no_utf8(folder, read_paths):
    with open(os.fsencode(folder) + b"/\xff.txt", "wb") as file:  # noqa: PTH123 - a name that str cannot hold
        file.write("متن یک خبر".encode())
    assert "\ufffd.txt" in [each.input_file for each in read_paths(folder).articles]


def test_an_unreadable_folder_is_told(folder, read_paths, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pipeline.articles.files.os.scandir", refuse)
    assert [each.reason for each in read_paths(folder).rejected] == ["unreadable"]
