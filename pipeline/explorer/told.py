"""The incidents of a page, told some at a time: the record of each as a piece of a script, what the start page needs.

In: a release and the marked sentences of its event rows. Out: `Told`s; and for each incident a key, the digest of all
that its telling depends on but the code, so that what did not change is not told again. The lines of the CSV files
stand for rows there.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b

from pipeline.explorer.claims import Links, claims_by_incident, incident_records, voices_of
from pipeline.explorer.csv_rows import Lines
from pipeline.explorer.groups import Groups
from pipeline.explorer.incidents import Told, together
from pipeline.explorer.known import Known
from pipeline.explorer.reading import Release, rows_of
from pipeline.explorer.scripts import piece
from pipeline.explorer.search import search_texts
from pipeline.explorer.sentences import Sentences

_SIZE = 20
_DIGESTED = ("casualties", "revisions", "links")  # beside those of which the page has the lines


class Incidents:
    """The incidents of a release by their places in its table."""

    def __init__(self, release: Release, sentences: Sentences) -> None:
        tables = release.tables
        self._release, self._incidents, self._sentences = release, tables["incidents"], sentences
        self._ids: list[str] = tables["incidents"]["incident_id"].tolist()
        self._event_ids: list[str] = tables["events"]["event_id"].tolist()
        self.events = Groups(tables["events"], "incident_id")
        self._revisions, self._casualties = (
            Groups(tables["revisions"], "incident_id"),
            Groups(tables["casualties"], "event_id"),
        )
        self._voices, self._links = voices_of(release), Links(release)

    @cached_property
    def _lines(self) -> Mapping[str, Lines]:
        return {**self._release.lines, **{name: Lines(self._release.folder / f"{name}.csv") for name in _DIGESTED}}

    def told(self, places: list[int], known: Known[Told] | None) -> list[Told]:
        """The incidents at these places, those that are known as they were told before."""
        if known is None:
            return self.tell(places)
        return known.of(self.keys(places), lambda unknown: self.tell([places[n] for n in unknown]))

    def tell(self, places: list[int]) -> list[Told]:
        """The incidents at these places."""
        rows = rows_of(self._incidents.iloc[places])
        ids = [self._ids[place] for place in places]
        events = self.events.of(ids)
        mine = [row["event_id"] for some in events.values() for row in some]
        claims = claims_by_incident(events, self._casualties.of(mine), self._sentences, self._voices)
        records = incident_records(rows, claims, self._revisions.of(ids), self._links.of(mine))
        return [
            Told(piece(record), piece(words), *together(events.get(incident, ())))
            for incident, record, words in zip(ids, records, search_texts(rows, events), strict=True)
        ]

    def keys(self, places: list[int]) -> list[bytes]:
        """The keys of the incidents at these places."""
        lines = self._lines
        ids = [self._ids[place] for place in places]
        each = zip(places, self.events.each(ids), self._revisions.each(ids), strict=True)
        return [
            _digest(
                (
                    lines["incidents"].record(place),
                    *(lines["revisions"].record(n) for n in revisions),
                    *self._told_of_events(events),
                )
            )
            for place, events, revisions in each
        ]

    def _told_of_events(self, events: Sequence[int]) -> Iterable[bytes]:
        """All that is told of the event rows of one incident."""
        lines = self._lines
        ids = [self._event_ids[n] for n in events]
        for n, figures in zip(events, self._casualties.each(ids), strict=True):
            yield lines["events"].record(n)
            yield self._sentences.packed_of(n)
            yield from (lines["casualties"].record(figure) for figure in figures)
        speak = [(self._voices.of_row[n], self._voices.copied.get(event)) for n, event in zip(events, ids, strict=True)]
        linked = self._links.numbers(ids)
        yield from (lines["links"].record(n) for n in linked)
        yield repr((speak, [self._links.incidents[n] for n in linked])).encode()


def _digest(parts: Sequence[bytes]) -> bytes:
    sizes = repr([len(part) for part in parts]).encode()  # so that no two parts run together
    return blake2b(b"".join([sizes, *parts]), digest_size=_SIZE).digest()
