/* The page of an incident: its claims side by side in the order of time, how they became one range, how the toll changed. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};
  const { el, value, load, source } = R.dom;
  const KINDS = ['killed', 'injured'], CHARTED = [...KINDS, 'killed_or_injured'];

  /** Claims by what they are: of the happening itself, denials, sums, and what is not told as happened. */
  function parts(claims) {
    const denied = (claim) => claim.status === 'denied' || claim.claim === 'denied';
    const told = { own: [], denied: [], aggregate: [], unreal: [] };
    for (const claim of claims) {
      if (denied(claim)) told.denied.push(claim);
      else if (claim.is_aggregate) told.aggregate.push(claim);
      else if (claim.status !== 'happened') told.unreal.push(claim);
      else told.own.push(claim);
    }
    return told;
  }

  async function incident(app, id) {
    const { about, store, words, format, tell } = app;
    const toll = { made: [], charts: [] }; // charts are made when their boxes are on the page
    const row = store.row.get(id);
    const part = await load(`claims/${Math.floor(row / about.in_file)}`);
    const record = part[row % about.in_file];
    const claims = record.claims.map((claim, n) => ({ ...claim, number: n + 1 }));
    const numberOf = new Map(claims.map((claim) => [claim.event_id, claim.number]));
    const copies = claims.filter((claim) => claim.is_copy);
    const title = app.titleOf(row);
    const of = (name) => store.word(name, row);

    const fact = (key, told) => (told ? el('div', null, el('dt', null, words.text(key)), el('dd', null, told)) : null);
    const list = (items) => items.map((each, n) => [n ? words.text('separator') : null, each]);
    const partyOf = (which) => {
      const name = tell.named(of(`${which}_text`), of(`${which}_name`)), code = of(`${which}_code`);
      if (!tell.persian && code && !of(`${which}_name`)) return [words.party(code), name ? [' ', el('small', null, '(', tell.name(name), ')')] : null];
      return name || code ? [name ? tell.name(name) : null, name && code ? ' ' : null, code ? el('small', null, '(', words.party(code), ')') : null] : words.text('untold');
    };
    const place = tell.named(of('location_text'), of('location_name'));
    const precision = of('geo_precision');
    const facts = el('dl', { class: 'facts' },
      fact('when', [value(app.whenOf(row)), ' ', el('small', null, '(', words.coded('date_precision', of('date_precision')), ')')]),
      fact('where', place ? [tell.name(place), of('admin1') ? [words.text('comma'), tell.name(of('admin1'))] : null,
        of('country') ? [words.text('comma'), words.label('country', of('country'))] : null,
        precision ? [' ', el('small', null, '(', words.coded('geo_precision', precision), ')')] : null] : words.text('untold')),
      fact('actor', partyOf('actor')), fact('target', partyOf('target')),
      fact('sources', words.say('independent_and_copies', { n: format.number(store.columns.source_count[row]), k: format.number(copies.length), a: format.number(store.columns.article_count[row]) })),
      record.denied_by ? fact('denied_by', deniers()) : null,
      fact('published_between', value([record.first_published, record.last_published].filter(Boolean).map(format.moment)
        .filter((each, n, all) => !n || each !== all[0]).join(' – ') || words.text('untold'))));

    const view = el('article', { class: 'incident' },
      el('p', { class: 'back' }, el('a', { href: app.link({ route: 'start', id: '', claim: '' }), id: 'back' }, words.text('back_to_list'))),
      el('h1', { tabindex: '-1' }, title),
      dispute(),
      facts, ranges(), charts(), tables(), revisions(), why(),
      el('p', { class: 'permalink' }, words.text('permalink'), words.text('colon'), el('a', { href: app.link({ route: 'incident', id, claim: '' }) }, value(id))));
    return { view, title, destroy: () => toll.charts.forEach((each) => each.destroy()), ready };

    /** What stands against what: several voices, or one that denies and has nobody against it. */
    function dispute() {
      if (!store.columns.is_disputed[row]) return null;
      const alone = record.denied_by && store.columns.source_count[row] < 2;
      return el('p', { class: 'flag disputed big' }, alone ? words.say('denied_alone', { who: el('span', null, deniers()) }) : words.text('disputed_long'));
    }

    /** Who denies it, as the article calls them or in English. */
    function deniers() {
      const of = (each) => claims.find((claim) => (claim.source_name || claim.source_text || claim.outlet) === each) || {};
      return list([...new Set(record.denied_by.map((each) => tell.named(of(each).source_text, of(each).source_name) || each))].map(tell.name));
    }

    function ranges() {
      const lines = KINDS.map((kind) => {
        const [low, best, high] = ['low', 'best', 'high'].map((bound) => store.columns[`${kind}_${bound}`][row]);
        if (low === null && best === null && high === null) return null;
        const cell = (figure) => (figure === null ? words.text('open_bound') : value(format.number(figure)));
        const by = (bound) => { const told = record[`${kind}_${bound}_by`]; return told ? el('small', null, ' (', list(told.map((each) => words.label('source_type', each))), ')') : null; };
        return el('tr', null, el('th', { scope: 'row' }, words.label('casualty_kind', kind)), el('td', null, cell(low), by('low')),
          el('td', { class: 'best' }, cell(best)), el('td', null, cell(high), by('high')));
      }).filter(Boolean);
      if (!lines.length) return el('p', { class: 'note' }, words.text('no_range'));
      const rule = record.reconciliation_rule;
      return el('section', { class: 'range' }, el('h2', null, words.text('range_title')),
        el('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': words.text('range_title') },
          el('table', null, el('thead', null, el('tr', null, ['kind', 'low', 'best', 'high'].map((key) => el('th', { scope: 'col' }, words.text(`range_${key}`))))),
            el('tbody', null, lines))),
        el('p', { class: 'note' }, words.say('rule_is', { rule: el('b', null, words.label('reconciliation_rule', rule)) }), ' ', words.meaning('reconciliation_rule', rule)));
    }

    /** For each harm the toll through time and a strip for each claim, where there is more than one figure to set side by side. */
    function charts() {
      const own = parts(claims).own.filter((claim) => !claim.is_copy);
      const found = CHARTED.map((kind) => ({ kind, range: rangeOf(kind), steps: stepsOf(kind), claims: own.flatMap((claim) => figuresOf(claim, kind)) }))
        .filter((each) => each.claims.length > 1 || each.steps.length > 1);
      if (!found.length) return null;
      return el('section', { class: 'tolls' }, el('h2', null, words.text('toll_title')), el('p', { class: 'note' }, words.text('toll_note')),
        found.map((each) => {
          const box = el('div');
          toll.made.push(() => globalThis.RuydadToll.create(box, { lang: words.lang, calendar: format.calendar, ...each }));
          return box;
        }));
    }

    function rangeOf(kind) {
      const bound = (name) => (KINDS.includes(kind) ? store.columns[`${kind}_${name}`][row] : null);
      return { low: bound('low'), best: bound('best'), high: bound('high'), rule: record.reconciliation_rule };
    }

    function stepsOf(kind) {
      return (record.revisions || []).filter((each) => each.kind === kind && each.published_at && each.change !== 'retracted').map((each) => ({
        published: each.published_at, what: each.change, source: each.source_name || '', low: each.low ?? null, high: each.high ?? null, best: each.low === each.high ? each.low ?? null : null }));
    }

    function figuresOf(claim, kind) {
      const who = tell.named(claim.source_text, claim.source_name) || claim.outlet || words.text('article_itself');
      return (claim.figures || []).filter((each) => each.kind === kind).map((each) => ({
        id: claim.event_id, when: claim.published_at || null, status: claim.claim, independent: true, text: each.casualties_text,
        source: `${words.text('claim_n', { n: format.number(claim.number) })}${words.text('comma')}${who}`, low: each.low ?? null, high: each.high ?? null, best: null }));
    }

    function tables() {
      const told = parts(claims);
      const section = (key, rows) => (rows.length ? el('section', { class: `claims ${key}` }, el('h2', { id: `claims-${key}` }, words.text(`claims_${key}`)),
        key === 'own' ? el('p', { class: 'note' }, words.text('claims_order')) : el('p', { class: 'note' }, words.text(`claims_${key}_note`)),
        table(rows, key)) : null);
      return ['own', 'denied', 'aggregate', 'unreal'].map((key) => section(key, told[key]));
    }

    function table(rows, key) {
      const here = new Set(rows.map((each) => each.event_id));
      const folded = new Map();
      for (const each of rows) {
        if (each.copy_of && here.has(each.copy_of)) folded.set(each.copy_of, [...(folded.get(each.copy_of) || []), each]);
      }
      const hidden = new Set([...folded.values()].flat().map((each) => each.event_id));
      const columns = ['when', 'who_says', 'figure', 'claim', 'outlet', 'sentence'];
      return el('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-labelledby': `claims-${key}` },
        el('table', { class: 'claim-table', role: 'table' },
          el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, columns.map((each) => el('th', { scope: 'col', role: 'columnheader' }, words.text(`column_${each}`))))),
          rows.filter((each) => !hidden.has(each.event_id)).map((each) => el('tbody', { role: 'rowgroup' }, line(each), foldedLine(folded.get(each.event_id), columns.length)))));
    }

    function line(claim) {
      const cell = (key, ...told) => el('td', { role: 'cell', 'data-label': words.text(`column_${key}`), class: key }, el('div', null, told));
      return el('tr', { id: `claim-${claim.event_id}`, tabindex: '-1', role: 'row' },
        cell('when', el('b', { class: 'number' }, value(format.number(claim.number))), ' ', claim.published_at ? value(format.moment(claim.published_at)) : words.text('published_untold')),
        cell('who_says', who(claim)),
        cell('figure', figures(claim)),
        cell('claim', words.coded('claim', claim.claim), /\p{L}/u.test(claim.claim_text || '') ? [' ', source(`«${claim.claim_text}»`)] : null,
          claim.status !== 'happened' ? [el('br'), words.coded('status', claim.status)] : null),
        cell('outlet', claim.outlet ? tell.name(claim.outlet) : words.text('untold')),
        cell('sentence', sentence(claim)));
    }

    function who(claim) {
      const told = tell.named(claim.source_text, claim.source_name);
      const kind = claim.source_type ? words.coded('source_type', claim.source_type) : null;
      const chain = claim.source_chain || [];
      return [el('b', null, told ? tell.name(told) : claim.outlet ? tell.name(claim.outlet) : words.text('article_itself')),
        el('span', { class: 'kind' }, ' ', kind || words.text('speaks_itself'), claim.source_code ? [words.text('separator'), words.party(claim.source_code)] : null),
        chain.length > 1 ? el('span', { class: 'chain', lang: 'fa', dir: 'rtl' }, chain.map((each, n) => [n ? ' › ' : null, source(each)])) : null,
        claim.voice ? el('small', { class: 'voice' }, words.say('voice_n', { n: format.number(claim.voice) })) : null,
        claim.is_copy ? el('small', { class: 'voice' }, words.text('is_a_copy')) : null];
    }

    function figures(claim) {
      if (!claim.figures) return el('span', { class: 'none' }, words.text('no_toll_told'));
      return el('ul', { class: 'figures' }, claim.figures.map((each) => el('li', null,
        words.label('casualty_kind', each.kind), words.text('colon'), el('b', null, value(tell.figure(each))),
        each.qualifier && !['exact', 'range', 'vague'].includes(each.qualifier) ? [' ', el('small', null, '(', words.coded('qualifier', each.qualifier), ')')] : null,
        el('br'), source(`«${each.casualties_text}»`),
        each.victim_code ? [words.text('separator'), words.party(each.victim_code)] : null,
        each.term ? el('small', null, words.text('separator'), words.say('source_word', { word: source(`«${each.term}»`) })) : null)));
    }

    function sentence(claim) {
      if (!claim.sentence) return el('span', { class: 'none' }, words.text('no_text'));
      return [el('blockquote', { class: 'sentence', lang: 'fa', dir: 'rtl' }, R.marked(claim.sentence, about.kinds, (kind) => words.text(`mark_${kind}`))),
        el('a', { class: 'to-article', href: app.link({ route: 'article', id: claim.article_id, claim: claim.event_id }) }, words.text('in_the_article'),
          el('span', { class: 'hidden' }, words.text('colon'), claim.title || claim.article_id))];
    }

    function foldedLine(rows, width) {
      if (!rows) return null;
      return el('tr', { class: 'copies', role: 'row' }, el('td', { colspan: width, role: 'cell' }, el('details', null,
        el('summary', null, words.say('copies_n', { n: format.number(rows.length) })),
        el('ul', null, rows.map((each) => el('li', { id: `claim-${each.event_id}`, tabindex: '-1' }, each.outlet ? tell.name(each.outlet) : words.text('untold'),
          words.text('separator'), value(format.moment(each.published_at) || words.text('published_untold')), words.text('separator'),
          el('a', { href: app.link({ route: 'article', id: each.article_id, claim: each.event_id }) }, source(each.title || each.article_id))))))));
    }

    function revisions() {
      if (!record.revisions || !record.revisions.length) return null;
      const head = ['when', 'kind', 'who_says', 'figure', 'change'];
      return el('section', { class: 'revisions' }, el('h2', { id: 'revisions' }, words.text('revisions_title')), el('p', { class: 'note' }, words.text('revisions_note')),
        el('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-labelledby': 'revisions' }, el('table', null,
          el('thead', null, el('tr', null, head.map((each) => el('th', { scope: 'col' }, words.text(`column_${each}`))))),
          el('tbody', null, record.revisions.map((each) => el('tr', null,
            el('td', null, value(format.moment(each.published_at) || words.text('published_untold'))),
            el('td', null, words.label('casualty_kind', each.kind)),
            el('td', null, speaker(each) ? tell.name(speaker(each)) : words.text('untold')),
            el('td', null, value(format.range(each.low, each.high) || words.text('no_figure'))),
            el('td', null, words.coded('revision_change', each.change), ' ', claimLink(each.event_id))))))));
    }

    /** Who told a change: as the article calls them, or in English. */
    function speaker(change) {
      const claim = claims.find((each) => each.event_id === change.event_id);
      return claim && claim.source_name === change.source_name ? tell.named(claim.source_text, change.source_name) : change.source_name;
    }

    function claimLink(event) {
      const number = numberOf.get(event);
      return number ? el('a', { href: app.link({ route: 'incident', id, claim: event }) }, words.say('claim_n', { n: format.number(number) })) : value(event);
    }

    function why() {
      if (!record.links || !record.links.length) return null;
      const end = (event, link) => (numberOf.has(event) ? claimLink(event)
        : link.incident ? el('a', { href: app.link({ route: 'incident', id: link.incident, claim: event }) }, words.text('other_incident')) : value(event));
      return el('section', { class: 'links' }, el('details', null, el('summary', null, el('h2', null, words.text('why_linked'))),
        el('p', { class: 'note' }, words.text('why_linked_note')),
        el('ul', null, record.links.map((link) => el('li', null, end(link.event_id, link), ' ↔ ', end(link.other_event_id, link), words.text('colon'),
          words.coded('link_decision', link.decision), link.bits !== undefined ? [' ', words.say('bits_n', { n: format.signed(link.bits) })] : null,
          el('ul', { class: 'reasons' }, (link.reasons || []).map((each) => {
            const { text, bits } = words.reason(each);
            return el('li', null, text, bits === null ? null : [' ', value(format.signed(bits))]);
          })))))));
    }

    function ready() {
      toll.charts = toll.made.map((make) => make());
      const target = app.state.claim && document.getElementById(`claim-${app.state.claim}`);
      if (target) {
        const around = target.closest('details');
        if (around) around.open = true;
        target.classList.add('focus');
        target.scrollIntoView({ block: 'center' });
      }
      return target || null;
    }
  }

  R.incident = incident;
  R.incidentParts = { parts };
}());
