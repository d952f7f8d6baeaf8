"""Rows: identifiers that stay, offsets that point at words, nothing guessed."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from pipeline.articles.article import Article
from pipeline.events.drafts import Draft, make_drafts
from pipeline.events.extract import extract
from pipeline.events.facts import ArticleFacts
from pipeline.events.model import Model
from pipeline.events.rows import _merge_figures, make_row, victim_code
from pipeline.mentions.actors.find import ActorMention
from pipeline.mentions.resources import Resources
from pipeline.schema.tables import TABLES

Rows = Callable[..., list[dict[str, Any]]]
PUBLISHED = dt.datetime(2022, 9, 14, 8, 30)
TEXT = "روز ۲۱ شهريور در شهر هرات بمبی منفجر شد و دست‌كم ۵ سرباز افغان كشته و ۱۲ نفر زخمی شدند."


@pytest.fixture
def rows_of(resources: Resources, plain_model: Model, article_of: Callable[..., Article]) -> Rows:
    """Rows of a text by the model set by hand."""

    def make(text: str, published: dt.datetime | None = None) -> list[dict[str, Any]]:
        return extract(article_of(text, published), resources, plain_model).events

    return make


def test_a_row_has_every_column_of_its_tables_but_what_linking_adds(rows_of: Rows) -> None:
    (row,) = rows_of(TEXT, PUBLISHED)
    children = {"casualties", "locations", "sources"}
    told = {field.name for field in TABLES["events"].fields}
    assert told - set(row) == {"incident_id"}
    assert set(row) - told == children
    for name in children:
        wanted = {field.name for field in TABLES[name].fields} - {"event_id"}
        assert all(set(child) == wanted for child in row[name]), name


def test_offsets_point_at_the_words(rows_of: Rows) -> None:
    (row,) = rows_of(TEXT, PUBLISHED)
    assert TEXT[row["trigger_start"] : row["trigger_end"]] == row["trigger_text"]
    assert TEXT[row["evidence_start"] : row["evidence_end"]] == row["evidence_text"]
    for child, words in (("casualties", "casualties_text"), ("locations", "location_text"), ("sources", "source_text")):
        assert all(TEXT[line["start"] : line["end"]] == line[words] for line in row[child])
    assert len(row["casualties"]) == 2
    assert row["actor_text"] is None or row["actor_text"] in TEXT


def test_figures_keep_their_bounds(rows_of: Rows) -> None:
    (row,) = rows_of(TEXT, PUBLISHED)
    assert (row["killed_low"], row["killed_high"]) == (5, None)
    assert (row["injured_low"], row["injured_high"]) == (12, 12)
    assert [line["kind"] for line in row["casualties"]] == ["killed", "injured"]
    assert row["casualties"][0]["victim_code"] == "AFG-MIL"


def test_a_told_date_leaves_no_bound(rows_of: Rows) -> None:
    (row,) = rows_of(TEXT, PUBLISHED)
    assert (row["date_start"], row["date_end"]) == (dt.date(2022, 9, 12), dt.date(2022, 9, 12))
    assert (row["date_jalali"], row["date_precision"]) == ("1401-06-21 SH", "day")
    assert row["date_not_after"] is None


def test_without_publication_a_date_stays_without_its_year(rows_of: Rows) -> None:
    (row,) = rows_of(TEXT)
    assert (row["date_start"], row["date_end"], row["jalali_year"]) == (None, None, None)
    assert (row["date_jalali"], row["jalali_month"], row["jalali_day"]) == ("XXXX-06-21 SH", 6, 21)
    assert "no_anchor" in row["date_flags"]
    assert row["date_not_after"] is row["published_at"] is row["published_jalali"] is None


def test_an_untold_date_is_bounded_by_publication_and_not_guessed(rows_of: Rows) -> None:
    (row,) = rows_of("در شهر هرات بمبی منفجر شد.", PUBLISHED)
    assert row["date_not_after"] == PUBLISHED.date()
    empty = (
        "date_start",
        "date_end",
        "date_jalali",
        "jalali_year",
        "jalali_month",
        "jalali_day",
        "date_text",
        "time_text",
    )
    assert [name for name in empty if row[name] is not None] == []
    assert (row["date_precision"], row["date_basis"], row["date_flags"]) == ("unknown", "none", [])
    assert row["published_jalali"] == "1401-06-23 SH"


def test_what_is_planned_is_not_bounded_by_publication(rows_of: Rows) -> None:
    (row,) = rows_of("ارتش در شهر هرات بمبی منفجر خواهد کرد.", PUBLISHED)
    assert row["status"] == "planned"
    assert (row["date_start"], row["date_not_after"]) == (None, None)


def test_what_is_untold_is_null(rows_of: Rows) -> None:
    (row,) = rows_of("درگیری شد.")
    empty = [
        name for name in row if name.startswith(("actor_", "target_", "location_", "killed_", "injured_", "source_"))
    ]
    assert {name: row[name] for name in empty if name != "source_chain" and row[name] is not None} == {}
    assert (row["country"], row["latitude"], row["casualties_text"], row["outlet"]) == (None,) * 4
    assert row["casualties"] == row["locations"] == row["sources"] == row["source_chain"] == row["weapons"] == []
    assert row["claim"] == "reported"


def test_victims_are_of_the_target_s_side_where_they_are_that_phrase(rows_of: Rows) -> None:
    (row,) = rows_of("هند تایید کرد که در انفجار بمب در لاهور پاکستان ۷ سرباز خود کشته شدند.", PUBLISHED)
    (toll,) = row["casualties"]
    assert row["target_code"] == toll["victim_code"] == "IND-MIL"


def test_vague_figures_are_counted_in_no_bound(rows_of: Rows) -> None:
    (row,) = rows_of("در شهر هرات بمبی منفجر شد و ده‌ها نفر کشته شدند.")
    assert [line["is_vague"] for line in row["casualties"]] == [True]
    assert (row["killed_low"], row["killed_high"]) == (None, None)
    assert row["casualties_text"]


def test_the_identifier_is_stable_and_the_text_s_own(
    rows_of: Rows, resources: Resources, plain_model: Model, article_of: Callable[..., Article]
) -> None:
    (first,), (again,) = rows_of(TEXT, PUBLISHED), rows_of(TEXT, PUBLISHED)
    assert first == again
    assert len(first["event_id"]) == 17
    assert first["event_id"].startswith("e")
    (undated,) = rows_of(TEXT)
    assert undated["event_id"] == first["event_id"]
    other = extract(replace(article_of(TEXT, PUBLISHED), article_id="other"), resources, plain_model).events
    assert other[0]["event_id"] != first["event_id"]
    (longer,) = rows_of(TEXT + " ", PUBLISHED)
    assert longer["event_id"] != first["event_id"]


def test_three_levels_and_plover_agree(rows_of: Rows) -> None:
    (row,) = rows_of("در شهر هرات بمبی منفجر شد.")
    assert (row["disorder_type"], row["event_type"], row["sub_event_type"]) == (
        "Political violence", "Explosions/Remote violence", "Remote explosive/landmine/IED",
    )  # fmt: skip
    assert (row["plover_type"], row["plover_mode"]) == ("ASSAULT", "explosives")


def test_the_finest_place_is_the_row_s_own(rows_of: Rows) -> None:
    (row,) = rows_of("در استان فاریاب و شهر هرات بمبی منفجر شد.")
    assert (row["location_name"], row["country"], row["geo_precision"]) == ("Herat", "AFG", "settlement")
    assert [line["position"] for line in row["locations"]] == list(range(len(row["locations"])))


def mention(role: str | None, iso3: str | None) -> ActorMention:
    return ActorMention(0, 1, 0, 1, "x", None, iso3, role, None, "role", "group", "actor.role")


@pytest.mark.parametrize(
    ("role", "iso3", "kind", "country", "code"),
    [
        ("STATE", "IND", "Armed clash", None, "IND-MIL"),
        ("STATE", "IND", "Agreement", None, "IND-GOV"),
        ("STATE", "IND", "Peaceful protest", None, "IND-GOV"),
        ("PEOPLE", "IND", "Armed clash", None, "IND-MIL"),
        ("PEOPLE", "IND", "Attack", None, "IND-CIV"),
        ("MIL", None, "Armed clash", "IRQ", "IRQ-MIL"),
        ("UNK", None, "Armed clash", "IRQ", "UNK-UNK"),
        ("MIL", None, "Armed clash", None, "UNK-MIL"),
        (None, "IND", "Armed clash", None, None),
    ],
)
def test_the_code_of_victims(
    role: str | None, iso3: str | None, kind: str, country: str | None, code: str | None
) -> None:
    assert victim_code(mention(role, iso3), kind, country) == code
    assert victim_code(None, kind, country) is None


def test_rules_are_those_of_the_sides_that_the_row_has(
    facts_of: Callable[..., ArticleFacts], plain_model: Model
) -> None:
    facts = facts_of("پلیس عراق دو سارق را در هرات بازداشت کرد.", PUBLISHED)
    (draft,) = make_drafts(facts, plain_model)
    row = make_row(facts, [draft], plain_model)
    assert row["actor_text"]
    assert draft.actor is not None
    assert draft.actor.rule in row["rules"]
    row = make_row(facts, [replace(draft, actors=[], targets=[])], plain_model)  # no side is likely enough for the row
    assert (row["actor_text"], row["target_text"]) == (None, None)
    assert not [rule for rule in row["rules"] if rule.startswith("actor.")]


def test_an_arrest_has_the_figures_of_arrests_alone(rows_of: Rows) -> None:
    (row,) = rows_of("دو نفر به جرم کشتن سه سرباز در هرات بازداشت شدند.", PUBLISHED)
    assert row["sub_event_type"] == "Arrests"
    assert [(line["kind"], line["low"]) for line in row["casualties"]] == [("captured", 2)]


def test_the_row_s_own_type_decides_its_figures(facts_of: Callable[..., ArticleFacts], plain_model: Model) -> None:
    facts = facts_of("دو سرباز در هرات کشته شدند.", PUBLISHED)
    (draft,) = make_drafts(facts, plain_model)
    told = replace(draft, sub_event_type="Arrests", kinds={"Armed clash": 0.6, "Arrests": 0.4})
    assert make_row(facts, [told], plain_model)["killed_low"] == 2
    told = replace(draft, sub_event_type="Armed clash", kinds={"Armed clash": 0.4, "Arrests": 0.6})
    assert make_row(facts, [told], plain_model)["killed_low"] is None


def test_a_sum_gives_way_to_the_dead_and_the_hurt_told_apart() -> None:
    def draft(*figures: tuple[str, int]) -> Draft:
        return cast(
            Draft, SimpleNamespace(casualties=[SimpleNamespace(kind=k, low=n, is_vague=False) for k, n in figures])
        )

    told = _merge_figures([draft(("killed_or_injured", 32)), draft(("killed", 2), ("injured", 30))])
    assert [(figure.kind, figure.low) for figure in told] == [("killed", 2), ("injured", 30)]
    told = _merge_figures([draft(("killed_or_injured", 32)), draft(("killed", 2))])
    assert [(figure.kind, figure.low) for figure in told] == [("killed_or_injured", 32), ("killed", 2)]


def test_victims_are_no_thing(rows_of: Rows) -> None:
    (row,) = rows_of("دیروز در حمله به یک خودرو در هرات سه نفر کشته شدند.", PUBLISHED)
    assert row["target_code"] == "AFG-OBJ"
    assert [line["victim_code"] for line in row["casualties"]] == [None]
