/* Elements made by hand: no text of a table or an article is ever read as HTML. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};

  /** An element; `on` holds listeners, other attributes are set as they are, null and false ones left out. */
  function el(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key === 'on') for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
      else if (key === 'class') made.className = value;
      else made.setAttribute(key, value === true ? '' : value);
    }
    put(made, children);
    return made;
  }

  function put(parent, children) {
    for (const child of children) {
      if (Array.isArray(child)) put(parent, child);
      else if (child !== null && child !== undefined && child !== false) parent.append(child);
    }
  }

  const value = (text) => el('bdi', null, String(text));
  const source = (text) => el('bdi', { lang: 'fa' }, text);

  /** The scripts under data/ that were asked for: name → promise of the value. */
  const asked = new Map();
  function load(name) {
    if (!asked.has(name)) {
      asked.set(name, new Promise((resolve, reject) => {
        if (globalThis.RUYDAD && name in globalThis.RUYDAD) {
          resolve(globalThis.RUYDAD[name]);
          return;
        }
        const script = el('script', { src: `data/${name}.js` });
        script.addEventListener('load', () => resolve(globalThis.RUYDAD[name]));
        script.addEventListener('error', () => { asked.delete(name); reject(Object.assign(new Error(`data/${name}.js could not be read`), { file: `data/${name}.js` })); });
        document.head.append(script);
      }));
    }
    return asked.get(name);
  }

  /** Hand the person a file. */
  function save(name, text, type) {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = el('a', { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  R.dom = { el, put, value, source, load, save };
}());
