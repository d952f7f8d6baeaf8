"""Which rows are reviewed: by default the doubtful ones, else those asked for; a sample is the same for all."""

import pandas as pd
import pytest

from pipeline.review.choosing import Wish, choose
from pipeline.run.errors import UsageError


@pytest.mark.parametrize(
    ("wish", "events"),
    [
        (Wish(), ["e3", "e2", "e1"]),  # e1 is sure, but its incident is disputed
        (Wish(below=0.2), ["e3", "e2", "e1"]),
        (Wish(incident="i1"), ["e2", "e1"]),
        (Wish(where=["confidence>=0.5"]), ["e2", "e1"]),
        (Wish(where=["killed_low>5", "status=happened"]), ["e2"]),
        (Wish(where=["killed_low="]), ["e3"]),
        (Wish(where=["country!="]), ["e1"]),
        (Wish(where=["weapons=ied"]), ["e1"]),
        (Wish(where=["is_disputed=false"]), ["e3"]),
        (Wish(where=["date_start<2022-10-01"]), ["e1"]),
        (Wish(order="date"), ["e1", "e2", "e3"]),
        (Wish(order="dispute"), ["e1", "e2", "e3"]),
    ],
)
def test_rows_asked_for(release, wish, events):
    assert choose(release, wish) == events


def test_a_sample_is_the_same_rows_whatever_their_order(release):
    three = choose(release, Wish(sample=2))
    shuffled = {**release.tables, "events": release.tables["events"].iloc[::-1].reset_index(drop=True)}
    assert choose(type(release)(release.id, shuffled), Wish(sample=2)) == three
    assert len(three) == 2
    assert set(choose(release, Wish(sample=1))) < set(three)


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (Wish(where=["countri=AFG"]), "no column countri. Did you mean country?"),
        (Wish(where=["status=hapened"]), "hapened is not in the code list status. Did you mean happened?"),
        (Wish(where=["killed_low=many"]), "many is no integer"),
        (Wish(where=["country"]), "is no filter; write COLUMN=VALUE"),
        (Wish(where=["country<"]), "can only be asked for with = or !="),
        (Wish(incident="i9"), "There is no incident i9"),
        (Wish(order="confidnce"), "Did you mean confidence?"),
    ],
)
def test_a_wish_that_cannot_be_served(release, wish, told):
    with pytest.raises(UsageError) as error:
        choose(release, wish)
    assert told in str(error.value)


def test_only_disputed_incidents_count(release):
    calm = release.tables["incidents"].assign(is_disputed=pd.Series([False], dtype="boolean"))
    quiet = type(release)(release.id, {**release.tables, "incidents": calm})
    assert choose(quiet, Wish()) == ["e3", "e2"]
