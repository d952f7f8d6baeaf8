"""What a person is told of articles that were kept but not quite as they were given.

In: the counts of a reading. Out: a sentence for each thing that changes rows: a date that could not be read, an id that
could not be kept.
"""

from collections.abc import Iterator

from pipeline.articles.article import Counts


def counted(number: int, thing: str) -> str:
    """`1 fault`, `2 faults`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def notices(counts: Counts) -> Iterator[str]:
    """Sentences with a number and the first example; metrics.json has the numbers under `notes`."""
    unread, repeated = (counts.notes[note] for note in ("published_unreadable", "id_repeated_with_other_content"))
    if unread:
        yield (
            f"{counted(unread, 'time')} of publication could not be read, the first is "
            f"{counts.examples['published_unreadable']}: write it like 2022-09-14 or 1401-06-23."
        )
    if repeated:
        yield (
            f"{counted(repeated, 'record')} had the id of another record and got one made of it, the first: "
            f"{counts.examples['id_repeated_with_other_content']}."
        )
