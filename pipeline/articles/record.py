"""What the readers hand on: one record's fields, or why there are none.

In: nothing. Out: `Record` (fields as the input has them), `Fault`, and the exception `InputFault` that ends a file.
"""

from dataclasses import dataclass, field
from typing import Any

NOTHING_FOUND = "no file, and no folder or pattern with files in it"  # of an input, with the reason not_found


@dataclass(slots=True)
class Record:
    """One record before it is judged: `text` None = no such field; `published` is whatever the input had.

    `label` says which record of its file (`line 12`, `row 3`, an address), None where the file is one record.
    `read_date` is a publication date read from visible words of a page, used only where `published` gives none.
    """

    label: str | None = None
    own_id: Any = None
    title: Any = None
    text: str | None = None
    outlet: Any = None
    url: Any = None
    published: Any = None
    read_date: Any = None
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that could not be read: its label, a code of `reasons.csv`, and a sentence."""

    label: str | None
    reason: str
    detail: str


class InputFault(Exception):
    """The rest of a file cannot be read; carries the code and the sentence for `rejected`."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
