/* Where the page is and what is chosen, all of it in the part of the address after `#`, so that a link holds it. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};
  const FACETS = ['dispute', 'event_type', 'sub_event_type', 'country', 'year_jalali', 'year_gregorian', 'source_type',
    'actor', 'target', 'toll', 'geo_precision'];
  const SINGLE = { r: 'release', lang: 'lang', cal: 'calendar', q: 'query', from: 'from', to: 'to', tray: 'tray', claim: 'claim', sort: 'sort' };
  const EMPTY = { release: '', lang: '', calendar: '', query: '', from: '', to: '', tray: '', claim: '', sort: '' };
  const DAY = /^\d{4}-\d\d-\d\d$/;
  const KNOWN = { lang: ['fa', 'en'], calendar: ['jalali', 'gregorian'], tray: ['noplace', 'noday'], sort: ['oldest'] };

  /** `#/incident/inc-1?r=1.0.0-ab&lang=en&event_type=Battles` as a state; what is no state is left out. */
  function parse(hash) {
    const [path, query] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
    const [route, ...rest] = path.split('/');
    const asked = new URLSearchParams(query || '');
    const state = { ...EMPTY, route: decode(route) || 'start', id: decode(rest.join('/')), facets: {} };
    for (const [short, name] of Object.entries(SINGLE)) {
      const value = asked.get(short) || '';
      const fits = KNOWN[name] ? KNOWN[name].includes(value) : name !== 'from' && name !== 'to' || DAY.test(value);
      if (value && fits) state[name] = value;
    }
    for (const key of FACETS) if (asked.has(key)) state.facets[key] = [...new Set(asked.getAll(key))];
    return state;
  }

  function write(state) {
    const query = new URLSearchParams();
    for (const [short, name] of Object.entries(SINGLE)) if (state[name]) query.set(short, state[name]);
    for (const key of FACETS) for (const value of state.facets[key] || []) query.append(key, value);
    const path = state.route === 'start' ? '' : `${state.route}${state.id ? `/${encodeURIComponent(state.id)}` : ''}`;
    return `#/${path}?${query}`;
  }

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /** Where an id of an earlier release is now; the id itself where nothing was merged. */
  function redirected(id, redirects) {
    const seen = new Set();
    while (Object.hasOwn(redirects, id) && !seen.has(id)) {
      seen.add(id);
      id = redirects[id];
    }
    return id;
  }

  /** The first of the reader's languages that the page has; Persian where it has none. */
  function languageOf(languages) {
    return languages.map((each) => each.slice(0, 2)).find((each) => KNOWN.lang.includes(each)) || 'fa';
  }

  R.state = { FACETS, parse, write, redirected, languageOf };
}());
