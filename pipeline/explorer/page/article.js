/* The page of an article: its text as it was given, right to left, with what was read in it marked. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};
  const { el, value, load, source } = R.dom;

  /** The article's record; null where the release has none of that id. */
  async function find(id) {
    const index = await load('articles');
    const at = index.ids.indexOf(id);
    if (at < 0) return null;
    let file = index.first.length - 1;
    while (index.first[file] > at) file -= 1;
    return (await load(`articles/${file}`))[at - index.first[file]];
  }

  function article(app, record) {
    const { about, words, format, tell } = app;
    const title = record.title || record.article_id;
    const hasText = record.segments.length > 0;
    const text = el('div', { class: 'text', lang: 'fa', dir: 'rtl', id: 'text' },
      R.marked(record.segments, about.kinds, (kind) => words.text(`mark_${kind}`)));
    const at = record.events.findIndex((each) => each.event_id === app.state.claim);
    const asked = record.events[at];
    const view = el('article', { class: 'article' },
      el('p', { class: 'back' }, el('a', { id: 'back', href: app.link(asked && asked.incident_id ? { route: 'incident', id: asked.incident_id } : { route: 'start', id: '', claim: '' }) },
        words.text(asked && asked.incident_id ? 'back_to_incident' : 'back_to_list'))),
      el('h1', { tabindex: '-1', lang: 'fa', dir: 'auto' }, title),
      el('p', { class: 'meta' }, record.outlet ? tell.name(record.outlet) : words.text('untold'), words.text('separator'),
        value(format.moment(record.published_at) || words.text('published_untold')), ' ', el('small', null, '(', words.coded('published_basis', record.published_basis), ')'),
        words.text('separator'), words.coded('variety', record.variety),
        record.url ? [words.text('separator'), el('a', { href: record.url, rel: 'noopener noreferrer', referrerpolicy: 'no-referrer' }, words.text('original_page'))] : null),
      record.near_duplicate_of ? el('p', null, words.text('copies_this'), words.text('colon'), articleLink(record.near_duplicate_of)) : null,
      hasText ? [legend(), text] : el('p', { class: 'note' }, words.text('no_text')),
      record.copies.length ? el('section', null, el('h2', null, words.text('copied_by')), el('ul', null, record.copies.map((each) => el('li', null, articleLink(each))))) : null,
      rowsRead());
    return { view, title, destroy() {}, ready };

    function articleLink(id) {
      return el('a', { href: app.link({ route: 'article', id, claim: '' }) }, source(id));
    }

    function legend() {
      const line = (kind) => {
        const box = el('input', { type: 'checkbox', checked: true, on: { change: () => text.classList.toggle(`without-${kind}`, !box.checked) } });
        return el('li', null, el('label', null, box, el('mark', { class: kind }, words.text(`mark_${kind}`))));
      };
      return el('fieldset', { class: 'legend' }, el('legend', null, words.text('legend')), el('ul', null, about.kinds.map(line)),
        asked ? el('p', { class: 'note' }, words.text('evidence_note')) : null);
    }

    function rowsRead() {
      if (!record.events.length) return el('p', null, words.text('no_rows'));
      return el('section', null, el('h2', null, words.text('rows_read')), el('ol', { class: 'rows-read' }, record.events.map((each) => el('li', null,
        each.incident_id ? el('a', { href: app.link({ route: 'incident', id: each.incident_id, claim: each.event_id }) }, label(each)) : label(each),
        words.text('separator'), words.label('claim', each.claim), words.text('separator'),
        tell.named(each.source_text, each.source_name) ? tell.name(tell.named(each.source_text, each.source_name)) : words.text('article_itself'),
        words.text('separator'), el('a', { href: app.link({ route: 'article', id: record.article_id, claim: each.event_id }) }, words.text('show_words'))))));
    }

    function label(each) {
      const type = each.sub_event_type ? words.label('sub_event_type', each.sub_event_type) : words.text('untold');
      return each.location_text ? [type, words.text('separator'), source(each.location_text)] : type;
    }

    function ready() {
      if (at < 0) return null;
      const mine = text.querySelectorAll(`.e${at}`);
      for (const each of mine) each.classList.add('focus');
      if (!mine.length) return null;
      mine[0].setAttribute('tabindex', '-1');
      mine[0].scrollIntoView({ block: 'center' });
      return mine[0];
    }
  }

  R.article = { find, article };
}());
