"""Walking rows and deciding: what the terminal does between two keys, without a terminal.

In: a release, rows in order, a file of decisions, a reviewer and a clock. Out: decisions in the file. Rows that this
reviewer has decided before are passed over, and a row that was left half done is taken up with what was changed.
"""

from collections.abc import Callable, Sequence
from typing import Any

from pipeline.incidents.corrections import CHILDREN, Correction, CorrectionError, apply_corrections, event_of, row_names
from pipeline.review.columns import Column, coded, column_of
from pipeline.review.decisions import READ_SO, Decision, DecisionFile, Verdict
from pipeline.review.reading import Release
from pipeline.review.rows import Row, fields_of, plain_rows, review_rows, subset
from pipeline.review.values import Refused, nearest, read_value

_FINAL = frozenset({"accept", "reject", "unsure"})


class Walk:
    """A way through rows; `at` is the number of the row that is asked about."""

    def __init__(
        self,
        release: Release,
        events: Sequence[str],
        file: DecisionFile,
        reviewer: str,
        clock: Callable[[], str],
        *,
        blind: bool = False,
    ) -> None:
        self.release, self.file, self.reviewer, self.clock, self.blind = release, file, reviewer, clock, blind
        self.rows: list[Row] = review_rows(release, events)
        self.at = -1
        self.forward()

    @property
    def row(self) -> Row | None:
        """The row that is asked about, None after the last."""
        return self.rows[self.at] if self.at < len(self.rows) else None

    @property
    def done(self) -> int:
        """How many of the rows are decided."""
        return sum(map(self.is_decided, self.rows))

    def forward(self) -> None:
        """Go to the next row that is not decided."""
        self.at += 1
        while self.row is not None and self.is_decided(self.row):
            self.at += 1

    def mine(self, row: Row) -> list[Decision]:
        """This reviewer's decisions on a row of this release, as it was read."""
        return [
            each
            for each in self.file.decisions
            if each.reviewer == self.reviewer
            and each.release == self.release.id
            and event_of(each.table, each.id) == row["event_id"]
        ]

    def is_decided(self, row: Row) -> bool:
        """Whether nothing is left to ask about a row."""
        mine = self.mine(row)
        if self.blind:
            asked = {column.name for column in coded()}
            return any(each.column is None for each in mine) or asked <= {each.column for each in mine}
        return any(each.decision in _FINAL and each.column is None for each in mine)

    def left_to_code(self, row: Row) -> list[Column]:
        """The columns that a blind coder has yet to fill."""
        told = {each.column for each in self.mine(row)}
        return [column for column in coded() if column.name not in told]

    def fields(self, row: Row) -> list[Row]:
        """The fields of a row as they are with this reviewer's changes."""
        changes = self._corrections(row)
        if not changes:
            return list(row["fields"])
        now = self._tried(row, changes)
        shown = {(each["table"], each["id"], each["column"]): each for each in fields_of(now, self._text(row))}
        return [shown.get((each["table"], each["id"], each["column"]), each) for each in row["fields"]]

    def decide(self, verdict: Verdict, reason: str | None) -> None:
        """A verdict on the whole row, and on to the next."""
        row = self._here()
        self._add(row, None, None, None, None, verdict, reason)
        self.forward()

    def field_of(self, row: Row, asked: str) -> Row:
        """The field that a person means: its number from 1, or its column; raises Refused with the nearest."""
        fields = self.fields(row)
        if asked.isdecimal() and 1 <= int(asked) <= len(fields):
            return fields[int(asked) - 1]
        found = [each for each in fields if each["column"] == asked]
        if found:
            return found[0]
        names = list(dict.fromkeys(each["column"] for each in fields))
        raise Refused(f"There is no field {asked}.{nearest(asked, names)}")

    def proposed(self, field: Row, typed: str) -> str | None:
        """The cell that typed text stands for; raises Refused where it, or the row with it, would be impossible."""
        row, column = self._here(), self.column(field)
        new, old = read_value(column, typed), self._old(field)
        if new == field["value"]:
            raise Refused(f"{column.name} is {new or 'empty'} already.")
        if new == old:
            raise Refused(f"{new or 'empty'} is what the release has; take the change back with z.")
        trial = _trial(self.reviewer, field["table"], field["id"], column.name, old, new)
        changes = {(each.table, each.row, each.column): each for each in [*self._corrections(row), trial]}
        self._tried(row, list(changes.values()))
        return new

    def change(self, field: Row, new: str | None, reason: str | None) -> None:
        """Change a cell to what was `proposed`."""
        self._add(self._here(), field, field["column"], self._old(field), new, "change", reason or READ_SO)

    def column(self, field: Row) -> Column:
        """The column of a field."""
        found = column_of(field["table"], field["column"])
        assert found is not None, field
        return found

    def _old(self, field: Row) -> str | None:
        """What the release has in a field."""
        names = ("table", "id", "column")
        told = (each["value"] for each in self._here()["fields"] if all(each[name] == field[name] for name in names))
        value: str | None = next(told)
        return value

    def code(self, column: Column, typed: str) -> None:
        """A blind coder's value of a column; raises Refused."""
        row = self._here()
        new = read_value(column, typed)
        self._add(row, None, column.name, None, new, "code", None)
        self._after_code(row)

    def no_event(self) -> None:
        """A blind coder finds no event in the sentence; nothing is left to code."""
        self._add(self._here(), None, None, None, None, "code", READ_SO)
        self.forward()

    def unsure_of(self, column: Column) -> None:
        """A blind coder cannot tell."""
        row = self._here()
        self._add(row, None, column.name, None, None, "unsure", None)
        self._after_code(row)

    def undo(self) -> Decision | None:
        """Take this reviewer's last decision back and return to its row; None where the last line is not theirs."""
        if not self.file.decisions or self.file.decisions[-1].reviewer != self.reviewer:
            return None
        taken = self.file.undo()
        for n, row in enumerate(self.rows):
            if taken is not None and row["event_id"] == event_of(taken.table, taken.id):
                self.at = n
        return taken

    def _after_code(self, row: Row) -> None:
        if self.is_decided(row):
            self.forward()

    def _here(self) -> Row:
        row = self.row
        assert row is not None, "after the last row"
        return row

    def _corrections(self, row: Row) -> list[Correction]:
        """This reviewer's changes of a row; of one cell the last."""
        told = {
            (each.table, each.id, each.column): _trial(
                self.reviewer, each.table, each.id, str(each.column), each.old, each.new
            )
            for each in self.mine(row)
            if each.decision == "change"
        }
        return list(told.values())

    def _tried(self, row: Row, changes: Sequence[Correction]) -> dict[str, list[tuple[str, dict[str, Any]]]]:
        """The row and its child rows with changes; raises Refused where they would be impossible."""
        tables = subset(self.release, row["event_id"])
        names = {name: row_names(name, frame) for name, frame in tables.items()}
        try:
            found = apply_corrections(tables["events"], changes, {name: tables[name] for name in CHILDREN})
        except CorrectionError as error:
            sentences = [line.partition("): ")[2] or line for line in str(error).splitlines()]
            raise Refused("That would be impossible: " + " ".join(dict.fromkeys(sentences))) from error
        after = {"events": found.events, **found.children}
        return {name: list(zip(names[name], plain_rows(after[name]), strict=True)) for name in tables}

    def _text(self, row: Row) -> str:
        articles = self.release.tables["articles"]
        return str(articles.loc[articles["article_id"] == row["article_id"], "text"].iloc[0])

    def _add(
        self,
        row: Row,
        field: Row | None,
        column: str | None,
        old: str | None,
        new: str | None,
        verdict: Verdict,
        reason: str | None,
    ) -> None:
        where = (field or {}).get("anchor") or row["anchor"]
        decision = Decision(
            release=self.release.id,
            table="events" if field is None else field["table"],
            id=row["event_id"] if field is None else field["id"],
            column=column,
            old=old,
            new=new,
            decision=verdict,
            reason=reason,
            reviewer=self.reviewer,
            time=self.clock(),
            article=row["article_id"],
            article_digest=row["digest"],
            **where,
        )
        self.file.add([decision])


def _trial(reviewer: str, table: str, row: str, column: str, old: str | None, new: str | None) -> Correction:
    return Correction(1, reviewer, "2000-01-01", table, row, column, old or "", new or "", READ_SO)
