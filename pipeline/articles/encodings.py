"""Bytes to text: UTF-8, UTF-16, Windows-1256 and its relatives, in that order of trust.

In: the bytes of a file, a page or a line, and the encoding it declares, if any. Out: `Decoded`, or an `InputFault`
(`binary`, `undecodable`). Text is what the bytes say: only a byte-order mark is dropped. A declaration is believed
only after UTF-8 and UTF-16 have failed, because pages that are UTF-8 and claim otherwise are common, the reverse
cannot pass by chance.
"""

import codecs
import re
from dataclasses import dataclass

from pipeline.articles.persian import reads_naturally
from pipeline.articles.record import InputFault

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, film or picture file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xfd7zXZ", "an xz file"),
    (b"BZh", "a bzip2 file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"\x1f\x8b", "a gzip file inside a gzip file"),
    (b"SQLite format 3", "a database"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
)
_SAMPLE = 65_536
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\v\x1a\x1b") + b"\x7f"
_MOST_CONTROLS = 0.02
_MOST_BROKEN = 0.01
_RELATIVES = ["iso8859_6", "cp720"]  # what charset-normalizer tells apart reliably in Persian (tests/articles)
_DECLARABLE = re.compile(r"(?:iso[-_]?8859[-_]?\d{1,2}|(?:cp|windows-?|ibm)\d{3,4}|(?:x-)?mac[-_]?[a-z]{4,8})", re.I)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding that gave it, and how many of its characters stand for bytes that could not be read."""

    text: str
    encoding: str
    replaced: int = 0


def wide_encoding(head: bytes) -> str | None:
    """The UTF-16 or UTF-32 encoding that the first bytes of a file show, by mark or by their pattern, or None."""
    for mark, encoding in _MARKS[1:]:
        if head.startswith(mark):
            return encoding
    if len(head) < 4 or not (b"\x00" in head or b"\x06" in head):
        return None
    sample = head[: len(head) & ~1]
    for high, low, encoding in ((sample[1::2], sample[::2], "utf-16-le"), (sample[::2], sample[1::2], "utf-16-be")):
        if _share(high, b"\x00\x06\x20\xfe\xfb") > 0.9 and _share(low, b"\x00\x06") < 0.2:
            return encoding
    return None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Read bytes as text; raises InputFault `binary` or `undecodable`."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise InputFault("binary", f"this is {name}, not text")
    if (wide := wide_encoding(data[:4096])) is not None:
        return _decode_wide(data, wide)
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_old(body, declared)
    if _too_many_controls(body):
        raise InputFault("binary", "too many control characters for a text")
    return Decoded(text, "utf-8")


def _decode_wide(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    broken = text.count("\ufffd")
    if broken > max(1, len(text) * _MOST_BROKEN):
        raise InputFault("undecodable", f"looks like {encoding} but {broken} characters of it are broken")
    return Decoded(text, encoding, broken)


def _decode_old(data: bytes, declared: str | None) -> Decoded:
    """No UTF-8: a few broken bytes in UTF-8, Windows-1256, what is declared, or a relative."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken <= max(1, len(text) * _MOST_BROKEN) and reads_naturally(text[:_SAMPLE]):
        return Decoded(text, "utf-8", broken)
    if _too_many_controls(data):
        raise InputFault("binary", "neither UTF-8 nor UTF-16, and too many control characters for a text")
    text = data.decode("cp1256")
    if reads_naturally(text[:_SAMPLE]):
        return Decoded(text, "windows-1256")
    for encoding in (_declared(declared), _relative(data)):
        if encoding is not None:
            text = data.decode(encoding, errors="replace")
            if reads_naturally(text[:_SAMPLE]):
                return Decoded(text, encoding, text.count("\ufffd"))
    raise InputFault("undecodable", "no encoding gives readable text: neither UTF-8, UTF-16 nor Windows-1256")


def _declared(name: str | None) -> str | None:
    """A declared encoding worth trying: a code page that Python knows (its stranger codecs are slow or no text)."""
    if not name or not _DECLARABLE.fullmatch(name.strip()):
        return None
    try:
        return codecs.lookup(name.strip()).name
    except LookupError:
        return None


def _relative(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_RELATIVES).best()
    return None if best is None else best.encoding


def _share(data: bytes, among: bytes) -> float:
    return (len(data) - len(data.translate(None, among))) / len(data)


def _too_many_controls(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) * _MOST_CONTROLS
