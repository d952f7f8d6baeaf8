"""The FeatureCollection has the shape of RFC 7946, and a point only where there is one."""

import json

from pipeline.exports import geojson

from .conftest import FULL


def collection(release, **options):
    (text,) = geojson.export(release, **options).texts.values()
    return json.loads(text)


def test_the_shape_of_rfc_7946(release):
    found = collection(release)
    assert found["type"] == "FeatureCollection" and set(found) == {"type", "features"}
    for feature in found["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"} and feature["type"] == "Feature"
        if feature["geometry"] is not None:
            assert feature["geometry"]["type"] == "Point"
            longitude, latitude = feature["geometry"]["coordinates"]
            assert -180 <= longitude <= 180 and -90 <= latitude <= 90
    assert found["features"][0]["geometry"]["coordinates"] == [47.97, 34.07]  # longitude first


def test_a_coarse_place_has_no_point_and_says_so(release):
    told = {each["id"]: each for each in collection(release)["features"]}
    assert told["n08"]["geometry"] is None
    assert told["n08"]["properties"]["geo_precision"] == "country"
    assert told["n10"]["geometry"] is not None  # a district
    assert all((each["geometry"] is None) == (n in ("n08", "n09")) for n, each in told.items())


def test_null_stays_null(release):
    told = {each["id"]: each["properties"] for each in collection(release)["features"]}
    assert told["n10"]["killed_best"] is None and told["n07"]["date_start"] is None
    assert told["n01"]["date_start"] == "2023-05-04"


def test_the_victims_words_are_withheld(release):
    (first, *_), (named, *_) = (collection(release, names=names)["features"] for names in (False, True))
    assert first["properties"]["target_text"] is None
    assert named["properties"]["target_text"] == FULL["target_text"]
