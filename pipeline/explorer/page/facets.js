/* Facets: OR inside one, AND across them, live counts. Rows and values are numbers in typed arrays. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};

  /**
   * A facet over rows. Rows that have the same values are of one group: `groupOf[row]` is the group's number, -1 where the
   * row has none; `valuesOf[group]` lists its values. `order` sorts [value, rows] pairs.
   */
  function facet(key, groupOf, valuesOf, order) {
    const groups = [...valuesOf, ['']], none = valuesOf.length;
    const rows = new Int32Array(groupOf.length), sizes = new Int32Array(groups.length);
    for (let row = 0; row < rows.length; row += 1) {
      rows[row] = groupOf[row] < 0 ? none : groupOf[row];
      sizes[rows[row]] += 1;
    }
    const totals = new Map();
    groups.forEach((values, group) => {
      if (sizes[group]) for (const value of values) totals.set(value, (totals.get(value) || 0) + sizes[group]);
    });
    const values = [...totals].sort(order || ((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))).map((pair) => pair[0]);
    const number = new Map(values.map((value, n) => [value, n]));
    const codes = groups.map((each, group) => (sizes[group] ? each.map((value) => number.get(value)) : []));
    return { key, values, rows, codes };
  }

  /**
   * Which rows pass and, for each value of each facet, how many rows would pass if it alone were chosen in its facet.
   * `chosen` maps a facet's key to the values chosen in it; `base` marks rows that pass all else (null: every row).
   */
  function filter(facets, chosen, count, base) {
    const fails = new Uint8Array(count);
    const where = new Int16Array(count).fill(-1);
    if (base) for (let row = 0; row < count; row += 1) if (!base[row]) fails[row] = 2;
    facets.forEach(({ key, values, rows, codes }, n) => {
      const wanted = chosen[key] || [];
      if (!wanted.length) return;
      const passes = Uint8Array.from(codes, (each) => (each.some((code) => wanted.includes(values[code])) ? 1 : 0));
      for (let row = 0; row < count; row += 1) {
        if (!passes[rows[row]] && fails[row] < 2) { fails[row] += 1; where[row] = n; }
      }
    });
    const mask = new Uint8Array(count);
    let total = 0;
    for (let row = 0; row < count; row += 1) if (!fails[row]) { mask[row] = 1; total += 1; }
    const counts = facets.map(({ values, rows, codes }, n) => {
      const sizes = new Int32Array(codes.length), found = new Int32Array(values.length);
      for (let row = 0; row < count; row += 1) if (fails[row] === 0 || (fails[row] === 1 && where[row] === n)) sizes[rows[row]] += 1;
      codes.forEach((each, group) => { for (const code of each) found[code] += sizes[group]; });
      return found;
    });
    return { mask, total, counts };
  }

  R.facets = { facet, filter };
}());
