"""Articles as marked text.

In: the tables of a release. Out: one record an article: what the table says of it, its text in segments that joined give
`articles.text` exactly, and its event rows; the words that row n rests on bear the kind `en`. All that is read of the
tables stands in the lists of columns here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.explorer.claims import CHILDREN, sentence_of
from pipeline.explorer.known import Marked
from pipeline.explorer.marks import marks_of
from pipeline.explorer.scripts import piece
from pipeline.explorer.segments import Mark, segments
from pipeline.explorer.sentences import packed

Row = dict[str, Any]
_SAME = "article_id title outlet published_at published_basis variety near_duplicate_of".split()
_ROW = "event_id incident_id sub_event_type status claim source_text source_name source_type location_text".split()
_MARKED = (
    "article_id trigger_start trigger_text evidence_start evidence_end evidence_text actor_text target_text date_text"
    " time_text claim_text"
).split()
EVENT_COLUMNS = [*_ROW, *_MARKED]
ARTICLE_COLUMNS = [*_SAME, "url", "sha256"]
CHILD_COLUMNS = {
    "casualties": ["event_id", "start", "casualties_text"],
    "locations": ["event_id", "start", "location_text"],
    "sources": ["event_id", "start", "source_text"],
}


def marked_articles(
    articles: Iterable[Row],
    copies: Mapping[str, Sequence[str]],
    events: Mapping[str, Sequence[Row]],
    children: Mapping[str, Mapping[str, Sequence[Row]]],
) -> Iterator[Marked]:
    """The records in the order of the table; `copies` and `events` by article, `children` by table and event.

    With each come the marked sentences of its events, in the order in which these are given, for the claims.
    """
    for row in articles:
        sentence: dict[str, bytes] = {}
        text = row["text"] or ""
        mine = sorted(events.get(row["article_id"], ()), key=lambda each: (each["evidence_start"], each["event_id"]))
        marks: list[Mark] = []
        for n, event in enumerate(mine):
            own = {name: children[name].get(event["event_id"], ()) for name in CHILDREN}
            its_marks = marks_of(event, own, text)
            sentence[event["event_id"]] = packed(sentence_of(event, its_marks))
            marks += its_marks
            marks.append(Mark(event["evidence_start"], event["evidence_end"], f"e{n}"))
        told = {
            **{name: row[name] for name in _SAME if row[name] is not None},
            "url": web_address(row["url"]),
            "copies": list(copies.get(row["article_id"], ())),
            "events": [{name: each[name] for name in _ROW if each[name] is not None} for each in mine],
            "segments": segments(text, marks),
        }
        in_order = [sentence[event["event_id"]] for event in events.get(row["article_id"], ())]
        yield Marked(len(text), piece(told), in_order)


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web, so that no article can hand the page a script to run."""
    return url if url is not None and url.lower().startswith(("http://", "https://")) else None
