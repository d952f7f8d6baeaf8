// Columns, ticks and lanes of the timeline.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const path = require("node:path");
const page = path.join(__dirname, "../../pipeline/explorer/page");
const timeline = require(path.join(page, "timeline.js"));
const calendar = require(path.join(page, "calendar.js"));
const day = (iso) => calendar.dayNumber(iso);
const isos = (days) => days.map(calendar.isoOfDay);
const bare = (labels) => labels.map((each) => each.replace(/[\u2066-\u2069]/g, ""));

test("how a date is known decides how it is drawn", () => {
  assert.equal(timeline.kindOf({ start: "2022-09-13", end: "2022-09-13", open: false }).kind, timeline.EXACT);
  assert.equal(timeline.kindOf({ start: "2022-09-13", end: "2022-09-15", open: false }).kind, timeline.SPAN);
  assert.equal(timeline.kindOf({ start: null, end: "2022-09-15", open: true }).kind, timeline.UNTIL);
  assert.deepEqual(timeline.kindOf({ start: null, end: "2022-09-15", open: true }).start, null);
  assert.equal(timeline.kindOf({ start: "2022-09-15", end: null, open: false }).kind, timeline.SINCE);
  assert.equal(timeline.kindOf({ start: null, end: null, open: true }).kind, timeline.UNDATED);
});

test("the undated do not stretch time to 1970", () => {
  const dates = [{ start: null, end: null }, { start: "2022-09-13", end: "2022-09-13" }].map(timeline.kindOf);
  assert.deepEqual(isos(timeline.extentsOf(dates).full), ["2022-09-13", "2022-09-14"]);
  assert.equal(timeline.extentsOf([dates[0]]), null);
});

test("columns are months and years of the chosen calendar", () => {
  assert.deepEqual(isos(timeline.edgesOf(day("2022-09-01"), day("2022-11-01"), "month", "jalali")),
    ["2022-08-23", "2022-09-23", "2022-10-23", "2022-11-22"]);
  assert.deepEqual(isos(timeline.edgesOf(day("2022-09-05"), day("2022-11-01"), "month", "gregorian")),
    ["2022-09-01", "2022-10-01", "2022-11-01"]);
  assert.deepEqual(isos(timeline.edgesOf(day("2021-01-05"), day("2022-03-22"), "year", "jalali")),
    ["2020-03-20", "2021-03-21", "2022-03-21", "2023-03-21"]);
});

test("a day lies in the column that begins with it", () => {
  const edges = timeline.edgesOf(day("2022-09-01"), day("2022-11-01"), "month", "jalali");
  assert.equal(timeline.columnOf(day("2022-09-22"), edges), 0);
  assert.equal(timeline.columnOf(day("2022-09-23"), edges), 1);
  assert.equal(timeline.columnOf(day("2022-11-22"), edges), -1);
  assert.equal(timeline.columnOf(day("2022-08-22"), edges), -1);
});

test("the span seen decides whether days, months or years are counted", () => {
  assert.deepEqual([30, 400, 4000].map(timeline.unitFor), ["day", "month", "year"]);
});

test("ticks of a Jalali axis are Jalali months, in both languages", () => {
  const { unit, days } = timeline.ticksOf(day("2022-08-23"), day("2023-04-20"), 700, "jalali");
  assert.equal(unit, "month");
  assert.deepEqual(bare(timeline.tickLabels(days, unit, "fa", "jalali")),
    ["شهریور\n۱۴۰۱", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند", "فروردین\n۱۴۰۲"]);
  assert.deepEqual(bare(timeline.tickLabels(days, unit, "en", "jalali")).slice(0, 2), ["Shahrivar\n1401", "Mehr"]);
});

test("ticks of days have the month below, once, and never stand closer than their text", () => {
  const { unit, days } = timeline.ticksOf(day("2022-09-10"), day("2022-10-25"), 320, "gregorian");
  assert.equal(unit, "day");
  assert.deepEqual(bare(timeline.tickLabels(days, unit, "fa", "gregorian")),
    ["۱۱", "۲۱", "۱\nاکتبر ۲۰۲۲", "۱۱", "۲۱"]);
  for (const [from, to] of [["1990-01-01", "2024-01-01"], ["2022-01-01", "2024-01-01"], ["1800-01-01", "2100-01-01"]]) {
    assert.ok(timeline.ticksOf(day(from), day(to), 320, "jalali").days.length <= 7);
  }
});

test("bars in one lane do not touch, and too many lanes are told", () => {
  assert.deepEqual(timeline.lanesOf([[0, 10], [5, 15], [12, 20], [16, 30]], 1, 9), { lanes: [0, 1, 0, 1], count: 2 });
  assert.equal(timeline.lanesOf([[0, 10], [1, 10], [2, 10]], 1, 2), null);
});
