/* Facets: OR inside one, AND across them, live counts. Rows and values are numbers in typed arrays. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};

  /** A facet over `count` rows; `valuesOf(row)` gives the row's values, `order` sorts [value, rows] pairs. */
  function facet(key, count, valuesOf, order) {
    const totals = new Map();
    const told = new Array(count);
    for (let row = 0; row < count; row += 1) {
      told[row] = valuesOf(row);
      for (const value of told[row]) totals.set(value, (totals.get(value) || 0) + 1);
    }
    const values = [...totals].sort(order || ((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))).map((pair) => pair[0]);
    const number = new Map(values.map((value, n) => [value, n]));
    const starts = new Int32Array(count + 1);
    for (let row = 0; row < count; row += 1) starts[row + 1] = starts[row] + told[row].length;
    const codes = new Int32Array(starts[count]);
    for (let row = 0, at = 0; row < count; row += 1) for (const value of told[row]) { codes[at] = number.get(value); at += 1; }
    return { key, values, number, starts, codes, totals, single: told.every((each) => each.length === 1) };
  }

  /**
   * Which rows pass and, for each value of each facet, how many rows would pass if it alone were chosen in its facet.
   * `chosen` maps a facet's key to the values chosen in it; `base` marks rows that pass all else (null: every row).
   */
  function filter(facets, chosen, count, base) {
    const fails = new Uint8Array(count);
    const where = new Int16Array(count).fill(-1);
    if (base) for (let row = 0; row < count; row += 1) if (!base[row]) fails[row] = 2;
    facets.forEach((each, n) => {
      const wanted = chosen[each.key] || [];
      if (!wanted.length) return;
      const isWanted = new Uint8Array(each.values.length);
      for (const value of wanted) if (each.number.has(value)) isWanted[each.number.get(value)] = 1;
      for (let row = 0; row < count; row += 1) {
        if (each.single) {
          if (!isWanted[each.codes[row]] && fails[row] < 2) { fails[row] += 1; where[row] = n; }
          continue;
        }
        let passes = 0;
        for (let at = each.starts[row]; at < each.starts[row + 1]; at += 1) passes |= isWanted[each.codes[at]];
        if (!passes && fails[row] < 2) { fails[row] += 1; where[row] = n; }
      }
    });
    const mask = new Uint8Array(count);
    let total = 0;
    for (let row = 0; row < count; row += 1) if (!fails[row]) { mask[row] = 1; total += 1; }
    const counts = facets.map((each, n) => {
      const found = new Int32Array(each.values.length);
      for (let row = 0; row < count; row += 1) {
        if (fails[row] === 0 || (fails[row] === 1 && where[row] === n)) {
          if (each.single) found[each.codes[row]] += 1;
          else for (let at = each.starts[row]; at < each.starts[row + 1]; at += 1) found[each.codes[at]] += 1;
        }
      }
      return found;
    });
    return { mask, total, counts };
  }

  R.facets = { facet, filter };
}());
