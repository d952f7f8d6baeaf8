/* The incidents in memory: columns of data/incidents.js, days as typed arrays, and the facets over them. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};
  const Calendar = globalThis.RuydadCalendar;
  const NONE = -2147483648;
  const POINTS = ['site', 'settlement', 'district'];
  const BANDS = [[0, 0], [1, 4], [5, 24], [25, 99], [100, null]];
  const PRECISION = ['site', 'settlement', 'district', 'province', 'country', 'region'];

  function store(columns) {
    const ids = columns.incident_id, count = ids.length;
    const word = (name, row) => { const at = columns[name].rows[row]; return at < 0 ? null : columns[name].words[at]; };
    const days = (name) => {
      const numbers = columns[name].words.map(Calendar.dayNumber);
      return Int32Array.from(columns[name].rows, (at) => (at < 0 ? NONE : numbers[at]));
    };
    const start = days('date_start'), end = days('date_end'), notAfter = days('not_after');
    const row = new Map(ids.map((id, n) => [id, n]));
    const isPoint = Uint8Array.from(columns.geo_precision.words, (each) => (POINTS.includes(each) ? 1 : 0));
    const hasPoint = new Uint8Array(count), hasDay = new Uint8Array(count);
    for (let n = 0; n < count; n += 1) {
      const precision = columns.geo_precision.rows[n];
      hasPoint[n] = columns.latitude[n] !== null && precision >= 0 && isPoint[precision] ? 1 : 0;
      hasDay[n] = start[n] === NONE ? 0 : 1;
    }
    const when = (n) => (start[n] !== NONE ? start[n] : notAfter[n]);
    const oldest = Int32Array.from({ length: count }, (_, n) => n).sort((a, b) =>
      hasDay[b] - hasDay[a] || when(a) - when(b) || (ids[a] < ids[b] ? -1 : 1));
    const dated = hasDay.reduce((sum, each) => sum + each, 0);
    const newest = Int32Array.from([...oldest.subarray(0, dated)].reverse().concat([...oldest.subarray(dated)].reverse()));

    return {
      count, ids, row, start, end, notAfter, hasPoint, hasDay, word, columns, NONE, oldest, newest,
      facets: facetsOf(columns, count, word, { start, end, hasDay }),
      disputed: mostDisputed(columns, count),
    };
  }

  /** Incidents on which sources differ: those whose figures do first, then those of most independent sources. */
  function mostDisputed(columns, count) {
    const differ = (n) => (columns.told_low[n] !== columns.told_high[n] ? 1 : 0);
    const found = [];
    for (let n = 0; n < count; n += 1) if (columns.is_disputed[n]) found.push(n);
    return found.sort((a, b) => differ(b) - differ(a) || columns.source_count[b] - columns.source_count[a]
      || columns.event_count[b] - columns.event_count[a] || a - b);
  }

  function facetsOf(columns, count, word, { start, end, hasDay }) {
    const { facet } = R.facets;
    const one = (name) => (row) => [word(name, row) || ''];
    const inTime = (a, b) => (a[0] === '') - (b[0] === '') || a[0] - b[0];
    const listed = (order) => (a, b) => order.indexOf(a[0]) - order.indexOf(b[0]);
    const years = (calendar) => {
      const known = new Map();
      const year = (day) => { if (!known.has(day)) known.set(day, Calendar.parts(day, calendar).y); return known.get(day); };
      return (row) => {
        if (!hasDay[row]) return [''];
        const found = [];
        for (let each = year(start[row]); each <= year(end[row]); each += 1) found.push(String(each));
        return found;
      };
    };
    const types = columns.source_types.words.map((each) => each.split(' '));
    const dispute = (row) => {
      const found = [];
      if (columns.is_disputed[row]) found.push('disputed');
      if (columns.is_denied[row]) found.push('denied');
      return found.length ? found : ['agreed'];
    };
    return [
      facet('dispute', count, dispute, listed(['disputed', 'denied', 'agreed'])),
      facet('event_type', count, one('event_type')),
      facet('sub_event_type', count, one('sub_event_type')),
      facet('country', count, one('country')),
      facet('year_jalali', count, years('jalali'), inTime),
      facet('year_gregorian', count, years('gregorian'), inTime),
      facet('toll', count, (row) => [band(columns.killed_best[row], columns.killed_low[row])],
        listed([...BANDS.map((each) => String(each[0])), ''])),
      facet('source_type', count, (row) => { const at = columns.source_types.rows[row]; return at < 0 ? [''] : types[at]; }),
      facet('actor', count, one('actor_code')),
      facet('target', count, one('target_code')),
      facet('geo_precision', count, one('geo_precision'), listed([...PRECISION, ''])),
    ];
  }

  /** The band of the best figure, or of the least that is told; '' where none is: an untold toll is not zero. */
  function band(best, low) {
    const figure = best ?? low;
    if (figure === null || figure === undefined) return '';
    return String(BANDS.find(([, high]) => high === null || figure <= high)[0]);
  }

  /** Rows whose span of days, or bound where the day is untold, meets a range of days. */
  function inRange(store, from, to) {
    const found = new Uint8Array(store.count);
    for (let n = 0; n < store.count; n += 1) {
      if (store.hasDay[n]) found[n] = store.start[n] <= to && store.end[n] >= from ? 1 : 0;
    }
    return found;
  }

  R.store = store;
  R.storeParts = { band, inRange, BANDS, POINTS };
}());
