"""`ruydad explore DIR`: the page of a release over http, on this machine alone.

In: the folder of a release. Out: its explorer, built where the release lacks it or has an outdated one, and a server
on 127.0.0.1 that gives the files of the folder and nothing else.
"""

import contextlib
import functools
import json
import webbrowser
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from pipeline.explorer.build import FOLDER, INDEX, build_explorer
from pipeline.explorer.reading import PACKAGE, page_id, release_id
from pipeline.run.errors import RuydadError, UsageError

HOST = "127.0.0.1"


def page_of(release: Path) -> Path:
    """The index.html of the release's explorer, built where it is missing, or of other tables or of another version of this page."""
    if not release.is_dir():
        raise UsageError(f"{release} is no folder; name the folder of a release.")
    if not _is_current(release):
        try:
            build_explorer(release)
        except OSError as error:
            raise RuydadError(f"The page cannot be written into {release}: {error.strerror}.") from error
    return release / FOLDER / INDEX


def _is_current(release: Path) -> bool:
    told, package = release / FOLDER / "data" / "release.js", release / PACKAGE
    if not all(path.is_file() for path in (release / FOLDER / INDEX, told, package)):
        return False
    release_told = release_id(release, json.loads(package.read_text(encoding="utf-8")))
    return f'{{"id":{json.dumps(release_told)},"page":"{page_id()}"' in told.read_text(encoding="utf-8")[:500]


class _Files(SimpleHTTPRequestHandler):
    """Files below one folder; no listing, no other host, nothing kept by the browser, silent."""

    def do_GET(self) -> None:
        if not self._is_for_us():
            return
        if self.path == "/":
            self.send_response(302)
            self.send_header("Location", f"/{FOLDER}/{INDEX}")
            self.end_headers()
            return
        super().do_GET()

    def do_HEAD(self) -> None:
        if self._is_for_us():
            super().do_HEAD()

    def _is_for_us(self) -> bool:
        """Whether the page itself is asked: another site's name that leads here is refused."""
        name = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        if name in (HOST, "localhost"):
            return True
        self.send_error(403)
        return False

    def list_directory(self, path: Any) -> None:
        self.send_error(404)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


def server_of(release: Path, port: int) -> ThreadingHTTPServer:
    """A server of the release's files that is not started yet; port 0 takes a free one."""
    handler = functools.partial(_Files, directory=str(release))
    try:
        return ThreadingHTTPServer((HOST, port), handler)
    except OSError as error:
        raise UsageError(f"Port {port} is taken or not allowed; name another with --port.") from error


def address_of(server: ThreadingHTTPServer) -> str:
    """Where the page is."""
    return f"http://{HOST}:{server.server_address[1]}/{FOLDER}/{INDEX}"


def explore(release: Path, port: int, *, say: Callable[[str], None], opens: bool) -> None:
    """Serve the release's page until the person ends it; `opens` shows it in the browser."""
    page_of(release)
    with server_of(release, port) as server:
        say(f"{address_of(server)} shows {release}; Ctrl+C ends it.")
        if opens:
            webbrowser.open(address_of(server))
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
