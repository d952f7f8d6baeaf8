/* The list of incidents: groups of rows that the browser draws when they come near, built in idle moments, all of them in
   the page in the end, so that find-in-page, print and screen readers have the whole. */
(function () {
  'use strict';
  const R = globalThis.Ruydad = globalThis.Ruydad || {};
  const { el } = R.dom;
  const GROUP = 200, AT_ONCE = 200, ROW_REM = 3.6;
  const later = globalThis.requestIdleCallback
    ? (work) => globalThis.requestIdleCallback(work, { timeout: 500 })
    : (work) => setTimeout(() => work({ timeRemaining: () => 8 }), 16);

  /** A list in `container`; `makeRow(row)` gives the li of a row. */
  function list(container, makeRow) {
    let groups = [], mask = null, turn = 0;

    /** Lay out anew, in this order. */
    function arrange(order, shown) {
      turn += 1;
      mask = shown;
      groups = [];
      for (let at = 0; at < order.length; at += GROUP) {
        groups.push({ rows: order.subarray(at, at + GROUP), items: null, shown: null, box: el('ol', { class: 'group', role: 'list' }) });
      }
      container.replaceChildren(...groups.map((group) => group.box));
      show(mask);
    }

    /** Show the rows of the mask: the first ones now, the others in idle moments. */
    function show(shown) {
      mask = shown;
      turn += 1;
      let ready = 0;
      const waiting = [];
      for (const group of groups) {
        let many = 0;
        for (const row of group.rows) many += mask[row];
        group.box.hidden = many === 0;
        group.box.style.containIntrinsicSize = `auto ${many * ROW_REM}rem`;
        if (many && ready < AT_ONCE) {
          fill(group);
          ready += many;
        } else {
          waiting.push(group);
        }
      }
      const mine = turn;
      let at = 0;
      const work = (idle) => {
        if (mine !== turn) return;
        do {
          if (at < waiting.length) fill(waiting[at]);
          at += 1;
        } while (at < waiting.length && idle.timeRemaining() > 4);
        if (at < waiting.length) later(work);
        else container.dataset.ready = 'true';
      };
      delete container.dataset.ready;
      later(work);
    }

    function fill(group) {
      if (!group.items) {
        group.items = Array.from(group.rows, makeRow);
        group.shown = new Uint8Array(group.rows.length).fill(1);
        group.box.append(...group.items);
      }
      for (let n = 0; n < group.rows.length; n += 1) {
        const wanted = mask[group.rows[n]];
        if (group.shown[n] !== wanted) {
          group.items[n].hidden = !wanted;
          group.shown[n] = wanted;
        }
      }
    }

    globalThis.addEventListener('beforeprint', () => groups.forEach(fill));
    return { arrange, show };
  }

  R.list = list;
}());
