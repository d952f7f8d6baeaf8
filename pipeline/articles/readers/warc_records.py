"""WARC: a captured page is an article.

In: a source, gunzipped where it was gzipped. Out: a record per response, resource or conversion (the plain text of a
WET file), labelled with its address; requests and the archive's own records are no inputs. A response without a page
(another status, a picture) gives a Fault, as does a body that grows beyond the limit when unpacked.
"""

from collections.abc import Iterator

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from pipeline.articles.encodings import decode
from pipeline.articles.limits import Limits
from pipeline.articles.readers.pages import record_of_page
from pipeline.articles.record import Fault, InputFault, Record
from pipeline.articles.streams import Source, sentence_of

_KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(source: Source, limits: Limits) -> Iterator[Record | Fault]:
    """A record per captured page; raises what the archive's own faults raise, for the caller to tell."""
    archive = ArchiveIterator(
        source.stream, record_types=_KINDS, parse_http=True, auto_decode="all", stream_detect=False
    )
    for number, capture in enumerate(archive, start=1):
        label = (capture.headers.get("WARC-Target-URI") or f"record {number}")[:500]
        try:
            yield _record_of(capture, label, limits)
        except InputFault as fault:
            yield Fault(label, fault.reason, fault.detail)
        except Exception as error:  # one broken capture is told and costs no other
            yield Fault(label, "unreadable", sentence_of(error))


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
        return Fault(label, "too_large", f"over the limit of {limits.record_bytes} bytes")
    url = capture.headers.get("WARC-Target-URI")
    if not plain:
        return record_of_page(data, capture.http_charset, url, label)
    return Record(label, text=decode(data, capture.http_charset).text, url=url)
