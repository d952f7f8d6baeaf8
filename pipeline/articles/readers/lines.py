"""Lines of text from a source, decoded one by one.

In: a source and the limit of a line in bytes. Out: (line number from 1, text with its end, or the InputFault that
stands for it). A file with one line in another encoding loses nothing but, at worst, that line.
"""

import codecs
import io
from collections.abc import Iterator

from pipeline.articles.encodings import decode, wide_encoding
from pipeline.articles.record import InputFault
from pipeline.articles.streams import Source, read_lines


def decoded_lines(source: Source, limit: int) -> Iterator[tuple[int, str | InputFault]]:
    """The lines of a source; a line over the limit or in no known encoding comes as an InputFault."""
    wide = wide_encoding(source.head)
    if wide is not None:
        yield from _wide_lines(source, wide, limit)
        return
    for number, line in enumerate(read_lines(source.stream, limit), start=1):
        if line is None:
            yield number, InputFault("too_large", f"a line over the limit of {limit} bytes")
            continue
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        try:
            yield number, line.decode("utf-8")
        except UnicodeDecodeError:
            yield number, _decoded(line)


def _decoded(line: bytes) -> str | InputFault:
    try:
        return decode(line).text
    except InputFault as fault:
        return fault


def _wide_lines(source: Source, encoding: str, limit: int) -> Iterator[tuple[int, str | InputFault]]:
    text = io.TextIOWrapper(source.stream, encoding=encoding, errors="replace", newline="\n")
    number = 0
    while line := text.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith("\n"):
            while (line := text.readline(limit)) and not line.endswith("\n"):
                pass
            yield number, InputFault("too_large", f"a line over the limit of {limit} characters")
        else:
            yield number, line.removeprefix("\ufeff") if number == 1 else line
    text.detach()
