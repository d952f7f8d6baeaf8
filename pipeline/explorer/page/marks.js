/* RuydadMarks: what the charts share: families of happenings with their shapes, colours of the page, canvases, numbers.

Loaded after calendar.js and before map.js, timeline.js and toll.js; colours come from charts.css through CSS variables. */
"use strict";

var RuydadMarks = (function () {
  const Calendar = typeof require === "function" ? require("./calendar.js") : RuydadCalendar;
  const SVG = "http://www.w3.org/2000/svg";
  // ACLED's six event types and the rest; shape goes with colour, so that neither carries the meaning alone.
  const FAMILIES = [
    { code: "Battles", fa: "نبرد", en: "Battles", shape: "diamond", colour: "--chart-family-battles" },
    { code: "Explosions/Remote violence", fa: "انفجار یا خشونت از راه دور", en: "Explosions or remote violence",
      shape: "star", colour: "--chart-family-explosions" },
    { code: "Violence against civilians", fa: "خشونت علیه غیرنظامیان", en: "Violence against civilians", shape: "square",
      colour: "--chart-family-civilians" },
    { code: "Protests", fa: "اعتراض", en: "Protests", shape: "circle", colour: "--chart-family-protests" },
    { code: "Riots", fa: "شورش", en: "Riots", shape: "triangle", colour: "--chart-family-riots" },
    { code: "Strategic developments", fa: "تحولات راهبردی", en: "Strategic developments", shape: "plus",
      colour: "--chart-family-strategic" },
    { code: null, fa: "بدون نوع", en: "No type", shape: "ring", colour: "--chart-family-none" },
  ];
  const POLYGONS = { // corners on a circle of radius 1, y downwards
    diamond: [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]],
    square: [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
    triangle: [[0, -1.15], [1.1, 0.85], [-1.1, 0.85]],
    plus: [[-0.38, -1.1], [0.38, -1.1], [0.38, -0.38], [1.1, -0.38], [1.1, 0.38], [0.38, 0.38], [0.38, 1.1], [-0.38, 1.1],
      [-0.38, 0.38], [-1.1, 0.38], [-1.1, -0.38], [-0.38, -0.38]],
    cross: [[-1.05, -0.6], [-0.6, -1.05], [0, -0.45], [0.6, -1.05], [1.05, -0.6], [0.45, 0], [1.05, 0.6], [0.6, 1.05],
      [0, 0.45], [-0.6, 1.05], [-1.05, 0.6], [-0.45, 0]],
    star: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) => {
      const turn = at * Math.PI / 5 - Math.PI / 2, reach = at % 2 ? 0.55 : 1.3;
      return [reach * Math.cos(turn), reach * Math.sin(turn)];
    }),
  };
  const ROUND = { circle: true, ring: true };
  const HOLLOW = { ring: true };

  /** Index of a family among FAMILIES; what is not listed counts as without a type. */
  function familyIndex(code) {
    const found = FAMILIES.findIndex((each) => each.code === code);
    return found < 0 ? FAMILIES.length - 1 : found;
  }

  /** Puts the outline of a shape on a canvas; the caller fills or strokes. */
  function trace(ctx, shape, x, y, radius) {
    ctx.beginPath();
    if (ROUND[shape]) { ctx.arc(x, y, radius, 0, 2 * Math.PI); return; }
    POLYGONS[shape].forEach(([dx, dy], at) => ctx[at ? "lineTo" : "moveTo"](x + dx * radius, y + dy * radius));
    ctx.closePath();
  }

  /** Draws a shape in a colour with a thin edge of the ground, so that marks that touch stay apart. */
  function mark(ctx, shape, x, y, radius, colour, ground) {
    trace(ctx, shape, x, y, radius);
    ctx.fillStyle = HOLLOW[shape] ? ground : colour;
    ctx.fill();
    ctx.lineWidth = HOLLOW[shape] ? 2 : 1;
    ctx.strokeStyle = HOLLOW[shape] ? colour : ground;
    ctx.stroke();
  }

  /** An SVG of one shape for legends and rows; its colour is a CSS variable. */
  function icon(shape, colour, options) {
    const size = (options && options.size) || 14, hollow = HOLLOW[shape] || (options && options.hollow);
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "-1.6 -1.6 3.2 3.2");
    svg.setAttribute("width", size);
    svg.setAttribute("height", size);
    svg.setAttribute("aria-hidden", "true");
    const part = document.createElementNS(SVG, ROUND[shape] ? "circle" : "polygon");
    if (ROUND[shape]) part.setAttribute("r", "1");
    else part.setAttribute("points", POLYGONS[shape].map((corner) => corner.join(",")).join(" "));
    part.style.fill = hollow ? "var(--chart-surface)" : "var(" + colour + ")";
    part.style.stroke = "var(" + colour + ")";
    part.style.strokeWidth = hollow ? "0.42px" : "0";
    svg.append(part);
    return svg;
  }

  /** A legend of the families that occur. */
  function legend(indices, lang) {
    const list = element("ul", "ruydad-legend");
    for (const at of [...indices].sort((one, other) => one - other)) {
      const item = element("li");
      item.append(icon(FAMILIES[at].shape, FAMILIES[at].colour), element("span", "", FAMILIES[at][lang]));
      list.append(item);
    }
    return list;
  }

  /** Colours and font of the page as the browser has them now. */
  function colours(container) {
    const style = getComputedStyle(container);
    const read = (name) => style.getPropertyValue(name).trim();
    if (!read("--chart-text")) throw new Error("The charts have no colours: load charts.css before them.");
    return {
      text: read("--chart-text"), muted: read("--chart-muted"), surface: read("--chart-surface"), line: read("--chart-line"),
      accent: read("--chart-accent"), faint: read("--chart-faint"), land: read("--chart-land"), sea: read("--chart-sea"),
      coast: read("--chart-coast"), border: read("--chart-border"), font: style.fontFamily,
      families: FAMILIES.map((each) => read(each.colour)),
    };
  }

  /** Gives a canvas the size of its box in device pixels; its context then counts CSS pixels. */
  function fit(canvas, width, height) {
    const ratio = window.devicePixelRatio || 1;
    const wide = Math.round(width * ratio), high = Math.round(height * ratio);
    if (canvas.width !== wide || canvas.height !== high) { canvas.width = wide; canvas.height = high; }
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    return ctx;
  }

  /** Calls `redraw` when size, theme, pixel ratio or font change; returns a function that stops it. */
  function watch(container, redraw) {
    let stopped = false, asked = false;
    const ask = () => {
      if (asked || stopped) return;
      asked = true;
      requestAnimationFrame(() => { asked = false; if (!stopped) redraw(); });
    };
    const sizes = new ResizeObserver(ask), themes = new MutationObserver(ask);
    sizes.observe(container);
    for (const each of [document.documentElement, document.body]) {
      themes.observe(each, { attributes: true, attributeFilter: ["class", "data-theme", "style"] });
    }
    const onPaper = () => { if (!stopped) redraw(); }; // a print takes no further frame
    const media = [["(prefers-color-scheme: dark)", ask], ["(resolution: " + (window.devicePixelRatio || 1) + "dppx)", ask], ["print", onPaper]]
      .map(([query, listener]) => [window.matchMedia(query), listener]);
    media.forEach(([query, listener]) => query.addEventListener("change", listener));
    if (document.fonts) document.fonts.ready.then(ask);
    return function () {
      stopped = true;
      sizes.disconnect();
      themes.disconnect();
      media.forEach(([query, listener]) => query.removeEventListener("change", listener));
    };
  }

  /** An element with a class and a text. */
  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /** A button with a spoken name. */
  function button(text, label, onClick) {
    const made = element("button", "ruydad-button", text);
    made.type = "button";
    made.setAttribute("aria-label", label);
    made.title = label;
    made.addEventListener("click", onClick);
    return made;
  }

  /** A count with the digits and the thousands mark of the language. */
  function count(number, lang) {
    const grouped = String(number).replace(/\B(?=(\d{3})+$)/g, lang === "fa" ? "٬" : ",");
    return Calendar.digits(grouped, lang);
  }

  /** "12", "10–15" («۱۰ تا ۱۵», since a dash between Persian digits reads either way), "at least 5", "at most 9"; null where no figure is told, which is not nought. */
  function range(low, high, lang) {
    const known = (each) => each !== null && each !== undefined;
    if (known(low) && known(high)) return low === high ? count(low, lang) : count(low, lang) + (lang === "fa" ? " تا " : "–") + count(high, lang);
    if (known(low)) return (lang === "fa" ? "دست‌کم " : "at least ") + count(low, lang);
    if (known(high)) return (lang === "fa" ? "حداکثر " : "at most ") + count(high, lang);
    return null;
  }

  /** Which way a text is written, for canvas. */
  function direction(text) { return /[\u0590-\u08ff]/.test(text) ? "rtl" : "ltr"; }

  /** A text kept in its own direction inside a canvas that is written the other way. */
  function isolate(text) { return (direction(text) === "rtl" ? "\u2067" : "\u2066") + text + "\u2069"; }

  return { FAMILIES, familyIndex, trace, mark, icon, legend, colours, fit, watch, element, button, count, range, direction, isolate };
})();

if (typeof module !== "undefined") module.exports = RuydadMarks;
