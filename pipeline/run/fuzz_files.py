"""Hostile files: records in every format that is read, well or badly formed, and then damaged.

In: a source of chance, texts, and the format. Out: a file's name and bytes. The same chance gives the same file.
"""

import gzip
import io
import json
import random
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.run.fuzz_texts import FIGURES, NASTY, Texts, any_character

NAMES = (
    "id", "title", "text", "outlet", "url", "published", "html", "متن", "تاریخ انتشار", "body", "summary", "content",
    "source", "pubDate", "source_url", "x", "", "text", "TEXT ", "__proto__",
)  # fmt: skip
PIECES = (
    b"\0", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x00\x06", b"\x1f\x8b\x08", b"PK\x03\x04", b"%PDF", b"PAR1",
    b"WARC/1.0\r\n", b"\r\n\r\n", b"\n", b'"', b"'", b",", b"\t", b";", b"<", b">", b"</", b"{", b"}", b"[", b"]", b":",
    b"\\", b"\\ud800", b"\\u0000", b"&#0;", b"&#x110000;", b"&x;", b"<![CDATA[", b"]]>", b"<!--", b"<!DOCTYPE x [",
    b'<!ENTITY x SYSTEM "file:///etc/passwd">', b"<?xml version='1.0' encoding='utf-7'?>", b"<meta charset='utf-16'>",
    b"Content-Length: 99999999999999999999\r\n", b"Content-Length: -1\r\n", b"Content-Encoding: br\r\n",
    b"Transfer-Encoding: chunked\r\n", b"9" * 500, b"1e999999", b"NaN", b"-Infinity", b"null", b"true", b"\xc0\xaf",
    b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x81", b"\x8d\x90", b"&a", b"*a", b"!!python/object:os.system", b"- " * 40,
)  # fmt: skip
TAGS = ("div", "p", "b", "table", "tr", "td", "ul", "li", "script", "style", "article", "h1", "time", "a", "svg", "form",
        "template", "noscript", "select", "math", "frameset", "plaintext", "xmp", "x:y", "body", "head", "nav")  # fmt: skip


class Files:
    """Makes hostile files of one format after another."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def base(self, kind: str, chance: random.Random) -> bytes:
        """The bytes of a file before anything is done to them; `kind` is a key of `MAKERS`."""
        return MAKERS[kind][1](self._texts, chance)

    def vary(self, kind: str, data: bytes, chance: random.Random) -> tuple[str, bytes]:
        """A file's name and bytes: the base as it is, damaged, gzipped."""
        ending = MAKERS[kind][0]
        if chance.random() < 0.75:
            data = damage(data, chance)
        if kind == "gzip" or chance.random() < 0.05:
            data = _gzipped(data, chance)
            ending += chance.choice((".gz", ".gz", ""))
        return "input" + ending, data


def damage(data: bytes, chance: random.Random) -> bytes:
    """Bytes with some changed, put in, taken out, doubled, moved or cut off."""
    kept = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 12))):
        at = chance.randint(0, len(kept))
        length = chance.choice((1, 1, 4, 30, 300))
        how = chance.randrange(7)
        if how == 0 and at < len(kept):
            kept[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            kept[at:at] = chance.choice(PIECES)
        elif how == 2:
            del kept[at : at + length]
        elif how == 3:
            kept[at:at] = bytes(kept[at : at + length]) * chance.choice((1, 3, 20))
        elif how == 4:
            kept[at : at + length] = chance.randbytes(min(length, len(kept) - at))
        elif how == 5:
            piece = bytes(kept[at : at + length])
            del kept[at : at + length]
            to = chance.randint(0, len(kept))
            kept[to:to] = piece
        elif chance.random() < 0.3:
            del kept[at:]
    return bytes(kept)


def _gzipped(data: bytes, chance: random.Random) -> bytes:
    """One member or several, now and then a bomb of zeros, damaged or with something behind it."""
    if chance.random() < 0.02:
        data += bytes(chance.choice((100_000, 3_000_000)))
    cut = chance.randint(0, len(data)) if chance.random() < 0.2 else len(data)
    packed = gzip.compress(data[:cut], 1, mtime=0) + (gzip.compress(data[cut:], 1, mtime=0) if cut < len(data) else b"")
    if chance.random() < 0.1:
        packed += chance.choice(PIECES)
    return damage(packed, chance) if chance.random() < 0.3 else packed


def _value(texts: Texts, chance: random.Random, depth: int = 0) -> Any:
    """Any value that JSON can hold, now and then one it cannot."""
    kind = chance.randrange(12 if depth < 4 else 8)
    if kind < 4:
        return chance.choice((chance.choice(NASTY), chance.choice(FIGURES), any_character(chance), ""))
    if kind < 8:
        return chance.choice((None, True, 0, -1, 10**25, 10**5000, 1.5, float("nan"), float("inf"), 1e300, 1662940800))
    if kind < 10:
        return {chance.choice(NAMES): _value(texts, chance, depth + 1) for _ in range(chance.randrange(4))}
    return [_value(texts, chance, depth + 1) for _ in range(chance.randrange(4))]


def _record(texts: Texts, chance: random.Random) -> dict[str, Any]:
    record: dict[str, Any] = {}
    if chance.random() < 0.9:
        record["text"] = texts.make(chance)
    for _ in range(chance.randrange(5)):
        record[chance.choice(NAMES)] = _value(texts, chance) if chance.random() < 0.7 else texts.make(chance)[:200]
    return record


def _encoded(text: str, chance: random.Random) -> bytes:
    """A text in the encoding that most files have, or in another."""
    encoding = chance.choice(("utf-8",) * 8 + ("utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1256", "iso8859_6"))
    errors = "surrogatepass" if encoding.startswith("utf") and chance.random() < 0.3 else "replace"
    return text.encode(encoding, errors)


def _json(value: Any, chance: random.Random) -> str:
    ascii_only = chance.random() < 0.3
    try:
        return json.dumps(value, ensure_ascii=ascii_only)
    except ValueError:  # Python writes no whole number of over 4,300 digits
        return '{"id": ' + "9" * 5_000 + ', "text": ' + json.dumps(str(chance.random())) + "}"


def _plain(texts: Texts, chance: random.Random) -> bytes:
    return _encoded(texts.make(chance), chance)


def _json_lines(texts: Texts, chance: random.Random) -> bytes:
    lines = (_json(_record(texts, chance), chance) for _ in range(chance.choice((1, 1, 2, 5))))
    return _encoded(chance.choice(("\n", "\n", "\r\n", "\n\n", "")).join(lines), chance)


def _json_document(texts: Texts, chance: random.Random) -> bytes:
    depth = chance.choice((0, 0, 0, 50, 3_000))
    records: Any = [_record(texts, chance) for _ in range(chance.choice((1, 1, 3)))]
    shape = chance.randrange(4)
    value = records if shape == 0 else records[0] if shape == 1 else {chance.choice(("articles", "data", "x")): records}
    opened = chance.choice(("[", '{"a":', "[[", '{"articles":['))
    return _encoded(opened * depth + _json(value, chance) + chance.choice(("]", "}")) * depth, chance)


def _table(texts: Texts, chance: random.Random) -> bytes:
    names = [chance.choice(NAMES) for _ in range(chance.randint(1, 6))]
    separator, end, quote = chance.choice(",,,\t;|"), chance.choice(("\n", "\r\n", "\r")), chance.choice(('"', '"', ""))
    rows = [names]
    for _ in range(chance.randint(0, 4)):
        cells = (
            chance.choice((texts.make(chance), chance.choice(NASTY))) for _ in range(chance.choice((len(names), 3)))
        )
        rows.append([f"{quote}{cell.replace('"', '""')}{quote}" for cell in cells])
    return _encoded(end.join(separator.join(row) for row in rows), chance)


def _markup(texts: Texts, chance: random.Random) -> str:
    """Elements in and beside one another, few of them closed in order."""
    pieces: list[str] = []
    for _ in range(chance.randint(1, 12)):
        tag = chance.choice(TAGS)
        attributes = chance.choice(
            ("", "", ' class="date"', f' datetime="{chance.choice(FIGURES)}"', " onclick='x'>", "=")
        )
        pieces.append(f"<{tag}{attributes}>" * chance.choice((1,) * 16 + (3, 3, 200)))
        pieces.append(texts.make(chance)[: chance.choice((0, 20, 100, 400))])
        pieces.append(f"</{chance.choice((tag, tag, chance.choice(TAGS)))}>" * chance.choice((0, 1, 1, 2)))
    return "".join(pieces)


def _page(texts: Texts, chance: random.Random) -> bytes:
    linked = _json(
        {"@type": "NewsArticle", "datePublished": _value(texts, chance), "publisher": _value(texts, chance)}, chance
    )
    heads = (
        f"<meta property='article:published_time' content='{chance.choice(FIGURES)}'>",
        f"<meta charset='{chance.choice(('utf-8', 'windows-1256', 'utf-7', 'x'))}'>",
        f"<script type='application/ld+json'>{linked}</script>", f"<title>{texts.make(chance)[:100]}</title>",
        "<link rel=canonical href='http://a.example/1401/06/21/x'>", f"<base href='{chance.choice(NASTY)}'>",
    )  # fmt: skip
    head = "".join(chance.choice(heads) for _ in range(chance.randint(0, 4)))
    return _encoded(
        f"{chance.choice(('', '<!DOCTYPE html>'))}<html><head>{head}</head><body>{_markup(texts, chance)}", chance
    )


def _feed(texts: Texts, chance: random.Random) -> bytes:
    entities = chance.choice(("", "", "", '<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'))
    items: list[str] = []
    atom = chance.random() < 0.4
    for _ in range(chance.randint(0, 4)):
        text = chance.choice((texts.make(chance), _markup(texts, chance)))
        text = f"<![CDATA[{text}]]>" if chance.random() < 0.5 else text.replace("&", "&amp;").replace("<", "&lt;")
        title, date = texts.make(chance)[:80].replace("<", "&lt;"), chance.choice(FIGURES)
        items.append(
            f"<entry><id>{date}</id><title>{title}</title><updated>{date}</updated><content>{text}</content></entry>"
            if atom
            else f"<item><guid>{date}</guid><title>{title}</title><pubDate>{date}</pubDate><description>{text}&b;</description></item>"
        )
    inside = "".join(items)
    body = (
        f"<feed xmlns='http://www.w3.org/2005/Atom'>{inside}</feed>"
        if atom
        else f"<rss version='2.0'><channel>{inside}</channel></rss>"
    )
    return _encoded(f"<?xml version='1.0'?>{entities}{body}", chance)


def _archive(texts: Texts, chance: random.Random) -> bytes:
    records: list[bytes] = []
    for _ in range(chance.randint(1, 3)):
        kind = chance.choice(("response", "response", "conversion", "resource", "request", "warcinfo", "x"))
        body = chance.choice((_page, _plain))(texts, chance)
        head = f"HTTP/1.1 {chance.choice((200, 200, 404, 99999))} OK\r\nContent-Type: {chance.choice(('text/html', 'text/plain', 'image/png'))}"
        packing = chance.choice(
            ("", "", "\r\nContent-Encoding: gzip", "\r\nTransfer-Encoding: chunked", "\r\nContent-Encoding: br")
        )
        if "gzip" in packing and chance.random() < 0.7:
            body = _gzipped(body, chance)
        if kind in ("response", "request"):
            body = f"{head}{packing}\r\n\r\n".encode() + body
        length = len(body) + chance.choice((0, 0, 0, 0, 1, -1, 10**6, -(10**4)))
        address = chance.choice(("http://a.example/1401/06/21/x", chance.choice(NASTY)))
        top = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Length: {length}\r\n"
        top += f"Content-Type: {chance.choice(('application/http', 'text/plain', 'text/html'))}\r\n\r\n"
        records.append(top.encode("utf-8", "surrogatepass") + body + b"\r\n\r\n")
    return b"".join(records)


def _columns(texts: Texts, chance: random.Random) -> bytes:
    count = chance.randint(0, 4)
    makers: tuple[Callable[[], pa.Array], ...] = (
        lambda: pa.array([texts.make(chance).encode("utf-8", "replace").decode() for _ in range(count)]),
        lambda: pa.array([texts.make(chance).encode("utf-8", "surrogatepass") for _ in range(count)]),
        lambda: pa.array([chance.choice((None, 0, 2**62, -(2**63))) for _ in range(count)], pa.int64()),
        lambda: pa.array([chance.choice((0, 2**50, -(2**52))) for _ in range(count)], pa.timestamp(chance.choice("s ms us ns".split()))),
        lambda: pa.array([[{"a": str(chance.random())}] for _ in range(count)], pa.list_(pa.struct([("a", pa.string())]))),
        lambda: pa.array([texts.make(chance)[:50].encode("utf-8", "replace").decode() for _ in range(count)]).dictionary_encode(),
    )  # fmt: skip
    names = ["text"] + [chance.choice(NAMES) for _ in range(chance.randint(0, 3))]
    columns = [(makers[0] if chance.random() < 0.8 else chance.choice(makers))()] + [
        chance.choice(makers)() for _ in names[1:]
    ]
    file = io.BytesIO()
    pq.write_table(pa.table(columns, names=names), file, compression=chance.choice(("none", "snappy", "gzip", "zstd")))
    return file.getvalue()


def _anything(texts: Texts, chance: random.Random) -> bytes:
    """The bytes of any format, or none's, under a name that does not say which."""
    made = chance.choice([maker for _, maker in MAKERS.values() if maker is not _anything])(texts, chance)
    return made if chance.random() < 0.8 else chance.randbytes(chance.choice((0, 1, 3, 100, 5_000)))


def _sidecar(texts: Texts, chance: random.Random) -> bytes:
    shape = chance.randrange(6)
    if shape == 0:
        return _encoded("".join(f"{chance.choice('[{')}" for _ in range(chance.choice((3, 30, 300)))), chance)
    if shape == 1:
        anchors = "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, chance.choice((3, 20))))
        return f"a0: &a0 [x]\n{anchors}".encode()
    lines = (f"{chance.choice(NAMES)}: {chance.choice((chance.choice(NASTY), chance.choice(FIGURES), texts.make(chance)[:60]))}"
             for _ in range(chance.randint(0, 6)))  # fmt: skip
    return _encoded("\n".join(lines), chance)


Maker = Callable[[Texts, random.Random], bytes]
MAKERS: dict[str, tuple[str, Maker]] = {  # kind → ending of the file's name and what makes its bytes
    "plain": (".txt", _plain),
    "sidecar": (".yaml", _sidecar),  # read beside a text
    "page": (".html", _page),
    "json_lines": (".jsonl", _json_lines),
    "json": (".json", _json_document),
    "csv": (".csv", _table),
    "feed": (".rss", _feed),
    "warc": (".warc", _archive),
    "parquet": (".parquet", _columns),
    "gzip": ("", _anything),
    "unnamed": ("", _anything),
}
