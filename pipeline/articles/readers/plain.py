"""Plain text: a file is an article.

In: a text file, perhaps with a sidecar. Out: one record. The text is the decoded file without byte-order mark, with
line ends written as a single line feed (as Python and every editor show them), nothing else changed.
"""

from collections.abc import Iterator

from pipeline.articles.encodings import decode
from pipeline.articles.limits import Limits
from pipeline.articles.record import Fault, Record
from pipeline.articles.streams import Source, read_whole


def read_plain(source: Source, limits: Limits) -> Iterator[Record | Fault]:
    """The one record of a text file; raises InputFault where it cannot be read as text."""
    decoded = decode(read_whole(source, limits.record_bytes))
    text = decoded.text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    record = Record(text=text)
    if decoded.replaced:
        record.notes.append("broken_bytes_replaced")
    yield record
