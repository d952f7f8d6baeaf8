"""`ruydad explore`: a page where there was none, on this machine alone."""

import threading
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

from pipeline.run.cli import app
from pipeline.run.errors import UsageError
from pipeline.run.explore import address_of, page_of, server_of


@contextmanager
def served(release):
    with server_of(release, 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield address_of(server)
        finally:
            server.shutdown()
            thread.join()


def get(address, **headers):
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as answer:
        return answer.read()


def test_a_release_without_a_page_gets_one_and_it_is_served_with_the_tables(release_folder):
    index = page_of(release_folder)
    assert index == release_folder / "explorer" / "index.html"
    with served(release_folder) as address:
        assert address.startswith("http://127.0.0.1:")
        assert get(address) == get(address.removesuffix("explorer/index.html")) == index.read_bytes()
        assert get(address.replace("explorer/index.html", "events.csv")) == (release_folder / "events.csv").read_bytes()


def test_other_names_listings_and_other_folders_are_refused(release_folder):
    page_of(release_folder)
    (release_folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    with served(release_folder) as address:
        root = address.removesuffix("explorer/index.html")
        for asked, headers, code in (
            (address, {"Host": "elsewhere.example"}, 403),
            (f"{root}codes/", {}, 404),
            (f"{root}../secret.txt", {}, 404),
            (f"{root}%2e%2e/secret.txt", {}, 404),
        ):
            with pytest.raises(urllib.error.HTTPError) as error:
                get(asked, **headers)
            assert error.value.code == code


def test_a_page_of_these_tables_is_kept_and_one_of_others_made_again(release_folder):
    index = page_of(release_folder)
    index.write_text("kept", encoding="utf-8")
    assert page_of(release_folder).read_text(encoding="utf-8") == "kept"
    with (release_folder / "links.csv").open("a", encoding="utf-8") as file:
        file.write("\r\n")
    assert page_of(release_folder).read_text(encoding="utf-8") != "kept"


def test_what_is_no_release_and_a_port_that_is_taken_are_told(release_folder, tmp_path):
    result = CliRunner().invoke(app, ["explore", str(tmp_path / "nowhere"), "--no-browser"])
    assert result.exit_code == 2 and "no folder" in result.output
    with server_of(release_folder, 0) as server, pytest.raises(UsageError, match=r"taken .* --port"):
        server_of(release_folder, server.server_address[1])
