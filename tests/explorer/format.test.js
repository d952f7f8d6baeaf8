// The one formatter: numbers, ranges and days in two languages and calendars.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { formatter } = require("./load.js");
const fa = formatter("fa", "jalali"), en = formatter("en", "gregorian"), mixed = formatter("fa", "gregorian"), solar = formatter("en", "jalali");
const day = (iso) => globalThis.RuydadCalendar.dayNumber(iso);

test("figures: equal, at least, at most, between, untold", () => {
  assert.equal(fa.range(5, 5), "۵");
  assert.equal(fa.range(10, 15), "۱۰ تا ۱۵");
  assert.equal(fa.range(5, null), "دست‌کم ۵");
  assert.equal(fa.range(null, 5), "حداکثر ۵");
  assert.equal(fa.range(null, undefined), "");
  assert.equal(fa.range(0, 0), "۰");
  assert.equal(en.range(1200, 4000), "1,200–4,000");
  assert.equal(en.range(5, null), "at least 5");
  assert.equal(fa.number(1234567), "۱٬۲۳۴٬۵۶۷");
});

test("days in both calendars and languages, wherever the reader is", () => {
  assert.equal(fa.day(day("2022-09-13")), "۲۲ شهریور ۱۴۰۱");
  assert.equal(en.day(day("2022-09-13")), "13 September 2022");
  assert.equal(mixed.day(day("2022-09-13")), "۱۳ سپتامبر ۲۰۲۲");
  assert.equal(solar.day(day("2022-09-13")), "22 Shahrivar 1401 SH");
});

test("a whole month or year is told by its name in its own calendar alone", () => {
  assert.equal(fa.span(day("2022-08-23"), day("2022-09-22")), "شهریور ۱۴۰۱");
  assert.equal(en.span(day("2022-09-01"), day("2022-09-30")), "September 2022");
  assert.equal(fa.span(day("2022-09-01"), day("2022-09-30")), "۱۰ شهریور تا ۸ مهر ۱۴۰۱");
  assert.equal(fa.span(day("2022-03-21"), day("2023-03-20")), "۱۴۰۱");
  assert.equal(en.span(day("2022-01-01"), day("2022-12-31")), "2022");
  assert.equal(fa.span(day("2022-09-12"), day("2022-09-13")), "۲۱ تا ۲۲ شهریور ۱۴۰۱");
  assert.equal(en.span(day("2022-12-31"), day("2023-01-01")), "31 December 2022 – 1 January 2023");
});

test("a day whose year is untold stays without one", () => {
  assert.equal(fa.withoutYear("XXXX-06-21 SH"), "۲۱ شهریور، سال ناگفته");
  assert.equal(en.withoutYear("XXXX-06-21 SH"), "21 Shahrivar, year untold");
  assert.equal(fa.withoutYear("1401-06-21 SH"), "");
  assert.equal(fa.withoutYear(null), "");
});

test("moments keep the hour as written and tell no midnight", () => {
  assert.equal(fa.moment("2022-09-14T21:02"), "۲۳ شهریور ۱۴۰۱، ساعت ۲۱:۰۲");
  assert.equal(en.moment("2022-09-14"), "14 September 2022");
  assert.equal(en.moment(null), "");
});

test("every hour of the day in every time zone gives the same day", () => {
  for (const iso of ["2022-03-21", "2022-09-22", "1999-12-31"]) assert.equal(globalThis.RuydadCalendar.isoOfDay(day(iso)), iso);
});
