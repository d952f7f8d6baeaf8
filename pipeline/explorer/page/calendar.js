/* RuydadCalendar: Solar Hijri and Gregorian days, month names and digits.

In: ISO days ("2022-09-12", also with a time behind), numbers of a Solar Hijri day. Out: the same in the other calendar,
as text in either language. Everything is counted on day numbers (days since 1970-01-01), never through Date, whose
reading of a day depends on where the reader lives. Leap years go by the 33-year cycle, as pipeline.dates.calendars. */
"use strict";

var RuydadCalendar = (function () {
  const JALALI_FA = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];
  const JALALI_EN = ["Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey",
    "Bahman", "Esfand"];
  const GREGORIAN_FA = ["ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"];
  const GREGORIAN_EN = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];
  const LEAP_IN_CYCLE = [1, 5, 9, 13, 17, 22, 26, 30];
  const CYCLE = 33, CYCLE_DAYS = 33 * 365 + 8, LONG_MONTHS = 6;
  const FIRST_DAY = dayOfCivil(622, 3, 21); // where the 33-year cycle, run back, puts 1 Farvardin 1
  const UNKNOWN = { fa: "نامعلوم", en: "unknown" };

  /** Days since 1970-01-01 of a Gregorian day, by arithmetic alone. */
  function dayOfCivil(year, month, day) {
    const y = month <= 2 ? year - 1 : year;
    const era = Math.floor(y / 400), ofEra = y - era * 400;
    const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
    return era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468;
  }

  /** The Gregorian {y, m, d} of a day number. */
  function civilOfDay(number) {
    const z = number + 719468, era = Math.floor(z / 146097), ofEra = z - era * 146097;
    const year = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365);
    const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
    const shifted = Math.floor((5 * ofYear + 2) / 153), month = shifted + (shifted < 10 ? 3 : -9);
    return { y: year + era * 400 + (month <= 2 ? 1 : 0), m: month, d: ofYear - Math.floor((153 * shifted + 2) / 5) + 1 };
  }

  /** The day number of the day that an ISO text begins with; null for null or anything else. */
  function dayNumber(iso) {
    const found = /^(\d{4,})-(\d\d)-(\d\d)/.exec(iso || "");
    return found ? dayOfCivil(+found[1], +found[2], +found[3]) : null;
  }

  /** Day number with the time of day as a fraction: "2022-09-12T06:00:00" is 19247.25. */
  function moment(iso) {
    const day = dayNumber(iso), time = /^[^T ]+[T ](\d\d):(\d\d)/.exec(iso || "");
    return day === null || !time ? day : day + (+time[1] * 60 + +time[2]) / 1440;
  }

  function pad(number, width) { return String(number).padStart(width, "0"); }

  function isoOfDay(number) {
    const { y, m, d } = civilOfDay(number);
    return pad(y, 4) + "-" + pad(m, 2) + "-" + pad(d, 2);
  }

  /** Whether a Solar Hijri year has 366 days. */
  function isLeap(year) { return LEAP_IN_CYCLE.includes(year % CYCLE); }

  /** The day number of 1 Farvardin. */
  function firstOfYear(year) {
    const past = year - 1, cycles = Math.floor(past / CYCLE), rest = past - cycles * CYCLE;
    return FIRST_DAY + cycles * CYCLE_DAYS + rest * 365 + LEAP_IN_CYCLE.filter((each) => each <= rest).length;
  }

  function jalaliOfDay(number) {
    let year = civilOfDay(number).y - 621;
    if (number < firstOfYear(year)) year -= 1;
    const ofYear = number - firstOfYear(year), rest = ofYear - LONG_MONTHS * 31;
    return rest < 0 ? { y: year, m: Math.floor(ofYear / 31) + 1, d: (ofYear % 31) + 1 }
      : { y: year, m: LONG_MONTHS + Math.floor(rest / 30) + 1, d: (rest % 30) + 1 };
  }

  function dayOfJalali(year, month, day) {
    return firstOfYear(year) + (month <= LONG_MONTHS ? (month - 1) * 31 : (month - 1) * 30 + LONG_MONTHS) + day - 1;
  }

  /** Days of a Solar Hijri month. */
  function monthLength(year, month) { return month <= LONG_MONTHS ? 31 : month < 12 || isLeap(year) ? 30 : 29; }

  /** {y, m, d} of a day number in a calendar. */
  function parts(number, calendar) { return calendar === "jalali" ? jalaliOfDay(number) : civilOfDay(number); }

  /** The day number of a day of a calendar; a month of 13 and more runs on into the years after. */
  function dayOf(year, month, day, calendar) {
    const y = year + Math.floor((month - 1) / 12), m = ((month - 1) % 12 + 12) % 12 + 1;
    return calendar === "jalali" ? dayOfJalali(y, m, day) : dayOfCivil(y, m, day);
  }

  /** Solar Hijri {y, m, d} of an ISO day; null for null. */
  function toJalali(iso) {
    const number = dayNumber(iso);
    return number === null ? null : jalaliOfDay(number);
  }

  /** ISO day of a Solar Hijri day; null where the calendar has no such day. */
  function fromJalali(year, month, day) {
    const told = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
    return told ? isoOfDay(dayOfJalali(year, month, day)) : null;
  }

  /** Name of a month (1–12), of the Solar Hijri calendar unless "gregorian" is asked for. */
  function monthName(month, lang, calendar) {
    if (calendar === "gregorian") return (lang === "fa" ? GREGORIAN_FA : GREGORIAN_EN)[month - 1];
    return (lang === "fa" ? JALALI_FA : JALALI_EN)[month - 1];
  }

  /** A text or number with Persian digits in Persian and Latin digits in English. */
  function digits(text, lang) {
    const latin = String(text).replace(/[۰-۹]/g, (each) => String(each.charCodeAt(0) - 0x6f0));
    return lang === "fa" ? latin.replace(/[0-9]/g, (each) => String.fromCharCode(0x6f0 + +each)) : latin;
  }

  /** "21 Shahrivar 1401", «۲۱ شهریور ۱۴۰۱»; null reads "unknown". */
  function format(iso, lang, calendar) {
    const number = dayNumber(iso);
    if (number === null) return UNKNOWN[lang];
    const { y, m, d } = parts(number, calendar);
    return digits(d + " " + monthName(m, lang, calendar) + " " + y, lang);
  }

  return { toJalali, fromJalali, monthName, format, digits, dayNumber, isoOfDay, moment, parts, dayOf, monthLength };
})();

if (typeof module !== "undefined") module.exports = RuydadCalendar;
