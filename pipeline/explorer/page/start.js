/* The start page: what this is, what is disputed, facets, search, time and place, and the list. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};
  const { el, value } = R.dom;
  const { inRange, BANDS } = R.storeParts;
  const Calendar = globalThis.RuydadCalendar;
  const SHOWN_VALUES = 8, SHOWN_DISPUTED = 6, WAIT = 300;
  const OPEN = ['dispute', 'event_type'];

  /** `app` has about, store, words, format, tell, state, change(part of a state), link(state). */
  function start(app) {
    const { about, store, words, format, tell } = app;
    let found = null, picked = null, timer = 0;
    const total = el('span', { role: 'status' });
    const trays = Object.fromEntries(['noplace', 'noday'].map((name) => [name, el('button', { type: 'button', class: 'tray',
      on: { click: () => app.change({ tray: app.state.tray === name ? '' : name }) } })]));
    const counts = el('p', { class: 'counts' }, total, ' ', trays.noplace, ' ', trays.noday);
    const chips = el('p', { class: 'chips' });
    const search = el('input', { type: 'search', id: 'search', autocomplete: 'off', dir: 'auto', on: { input: typed } });
    const rows = el('div', { class: 'rows' });
    const list = R.list(rows, listRow);
    const facets = store.facets.filter((each) => !each.key.startsWith('year_') || each.key === `year_${format.calendar}`);
    const boxes = facets.map(facetBox);
    const sort = el('select', { id: 'sort', on: { change: () => app.change({ sort: sort.value }) } },
      el('option', { value: '' }, words.text('newest_first')), el('option', { value: 'oldest' }, words.text('oldest_first')));
    const seen = (table) => el('button', { type: 'button', on: { click: () => R.downloads.saveSeen(table, found.mask, about) } },
      words.text(`save_${table}`));
    const timeBox = el('div', { class: 'chart', id: 'timeline' }), mapBox = el('div', { class: 'chart', id: 'map' });
    const narrow = globalThis.matchMedia('(max-width: 60rem)').matches;
    const view = el('div', { class: 'start' },
      el('section', { class: 'lead' },
        el('h1', { tabindex: '-1' }, words.text('start_title')),
        el('p', null, words.text('start_lead'), ' ', el('a', { href: app.link({ route: 'about' }) }, words.text('start_more')), ' ',
          el('button', { type: 'button', id: 'to-list', on: { click: toList } }, words.say('to_list', { n: format.number(store.count) })))),
      disputedBox(),
      el('div', { class: 'columns' },
        el('aside', { class: 'facets' },
          el('details', { open: !narrow }, el('summary', null, el('h2', null, words.text('narrow_down'))), boxes.map((each) => each.box))),
        el('div', { class: 'found' },
          el('div', { class: 'searching', role: 'search' }, el('label', { for: 'search' }, words.text('search')), search,
            el('p', { class: 'note' }, words.text('search_note'))),
          counts, chips,
          el('section', { class: 'charts' },
            el('figure', null, el('figcaption', null, words.text('timeline_title')), timeBox),
            el('figure', null, el('figcaption', null, words.text('map_title')), mapBox)),
          el('section', { class: 'listing' },
            el('div', { class: 'bar' }, el('h2', { id: 'list-title', tabindex: '-1' }, words.text('incidents')),
              el('label', { for: 'sort' }, words.text('order')), sort, seen('incidents'), seen('events')),
            el('p', { class: 'note' }, words.text('order_note')),
            rows))));
    const charts = { timeline: null, map: null, items: [], points: [] };

    function toList() {
      const title = document.getElementById('list-title');
      title.scrollIntoView({ block: 'start' });
      title.focus({ preventScroll: true });
    }

    function listRow(row) {
      const of = (name) => store.word(name, row);
      const type = of('sub_event_type'), column = (name) => store.columns[name][row];
      const killed = tell.toll(column('killed_low'), column('killed_best'), column('killed_high'));
      const place = tell.named(of('location_text'), of('location_name'));
      return el('li', null, el('a', { href: `#/incident/${store.ids[row]}` },
        el('span', { class: 'when' }, value(app.whenOf(row))),
        el('span', { class: 'what' }, type ? words.label('sub_event_type', type) : words.text('untold'),
          place ? [el('span', { class: 'sep' }, words.text('separator')), tell.name(place)] : null,
          of('country') ? [el('span', { class: 'sep' }, words.text('separator')), words.label('country', of('country'))] : null),
        el('span', { class: 'toll' }, killed ? words.say('killed_n', { n: killed }) : words.text('killed_untold')),
        el('span', { class: 'who' }, words.say('sources_n', { n: format.number(column('source_count')) })),
        column('is_disputed') && column('source_count') > 1 ? el('span', { class: 'flag disputed' }, words.text('disputed_flag')) : null,
        column('is_denied') ? el('span', { class: 'flag denied' }, words.text('denied_flag')) : null,
        column('is_aggregate') ? el('span', { class: 'flag' }, words.text('aggregate_flag')) : null));
    }

    function disputedBox() {
      if (!store.disputed.length) return null;
      return el('section', { class: 'most-disputed' }, el('h2', null, words.text('most_disputed')),
        el('p', { class: 'note' }, words.text('most_disputed_note')),
        el('ol', { class: 'cards' }, store.disputed.slice(0, SHOWN_DISPUTED).map(disputedCard)));
    }

    function disputedCard(row) {
      const column = (name) => store.columns[name][row];
      const told = format.range(column('told_low'), column('told_high'));
      return el('li', null, el('a', { href: `#/incident/${store.ids[row]}` }, app.titleOf(row)),
        el('span', null, told ? words.say('told_between', { n: told }) : words.text('killed_untold')),
        el('span', null, words.say('sources_n', { n: format.number(column('source_count')) }),
          column('is_denied') ? [words.text('separator'), words.text('denied_flag')] : null));
    }

    function valueLabel(key, each) {
      if (each === '') return words.text('untold');
      if (key === 'dispute') return words.text(`dispute_${each}`);
      if (key === 'actor' || key === 'target') return words.party(each);
      if (key.startsWith('year_')) return value(format.year(each));
      if (key === 'toll') {
        const band = BANDS.find(([low]) => String(low) === each);
        return value(format.range(band[0], band[1]));
      }
      return words.label(key, each);
    }

    function facetBox(facet) {
      const inputs = [], numbers = [];
      const line = (each, n) => {
        inputs[n] = el('input', { type: 'checkbox', value: each, on: { change: () => choose(facet.key, inputs) } });
        numbers[n] = el('bdi', { class: 'count' });
        return el('li', null, el('label', null, inputs[n], el('span', null, valueLabel(facet.key, each)), numbers[n]));
      };
      const lines = facet.values.map(line);
      const rest = lines.slice(SHOWN_VALUES);
      const title = words.text(`facet_${facet.key}`);
      const box = el('details', { class: 'facet', open: OPEN.includes(facet.key) }, el('summary', null, title),
        el('fieldset', null, el('legend', { class: 'hidden' }, title), el('ul', null, lines.slice(0, SHOWN_VALUES)),
          rest.length ? el('details', null, el('summary', null, words.say('more_values', { n: format.number(rest.length) })), el('ul', null, rest)) : null));
      return { facet, box, inputs, numbers };
    }

    function choose(key, inputs) {
      const chosen = inputs.filter((each) => each.checked).map((each) => each.value);
      app.change({ facets: { ...app.state.facets, [key]: chosen } });
    }

    function typed() {
      clearTimeout(timer);
      timer = setTimeout(() => app.change({ query: search.value.trim() }), WAIT);
    }

    /** Show what the state asks for. */
    function update() {
      const { state } = app;
      if (state.query && !app.texts) {
        app.loadTexts().then(update, app.failed);
      }
      const base = baseOf(state);
      found = R.facets.filter(facets, state.facets, store.count, base);
      boxes.forEach(({ facet, inputs, numbers }, n) => {
        const chosen = state.facets[facet.key] || [];
        inputs.forEach((input, at) => {
          input.checked = chosen.includes(input.value);
          const many = found.counts[n][at];
          numbers[at].textContent = format.number(many);
          input.parentElement.classList.toggle('none', many === 0);
        });
      });
      if (document.activeElement !== search) search.value = state.query;
      sort.value = state.sort;
      tellCounts();
      tellChips();
      const order = state.sort === 'oldest' ? store.oldest : store.newest;
      if (order !== update.order) list.arrange(order, found.mask);
      else list.show(found.mask);
      update.order = order;
      requestAnimationFrame(() => setTimeout(draw)); // the list is seen first
    }

    function baseOf(state) {
      const masks = [];
      if (state.query && app.texts) masks.push(R.search.rows(state.query, app.texts, about.folds));
      if (state.from || state.to) {
        const far = 2147483647;
        masks.push(inRange(store, state.from ? Calendar.dayNumber(state.from) : -far, state.to ? Calendar.dayNumber(state.to) : far));
      }
      if (state.tray === 'noplace') masks.push(store.hasPoint.map((each) => 1 - each));
      if (state.tray === 'noday') masks.push(store.hasDay.map((each) => 1 - each));
      if (picked) masks.push(picked);
      const told = masks.filter(Boolean);
      if (!told.length) return null;
      return told.reduce((one, other) => one.map((each, n) => each & other[n]));
    }

    function tellCounts() {
      let noPlace = 0, noDay = 0;
      for (let n = 0; n < store.count; n += 1) {
        if (found.mask[n]) { noPlace += 1 - store.hasPoint[n]; noDay += 1 - store.hasDay[n]; }
      }
      total.replaceChildren(...words.say('n_of_m', { n: format.number(found.total), m: format.number(store.count) }));
      for (const [name, many] of [['noplace', noPlace], ['noday', noDay]]) {
        trays[name].replaceChildren(...words.say(`tray_${name}`, { n: format.number(many) }));
        trays[name].setAttribute('aria-pressed', String(app.state.tray === name));
      }
    }

    function tellChips() {
      const { state } = app;
      const chip = (label, part) => el('button', { type: 'button', class: 'chip', on: { click: () => app.change(part) } },
        label, el('span', { 'aria-hidden': 'true' }, ' ×'), el('span', { class: 'hidden' }, words.text('take_away')));
      const found = facets.flatMap((facet) => (state.facets[facet.key] || []).map((each) =>
        chip([words.text(`facet_${facet.key}`), words.text('colon'), valueLabel(facet.key, each)],
          { facets: { ...state.facets, [facet.key]: state.facets[facet.key].filter((other) => other !== each) } })));
      if (state.query) found.push(chip([words.text('search'), words.text('colon'), R.dom.source(state.query)], { query: '' }));
      if (state.from || state.to) {
        const days = [state.from, state.to].map((each) => (each ? Calendar.dayNumber(each) : null));
        const span = days[0] !== null && days[1] !== null ? format.span(...days) : format.day(days[0] ?? days[1]);
        found.push(chip(value(span), { from: '', to: '' }));
        if (!state.tray) found.push(el('span', { class: 'note' }, words.text('range_leaves_out')));
      }
      if (state.tray) found.push(chip(words.text(`tray_${state.tray}_chip`), { tray: '' }));
      if (picked) found.push(el('button', { type: 'button', class: 'chip', on: { click: () => { picked = null; update(); } } },
        words.text('picked_on_map'), el('span', { 'aria-hidden': 'true' }, ' ×')));
      if (found.length) found.push(el('button', { type: 'button', class: 'clear', on: { click: () => { picked = null; app.change({ facets: {}, query: '', from: '', to: '', tray: '' }); } } }, words.text('clear_all')));
      const hadFocus = chips.contains(document.activeElement);
      chips.replaceChildren(...found);
      chips.hidden = !found.length;
      if (hadFocus) (chips.querySelector('button') || search).focus();
    }

    /** Map and timeline, made when they are first seen; they are pictures of the list, which has everything. */
    function draw() {
      if (!view.isConnected) return;
      const { lang } = words, { calendar } = format;
      const family = (row) => store.word('event_type', row);
      if (!charts.timeline) {
        for (let n = 0; n < store.count; n += 1) {
          const open = !store.hasDay[n];
          if (open && store.notAfter[n] === store.NONE) continue;
          const last = open ? store.notAfter[n] : store.end[n];
          charts.items.push({ row: n, id: store.ids[n], start: Calendar.isoOfDay(open ? last : store.start[n]), end: Calendar.isoOfDay(last),
            open, weight: 1, family: family(n) });
        }
        charts.timeline = globalThis.RuydadTimeline.create(timeBox, { lang, calendar, items: charts.items,
          onRange: (from, to) => app.change({ from: from || '', to: to || '' }) });
      }
      if (!charts.map) {
        for (let n = 0; n < store.count; n += 1) {
          if (!store.hasPoint[n]) continue;
          charts.points.push({ row: n, id: store.ids[n], lat: store.columns.latitude[n], lon: store.columns.longitude[n],
            weight: 1, label: tell.named(store.word('location_text', n), store.word('location_name', n)), family: family(n) });
        }
        charts.map = globalThis.RuydadMap.create(mapBox, { lang, points: charts.points, onSelect: pick });
      }
      const maskOf = (items) => {
        const mask = new Uint8Array(items.length);
        for (let n = 0; n < mask.length; n += 1) mask[n] = found.mask[items[n].row];
        return mask;
      };
      charts.timeline.update(maskOf(charts.items));
      charts.timeline.setRange(app.state.from || null, app.state.to || null);
      charts.map.update(maskOf(charts.points));
    }

    function pick(ids) {
      const chosen = [...(ids || [])];
      if (chosen.length === 1) { app.go({ route: 'incident', id: chosen[0], claim: '' }); return; }
      picked = chosen.length ? new Uint8Array(store.count) : null;
      for (const id of chosen) picked[store.row.get(id)] = 1;
      update();
    }

    function destroy() {
      for (const name of ['timeline', 'map']) {
        if (charts[name]) charts[name].destroy();
        charts[name] = null;
      }
    }

    return { view, update, destroy, title: words.text('start_title'), seen: () => found };
  }

  R.start = start;
}());
