/* Text search: what is typed is folded as the tables were (pipeline/text), and every word must be found. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};

  function fold(text, folds) {
    let key = '';
    for (const each of text) key += Object.hasOwn(folds, each) ? folds[each] : each;
    return key.replace(/\s+/g, ' ').trim();
  }

  /** Rows in which every word of the query stands; null where nothing was asked. */
  function rows(query, texts, folds) {
    const words = fold(query, folds).split(' ').filter(Boolean);
    if (!words.length) return null;
    const found = new Uint8Array(texts.length);
    for (let row = 0; row < texts.length; row += 1) {
      let all = 1;
      for (let n = 0; all && n < words.length; n += 1) all = texts[row].includes(words[n]) ? 1 : 0;
      found[row] = all;
    }
    return found;
  }

  R.search = { fold, rows };
}());
