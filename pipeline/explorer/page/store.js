/* The incidents in memory: columns of data/incidents.js, days as typed arrays, and the facets over them. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};
  const Calendar = globalThis.RuydadCalendar;
  const NONE = -2147483648;
  const POINTS = ['site', 'settlement', 'district'];
  const BANDS = [[0, 0], [1, 4], [5, 24], [25, 99], [100, null]];
  const PRECISION = ['site', 'settlement', 'district', 'province', 'country', 'region'];

  /** Numbers by row; a loop, because Int32Array.from takes ten times as long. */
  function numbered(count, of) {
    const found = new Int32Array(count);
    for (let row = 0; row < count; row += 1) found[row] = of(row);
    return found;
  }

  function store(columns) {
    const ids = columns.incident_id, count = ids.length;
    const word = (name, row) => { const at = columns[name].rows[row]; return at < 0 ? null : columns[name].words[at]; };
    const days = (name) => {
      const { words, rows } = columns[name], numbers = words.map(Calendar.dayNumber);
      return numbered(count, (row) => (rows[row] < 0 ? NONE : numbers[rows[row]]));
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
    const oldest = numbered(count, (n) => n).sort((a, b) =>
      hasDay[b] - hasDay[a] || when(a) - when(b) || (ids[a] < ids[b] ? -1 : 1));
    const dated = hasDay.reduce((sum, each) => sum + each, 0);
    const newest = numbered(count, (n) => oldest[n < dated ? dated - 1 - n : count - 1 - (n - dated)]);

    return {
      count, ids, row, start, end, notAfter, hasPoint, hasDay, word, columns, NONE, oldest, newest,
      facets: facetsOf(columns, { start, end, hasDay }),
      disputed: mostDisputed(columns, count),
    };
  }

  /** Incidents on which several voices differ: those whose figures do first, then those of most independent sources. */
  function mostDisputed(columns, count) {
    const differ = (n) => (columns.told_low[n] !== columns.told_high[n] ? 1 : 0);
    const found = [];
    for (let n = 0; n < count; n += 1) if (columns.is_disputed[n] && columns.source_count[n] > 1) found.push(n);
    return found.sort((a, b) => differ(b) - differ(a) || columns.source_count[b] - columns.source_count[a]
      || columns.event_count[b] - columns.event_count[a] || a - b);
  }

  function facetsOf(columns, { start, end, hasDay }) {
    const { facet } = R.facets;
    const one = (key, name, order) => facet(key, columns[name].rows, columns[name].words.map((word) => [word]), order);
    const inTime = (a, b) => (a[0] === '') - (b[0] === '') || a[0] - b[0];
    const listed = (order) => (a, b) => order.indexOf(a[0]) - order.indexOf(b[0]);
    const count = hasDay.length;
    const years = (calendar) => {
      const known = new Map(), groups = [], numberOf = new Map();
      const year = (day) => { if (!known.has(day)) known.set(day, Calendar.parts(day, calendar).y); return known.get(day); };
      const rows = numbered(count, (row) => {
        if (!hasDay[row]) return -1;
        const first = year(start[row]), last = year(end[row]), key = first * 10000 + last;
        if (!numberOf.has(key)) {
          numberOf.set(key, groups.length);
          groups.push(Array.from({ length: last - first + 1 }, (_, n) => String(first + n)));
        }
        return numberOf.get(key);
      });
      return facet(`year_${calendar}`, rows, groups, inTime);
    };
    const bands = BANDS.map(([low]) => String(low));
    return [
      facet('dispute', numbered(count, (row) => (columns.is_disputed[row] ? 1 : 0) + (columns.is_denied[row] ? 2 : 0)),
        [['agreed'], ['disputed'], ['denied'], ['disputed', 'denied']], listed(['disputed', 'denied', 'agreed'])),
      one('event_type', 'event_type'),
      one('sub_event_type', 'sub_event_type'),
      one('country', 'country'),
      years('jalali'),
      years('gregorian'),
      facet('toll', numbered(count, (row) => bands.indexOf(band(columns.killed_best[row], columns.killed_low[row]))),
        bands.map((each) => [each]), listed([...bands, ''])),
      facet('source_type', columns.source_types.rows, columns.source_types.words.map((each) => each.split(' '))),
      one('actor', 'actor_code'),
      one('target', 'target_code'),
      one('geo_precision', 'geo_precision', listed([...PRECISION, ''])),
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
