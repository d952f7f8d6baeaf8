// Calendar arithmetic of the page. The dense comparison with pipeline.dates.calendars is in test_charts_calendar.py.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const path = require("node:path");
const calendar = require(path.join(__dirname, "../../pipeline/explorer/page/calendar.js"));

test("days go both ways", () => {
  assert.deepEqual(calendar.toJalali("2022-09-12"), { y: 1401, m: 6, d: 21 });
  assert.equal(calendar.fromJalali(1401, 6, 21), "2022-09-12");
  assert.equal(calendar.fromJalali(1403, 12, 30), "2025-03-20");
});

test("a day that the calendar lacks is null, not the day after", () => {
  assert.equal(calendar.fromJalali(1404, 12, 30), null);
  assert.equal(calendar.fromJalali(1401, 7, 31), null);
  assert.equal(calendar.fromJalali(1401, 13, 1), null);
});

test("no day stays no day", () => {
  assert.equal(calendar.toJalali(null), null);
  assert.equal(calendar.dayNumber(undefined), null);
  assert.equal(calendar.format(null, "fa", "jalali"), "نامعلوم");
  assert.equal(calendar.format(null, "en", "jalali"), "unknown");
});

test("both calendars in both languages", () => {
  assert.equal(calendar.format("2022-09-12", "fa", "jalali"), "۲۱ شهریور ۱۴۰۱");
  assert.equal(calendar.format("2022-09-12", "en", "jalali"), "21 Shahrivar 1401");
  assert.equal(calendar.format("2022-09-12", "fa", "gregorian"), "۱۲ سپتامبر ۲۰۲۲");
  assert.equal(calendar.format("2022-09-12T23:30:00", "en", "gregorian"), "12 September 2022");
});

test("a day with its time lies within its day", () => {
  assert.equal(calendar.moment("1970-01-02T06:00:00"), 1.25);
  assert.equal(calendar.moment("1970-01-02"), 1);
  assert.equal(calendar.moment(null), null);
});

test("a thirteenth month is the first of the next year", () => {
  assert.equal(calendar.isoOfDay(calendar.dayOf(1401, 13, 1, "jalali")), "2023-03-21");
  assert.equal(calendar.isoOfDay(calendar.dayOf(2022, 13, 1, "gregorian")), "2023-01-01");
});

test("digits follow the language and come back", () => {
  assert.equal(calendar.digits("10–15", "fa"), "۱۰–۱۵");
  assert.equal(calendar.digits("۱۰–۱۵", "en"), "10–15");
  assert.equal(calendar.digits(0, "fa"), "۰");
});
