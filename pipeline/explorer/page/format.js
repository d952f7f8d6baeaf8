/* The one formatter: every date, number, range and moment that the page shows is written here, for one language and calendar. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};
  const MONTHS = {
    fa: {
      jalali: 'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند'.split(' '),
      gregorian: 'ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر'.split(' '),
    },
    en: {
      jalali: 'Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand'.split(' '),
      gregorian: 'January February March April May June July August September October November December'.split(' '),
    },
  };
  const UNTOLD_YEAR = /^XXXX-(\d\d)(?:-(\d\d))? SH/;
  const missing = (value) => value === null || value === undefined;

  /** `lang` is fa or en, `calendar` jalali or gregorian. */
  function formatter(lang, calendar) {
    const persian = lang === 'fa';
    const months = MONTHS[lang][calendar];
    const digits = (text) => (persian ? String(text).replace(/[0-9]/g, (each) => '۰۱۲۳۴۵۶۷۸۹'[each]) : String(text));
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

    function day(day) {
      const [year, month, date] = R.calendar.parts(day, calendar);
      return `${digits(date)} ${months[month - 1]} ${era(year)}`;
    }

    /** A span of days: a whole month or year of this calendar by its name, else from and to. */
    function span(start, end) {
      if (start === end) return day(start);
      const [y1, m1, d1] = R.calendar.parts(start, calendar);
      const [y2, m2, d2] = R.calendar.parts(end, calendar);
      const begins = d1 === 1, ends = R.calendar.parts(end + 1, calendar)[2] === 1;
      if (begins && ends && y1 === y2 && m1 === m2) return `${months[m1 - 1]} ${era(y1)}`;
      if (begins && ends && y1 === y2 && m1 === 1 && m2 === 12) return era(y1);
      const to = persian ? ' تا ' : ' – ';
      if (y1 === y2 && m1 === m2) return `${digits(d1)}${persian ? to : '–'}${digits(d2)} ${months[m1 - 1]} ${era(y1)}`;
      if (y1 === y2) return `${digits(d1)} ${months[m1 - 1]}${to}${digits(d2)} ${months[m2 - 1]} ${era(y1)}`;
      return day(start) + to + day(end);
    }

    /** Solar Hijri text of the tables whose year is untold; '' where it is not of that form. */
    function withoutYear(jalali) {
      const found = UNTOLD_YEAR.exec(jalali || '');
      if (!found) return '';
      const month = MONTHS[lang].jalali[found[1] - 1];
      return `${found[2] ? `${digits(+found[2])} ` : ''}${month}${persian ? '، سال ناگفته' : ', year untold'}`;
    }

    /** A moment of publication, local as written; midnight stands for an untold hour. */
    function moment(iso) {
      if (!iso) return '';
      const told = day(R.calendar.fromISO(iso));
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
