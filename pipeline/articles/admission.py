"""From a record to an article, or to the reason why it is none.

In: `Record` or `Fault`, as readers give them, and the name of their file. Out: `Article` or `Rejected`. Text is kept
as it came; only a lone surrogate, which no file format can hold, becomes U+FFFD, one for one. Title, outlet and
address lose outer spaces; blank ones are None.
"""

import re
from hashlib import sha256
from typing import Any

from pipeline.articles.article import Article, Counts, PublishedBasis, Rejected
from pipeline.articles.identity import SeenRecords, clean_id, hashed_id
from pipeline.articles.known import KnownTexts, TextFacts
from pipeline.articles.limits import Limits
from pipeline.articles.published import read_published
from pipeline.articles.record import Fault, Record

_SURROGATE = re.compile("[\ud800-\udfff]")
_INVISIBLE = " \t\r\n\f\v\0\u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff\ufffd"
_NOT_PERSIAN = "script, letters or words are those of another language, or there are no letters"
_MOST_NOTES = 200
_SHOWN = 40  # characters of a value in the example of a note


class Admission:
    """The door: judges records one by one and remembers which ids are taken; `known` tells of texts from before."""

    def __init__(self, limits: Limits, counts: Counts, known: KnownTexts | None = None) -> None:
        self._limits = limits
        self._counts = counts
        self._known = known
        self._seen = SeenRecords()

    def judge(self, item: Record | Fault, input_file: str) -> Article | Rejected:
        """What becomes of one record; total for any record."""
        if isinstance(item, Fault):
            return Rejected(input_file, _written(item.label), item.reason, _written(item.detail) or item.reason)
        refusal = self._refusal(item.text)
        if refusal is not None or item.text is None:
            reason, detail = refusal or ("missing_text", "")
            return Rejected(input_file, _written(item.label), reason, detail)
        text, data, is_whole = _encoded(item.text)
        facts = TextFacts(text, sha256(data).hexdigest(), self._known)
        if not facts.is_persian:
            return Rejected(input_file, _written(item.label), "not_persian", _NOT_PERSIAN)
        if not is_whole:
            self._note("lone_surrogate_replaced")
        return self._admit(item, text, facts, input_file)

    def _refusal(self, text: str | None) -> tuple[str, str] | None:
        if text is None:
            return "missing_text", "no field of this record is known to hold a text"
        if not text.strip(_INVISIBLE):
            return "empty", "the text is blank"
        if len(text) > self._limits.text_characters:
            return "too_large", f"{len(text)} characters, over the limit of {self._limits.text_characters}"
        return None

    def _admit(self, record: Record, text: str, facts: TextFacts, input_file: str) -> Article | Rejected:
        title = self._metadata(record.title, "title")
        outlet = self._metadata(record.outlet, "outlet")
        url = self._metadata(record.url, "url")
        where = ", ".join(part for part in (input_file, _written(record.label)) if part)
        published, basis = self._published(record, facts, where)
        wanted = clean_id(record.own_id) or hashed_id(title, text)
        day = "" if published is None else published.isoformat()
        article_id = self._seen.claim(wanted, title or "", facts.sha256, outlet or "", url or "", day)
        if article_id is None:
            detail = f"the same record was read before under the id {wanted}"
            return Rejected(input_file, _written(record.label), "duplicate_record", detail)
        if article_id != wanted:
            self._note("id_repeated_with_other_content", f"{wanted} of {where} is {article_id}")
        for note in record.notes:
            self._note(note)
        told = (published, basis, facts.variety, input_file, facts.sha256)
        return Article(article_id, title, text, outlet, url, *told)

    def _published(self, record: Record, facts: TextFacts, where: str) -> tuple[Any, PublishedBasis]:
        if record.published is not None:
            moment = read_published(record.published)
            if moment is not None:
                return moment, "given"
            shown = _written(str(record.published)[:_SHOWN])
            self._note("published_unreadable", f"{shown} of {where}")
        if record.read_date is not None and (moment := read_published(record.read_date)) is not None:
            return moment, "read_from_text"
        moment = facts.dateline
        return moment, "none" if moment is None else "read_from_text"

    def _metadata(self, value: Any, name: str) -> str | None:
        if value is None or isinstance(value, bool) or not isinstance(value, (str, int, float)):
            return None
        if isinstance(value, str) and len(value) > self._limits.metadata_characters:
            self._note(f"{name}_too_long")
            return None
        if isinstance(value, int) and abs(value) >= 10**200:
            return None
        return _written(str(value).strip()) or None

    def _note(self, note: str, example: str | None = None) -> None:
        notes = self._counts.notes
        if example is not None:
            self._counts.examples.setdefault(note, example)
        notes[note if note in notes or len(notes) < _MOST_NOTES else "other"] += 1


def _written(text: str | None) -> str | None:
    """A text that UTF-8 can hold."""
    return text if text is None else _SURROGATE.sub("\ufffd", text)


def _encoded(text: str) -> tuple[str, bytes, bool]:
    """The text as UTF-8 can hold it, its bytes, and whether it is as it was."""
    try:
        return text, text.encode("utf-8"), True
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
        return text, text.encode("utf-8"), False
