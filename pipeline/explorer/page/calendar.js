/* Days as whole numbers since 1970-01-01, and the two calendars. No Date object is shown: it would shift days by time zone. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};
  const DAY = 86400000;
  // Solar Hijri years in which the 33-year rhythm of leap years breaks (Borkowski), good for years 1 to 3177.
  const BREAKS = [-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178];
  const whole = (a, b) => Math.trunc(a / b);

  /** Day number of a Gregorian year, month (1-12) and day. */
  function fromGregorian(year, month, day) {
    const moment = new Date(0);
    moment.setUTCFullYear(year, month - 1, day);
    return Math.round(moment.getTime() / DAY);
  }

  function toGregorian(number) {
    const moment = new Date(number * DAY);
    return [moment.getUTCFullYear(), moment.getUTCMonth() + 1, moment.getUTCDate()];
  }

  /** Day number of the first ten characters of an ISO date or moment; null for null. */
  function fromISO(text) {
    return text ? fromGregorian(+text.slice(0, 4), +text.slice(5, 7), +text.slice(8, 10)) : null;
  }

  function toISO(number) {
    const [year, month, day] = toGregorian(number);
    return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  }

  /** The Gregorian day in March on which a Solar Hijri year begins. */
  function marchDay(year) {
    let leaps = -14, before = BREAKS[0], jump = 0;
    for (let n = 1; n < BREAKS.length; n += 1) {
      jump = BREAKS[n] - before;
      if (year < BREAKS[n]) break;
      leaps += whole(jump, 33) * 8 + whole(jump % 33, 4);
      before = BREAKS[n];
    }
    const since = year - before, gregorian = year + 621;
    leaps += whole(since, 33) * 8 + whole((since % 33) + 3, 4);
    if (jump % 33 === 4 && jump - since === 4) leaps += 1;
    return 20 + leaps - (whole(gregorian, 4) - whole((whole(gregorian, 100) + 1) * 3, 4) - 150);
  }

  const nowruz = (year) => fromGregorian(year + 621, 3, marchDay(year));

  function toJalali(number) {
    let year = toGregorian(number)[0] - 621;
    if (number < nowruz(year)) year -= 1;
    const day = number - nowruz(year);
    return day < 186 ? [year, whole(day, 31) + 1, (day % 31) + 1] : [year, whole(day - 186, 30) + 7, ((day - 186) % 30) + 1];
  }

  function fromJalali(year, month, day) {
    return nowruz(year) + (month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30) + day - 1;
  }

  const parts = (number, calendar) => (calendar === 'jalali' ? toJalali(number) : toGregorian(number));
  const number = (year, month, day, calendar) =>
    (calendar === 'jalali' ? fromJalali(year, month, day) : fromGregorian(year, month, day));

  R.calendar = { fromGregorian, toGregorian, fromISO, toISO, toJalali, fromJalali, parts, number };
}());
