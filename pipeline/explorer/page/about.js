/* What the release is, how to take it along, and how to cite it. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};
  const { el, value } = R.dom;
  const TABLES = ['incidents', 'events', 'casualties', 'locations', 'sources', 'articles', 'revisions', 'links', 'redirects'];
  const FEW = 50;

  function about(app) {
    const { about: told, words, format } = app;
    const title = words.text('about_title');
    const file = (name) => el('a', { href: `../${name}` }, value(name));
    const ids = app.seenIds();
    const snippets = R.downloads.snippets(ids && ids.length <= FEW ? ids : null);
    const view = el('article', { class: 'about' },
      el('h1', { tabindex: '-1' }, title),
      el('p', null, words.text('about_lead')),
      el('p', null, words.text('about_limits')),
      el('p', null, words.text('about_names')),
      el('h2', null, words.text('download_all')),
      el('p', null, words.say('download_note', { release: told.id })),
      el('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': words.text('download_all') }, el('table', null,
        el('thead', null, el('tr', null, ['table', 'rows', 'files'].map((each) => el('th', { scope: 'col' }, words.text(`column_${each}`))))),
        el('tbody', null, TABLES.map((each) => el('tr', null, el('th', { scope: 'row' }, value(each)), el('td', null, value(format.number(told.rows[each]))),
          el('td', null, file(`${each}.csv`), words.text('comma'), file(`${each}.parquet`))))))),
      el('p', null, words.text('workbook_is'), words.text('colon'), file('ruydad.xlsx')),
      el('p', null, words.text('codebook_is'), words.text('colon'), file('codebook.html'), words.text('comma'), file('datapackage.json')),
      el('h2', null, words.text('download_seen')), el('p', null, words.text('download_seen_note'), ' ', el('a', { href: app.link({ route: 'start', id: '' }) }, words.text('back_to_list'))),
      el('h2', null, words.text('read_it')),
      el('p', null, words.text(ids && ids.length <= FEW ? 'read_seen' : 'read_all')),
      Object.entries(snippets).map(([tool, code]) => el('figure', { class: 'snippet' }, el('figcaption', null, tool), el('pre', { dir: 'ltr', lang: 'en', tabindex: '0' }, code))),
      el('h2', null, words.text('cite')),
      el('p', { class: 'citation', lang: 'en', dir: 'ltr' }, told.citation),
      el('p', null, words.text('cite_note'), words.text('colon'), value(told.id)),
      el('p', null, words.text('licence'), words.text('colon'), told.licence.map((each) => value(each.name))),
      el('p', null, words.text('carried'), words.text('colon'), file('sbom.json')),
      el('h2', null, words.text('sources_of_facts')),
      el('ul', { lang: 'en', dir: 'ltr' }, told.sources.map((each) => el('li', null, el('a', { href: each.path, rel: 'noopener' }, each.name)))));
    return { view, title, destroy() {}, ready: () => null };
  }

  R.about = about;
}());
