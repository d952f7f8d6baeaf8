/* The one formatter: every date, number, range and moment that the page shows is written here, for one language and calendar. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};
  const Calendar = globalThis.RuydadCalendar;
  const UNTOLD_YEAR = /^XXXX-(\d\d)(?:-(\d\d))? SH/;
  const missing = (value) => value === null || value === undefined;

  /** `lang` is fa or en, `calendar` jalali or gregorian. */
  function formatter(lang, calendar) {
    const persian = lang === 'fa';
    const digits = (text) => (persian ? Calendar.digits(text, lang) : String(text));
    const month = (number) => Calendar.monthName(number, lang, calendar);
    const parts = (number) => Calendar.parts(number, calendar);
    const era = (year) => digits(year) + (calendar === 'jalali' && !persian ? ' SH' : '');

    function number(value) {
      const grouped = String(value).replace(/\B(?=(\d{3})+(?!\d))/g, persian ? '٬' : ',');
      return digits(grouped);
    }

    /** A figure: `low` alone is at least, `high` alone at most, both equal one number; '' where both are missing. */
    function range(low, high) {
      if (missing(low) && missing(high)) return '';
      if (missing(high)) return persian ? `دست‌کم ${number(low)}` : `at least ${number(low)}`;
      if (missing(low)) return persian ? `حداکثر ${number(high)}` : `at most ${number(high)}`;
      if (low === high) return number(low);
      return persian ? `${number(low)} تا ${number(high)}` : `${number(low)}–${number(high)}`;
    }

    /** A day by its number (days since 1970-01-01). */
    function day(number) {
      const { y, m, d } = parts(number);
      return `${digits(d)} ${month(m)} ${era(y)}`;
    }

    /** A span of days: a whole month or year of this calendar by its name, else from and to. */
    function span(start, end) {
      if (start === end) return day(start);
      const from = parts(start), till = parts(end);
      const isWhole = from.d === 1 && parts(end + 1).d === 1 && from.y === till.y;
      if (isWhole && from.m === till.m) return `${month(from.m)} ${era(from.y)}`;
      if (isWhole && from.m === 1 && till.m === 12) return era(from.y);
      const to = persian ? ' تا ' : ' – ';
      if (from.y === till.y && from.m === till.m) return `${digits(from.d)}${persian ? to : '–'}${day(end)}`;
      if (from.y === till.y) return `${digits(from.d)} ${month(from.m)}${to}${day(end)}`;
      return day(start) + to + day(end);
    }

    /** Solar Hijri text of the tables whose year is untold; '' where it is not of that form. */
    function withoutYear(jalali) {
      const found = UNTOLD_YEAR.exec(jalali || '');
      if (!found) return '';
      const name = Calendar.monthName(+found[1], lang, 'jalali');
      return `${found[2] ? `${digits(+found[2])} ` : ''}${name}${persian ? '، سال ناگفته' : ', year untold'}`;
    }

    /** A moment of publication, local as written; midnight stands for an untold hour. */
    function moment(iso) {
      if (!iso) return '';
      const told = day(Calendar.dayNumber(iso));
      return iso.length > 10 ? `${told}${persian ? '، ساعت ' : ', '}${digits(iso.slice(11, 16))}` : told;
    }

    const coordinate = (value) => digits(value.toFixed(3));
    const share = (value) => (persian ? `${digits(Math.round(value * 100))}٪` : `${Math.round(value * 100)}%`);
    const signed = (value) => digits(`${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`);
    const year = era;
    return { lang, calendar, digits, number, range, day, span, withoutYear, moment, coordinate, share, signed, year };
  }

  R.formatter = formatter;
}());
