/* Reviewing on the page: walks rows with their sentence and keeps decisions, the same bytes that the terminal writes.
   `RuydadReview.create(container, options)` draws it; `RuydadReview.session(options)` is the same without a page.
   Nothing is sent anywhere: decisions stay in memory and local storage until they are downloaded. */
(function () {
  'use strict';

  const FINAL = ['accept', 'reject', 'unsure'];
  const READ_SO = 'as the sentence says';
  const NOTHING = ['', '-', '–', '—'];
  const LAST_JALALI_YEAR = 1600;
  const SHOWN = 60; // longer code lists are typed, not chosen
  const REVIEWER = /^[A-Za-z][A-Za-z0-9_-]*$/;

  const WORDS = {
    en: {
      title: 'Review', of: 'of', decided: 'decided', confidence: 'confidence', disputed: 'disputed', untold: 'not told',
      accept: 'Accept', change: 'Change', reject: 'Reject', unsure: 'Unsure', skip: 'Skip', undo: 'Undo', download: 'Download decisions',
      field: 'Field', now: 'As read', words: 'Words it rests on', value: 'New value', reason: 'Reason', save: 'Save', cancel: 'Cancel',
      none: 'none told', cannot: 'cannot tell', no_event: 'No event in it', codes: 'Save codes', finished: 'All rows are decided.',
      empty: 'There is no row to review.', reviewer: 'Your name (one word of Latin letters)', begin: 'Begin', actions: 'Decide', fields: 'What was read',
      already: (name, value) => `${name} is ${value} already.`, released: 'This is what the release has; take the change back with Undo.',
      needed: (name) => `${name} cannot be empty.`, not_code: (text, near) => `${text} is no code of this list.${near ? ` Did you mean ${near}?` : ''}`,
      not_number: (text) => `${text} is no whole number from 0 up.`, not_decimal: (text) => `${text} is no number.`, not_day: (text) => `${text} is no day like 2022-09-14 or 1401-06-23.`,
      not_flag: (text) => `${text} is neither true nor false.`, kept: 'Kept.', taken: 'Taken back.', nothing: 'There is nothing to take back.',
      checked: 'What a change brings with it (a kind its levels, a day its calendar) is set, and impossible rows are refused, when the decisions are applied.',
    },
    fa: {
      title: 'بازبینی', of: 'از', decided: 'بررسی‌شده', confidence: 'اطمینان', disputed: 'محل اختلاف', untold: 'گفته نشده',
      accept: 'پذیرش', change: 'تغییر', reject: 'رد', unsure: 'نامطمئن', skip: 'گذر', undo: 'واگرد', download: 'دریافت تصمیم‌ها',
      field: 'خانه', now: 'خوانده‌شده', words: 'واژه‌های پشتوانه', value: 'مقدار تازه', reason: 'دلیل', save: 'ثبت', cancel: 'انصراف',
      none: 'گفته نشده', cannot: 'روشن نیست', no_event: 'رویدادی در آن نیست', codes: 'ثبت کدها', finished: 'همهٔ ردیف‌ها بررسی شده‌اند.',
      empty: 'ردیفی برای بازبینی نیست.', reviewer: 'نام شما (یک واژه با حروف لاتین)', begin: 'آغاز', actions: 'تصمیم', fields: 'آنچه خوانده شده',
      already: (name, value) => `${name} هم‌اکنون ${value} است.`, released: 'این همان مقدار انتشار است؛ تغییر را با «واگرد» پس بگیرید.',
      needed: (name) => `${name} نمی‌تواند خالی باشد.`, not_code: (text, near) => `${text} کدی از این فهرست نیست.${near ? ` منظورتان ${near} است؟` : ''}`,
      not_number: (text) => `${text} عدد درستِ صفر یا بیشتر نیست.`, not_decimal: (text) => `${text} عدد نیست.`, not_day: (text) => `${text} روزی مانند 2022-09-14 یا 1401-06-23 نیست.`,
      not_flag: (text) => `${text} نه true است و نه false.`, kept: 'ثبت شد.', taken: 'پس گرفته شد.', nothing: 'چیزی برای پس گرفتن نیست.',
      checked: 'آنچه از یک تغییر برمی‌آید (رده‌های نوع، تقویم روز) هنگام اعمال تصمیم‌ها نوشته می‌شود و ردیف ناممکن همان‌جا رد می‌شود.',
    },
  };

  class Refused extends Error {}

  /** The line of a decision: its keys in the order of the terminal's. */
  const line = (decision) => JSON.stringify(decision);

  const digits = (text) => text.replace(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x6f0)).replace(/[٠-٩]/g, (d) => String(d.charCodeAt(0) - 0x660)).replace(/٫/g, '.');

  /** A number as the tables write it: 34.0, 36.34, 1e-05. */
  function decimal(number) {
    if (number !== 0 && Math.abs(number) < 1e-4) return number.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
    return Number.isInteger(number) ? `${Object.is(number, -0) ? '-0' : number}.0` : String(number);
  }

  const persian = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', { timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric' });
  const DAY = 86400000;

  /** The moment of a Solar Hijri day, null where there is none. */
  function fromJalali(year, month, day) {
    const near = Date.UTC(year + 621, 2, 21) + ((month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30) + day - 1) * DAY;
    for (const shift of [0, -1, 1, -2, 2]) {
      const told = {};
      for (const part of persian.formatToParts(near + shift * DAY)) told[part.type] = parseInt(part.value, 10);
      if (told.year === year && told.month === month && told.day === day) return near + shift * DAY;
    }
    return null;
  }

  function readDay(text, say) {
    const found = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(digits(text));
    if (!found) throw new Refused(say.not_day(text));
    const [year, month, day] = found.slice(1).map(Number);
    const moment = year <= LAST_JALALI_YEAR ? fromJalali(year, month, day) : Date.UTC(year, month - 1, day);
    const made = moment === null ? null : new Date(moment);
    if (!made || (year > LAST_JALALI_YEAR && (made.getUTCMonth() !== month - 1 || made.getUTCDate() !== day))) throw new Refused(say.not_day(text));
    return made.toISOString().slice(0, 10);
  }

  /** How many letters differ, for the nearest right word. */
  function distance(one, other) {
    let row = Array.from({ length: other.length + 1 }, (_, n) => n);
    for (let i = 1; i <= one.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= other.length; j += 1) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
      row = next;
    }
    return row[other.length];
  }

  function nearest(word, known) {
    const part = known.find((each) => each.toLowerCase().includes(word.toLowerCase()));
    if (part) return part;
    let best = null;
    for (const each of known) {
      const far = distance(word.toLowerCase(), each.toLowerCase());
      if (far <= Math.max(2, each.length / 2) && (!best || far < best.far)) best = { each, far };
    }
    return best && best.each;
  }

  /** The codes that a column allows, with labels; a joined list is every country and role. */
  function codesOf(column, codes) {
    if (column.type === 'boolean') return [{ code: 'true', en: 'true', fa: 'true' }, { code: 'false', en: 'false', fa: 'false' }];
    if (!column.codes) return [];
    const [first, ...rest] = column.codes.split('+');
    const alone = first === 'country' && !rest.length;
    let found = codes[first].filter((each) => !alone || (each.code !== 'INT' && each.code !== 'UNK'));
    for (const name of rest) found = found.flatMap((left) => codes[name].map((right) => ({ code: `${left.code}-${right.code}`, en: `${left.en}, ${right.en}`, fa: `${left.fa}، ${right.fa}` })));
    return found;
  }

  /** Typed text as the cell it means, null for «nothing is told»; throws Refused. */
  function readValue(column, typed, codes, say) {
    const text = typed.trim();
    if (NOTHING.includes(text)) {
      if (column.required && column.type !== 'list') throw new Refused(say.needed(column.column));
      return null;
    }
    const code = (word) => {
      const known = codesOf(column, codes).map((each) => each.code);
      const same = known.find((each) => each === word) || known.find((each) => each.toLowerCase() === word.toLowerCase());
      if (same) return same;
      const listed = Number(/^[0-9]+$/.test(digits(word)) ? digits(word) : 0);
      if (known.length <= SHOWN && listed >= 1 && listed <= known.length) return known[listed - 1];
      throw new Refused(say.not_code(word, nearest(word, known)));
    };
    if (column.type === 'list') return text.split(/[;،؛]/).map((part) => part.trim()).filter(Boolean).map(code).join('; ') || null;
    if (column.codes) return code(text);
    if (column.type === 'integer') {
      if (!/^[0-9]{1,15}$/.test(digits(text))) throw new Refused(say.not_number(text));
      return String(Number(digits(text)));
    }
    if (column.type === 'number') {
      if (!/^-?[0-9]+(\.[0-9]+)?$/.test(digits(text))) throw new Refused(say.not_decimal(text));
      return decimal(Number(digits(text)));
    }
    if (column.type === 'date') return readDay(text, say);
    if (column.type === 'boolean') {
      const flag = { true: 'true', yes: 'true', false: 'false', no: 'false' }[text.toLowerCase()];
      if (!flag) throw new Refused(say.not_flag(text));
      return flag;
    }
    return text;
  }

  const now = () => `${new Date().toISOString().slice(0, 19)}Z`;

  /** A way through rows. Options: release, rows, columns, codes (as `page_data` makes them), reviewer, blind, lang, and
      for tests clock and storage. */
  function session({ release, rows, columns, codes, reviewer, blind = false, lang = 'en', clock = now, storage = null }) {
    if (!REVIEWER.test(reviewer || '')) throw new Refused(WORDS[lang].reviewer);
    const say = WORDS[lang];
    const coded = columns.filter((column) => column.coded);
    // All pages opened from a disk share one storage: the release and the reviewer are part of the name.
    const key = `ruydad-review:${release}:${reviewer}:${blind ? 'blind' : 'open'}`;
    let decisions = [];
    try {
      const kept = JSON.parse((storage && storage.getItem(key)) || '[]');
      if (Array.isArray(kept)) decisions = kept;
    } catch (error) { /* storage is closed or holds something else: begin anew */ }
    let at = -1;

    const keep = () => {
      try { if (storage) storage.setItem(key, JSON.stringify(decisions)); } catch (error) { /* full or closed: memory has them */ }
    };
    const eventOf = (decision) => (decision.table === 'events' ? decision.id : decision.id.split(' ').slice(0, decision.table === 'casualties' ? -3 : -1).join(' '));
    const mine = (row) => decisions.filter((each) => eventOf(each) === row.event_id);
    const isDecided = (row) => {
      const told = mine(row);
      if (blind) return told.some((each) => each.column === null) || coded.every((column) => told.some((each) => each.column === column.column));
      return told.some((each) => each.column === null && FINAL.includes(each.decision));
    };
    const here = () => rows[at];

    function forward() {
      do at += 1; while (here() && isDecided(here()));
    }

    function add(row, field, column, old, value, decision, reason) {
      const { start, end, exact, prefix, suffix } = (field && field.anchor) || row.anchor;
      decisions.push({
        release, table: field ? field.table : 'events', id: field ? field.id : row.event_id, column, old, new: value, decision, reason,
        reviewer, time: clock(), article: row.article_id, article_digest: row.digest, start, end, exact, prefix, suffix,
      });
      keep();
    }

    /** The fields of a row, with what was changed in them; `old` is what the release has. */
    function fields(row) {
      const changed = new Map(mine(row).filter((each) => each.decision === 'change').map((each) => [`${each.table} ${each.id} ${each.column}`, each.new]));
      return row.fields.map((each) => {
        const column = columns[each.column];
        const id = each.id === undefined ? row.event_id : each.id;
        const old = each.value === undefined ? null : each.value;
        const name = `${column.table} ${id} ${column.column}`;
        return { table: column.table, id, column, old, value: changed.has(name) ? changed.get(name) : old, words: each.words || null, anchor: each.anchor || null };
      });
    }

    forward();
    return {
      key, coded, fields, isDecided, blind,
      get row() { return here() || null; },
      get at() { return at; },
      get rows() { return rows; },
      get done() { return rows.filter(isDecided).length; },
      get count() { return decisions.length; },
      decide(decision, reason) {
        const row = here();
        const told = decision === 'reject' ? reason || READ_SO : reason || null;
        add(row, null, null, null, null, decision, told);
        forward();
      },
      change(field, typed, reason) {
        const value = readValue(field.column, typed, codes, say);
        if (value === field.value) throw new Refused(say.already(field.column.label[lang], value === null ? say.untold : value));
        if (value === field.old) throw new Refused(say.released);
        add(here(), field, field.column.column, field.old, value, 'change', reason || READ_SO);
      },
      /** A blind coder's values: [[column, typed]], where typed null is «cannot tell»; all of them or none. */
      code(values) {
        const row = here();
        const read = values.map(([column, typed]) => [column, typed === null ? null : readValue(column, typed, codes, say), typed === null]);
        for (const [column, value, isUnsure] of read) add(row, null, column.column, null, value, isUnsure ? 'unsure' : 'code', null);
        if (isDecided(row)) forward();
      },
      noEvent() {
        add(here(), null, null, null, null, 'code', READ_SO);
        forward();
      },
      skip: forward,
      undo() {
        const taken = decisions.pop();
        if (!taken) return null;
        keep();
        const back = rows.findIndex((row) => row.event_id === eventOf(taken));
        if (back >= 0) at = back;
        return taken;
      },
      text: () => decisions.map((each) => `${line(each)}\n`).join(''),
    };
  }

  function el(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key === 'on') for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
      else made.setAttribute(key, value === true ? '' : value);
    }
    made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
    return made;
  }

  function download(name, text, type) {
    const address = URL.createObjectURL(new Blob([text], { type }));
    el('a', { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  function store() {
    try { return globalThis.localStorage; } catch (error) { return null; }
  }

  let made = 0;

  /** Draw the review into `container`. Options as of `session`, and save(name, text, type). Returns { destroy }. */
  function create(container, options) {
    const lang = options.lang === 'fa' ? 'fa' : 'en';
    const say = WORDS[lang];
    const { codes } = options;
    const save = options.save || download;
    const own = made += 1;
    const box = el('section', { class: 'review', lang, dir: lang === 'fa' ? 'rtl' : 'ltr', 'aria-label': say.title });
    const status = el('p', { class: 'review-status', role: 'status', 'aria-live': 'polite' });
    const view = el('div');
    box.append(view, status);
    container.append(box);
    const KEYS = options.blind ? { KeyS: 'skip', KeyZ: 'undo' } : { KeyA: 'accept', KeyC: 'change', KeyR: 'reject', KeyU: 'unsure', KeyS: 'skip', KeyZ: 'undo' };
    let walk = null;
    let asking = null; // 'change', 'reject' or 'unsure' while its form is open

    if (REVIEWER.test(options.reviewer || '')) begin(options.reviewer);
    else askName();
    document.addEventListener('keydown', pressed);
    return { destroy() { document.removeEventListener('keydown', pressed); box.remove(); } };

    function begin(reviewer) {
      walk = session({ ...options, lang, reviewer, storage: options.storage === undefined ? store() : options.storage });
      draw();
    }

    function askName() {
      const name = el('input', { id: `review-name-${own}`, type: 'text', dir: 'ltr', autocomplete: 'username', pattern: '[A-Za-z][A-Za-z0-9_\\-]*', required: true });
      view.replaceChildren(el('form', { class: 'review-form', on: { submit: (event) => { event.preventDefault(); attempt(() => begin(name.value.trim())); } } },
        el('label', { for: name.id }, say.reviewer), name, el('button', { type: 'submit' }, say.begin)));
    }

    /** A key is a letter's place on the keyboard, so that it works with a Persian layout too. */
    function pressed(event) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !walk) return;
      if (event.target instanceof Element && event.target.closest('input, select, textarea')) {
        if (event.key === 'Escape' && asking) { asking = null; draw(); }
        return;
      }
      const action = KEYS[event.code];
      if (!action) return;
      event.preventDefault();
      act(action);
    }

    function act(action) {
      if (action === 'undo') {
        asking = null;
        const taken = walk.undo();
        draw();
        tell(taken ? say.taken : say.nothing);
      } else if (!walk.row) {
        return;
      } else if (action === 'skip') {
        asking = null;
        walk.skip();
        draw();
      } else if (action === 'accept') {
        walk.decide('accept', null);
        asking = null;
        draw();
        tell(say.kept);
      } else {
        asking = action;
        draw();
      }
    }

    function attempt(work) {
      try {
        work();
        return true;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        tell(error.message);
        return false;
      }
    }

    function tell(text) { status.textContent = text; }

    function draw() {
      const { row } = walk;
      status.textContent = '';
      const head = el('p', { class: 'review-count' }, el('bdi', null, figures(`${Math.min(walk.at + 1, walk.rows.length)} ${say.of} ${walk.rows.length}`)), ' · ', el('bdi', null, figures(`${walk.done} ${say.decided}`)));
      const end = el('p', null, button('download', () => save(`decisions-${nameOf()}.jsonl`, walk.text(), 'application/jsonl'), null, walk.count === 0),
        ' ', button('undo', () => act('undo'), 'z', walk.count === 0));
      if (!row) {
        view.replaceChildren(head, el('p', { class: 'review-end', tabindex: '-1' }, walk.rows.length ? say.finished : say.empty), end);
        view.querySelector('.review-end').focus();
        return;
      }
      view.replaceChildren(head, sentence(row), ...(walk.blind ? [coding(row)] : [reviewing(row)]), end);
      const target = view.querySelector('.review-form select, .review-form input') || view.querySelector('h2');
      if (!walk.blind || target.tagName !== 'H2') target.focus();
    }

    function figures(text) { return lang === 'fa' ? text.replace(/[0-9]/g, (d) => String.fromCharCode(0x6f0 + Number(d))).replace(/(?<=[۰-۹])\.(?=[۰-۹])/g, '٫') : text; }

    function nameOf() { return walk.key.split(':').at(-2); }

    function button(word, click, key, disabled) {
      return el('button', { type: 'button', disabled, 'aria-keyshortcuts': key || null, on: { click } }, say[word], key ? [' ', el('kbd', null, key)] : null);
    }

    /** The sentence in its context: bare marks, so that Persian letters stay joined. */
    function sentence(row) {
      const pieces = row.segments.map(([words, kinds]) => {
        const shown = kinds.split(' ').filter((kind) => kind && (kind === 'sentence' || !walk.blind));
        return shown.length ? el('mark', { class: shown.join(' ') }, words) : words;
      });
      const told = [row.outlet, row.published];
      if (!walk.blind) told.push(figures(`${say.confidence} ${row.confidence.toFixed(2)}`), row.is_disputed ? say.disputed : null);
      return el('article', null,
        el('h2', { tabindex: '-1', lang: 'fa', dir: 'auto' }, row.title || row.article_id),
        el('p', { class: 'meta' }, told.filter(Boolean).flatMap((each, n) => [n ? ' · ' : null, el('bdi', null, each)])),
        el('blockquote', { class: 'text', lang: 'fa', dir: 'rtl' }, pieces));
    }

    function reviewing(row) {
      const fields = walk.fields(row);
      const label = (field) => (codesOf(field.column, codes).find((each) => each.code === field.value) || { [lang]: field.value })[lang];
      const rows = fields.filter((field) => field.value !== null || field.old !== null).map((field) => el('tr', { class: field.value === field.old ? null : 'changed' },
        el('th', { scope: 'row' }, field.column.label[lang]), el('td', null, field.value === null ? say.untold : el('bdi', null, label(field))),
        el('td', { lang: 'fa', dir: 'rtl' }, field.words ? el('bdi', null, field.words) : '')));
      return el('div', null,
        el('div', { class: 'review-actions', role: 'group', 'aria-label': say.actions },
          button('accept', () => act('accept'), 'a'), button('change', () => act('change'), 'c'), button('reject', () => act('reject'), 'r'),
          button('unsure', () => act('unsure'), 'u'), button('skip', () => act('skip'), 's')),
        asking === 'change' ? changing(fields) : asking ? reasoning(asking) : null,
        el('table', { class: 'review-fields' }, el('caption', null, say.fields),
          el('thead', null, el('tr', null, [say.field, say.now, say.words].map((each) => el('th', { scope: 'col' }, each)))), el('tbody', null, rows)));
    }

    function form(parts, submit) {
      return el('form', { class: 'review-form', on: { submit: (event) => { event.preventDefault(); submit(); } } }, parts,
        el('button', { type: 'submit' }, say.save), ' ', el('button', { type: 'button', on: { click: () => { asking = null; draw(); } } }, say.cancel));
    }

    function reasoning(decision) {
      const reason = el('input', { id: `review-reason-${own}`, type: 'text', dir: 'auto' });
      return form([el('label', { for: reason.id }, `${say[decision]}: ${say.reason}`), reason], () => {
        asking = null;
        walk.decide(decision, reason.value.trim());
        draw();
        tell(say.kept);
      });
    }

    function changing(fields) {
      const which = el('select', { id: `review-field-${own}` }, fields.map((field, n) => el('option', { value: n },
        `${field.column.label[lang]}: ${field.value === null ? say.untold : field.value}${field.table === 'events' || !field.words ? '' : ` «${field.words}»`}`)));
      const place = el('span');
      const reason = el('input', { id: `review-reason-${own}`, type: 'text', dir: 'auto' });
      let value = null;
      const show = () => {
        value = valueInput(fields[which.value].column, `review-value-${own}`);
        place.replaceChildren(el('label', { for: `review-value-${own}` }, say.value), value);
      };
      which.addEventListener('change', show);
      show();
      return form([el('label', { for: which.id }, say.field), which, place, el('label', { for: reason.id }, say.reason), reason, el('p', { class: 'note' }, say.checked)], () => {
        if (!attempt(() => walk.change(fields[which.value], value.value, reason.value.trim()))) return;
        asking = null;
        draw();
        tell(say.kept);
      });
    }

    /** Something to choose or to type a value of a column with. */
    function valueInput(column, id) {
      const listed = codesOf(column, codes);
      if (!listed.length || listed.length > SHOWN || column.type === 'list') {
        return el('input', { id, type: 'text', dir: 'auto', autocomplete: 'off', inputmode: column.type === 'integer' ? 'numeric' : null });
      }
      const none = column.required ? null : el('option', { value: '' }, say.none);
      return el('select', { id }, none, listed.map((each) => el('option', { value: each.code }, each[lang])));
    }

    function coding(row) {
      const inputs = walk.coded.map((column, n) => {
        const id = `review-code-${own}-${n}`;
        const input = valueInput({ ...column, required: false }, id);
        const cannot = el('input', { type: 'checkbox', id: `${id}-cannot`, on: { change: () => { input.disabled = cannot.checked; } } });
        return { column, input, cannot, line: el('p', null, el('label', { for: id }, column.label[lang]), input, cannot, el('label', { for: cannot.id }, say.cannot)) };
      });
      return el('form', { class: 'review-form', on: { submit: (event) => {
        event.preventDefault();
        const read = attempt(() => walk.code(inputs.map(({ column, input, cannot }) => [column, cannot.checked ? null : input.value])));
        if (read) { draw(); tell(say.kept); }
      } } }, inputs.map((each) => each.line), el('button', { type: 'submit' }, say.codes), ' ',
      el('button', { type: 'button', on: { click: () => { walk.noEvent(); draw(); tell(say.kept); } } }, say.no_event), ' ', button('skip', () => act('skip'), 's'));
    }
  }

  globalThis.RuydadReview = { create, session, line, readValue, Refused, words: WORDS };
}());
