/* RuydadMap: incidents on outlines of land, gathered into clusters, on a canvas.

In: points with coordinates; which of them are shown comes as a mask. Out: `onSelect(ids)` when a cluster or point is chosen.
Needs calendar.js, marks.js, vendor/outlines.js and charts.css. No state's territory is filled; every border is one kind of line. */
"use strict";

var RuydadMap = (function () {
  const Marks = typeof require === "function" ? require("./marks.js") : RuydadMarks;
  const TILE = 256, CELL = 64, MOST_ZOOM = 12, STEP_PIXELS = 80, CLICK_PIXELS = 6, REACH_PIXELS = 40, MOST_LABELS = 60, WIDEST = 27;
  const REGION = { west: 24, south: 10, east: 78, north: 46 }; // shown where there is no point to go by
  const WORDS = {
    fa: {
      zoomIn: "بزرگ‌تر", zoomOut: "کوچک‌تر", whole: "همهٔ نقطه‌ها",
      label: (shown) => `نقشهٔ رویدادها؛ ${shown} رویداد در نمای نقشه است. فهرست رویدادها همین‌ها را به نوشته در بر دارد. `
        + "کلیدهای جهت نقشه را جابه‌جا می‌کند، + و − اندازه را تغییر می‌دهد و Enter نزدیک‌ترین نشانه به مرکز را برمی‌گزیند.",
      counted: (shown, total, outside) => `${shown} از ${total} رویدادِ دارای مکان نشان داده شده است`
        + (outside ? `؛ ${outside} رویداد بیرون از این نماست.` : "."),
      events: (n) => `${n} رویداد`, wheel: "برای تغییر اندازه با چرخ موشواره، Ctrl را نگه دارید یا روی نقشه کلیک کنید.",
      policy: "مرزها خط‌هایی‌اند که Natural Earth (نسخهٔ ۴٫۱، سال ۲۰۱۸) از وضع موجود به دست می‌دهد و همه یکسان کشیده شده‌اند؛ "
        + "این نقشه دربارهٔ سرزمین‌ها و مرزهای مورد اختلاف موضعی ندارد.",
      data: "داده‌ها: ",
    },
    en: {
      zoomIn: "Zoom in", zoomOut: "Zoom out", whole: "All points",
      label: (shown) => `Map of incidents; ${shown} incidents are in view. The list of incidents holds the same in words. `
        + "Arrow keys move the map, + and − change its scale, Enter chooses the mark nearest to the centre.",
      counted: (shown, total, outside) => `${shown} of ${total} incidents with a place are shown`
        + (outside ? `; ${outside} lie outside this view.` : "."),
      events: (n) => (n === "1" ? "1 incident" : `${n} incidents`), wheel: "To zoom with the wheel, hold Ctrl or click the map first.",
      policy: "Borders are the lines that Natural Earth (4.1, 2018) gives of the situation on the ground, all drawn alike; "
        + "this map takes no position on disputed territories and borders.",
      data: "Data: ",
    },
  };
  const ATTRIBUTION = "GeoNames (CC BY 4.0), Natural Earth";

  /** Web Mercator, 0 to 1 from the west and from the north. */
  function project(lon, lat) {
    const sine = Math.sin(Math.max(-85, Math.min(85, lat)) * Math.PI / 180);
    return { x: (lon + 180) / 360, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
  }

  /** Radius of a cluster, wide enough for its count. */
  function radiusOf(number, weight) {
    return number === 1 ? 6 + Math.min(4, Math.log2(1 + Math.max(0, weight || 0)) * 0.6) : 9 + 3 * String(number).length;
  }

  /** Clusters of the shown points at a whole zoom level: cells of a fixed grid, each drawn at the place of the member
      nearest to the middle of all its members, and those that would overlap joined. The same points and level give the same clusters, wherever one looks. */
  function gather(places, mask, level) {
    const { x, y, weight, family } = places, total = x.length, kinds = Marks.FAMILIES.length;
    const scale = TILE * Math.pow(2, level), wide = Math.ceil(scale / CELL) + 2;
    const cellOf = new Map(), owner = new Int32Array(total).fill(-1), tops = [], numbers = [], sumX = [], sumY = [];
    for (let at = 0; at < total; at++) {
      if (!mask[at] || Number.isNaN(x[at])) continue;
      const key = Math.floor(y[at] * scale / CELL) * wide + Math.floor(x[at] * scale / CELL);
      let cell = cellOf.get(key);
      if (cell === undefined) {
        cell = tops.length;
        cellOf.set(key, cell);
        tops.push(at);
        numbers.push(0);
        sumX.push(0);
        sumY.push(0);
      }
      numbers[cell] += 1;
      sumX[cell] += x[at];
      sumY[cell] += y[at];
      owner[at] = cell;
    }
    const least = new Float64Array(tops.length).fill(Infinity);
    for (let at = 0; at < total; at++) {
      const cell = owner[at];
      if (cell < 0) continue;
      const dx = x[at] - sumX[cell] / numbers[cell], dy = y[at] - sumY[cell] / numbers[cell], away = dx * dx + dy * dy;
      if (away < least[cell]) { least[cell] = away; tops[cell] = at; }
    }
    const order = Uint32Array.from(tops, (each, at) => at)
      .sort((one, other) => numbers[other] - numbers[one] || tops[one] - tops[other]);
    const clusters = [], joined = new Int32Array(tops.length), near = new Map();
    for (const cell of order) {
      const top = tops[cell], px = x[top] * scale, py = y[top] * scale, radius = radiusOf(numbers[cell], weight[top]);
      const column = Math.floor(px / CELL), row = Math.floor(py / CELL), home = row * wide + column;
      const reach = radius + WIDEST + 1, fromLeft = px - column * CELL, fromTop = py - row * CELL;
      let into = -1, nearest = Infinity;
      for (let dy = fromTop < reach ? -1 : 0; dy <= (CELL - fromTop < reach ? 1 : 0); dy++) {
        for (let dx = fromLeft < reach ? -1 : 0; dx <= (CELL - fromLeft < reach ? 1 : 0); dx++) {
          const other = near.get(home + dy * wide + dx);
          if (other === undefined) continue;
          const host = clusters[other], right = host.px - px, down = host.py - py, away = right * right + down * down;
          if (away < Math.pow(radius + host.radius + 1, 2) && away < nearest) { nearest = away; into = other; }
        }
      }
      if (into < 0) {
        into = clusters.length;
        near.set(home, into); // the members of one cell are in one cluster, so that a cell is home to at most one
        clusters.push({ px, py, radius, number: 0, top });
      }
      joined[cell] = into;
      clusters[into].number += numbers[cell];
      clusters[into].radius = radiusOf(clusters[into].number, weight[top]);
    }
    const families = new Uint32Array(clusters.length * kinds);
    for (let at = 0; at < total; at++) {
      if (owner[at] < 0) continue;
      owner[at] = joined[owner[at]];
      families[owner[at] * kinds + family[at]] += 1;
    }
    return { level, scale, owner, clusters, families };
  }

  /** Land and borders as paths in world units times 4096, made once. */
  function paths(outlines) {
    const draw = (lines, close) => {
      const path = new Path2D();
      for (const line of lines) {
        let lon = 0, lat = 0;
        for (let at = 0; at < line.length; at += 2) {
          lon += line[at];
          lat += line[at + 1];
          const { x, y } = project(lon / outlines.units, lat / outlines.units);
          path[at ? "lineTo" : "moveTo"](x * 4096, y * 4096);
        }
        if (close) path.closePath();
      }
      return path;
    };
    return { land: draw(outlines.land, true), borders: draw(outlines.borders, false) };
  }

  function create(container, options) {
    const points = options.points, total = points.length;
    const places = { x: new Float64Array(total), y: new Float64Array(total), weight: new Float64Array(total),
      family: new Uint8Array(total) };
    points.forEach((each, at) => {
      const told = Number.isFinite(each.lat) && Number.isFinite(each.lon);
      const { x, y } = told ? project(each.lon, each.lat) : { x: NaN, y: NaN };
      places.x[at] = x;
      places.y[at] = y;
      places.weight[at] = each.weight || 0;
      places.family[at] = Marks.familyIndex(each.family);
    });
    const withPlace = places.x.reduce((sum, each) => sum + (Number.isNaN(each) ? 0 : 1), 0);
    const outlines = paths(RuydadOutlines);
    let lang = options.lang, mask = new Uint8Array(total).fill(1), clustered = null, drawn = [], over = null;
    let width = 0, height = 0, colours = null, fitted = false;
    const view = { x: 0.5, y: 0.5, zoom: 2 };

    const root = Marks.element("div", "ruydad-chart ruydad-map"), stage = Marks.element("div", "ruydad-stage");
    const canvas = Marks.element("canvas"), tip = Marks.element("div", "ruydad-tip"), buttons = Marks.element("div", "ruydad-buttons");
    const counted = Marks.element("p", "ruydad-note"), policy = Marks.element("p", "ruydad-note");
    let legend = Marks.element("ul");
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    tip.hidden = true;
    stage.append(canvas, buttons, tip);
    root.append(stage, counted, legend, policy);
    container.append(root);

    const scale = () => TILE * Math.pow(2, view.zoom);
    const leastZoom = () => Math.log2(Math.max(width, 256) / TILE / 1.25);
    const words = () => WORDS[lang];
    const number = (value) => Marks.count(value, lang);
    const labelOf = (point) => (point.label && typeof point.label === "object" ? point.label[lang] : point.label) || "";

    function clamp() {
      view.zoom = Math.min(MOST_ZOOM, Math.max(leastZoom(), view.zoom));
      view.x = Math.min(1, Math.max(0, view.x));
      view.y = Math.min(0.9, Math.max(0.1, view.y));
    }

    /** Brings the shown points into view: all of them, or at first all but the outermost twentieths of each side. */
    function whole(share) {
      const xs = [], ys = [];
      for (let at = 0; at < total; at++) {
        if (mask[at] && !Number.isNaN(places.x[at])) { xs.push(places.x[at]); ys.push(places.y[at]); }
      }
      if (!xs.length) {
        const north = project(REGION.west, REGION.north), south = project(REGION.east, REGION.south);
        xs.push(north.x, south.x);
        ys.push(north.y, south.y);
      }
      const ends = (values) => {
        values.sort((one, other) => one - other);
        const cut = Math.floor(values.length * share);
        return [values[cut], values[values.length - 1 - cut]];
      };
      const [left, right] = ends(xs), [top, bottom] = ends(ys), edge = 48;
      view.x = (left + right) / 2;
      view.y = (top + bottom) / 2;
      view.zoom = Math.min(8, Math.log2(Math.min(Math.max(1, width - 2 * edge) / Math.max(right - left, 1e-4),
        Math.max(1, height - 2 * edge) / Math.max(bottom - top, 1e-4)) / TILE));
      clamp();
    }

    function draw() {
      width = stage.clientWidth;
      height = stage.clientHeight;
      if (!width || !height) return;
      if (!fitted) { fitted = true; whole(0.05); }
      clamp();
      colours = Marks.colours(root);
      const ctx = Marks.fit(canvas, width, height), world = scale();
      const left = view.x * world - width / 2, top = view.y * world - height / 2;
      ctx.fillStyle = colours.sea;
      ctx.fillRect(0, 0, width, height);
      ctx.save();
      ctx.translate(-left, -top);
      ctx.scale(world / 4096, world / 4096);
      ctx.fillStyle = colours.land;
      ctx.fill(outlines.land, "evenodd");
      ctx.lineWidth = 0.8 * 4096 / world;
      ctx.strokeStyle = colours.coast;
      ctx.stroke(outlines.land);
      ctx.strokeStyle = colours.border;
      ctx.setLineDash([4 * 4096 / world, 2.5 * 4096 / world]);
      ctx.stroke(outlines.borders);
      ctx.restore();

      const level = Math.max(0, Math.floor(view.zoom));
      if (!clustered || clustered.level !== level) clustered = gather(places, mask, level);
      const grow = world / clustered.scale;
      drawn = [];
      let outside = 0, shown = 0;
      clustered.clusters.forEach((each, at) => {
        const x = each.px * grow - left, y = each.py * grow - top;
        shown += each.number;
        if (x < 0 || y < 0 || x > width || y > height) outside += each.number;
        if (x > -40 && y > -40 && x < width + 40 && y < height + 40) drawn.push({ at, x, y, ...each });
      });
      for (let at = drawn.length - 1; at >= 0; at--) drawCluster(ctx, drawn[at]);
      drawLabels(ctx);
      if (document.activeElement === canvas && canvas.matches(":focus-visible")) drawCentre(ctx);
      tell(shown, outside);
    }

    function drawCluster(ctx, each) {
      if (each.number === 1) {
        const family = places.family[each.top];
        Marks.mark(ctx, Marks.FAMILIES[family].shape, each.x, each.y, each.radius, colours.families[family], colours.surface);
        return;
      }
      ctx.beginPath();
      ctx.arc(each.x, each.y, each.radius, 0, 2 * Math.PI);
      ctx.fillStyle = colours.surface;
      ctx.fill();
      let turn = -Math.PI / 2; // the ring tells the shares of the families, from the top, in the order of the legend
      const kinds = Marks.FAMILIES.length;
      clustered.families.subarray(each.at * kinds, (each.at + 1) * kinds).forEach((share, family) => {
        if (!share) return;
        const next = turn + 2 * Math.PI * share / each.number;
        ctx.beginPath();
        ctx.arc(each.x, each.y, each.radius - 1.5, turn, next);
        ctx.lineWidth = 3;
        ctx.strokeStyle = colours.families[family];
        ctx.stroke();
        turn = next;
      });
      ctx.font = "600 12px " + colours.font;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.direction = "ltr";
      ctx.fillStyle = colours.text;
      ctx.fillText(number(each.number), each.x, each.y + 0.5);
    }

    /** Names under the clusters whose members all have one name, as far as there is room. */
    function drawLabels(ctx) {
      const taken = drawn.map((each) => [each.x - each.radius, each.y - each.radius, each.x + each.radius, each.y + each.radius]);
      ctx.font = "12px " + colours.font;
      ctx.textAlign = "center";
      ctx.textBaseline = "top";
      ctx.lineWidth = 3;
      ctx.lineJoin = "round";
      const names = namesOf();
      let left = MOST_LABELS;
      for (const each of drawn) {
        const name = names.get(each.at);
        if (!name || left === 0) continue;
        const half = ctx.measureText(name).width / 2 + 2, box = [each.x - half, each.y + each.radius + 1, each.x + half, each.y + each.radius + 17];
        if (box[0] < 0 || box[2] > width || box[3] > height) continue;
        if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
        taken.push(box);
        left -= 1;
        ctx.direction = Marks.direction(name);
        ctx.strokeStyle = colours.land;
        ctx.strokeText(name, each.x, box[1]);
        ctx.fillStyle = colours.text;
        ctx.fillText(name, each.x, box[1]);
      }
    }

    /** Cluster number → the one name of all its members. */
    function namesOf() {
      if (clustered.names && clustered.lang === lang) return clustered.names;
      const names = new Map();
      clustered.owner.forEach((cluster, at) => {
        if (cluster < 0) return;
        const name = labelOf(points[at]);
        names.set(cluster, names.has(cluster) && names.get(cluster) !== name ? "" : name);
      });
      clustered.names = names;
      clustered.lang = lang;
      return names;
    }

    function drawCentre(ctx) {
      ctx.strokeStyle = colours.accent;
      ctx.lineWidth = 2;
      ctx.beginPath();
      ctx.moveTo(width / 2 - 10, height / 2);
      ctx.lineTo(width / 2 + 10, height / 2);
      ctx.moveTo(width / 2, height / 2 - 10);
      ctx.lineTo(width / 2, height / 2 + 10);
      ctx.stroke();
    }

    function tell(shown, outside) {
      const text = words().counted(number(shown), number(withPlace), outside ? number(outside) : "");
      if (counted.textContent !== text) counted.textContent = text;
      const label = words().label(number(shown - outside));
      if (canvas.getAttribute("aria-label") !== label) canvas.setAttribute("aria-label", label);
    }

    function idsOf(cluster) {
      const ids = [];
      clustered.owner.forEach((each, at) => { if (each === cluster) ids.push(points[at].id); });
      return ids;
    }

    /** The drawn cluster nearest to a place of the canvas, within a reach beyond its own radius. */
    function nearest(x, y, reach) {
      let found = null, least = Infinity;
      for (const each of drawn) {
        const away = Math.hypot(each.x - x, each.y - y) - each.radius;
        if (away <= reach && away < least) { least = away; found = each; }
      }
      return found;
    }

    function zoomBy(steps, x, y) {
      const before = scale(), dx = (x === undefined ? width / 2 : x) - width / 2, dy = (y === undefined ? height / 2 : y) - height / 2;
      view.zoom = Math.min(MOST_ZOOM, Math.max(leastZoom(), view.zoom + steps));
      const change = 1 / before - 1 / scale();
      view.x += dx * change;
      view.y += dy * change;
      ask();
    }

    function panBy(dx, dy) {
      view.x += dx / scale();
      view.y += dy / scale();
      ask();
    }

    let asked = false;
    function ask() {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => { asked = false; draw(); });
    }

    function showTip(text, x, y) {
      tip.hidden = !text;
      if (!text) return;
      tip.textContent = text;
      tip.dir = Marks.direction(text);
      const left = Math.max(2, Math.min(width - tip.offsetWidth - 2, x + 12)), top = y > 44 ? y - 36 : y + 16;
      tip.style.transform = `translate(${left}px, ${top}px)`;
    }

    function hover(x, y) {
      over = nearest(x, y, 2);
      canvas.classList.toggle("ruydad-over", over !== null);
      if (!over) { showTip(""); return; }
      const name = namesOf().get(over.at), events = words().events(number(over.number));
      showTip(name ? name + (lang === "fa" ? "، " : ", ") + events : events, over.x, over.y);
    }

    const fingers = new Map();
    let moved = 0, spread = 0;
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const listeners = {
      pointerdown(event) {
        if (event.button > 0) return;
        canvas.setPointerCapture(event.pointerId);
        fingers.set(event.pointerId, at(event));
        if (fingers.size === 1) moved = 0;
        spread = 0;
      },
      pointermove(event) {
        const now = at(event), before = fingers.get(event.pointerId);
        if (!before) { if (event.pointerType !== "touch") hover(now.x, now.y); return; }
        moved += Math.hypot(now.x - before.x, now.y - before.y);
        fingers.set(event.pointerId, now);
        if (moved > CLICK_PIXELS || fingers.size > 1) panBy((before.x - now.x) / fingers.size, (before.y - now.y) / fingers.size);
        if (fingers.size === 2) {
          const [one, other] = [...fingers.values()], wide = Math.hypot(one.x - other.x, one.y - other.y);
          if (spread && wide) zoomBy(Math.log2(wide / spread), (one.x + other.x) / 2, (one.y + other.y) / 2);
          spread = wide;
          moved = Infinity;
        }
      },
      pointerup(event) {
        const here = fingers.get(event.pointerId);
        fingers.delete(event.pointerId);
        spread = 0;
        if (!here || moved > CLICK_PIXELS) return;
        const chosen = nearest(here.x, here.y, event.pointerType === "touch" ? 10 : 2);
        if (chosen) options.onSelect(idsOf(chosen.at));
      },
      pointercancel(event) { fingers.delete(event.pointerId); spread = 0; },
      pointerleave() { showTip(""); },
      dblclick(event) { const { x, y } = at(event); if (!nearest(x, y, 2)) zoomBy(1, x, y); },
      wheel(event) {
        if (!event.ctrlKey && !event.metaKey && document.activeElement !== canvas) { showTip(words().wheel, width / 2 - 120, 60); return; }
        event.preventDefault();
        const { x, y } = at(event);
        zoomBy(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.002), x, y);
      },
      keydown(event) {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
        if (moves) panBy(moves[0] * STEP_PIXELS, moves[1] * STEP_PIXELS);
        else if (event.key === "+" || event.key === "=") zoomBy(1);
        else if (event.key === "-" || event.key === "−" || event.key === "_") zoomBy(-1);
        else if (event.key === "0") { whole(0); ask(); }
        else if (event.key === "Enter") {
          const chosen = nearest(width / 2, height / 2, REACH_PIXELS);
          if (chosen) options.onSelect(idsOf(chosen.at));
        } else return;
        event.preventDefault();
      },
      focus: ask,
      blur: ask,
    };
    for (const [name, listener] of Object.entries(listeners)) canvas.addEventListener(name, listener, { passive: false });

    function write() {
      root.lang = lang;
      root.dir = lang === "fa" ? "rtl" : "ltr";
      buttons.replaceChildren(
        Marks.button("+", words().zoomIn, () => zoomBy(1)),
        Marks.button("−", words().zoomOut, () => zoomBy(-1)),
        Marks.button("⤢", words().whole, () => { whole(0); ask(); }),
      );
      const next = Marks.legend(new Set(places.family), lang);
      legend.replaceWith(next);
      legend = next;
      const sources = Marks.element("bdi", "", ATTRIBUTION);
      policy.replaceChildren(words().data, sources, ". ", words().policy);
      showTip("");
    }

    write();
    draw();
    const unwatch = Marks.watch(stage, draw);
    return {
      /** Shows the points whose byte in the mask is not 0. */
      update(next) { mask = next.slice(); clustered = null; showTip(""); draw(); },
      setLang(next) { lang = next; write(); draw(); },
      destroy() { unwatch(); root.remove(); },
    };
  }

  return { create, project, gather, radiusOf };
})();

if (typeof module !== "undefined") module.exports = RuydadMap;
