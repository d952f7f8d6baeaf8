// Facets: OR inside one, AND across, counts of what each value would give, zero kept.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { facets, store, storeParts } = require("./load.js");
const ROWS = [
  { type: ["a"], place: ["x"], who: ["p", "q"] }, { type: ["a"], place: ["y"], who: ["p"] }, { type: ["b"], place: ["x"], who: [] },
  { type: ["c"], place: ["z"], who: ["q"] },
];
/** A facet of rows that list their values, each row a group of its own. */
const listed = (key, rows) => facets.facet(key, rows.map((row, n) => n), rows.map((row) => row[key]));
const made = () => ["type", "place", "who"].map((key) => listed(key, ROWS));
const counted = (found, all, n) => Object.fromEntries(all[n].values.map((value, at) => [value, found.counts[n][at]]));

test("nothing chosen: everything passes and counts are totals", () => {
  const all = made(), found = facets.filter(all, {}, ROWS.length, null);
  assert.equal(found.total, 4);
  assert.deepEqual(counted(found, all, 0), { a: 2, b: 1, c: 1 });
});

test("OR inside, AND across, and a facet's own choice does not lower its counts", () => {
  const all = made(), found = facets.filter(all, { type: ["a", "b"], place: ["x"] }, ROWS.length, null);
  assert.deepEqual([...found.mask], [1, 0, 1, 0]);
  assert.deepEqual(counted(found, all, 0), { a: 1, b: 1, c: 0 });
  assert.deepEqual(counted(found, all, 1), { x: 2, y: 1, z: 0 });
  assert.deepEqual(counted(found, all, 2), { p: 1, q: 1 });
});

test("a value that nothing has passes nothing", () => {
  assert.equal(facets.filter(made(), { type: ["gone"] }, ROWS.length, null).total, 0);
});

test("what search or time leaves out counts nowhere", () => {
  const all = made(), found = facets.filter(all, { type: ["a"] }, ROWS.length, Uint8Array.from([0, 1, 1, 1]));
  assert.deepEqual([...found.mask], [0, 1, 0, 0]);
  assert.deepEqual(counted(found, all, 0), { a: 1, b: 1, c: 1 });
});

test("against counting by hand on random rows", () => {
  let seed = 7;
  const draw = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n; };
  const rows = Array.from({ length: 300 }, () => ({ one: [String(draw(4))], many: Array.from({ length: draw(3) }, (_, n) => String(draw(3) + 3 * n)) }));
  const all = ["one", "many"].map((key) => listed(key, rows));
  for (const chosen of [{ one: ["1", "2"] }, { many: ["0"] }, { one: ["0"], many: ["1", "4"] }]) {
    const passes = (row, but) => Object.entries(chosen).every(([key, wanted]) => key === but || row[key].some((each) => wanted.includes(each)));
    const found = facets.filter(all, chosen, rows.length, null);
    assert.deepEqual([...found.mask], rows.map((row) => (passes(row) ? 1 : 0)));
    all.forEach((facet, n) => facet.values.forEach((value, at) =>
      assert.equal(found.counts[n][at], rows.filter((row) => row[facet.key].includes(value) && passes(row, facet.key)).length)));
  }
});

test("an untold toll is no zero", () => {
  assert.equal(storeParts.band(null, null), "");
  assert.equal(storeParts.band(0, 0), "0");
  assert.equal(storeParts.band(null, 30), "25");
  assert.equal(storeParts.band(4, 1), "1");
  assert.equal(storeParts.band(1000, null), "100");
});

test("incidents: places without a point, days without a day, years in the order of time", () => {
  const words = (...cells) => ({ words: [...new Set(cells.filter((each) => each !== null))], rows: cells.map((each) => [...new Set(cells.filter((other) => other !== null))].indexOf(each)) });
  const none = words(null, null, null), zero = [0, 0, 0];
  const columns = {
    incident_id: ["i1", "i2", "i3"], date_start: words("2022-03-20", null, "2023-01-05"), date_end: words("2022-03-21", null, "2023-01-05"),
    not_after: words(null, "2022-05-01", null), geo_precision: words("site", "province", null), latitude: [34.5, 35, null], longitude: [69, 70, null],
    event_type: none, sub_event_type: none, country: none, actor_code: none, target_code: none, source_types: words("police media", null, "police"),
    killed_best: [null, 0, 7], killed_low: [null, 0, 5], is_disputed: [1, 0, 0], is_denied: [0, 0, 1], source_count: [1, 1, 1], event_count: [1, 1, 1],
  };
  columns.killed_high = columns.killed_low; columns.told_low = columns.told_high = zero;
  const made = store(columns);
  assert.deepEqual([...made.hasPoint], [1, 0, 0]);
  assert.deepEqual([...made.hasDay], [1, 0, 1]);
  assert.deepEqual([...made.oldest], [0, 2, 1]);
  assert.deepEqual([...made.newest], [2, 0, 1]);
  assert.deepEqual(made.disputed, []);
  assert.deepEqual(store({ ...columns, source_count: [2, 1, 1] }).disputed, [0]);
  const years = made.facets.find((each) => each.key === "year_jalali");
  assert.deepEqual(years.values, ["1400", "1401", ""]);
  assert.deepEqual([...storeParts.inRange(made, made.start[2], made.end[2])], [0, 0, 1]);
});
