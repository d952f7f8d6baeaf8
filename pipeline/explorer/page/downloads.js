/* Files for the person: the lines of the release's own CSV files, byte for byte, of the incidents that are seen. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};
  const { load, save } = R.dom;
  const MARK = '\ufeff';

  /** The CSV text of the rows of the mask: header and lines of `table` (incidents or events), in the order of the file. */
  async function linesOf(table, mask, about) {
    const size = about.in_file, lines = [];
    for (let first = 0; first < mask.length; first += size) {
      if (!mask.subarray(first, first + size).includes(1)) continue;
      const part = await load(`rows/${table}/${first / size}`);
      part.forEach((told, n) => {
        if (!mask[first + n]) return;
        if (table === 'incidents') lines.push([first + n, told]);
        else lines.push(...told);
      });
    }
    lines.sort((a, b) => a[0] - b[0]);
    return MARK + about.headers[table] + lines.map((each) => each[1]).join('');
  }

  async function saveSeen(table, mask, about) {
    save(`ruydad-${about.id}-${table}.csv`, await linesOf(table, mask, about), 'text/csv;charset=utf-8');
  }

  /** Ways to read the release, or the incidents seen, in three tools; `ids` null means all. */
  function snippets(ids) {
    const quoted = ids && ids.map((id) => `"${id}"`).join(', ');
    const single = ids && ids.map((id) => `'${id}'`).join(', ');
    return {
      pandas: `import pandas as pd\nincidents = pd.read_parquet("incidents.parquet")\nevents = pd.read_parquet("events.parquet")`
        + (ids ? `\nseen = [${quoted}]\nincidents = incidents[incidents["incident_id"].isin(seen)]\nevents = events[events["incident_id"].isin(seen)]` : ''),
      DuckDB: `SELECT * FROM 'incidents.parquet'${ids ? `\nWHERE incident_id IN (${single})` : ''};\nSELECT * FROM 'events.parquet'${ids ? `\nWHERE incident_id IN (${single})` : ''};`,
      R: `library(arrow)\nincidents <- read_parquet("incidents.parquet")\nevents <- read_parquet("events.parquet")`
        + (ids ? `\nseen <- c(${quoted})\nincidents <- incidents[incidents$incident_id %in% seen, ]\nevents <- events[events$incident_id %in% seen, ]` : ''),
    };
  }

  R.downloads = { linesOf, saveSeen, snippets };
}());
