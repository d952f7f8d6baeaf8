"""WARC: a captured page is an article.

In: a source, gunzipped where it was gzipped. Out: a record per response, resource or conversion (the plain text of a
WET file), labelled with its address; requests and the archive's own records are no inputs. A response without a page
(another status, a picture) gives a Fault, as does a body that grows beyond the limit when unpacked.
"""

import io
from collections.abc import Iterator
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from pipeline.articles.encodings import decode
from pipeline.articles.limits import Limits
from pipeline.articles.readers.pages import record_of_page
from pipeline.articles.record import Fault, InputFault, Record
from pipeline.articles.streams import Source, sentence_of

_KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_CHUNK = 1 << 18
_PAGES = ("text/html", "application/xhtml+xml")


class _Forward:
    """A stream that only goes forward, with the `tell` and `seek` that fastwarc asks for."""

    def __init__(self, stream: "io.BufferedReader[Any]") -> None:
        self._stream = stream
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go forward to an offset; going back is refused, as the bytes are gone."""
        target = offset + (self._at if whence == 1 else 0)
        if whence == 2 or target < self._at:
            raise io.UnsupportedOperation("this stream only goes forward")
        while self._at < target and self.read(min(target - self._at, _CHUNK)):
            pass
        return self._at

    def close(self) -> None:
        """The file is closed by who opened it."""


def read_warc(source: Source, limits: Limits) -> Iterator[Record | Fault]:
    """A record per captured page; raises InputFault where the archive itself is broken."""
    try:
        stream = _Forward(source.stream)
        archive = ArchiveIterator(stream, record_types=_KINDS, auto_decode="all", stream_detect=False)
        label, end = "", 0
        for number, capture in enumerate(archive, start=1):
            label = (capture.headers.get("WARC-Target-URI") or f"record {number}")[:500]
            end = capture.stream_pos + _length(capture)
            yield _read_capture(capture, label, limits)
        if end > stream.tell():
            yield Fault(label, "unreadable", "the archive ends inside this capture: what was read of it is incomplete")
    except Exception as error:
        raise _as_fault(error) from error
    except BaseException as error:  # fastwarc tells some broken archives by a panic, which is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise _as_fault(error) from None


def _skip_rest(capture: WarcRecord, limits: Limits) -> None:
    """Read a capture to its end, as fastwarc does not find the next one behind a packed body that was left midway.

    Raises InputFault for one that grows too much.
    """
    most = max(limits.expansion_floor, limits.expansion * _length(capture))
    while data := capture.reader.read(_CHUNK):
        most -= len(data)
        if most < 0:
            raise InputFault("decompression_limit", f"grows to over {limits.expansion} times its size")


def _length(capture: WarcRecord) -> int:
    told = capture.headers.get("Content-Length") or ""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 18 else 0


def _as_fault(error: BaseException) -> InputFault:
    return (
        error
        if isinstance(error, InputFault)
        else InputFault("unreadable", f"the archive cannot be read on ({sentence_of(error)})")
    )


def _read_capture(capture: WarcRecord, label: str, limits: Limits) -> Record | Fault:
    """One capture; a broken one is told and costs no other."""
    try:
        return _record_of(capture, label, limits)
    except Exception as error:
        fault = _as_fault(error)
        return Fault(label, fault.reason, fault.detail)


def _record_of(capture: WarcRecord, label: str, limits: Limits) -> Record | Fault:
    http = capture.http_headers
    status = None if http is None else http.status_code
    if status is not None and status != 200:
        return Fault(label, "no_page", f"the server answered {status}")
    kind = capture.http_content_type or capture.headers.get("Content-Type") or ""
    kind = kind.partition(";")[0].strip().lower()
    plain = kind == "text/plain"
    if not plain and kind not in _PAGES:
        return Fault(label, "no_page", f"its content is {kind[:60] or 'of no stated type'}")
    data = capture.reader.read(limits.record_bytes + 1)
    if len(data) > limits.record_bytes:
        _skip_rest(capture, limits)
        return Fault(label, "too_large", f"over the limit of {limits.record_bytes} bytes")
    url = capture.headers.get("WARC-Target-URI")
    if not plain:
        return record_of_page(data, capture.http_charset, url, label)
    return Record(label, text=decode(data, capture.http_charset).text, url=url)
