/* What the page says: its own sentences and the labels of codes, in the language that is on. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};
  const { el, value } = R.dom;
  const HOLE = /\{(\w+)\}/;

  /** `about` is data/release.js, `lang` fa or en. */
  function words(about, lang) {
    const at = lang === 'fa' ? 0 : 1;

    /** A sentence as plain text. */
    function text(key, values = {}) {
      const told = about.strings[key];
      if (!told) throw new Error(`no words for ${key}`);
      return told[at].replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
    }

    /** A sentence as nodes; what is put into its holes is isolated from the direction around it. */
    function say(key, values = {}) {
      return text(key).split(HOLE).map((part, n) => {
        if (n % 2 === 0) return part;
        const filled = values[part];
        return filled instanceof Node ? filled : value(filled ?? '');
      });
    }

    const row = (list, code) => (about.labels[list] || {})[code];
    const label = (list, code) => (row(list, code) || [code, code])[at];
    const meaning = (list, code) => (row(list, code) || ['', '', '', ''])[at + 2];

    /** `IRQ-POL` as country and role. */
    function party(code) {
      if (!code) return '';
      const [country, role] = code.split('-');
      const who = label('role', role);
      return country === 'UNK' ? who : `${label('country', country)}${lang === 'fa' ? '، ' : ', '}${who}`;
    }

    /** Why two rows were linked: «date.same +2.0» in words and bits. */
    function reason(code) {
      const [, name, bits] = /^(.*?)(?: ([+-]\d+(?:\.\d+)?))?$/.exec(code);
      return { text: (about.reasons[name] || [name, name])[at], bits: bits === undefined ? null : Number(bits) };
    }

    /** A label with its meaning on hover. */
    const coded = (list, code) => el('span', { title: meaning(list, code) || null }, label(list, code));
    return { lang, text, say, label, meaning, party, reason, coded, title: about.title[at] };
  }

  R.words = words;
}());
