"""Walking: what is decided is passed over, what is impossible is refused, and undo goes back."""

import pytest

from pipeline.review.columns import coded, column_of
from pipeline.review.values import Refused, read_value


def test_rows_that_are_decided_are_passed_over(walk_of, change):
    walk = walk_of()
    walk.decide("accept", None)
    change(walk, "low", "۸", table="casualties")
    again = walk_of()
    assert (again.at, again.row["event_id"], again.done) == (1, "e2", 1)  # left half done: taken up again
    assert {"8"} == {each["value"] for each in again.fields(again.row) if each["column"] in ("low", "high")} - {None}
    again.decide("unsure", "who?")
    again.forward()
    assert walk_of().row["event_id"] == "e3"
    assert walk_of("dara").row["event_id"] == "e1"


def test_a_change_keeps_what_the_release_had(walk_of, change):
    walk = walk_of()
    change(walk, "date_start", "1401-06-20", "the dateline")
    change(walk, "low", "6", table="casualties")
    day, figure = walk.file.decisions
    assert (day.old, day.new, day.reason, day.id, day.exact[:7]) == (
        "2022-09-12",
        "2022-09-11",
        "the dateline",
        "e1",
        "سخنگوی ",
    )
    assert (figure.table, figure.id.split()[:2], figure.exact) == ("casualties", ["e1", "killed"], "۵ نفر")
    shown = {each["column"]: each["value"] for each in walk.fields(walk.row) if each["table"] == "events"}
    assert shown["date_end"] == "2022-09-11"  # follows
    change(walk, "low", "7", table="casualties")
    assert walk.file.decisions[-1].old == "5"


@pytest.mark.parametrize(
    ("column", "typed", "told"),
    [
        ("status", "hapened", "not in the code list status. Did you mean happened?"),
        ("actor_code", "IRQ-MLI", "Did you mean IRQ-MIL?"),
        ("sub_event_type", "shelling", "Did you mean Shelling/artillery/missile attack?"),
        ("status", "", "status cannot be empty. It is one of happened"),
        ("status", "happened", "status is happened already"),
        ("date_start", "1401-13-01", "is no day like 2022-09-14 or 1401-06-23"),
        ("latitude", "95", "That would be impossible: Table events, column latitude"),
        ("latitude", "north", "north is no number"),
        ("plover_mode", "demo", "the PLOVER type has no such mode"),
        ("is_aggregate", "perhaps", "neither true nor false"),
    ],
)
def test_what_is_impossible_is_refused_with_what_is_right(walk_of, change, column, typed, told):
    walk = walk_of()
    with pytest.raises(Refused) as error:
        change(walk, column, typed)
    assert told in str(error.value)
    assert walk.file.decisions == []


def test_fields_are_named_by_number_or_column(walk_of):
    walk = walk_of()
    assert walk.field_of(walk.row, "1")["column"] == "sub_event_type"
    assert walk.field_of(walk.row, "country")["value"] == "AFG"
    with pytest.raises(Refused, match="Did you mean country"):
        walk.field_of(walk.row, "countri")


def test_undo_returns_to_the_row(walk_of, change):
    walk = walk_of()
    change(walk, "status", "denied")
    walk.decide("accept", None)
    assert walk.row["event_id"] == "e2"
    assert walk.undo().decision == "accept" and walk.row["event_id"] == "e1"
    assert walk.undo().decision == "change" and walk.undo() is None
    assert walk.fields(walk.row) == walk.row["fields"]


def test_nobody_takes_back_the_line_of_another(walk_of, release, tmp_path):
    walk = walk_of()
    walk.decide("accept", None)
    walk.reviewer = "dara"
    assert walk.undo() is None and len(walk.file.decisions) == 1


def test_a_blind_coder_fills_every_column_and_no_line_tells_the_prediction(walk_of):
    walk = walk_of(blind=True)
    typed = {
        "sub_event_type": "attack",
        "status": "1",
        "date_start": "۱۴۰۱/۶/۲۱",
        "claim": "alleged",
        "killed_low": "۵",
    }
    for column in coded():
        assert walk.left_to_code(walk.row)[0] == column
        if column.name == "country":
            walk.unsure_of(column)
        else:
            walk.code(column, typed.get(column.name, ""))
    assert walk.row["event_id"] == "e2"
    walk.no_event()
    assert walk.row["event_id"] == "e3"
    made = walk.file.decisions
    assert {each.old for each in made} == {None}
    told = {each.column: (each.decision, each.new) for each in made if each.id == "e1"}
    assert told["sub_event_type"] == ("code", "Attack") and told["date_start"] == ("code", "2022-09-12")
    assert told["country"] == ("unsure", None) and told["target_code"] == ("code", None)
    assert (made[-1].decision, made[-1].column) == ("code", None)


def test_a_list_of_codes(release):
    weapons = column_of("events", "weapons")
    assert read_value(weapons, "bomb; IED، 1") == "bomb; ied; firearm"
    assert read_value(weapons, "-") is None
