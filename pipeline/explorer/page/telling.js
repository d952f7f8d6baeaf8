/* How incidents, figures and days are told: one place for the list, the pages and the charts. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};
  const { el, value, source } = R.dom;
  const { dayNumber } = globalThis.RuydadCalendar;

  /** `words` and `format` of the language and calendar that are on. */
  function telling(words, format) {
    const persian = words.lang === 'fa';

    /** When it happened; `row` has date_start, date_end, date_jalali and the bound of untold days, as ISO text. */
    function when({ date_start: start, date_end: end, date_jalali: jalali, not_after: bound }) {
      if (start) return format.span(dayNumber(start), dayNumber(end || start));
      const partial = format.withoutYear(jalali);
      if (partial) return partial;
      return bound ? words.text('not_after', { day: format.day(dayNumber(bound)) }) : words.text('day_untold');
    }

    /** A name as written (Persian) or in English; both where the language of the page has none. */
    const named = (text, name) => (persian ? text || name : name || text) || '';
    const isPersian = (text) => /[\u0600-\u06ff]/.test(text);
    const name = (text) => (isPersian(text) ? source(text) : value(text));

    function figure({ low, high, is_vague: vague, qualifier }) {
      if (vague) return words.text('no_figure');
      const told = format.range(low, high);
      return qualifier === 'about' ? words.text('about_figure', { n: told }) : told;
    }

    /** Low, best and high of an incident as one text; '' where no source tells a figure. */
    function toll(low, best, high) {
      if (best === null || best === undefined) return format.range(low, high);
      const span = low !== best || high !== best;
      if (!span) return format.number(best);
      const open = high === null || high === undefined;
      const told = open ? format.range(low, null) : format.range(low, high);
      return words.text('best_of', { best: format.number(best), range: told });
    }

    return { when, named, name, figure, toll, persian };
  }

  /** The words of marked text as nodes: a bare `mark` where kinds lie on it, which breaks no joining of letters. */
  function marked(segments, kinds, label) {
    return segments.map(([text, classes]) => {
      const mine = classes ? classes.split(' ') : [];
      const shown = mine.filter((each) => kinds.includes(each));
      if (shown.length) return el('mark', { class: classes, title: shown.map(label).join('، ') }, text);
      return mine.length ? el('span', { class: classes }, text) : text;
    });
  }

  R.telling = telling;
  R.marked = marked;
}());
