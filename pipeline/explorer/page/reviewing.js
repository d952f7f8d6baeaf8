/* The page of the review: the walk of review.js over the rows in data/review.js. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};
  const { el, load, save } = R.dom;

  R.routes = R.routes || {};
  R.routes.review = async (app) => {
    const { words, format } = app;
    const data = await load('review');
    const title = words.text('review'), box = el('div');
    const view = el('article', { class: 'reviewing' }, el('h1', { tabindex: '-1' }, title),
      el('p', { class: 'note' }, words.say('review_lead', { n: format.number(data.rows.length), m: format.number(data.all) })), box);
    const made = globalThis.RuydadReview.create(box, { ...data, lang: words.lang, save });
    return { view, title, ready: () => null, destroy: () => made.destroy() };
  };
}());
