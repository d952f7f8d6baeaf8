/* Which page is shown: reads the address, makes the page, keeps release, language and calendar in every link. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};
  const { el, load } = R.dom;

  /** Pages by the first word of the address; a script of its own may add one. Each returns {view, title, ready, destroy}. */
  R.routes = R.routes || {};
  R.routes.incident = async (app, id) => {
    const now = R.state.redirected(id, app.about.redirects);
    if (!app.store.row.has(now)) return app.nothing('unknown_incident', id);
    if (now !== id) {
      app.notices.push(app.words.say('redirected', { old: id, now }));
      app.replace({ id: now });
    }
    return R.incident(app, now);
  };
  R.routes.article = async (app, id) => {
    const record = await R.article.find(id);
    return record ? R.article.article(app, record) : app.nothing('unknown_article', id);
  };
  R.routes.about = (app) => R.about(app);

  function boot() {
    const about = globalThis.RUYDAD && globalThis.RUYDAD.release, columns = globalThis.RUYDAD && globalThis.RUYDAD.incidents;
    const main = document.getElementById('main');
    if (!about || !columns) {
      main.replaceChildren(el('p', null, 'فایل‌های پوشهٔ data در کنار این صفحه نیست؛ صفحه را دوباره بسازید: ruydad explore DIR'),
        el('p', { lang: 'en', dir: 'ltr' }, 'The files of the folder data are not beside this page. Build it again: ruydad explore DIR'));
      return;
    }
    const app = { about, store: R.store(columns), state: R.state.parse(location.hash), texts: null, notices: [] };
    let page = null, home = null, homeIn = '', last = '', scrolled = 0, lastLink = null, writing = 0, turn = 0;

    app.link = (part) => R.state.write({ ...app.state, ...part, release: about.id });
    app.go = (part) => { location.hash = app.link(part); };
    /** Set part of the state without a step in the history. */
    app.replace = (part) => {
      app.state = { ...app.state, ...part };
      last = app.link({});
      const before = location.hash;
      clearTimeout(writing);
      writing = setTimeout(() => { if (location.hash === before) history.replaceState(null, '', last); }, 0); // slow: after the frame
    };
    app.change = (part) => { app.replace(part); render(); };
    app.loadTexts = async () => { app.texts = await load('search'); };
    app.failed = (error) => { app.notices.push(app.words.say('missing_file', { file: error.file })); tellNotices(); };
    app.seenIds = () => {
      const found = home && home.seen();
      return found && found.total < app.store.count ? app.store.ids.filter((_, n) => found.mask[n]) : null;
    };
    app.whenOf = (row) => app.tell.when(Object.fromEntries(
      ['date_start', 'date_end', 'date_jalali', 'not_after'].map((name) => [name, app.store.word(name, row)])));
    app.titleOf = (row) => {
      const of = (name) => app.store.word(name, row);
      const type = of('sub_event_type') ? app.words.label('sub_event_type', of('sub_event_type')) : app.words.text('untold');
      const place = app.tell.named(of('location_text'), of('location_name'));
      return [type, place, app.whenOf(row)].filter(Boolean).join(app.words.text('separator'));
    };
    app.nothing = (key, id) => {
      const title = app.words.text('not_here');
      return { title, destroy() {}, ready: () => null, view: el('article', null, el('h1', { tabindex: '-1' }, title), el('p', { class: 'unknown' }, app.words.say(key, { id, release: about.id })),
        el('p', null, el('a', { href: app.link({ route: 'start', id: '', claim: '' }) }, app.words.text('back_to_list')))) };
    };

    /** The language and calendar of the address, or those that are on, or the reader's. */
    function speak() {
      const lang = app.state.lang || (app.words ? app.words.lang : R.state.languageOf(navigator.languages));
      const calendar = app.state.calendar || (app.format && app.words.lang === lang ? app.format.calendar : lang === 'fa' ? 'jalali' : 'gregorian');
      app.state = { ...app.state, lang, calendar };
      if (homeIn !== `${lang} ${calendar}`) {
        app.words = R.words(about, lang);
        app.format = R.formatter(lang, calendar);
        app.tell = R.telling(app.words, app.format);
        document.documentElement.lang = lang;
        document.documentElement.dir = lang === 'fa' ? 'rtl' : 'ltr';
        frame();
        if (home) home.destroy();
        home = null;
        homeIn = `${lang} ${calendar}`;
      }
    }

    /** The head and foot of every page. */
    function frame() {
      const { words } = app;
      const choice = (name, key, current) => el('button', { type: 'button', 'aria-pressed': String(current === key), lang: name === 'lang' ? key : null,
        on: { click: () => { app.replace({ [name]: key, ...(name === 'lang' ? { calendar: '' } : {}) }); render(); } } }, words.text(`${name}_${key}`));
      document.getElementById('skip').textContent = words.text('skip');
      document.getElementById('head').replaceChildren(
        el('a', { class: 'brand', href: app.link({ route: 'start', id: '', claim: '' }) }, words.text('title')),
        el('nav', { 'aria-label': words.text('pages') },
          el('a', { href: app.link({ route: 'start', id: '', claim: '' }) }, words.text('incidents')),
          el('a', { href: app.link({ route: 'about', id: '', claim: '' }) }, words.text('about_title')),
          R.routes.review ? el('a', { href: app.link({ route: 'review', id: '', claim: '' }) }, words.text('review')) : null),
        el('div', { class: 'choices' },
          el('div', { role: 'group', 'aria-label': words.text('language') }, ['fa', 'en'].map((each) => choice('lang', each, words.lang))),
          el('div', { role: 'group', 'aria-label': words.text('calendar') }, ['jalali', 'gregorian'].map((each) => choice('calendar', each, app.format.calendar)))));
      document.getElementById('foot').replaceChildren(el('p', null, words.say('foot', { release: about.id }), ' ', words.text('foot_note')));
    }

    function tellNotices() {
      document.getElementById('notices').replaceChildren(...app.notices.map((each) => el('p', null, each)));
    }

    async function render() {
      turn += 1;
      const before = page, mine = turn;
      speak();
      last = app.link({});
      const { route, id } = app.state;
      let next;
      try {
        if (route === 'start') {
          home = home || R.start(app);
          next = home;
        } else if (Object.hasOwn(R.routes, route)) {
          next = await R.routes[route](app, id);
        } else {
          next = app.nothing('unknown_page', route);
        }
      } catch (error) {
        if (!error.file) throw error;
        next = app.nothing('missing_file_page', error.file);
      }
      if (mine !== turn) return; // another page was asked for meanwhile
      if (before && before !== next && before === home) scrolled = scrollY;
      page = next;
      document.title = `${next.title} · ${app.words.text('title')}`;
      const isNew = next.view.parentNode !== main;
      if (before && before !== home && before !== next) before.destroy();
      if (isNew) main.replaceChildren(next.view);
      if (next === home) home.update();
      tellNotices();
      if (isNew && before) {
        if (next === home) {
          scrollTo(0, scrolled);
          if (lastLink && lastLink.isConnected) lastLink.focus({ preventScroll: true });
          else home.view.querySelector('h1').focus({ preventScroll: true });
          return;
        }
        scrollTo(0, 0);
      }
      const target = next.ready && next.ready();
      if (target) target.focus({ preventScroll: true });
      else if (isNew && before && next.view.querySelector('h1')) next.view.querySelector('h1').focus({ preventScroll: true });
    }

    function arrive() {
      if (location.hash === last) return;
      const asked = R.state.parse(location.hash);
      app.notices = [];
      if (asked.release && asked.release !== about.id) {
        speak();
        app.notices.push(app.words.say('other_release', { theirs: asked.release, ours: about.id }));
      }
      const short = !location.hash.includes('?'); // a link of the list: what is chosen stays as it is
      app.state = short ? { ...app.state, route: asked.route, id: asked.id, claim: '' } : asked;
      speak();
      app.replace({ release: about.id });
      render();
    }

    main.addEventListener('click', (event) => {
      const link = event.target.closest('a[href^="#"]');
      if (link && page === home) lastLink = link;
    });
    document.getElementById('skip').addEventListener('click', (event) => {
      event.preventDefault();
      main.focus();
    });
    addEventListener('hashchange', arrive);
    addEventListener('beforeprint', () => main.querySelectorAll('article details').forEach((each) => { each.open = true; }));
    last = null;
    arrive();
  }

  addEventListener('DOMContentLoaded', boot);
}());
