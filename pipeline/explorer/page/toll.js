/* RuydadToll: how the toll of one incident was told, through time and claim by claim.

In: `steps`, the figures as they were published, and `claims`, one a source's figure; low, best or high may be null, which is
"not told" and never nought: "at least 5" is an open bar from 5, "at most 9" one up to 9. Claims stand in the order of time, for an
order by size or side would suggest a verdict. Needs calendar.js, marks.js, timeline.js, vendor/uPlot.min.js and charts.css. */
"use strict";

var RuydadToll = (function () {
  const node = typeof require === "function";
  const Calendar = node ? require("./calendar.js") : RuydadCalendar;
  const Marks = node ? require("./marks.js") : RuydadMarks;
  const Timeline = node ? require("./timeline.js") : RuydadTimeline;
  const HEIGHT = 210, MOST_TICKS = 5, UNEVEN = 40, AFTER = 0.08, LEAST_SPAN = 6;
  const STATUS = {
    reported: { shape: "circle", fa: "گزارش", en: "Reported" }, alleged: { shape: "diamond", fa: "ادعا", en: "Alleged" },
    confirmed: { shape: "square", fa: "تأیید", en: "Confirmed" }, denied: { shape: "cross", fa: "تکذیب", en: "Denied" },
  };
  const UNTOLD = { shape: "ring", fa: "وضعیت نامعلوم", en: "Status unknown" };
  const WHAT = {
    first: { shape: "circle", fa: "نخستین", en: "First" }, raised: { shape: "triangle", fa: "افزایش", en: "Raised" },
    lowered: { shape: "square", fa: "کاهش", en: "Lowered" }, repeated: { shape: "ring", fa: "تکرار", en: "Repeated" },
    contradicted: { shape: "diamond", fa: "ناسازگار", en: "Contradicted" }, retracted: { shape: "cross", fa: "پس‌گرفته", en: "Retracted" },
  };
  const KINDS = {
    killed: { fa: "کشته‌ها", en: "Killed" }, injured: { fa: "زخمی‌ها", en: "Injured" },
    killed_or_injured: { fa: "کشته‌ها و زخمی‌ها، جدانشده", en: "Killed or injured, undivided" }, captured: { fa: "اسیران و بازداشت‌شدگان", en: "Captured" },
    missing: { fa: "ناپدیدشدگان", en: "Missing" }, displaced: { fa: "آوارگان", en: "Displaced" },
  };
  const RULES = {
    conservative: { fa: "محتاطانه", en: "conservative" }, representative: { fa: "نماینده", en: "representative" },
    informative: { fa: "آگاهی‌بخش", en: "informative" },
  };
  const WORDS = {
    fa: {
      through: (kind) => `${kind}: آنچه به ترتیب زمان منتشر شد`, claims: (kind) => `${kind}: گفتهٔ هر منبع، به ترتیب زمان`,
      log: "مقیاس لگاریتمی است.", band: "خط: رقمی که آخر از همه منتشر شده، از هر منبعی؛ سایه: از کمینه تا بیشینه؛ هاشور: سوی باز «دست‌کم» یا «حداکثر».",
      chart: (n) => `نمودار شمار قربانیان در گذر زمان، ${n} گام. فهرست زیر همین را به نوشته دارد؛ با کلیدهای چپ و راست گام‌ها خوانده می‌شود.`,
      steps: "گام‌ها به نوشته", none: "رقمی گفته نشده", copy: "رونوشت", whole: "کل رویداد", rule: (name) => `قاعدهٔ ${name}`,
      best: (n) => `برآورد ${n}`, undated: "زمان نامعلوم", colon: ": ", comma: "، ", empty: "هیچ منبعی رقمی نگفته است.",
      shade: "سایهٔ پشت سطرها: دامنهٔ کل رویداد.",
    },
    en: {
      through: (kind) => `${kind}: as published, in the order of time`, claims: (kind) => `${kind}: what each source says, in the order of time`,
      log: "The scale is logarithmic.", band: "Line: the figure published last, by whichever source; shade: low to high; hatching: the open side of “at least” or “at most”.",
      chart: (n) => `Chart of the toll through time, ${n} steps. The list below holds the same in words; the left and right keys read the steps.`,
      steps: "Steps in words", none: "no figure told", copy: "copy", whole: "The incident", rule: (name) => `${name} rule`,
      best: (n) => `best ${n}`, undated: "time unknown", colon: ": ", comma: ", ", empty: "No source tells a figure.",
      shade: "Shade behind the rows: the range of the incident.",
    },
  };
  const known = (value) => value !== null && value !== undefined;

  /** A scale from 0 to the largest figure: linear, or logarithmic where the largest dwarfs the middle one. */
  function scaleOf(figures) {
    const told = figures.filter((each) => known(each) && each > 0).sort((one, other) => one - other);
    const most = told.length ? told[told.length - 1] : 1, middle = told.length ? told[told.length >> 1] : 1;
    const log = most > UNEVEN * middle, place = log ? (value) => Math.log10(1 + value) : (value) => value;
    const ticks = [0];
    if (log) for (let tick = 1; tick <= most; tick *= 10) ticks.push(tick);
    else {
      const rough = most / MOST_TICKS, power = Math.pow(10, Math.floor(Math.log10(Math.max(rough, 1))));
      const step = Math.max(1, [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough));
      for (let tick = step; tick <= most; tick += step) ticks.push(tick);
    }
    return { log, ticks, place, most, share: (value) => place(value) / (place(most) * 1.12) };
  }

  /** The stretch of a figure on a scale, 0 to 1, and which of its sides are open; null where no figure is told. */
  function stretchOf(low, high, scale) {
    if (!known(low) && !known(high)) return null;
    return { from: known(low) ? scale.share(low) : 0, to: known(high) ? scale.share(high) : 1, openLeft: !known(low), openRight: !known(high) };
  }

  /** Where a figure has its mark: the best one, the one that is told, or nowhere inside a range. */
  function markAt({ low, best, high }) {
    if (known(best)) return best;
    if (known(low) && known(high)) return low === high ? low : null;
    return known(low) ? low : known(high) ? high : null;
  }

  /** Steps and claims in the order of time; those without a time last, in the order given. */
  function byTime(list, key) {
    return list.map((each, at) => [Calendar.moment(each[key]), at, each])
      .sort((one, other) => (one[0] === null ? Infinity : one[0]) - (other[0] === null ? Infinity : other[0]) || one[1] - other[1])
      .map((each) => each[2]);
  }

  function create(container, options) {
    const { lang, calendar, kind, range } = options, words = WORDS[lang];
    const claims = byTime(options.claims, "when"), steps = byTime(options.steps.filter((each) => each.published), "published");
    if (!KINDS[kind]) throw new Error(`RuydadToll: kind is "${kind}", not one of ${Object.keys(KINDS).join(", ")}.`);
    const title = KINDS[kind][lang];
    const figure = (each) => Marks.range(each.low, each.high, lang);
    const isolated = (text) => Marks.element("bdi", "", text);

    const root = Marks.element("div", "ruydad-chart ruydad-toll");
    root.lang = lang;
    root.dir = lang === "fa" ? "rtl" : "ltr";
    container.append(root);
    const told = steps.filter((each) => markAt(each) !== null || stretchOf(each.low, each.high, scaleOf([])));
    const through = told.length ? drawThrough() : null;
    if (claims.length || stretchOf(range.low, range.high, scaleOf([]))) drawClaims();
    else if (!told.length) root.append(Marks.element("p", "ruydad-note", words.empty));

    function dateOf(iso) { return iso ? Calendar.format(iso, lang, calendar) : words.undated; }

    function legendOf(entries, codes) {
      const list = Marks.element("ul", "ruydad-legend");
      for (const code of Object.keys(entries).filter((each) => codes.has(each))) {
        const item = Marks.element("li");
        item.append(Marks.icon(entries[code].shape, "--chart-text"), Marks.element("span", "", entries[code][lang]));
        list.append(item);
      }
      return list;
    }

    /** One step in words: date, what changed, who said so where that is told, figure. */
    function stepText(each) {
      const parts = [dateOf(each.published)], what = WHAT[each.what];
      if (what) parts.push(what[lang]);
      if (each.source) parts.push(each.source);
      parts.push(figure(each) || words.none);
      if (known(each.best) && each.low !== each.high) parts.push(words.best(Marks.count(each.best, lang)));
      return parts;
    }

    function drawThrough() {
      const scale = scaleOf(told.flatMap((each) => [each.low, each.best, each.high]));
      const times = told.map((each) => Calendar.moment(each.published)), first = times[0], last = times[times.length - 1];
      const span = Math.max(LEAST_SPAN, last - first), from = first - span * 0.03, to = last + span * AFTER;
      const part = Marks.element("section"), stage = Marks.element("div", "ruydad-stage"), area = Marks.element("div", "ruydad-area");
      const bars = Marks.element("div"), tip = Marks.element("div", "ruydad-tip"), list = Marks.element("ol");
      const details = Marks.element("details");
      let ticks = { unit: "day", days: [] }, colours = Marks.colours(root), at = -1;
      tip.hidden = true;
      area.tabIndex = 0;
      area.setAttribute("role", "application");
      area.setAttribute("aria-label", words.chart(Marks.count(told.length, lang)));
      area.append(tip);
      tip.setAttribute("aria-live", "polite");
      stage.append(bars, area);
      for (const each of told) {
        const item = Marks.element("li");
        stepText(each).forEach((text, number) => item.append(number ? words.comma : "", isolated(text)));
        list.append(item);
      }
      details.append(Marks.element("summary", "", words.steps), list);
      part.append(Marks.element("h3", "", words.through(title)), stage, legendOf(WHAT, new Set(told.map((each) => each.what))),
        Marks.element("p", "ruydad-note", words.band + (scale.log ? " " + words.log : "")), details);
      root.append(part);

      const plot = new uPlot({
        width: 300, height: HEIGHT, padding: [10, 14, 0, 0], legend: { show: false }, cursor: { show: false }, pxAlign: 0,
        scales: { x: { time: false, range: () => [from, to] }, y: { range: () => [0, scale.place(scale.most) * 1.12] } },
        axes: [
          { font: "12px " + colours.font, stroke: () => colours.text, grid: { stroke: () => colours.line, width: 1 },
            ticks: { stroke: () => colours.muted, width: 1, size: 5 }, size: () => (ticks.unit === "year" ? 28 : 46), gap: 3,
            splits: () => ticks.days, values: (self, days) => Timeline.tickLabels(days, ticks.unit, lang, calendar) },
          { font: "12px " + colours.font, stroke: () => colours.muted, grid: { stroke: () => colours.line, width: 1 }, ticks: { show: false },
            size: 52, gap: 4, splits: () => scale.ticks.map(scale.place), values: () => scale.ticks.map((each) => Marks.count(each, lang)) },
        ],
        series: [{}, { stroke: () => colours.accent, width: 2.5, points: { show: false }, paths: stepped }],
        hooks: { drawAxes: [drawBands], draw: [drawMarks] },
      }, [[], []], bars);

      const px = (day) => plot.valToPos(day, "x", true), py = (value) => plot.valToPos(scale.place(value), "y", true);
      const end = (number) => (number + 1 < told.length ? times[number + 1] : to);

      /** A figure holds until the next is published; where none is told the line is broken. Of several published at one moment
          the line takes the last, the others are marks alone: nobody knows their order. */
      function stepped() {
        const path = new Path2D();
        let joined = false;
        told.forEach((each, number) => {
          if (end(number) === times[number]) return;
          if (!known(each.best)) { joined = false; return; }
          path[joined ? "lineTo" : "moveTo"](px(times[number]), py(each.best));
          path.lineTo(px(end(number)), py(each.best));
          joined = true;
        });
        return { stroke: path, fill: null, clip: null, band: null, gaps: null, flags: 2 };
      }

      function drawBands(self) {
        const { ctx } = self, { top, height } = self.bbox;
        told.forEach((each, number) => {
          if (!stretchOf(each.low, each.high, scale)) return;
          const x0 = px(times[number]), x1 = px(end(number));
          const y0 = known(each.high) ? py(each.high) : top, y1 = known(each.low) ? py(each.low) : top + height;
          ctx.save();
          if (known(each.low) && known(each.high)) {
            ctx.globalAlpha = 0.22;
            ctx.fillStyle = colours.accent;
            ctx.fillRect(x0, y0, x1 - x0, y1 - y0);
            ctx.globalAlpha = 1;
            for (const y of [y0, y1]) ctx.fillRect(x0, y, x1 - x0, 1);
          } else hatch(ctx, x0, x1, y0, y1, !known(each.high));
          ctx.restore();
        });
      }

      /** The open side of "at least" (upwards) or "at most" (downwards): hatching that fades, from a closed edge. */
      function hatch(ctx, x0, x1, y0, y1, upwards) {
        const step = 8 * (window.devicePixelRatio || 1), shade = ctx.createLinearGradient(0, y0, 0, y1);
        shade.addColorStop(upwards ? 0 : 1, "transparent");
        shade.addColorStop(upwards ? 1 : 0, colours.accent);
        ctx.beginPath();
        ctx.rect(x0, y0, x1 - x0, y1 - y0);
        ctx.clip();
        ctx.strokeStyle = shade;
        ctx.lineWidth = step / 8;
        ctx.beginPath();
        for (let x = x0 - (y1 - y0); x < x1; x += step) { ctx.moveTo(x, y1); ctx.lineTo(x + (y1 - y0), y0); }
        ctx.stroke();
        ctx.lineWidth = step / 3;
        ctx.strokeStyle = colours.accent;
        ctx.beginPath();
        ctx.moveTo(x0, upwards ? y1 : y0);
        ctx.lineTo(x1, upwards ? y1 : y0);
        ctx.stroke();
      }

      function drawMarks(self) {
        const ratio = window.devicePixelRatio || 1;
        told.forEach((each, number) => {
          const value = markAt(each), shape = (WHAT[each.what] || WHAT.first).shape;
          if (value === null) return;
          Marks.mark(self.ctx, shape, px(times[number]), py(value), (number === at ? 7 : 5) * ratio, colours.text, colours.surface);
        });
      }

      function draw() {
        const wide = stage.clientWidth, ratio = window.devicePixelRatio || 1;
        if (!wide) return;
        colours = Marks.colours(root);
        ticks = Timeline.ticksOf(from, to, wide - 66, calendar);
        plot.setSize({ width: wide, height: HEIGHT });
        plot.setData([times, told.map((each) => (known(each.best) ? scale.place(each.best) : null))]);
        area.style.left = plot.bbox.left / ratio + "px";
        area.style.width = plot.bbox.width / ratio + "px";
      }

      function show(number) {
        if (number === at) return;
        at = number;
        tip.hidden = at < 0;
        if (at >= 0) {
          tip.dir = root.dir;
          tip.replaceChildren(...stepText(told[at]).flatMap((text, part) => (part ? [words.comma, isolated(text)] : [isolated(text)])));
          const x = (times[at] - from) / (to - from) * area.clientWidth;
          tip.style.transform = `translate(${Math.max(0, Math.min(area.clientWidth - tip.offsetWidth, x + 8))}px, 2px)`;
        }
        plot.redraw(false, false);
      }

      area.addEventListener("pointermove", (event) => {
        const box = area.getBoundingClientRect(), x = (event.clientX - box.left) / box.width * (to - from) + from;
        show(times.reduce((best, each, number) => (Math.abs(each - x) < Math.abs(times[best] - x) ? number : best), 0));
      });
      area.addEventListener("pointerleave", () => show(-1));
      area.addEventListener("blur", () => show(-1));
      area.addEventListener("keydown", (event) => {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (step) show(Math.max(0, Math.min(told.length - 1, at < 0 ? (step > 0 ? 0 : told.length - 1) : at + step)));
        else if (event.key === "Escape") show(-1);
        else return;
        event.preventDefault();
      });
      draw();
      const unwatch = Marks.watch(stage, draw);
      return { destroy() { unwatch(); plot.destroy(); } };
    }

    function drawClaims() {
      const scale = scaleOf([...claims, range].flatMap((each) => [each.low, each.best, each.high]));
      const ranged = known(range.low) || known(range.best) || known(range.high);
      const part = Marks.element("section"), list = Marks.element("ol", "ruydad-claims");
      for (const each of claims) list.append(claimRow(each, scale));
      const rule = RULES[range.rule] ? RULES[range.rule][lang] : range.rule;
      const whole = Marks.element("div", "ruydad-claim ruydad-whole"), says = Marks.element("div", "ruydad-says");
      const values = [figure(range) || words.none];
      if (known(range.best) && range.low !== range.high) values.push(words.best(Marks.count(range.best, lang)));
      if (rule) values.push(words.rule(rule));
      says.append(Marks.element("b", "", words.whole), words.colon);
      values.forEach((text, number) => says.append(number ? words.comma : "", isolated(text)));
      if (ranged) whole.append(says, plotOf(range, scale, "square", true));
      whole.append(axisOf(scale));
      const note = [ranged ? words.shade : "", scale.log ? words.log : ""].filter(Boolean).join(" ");
      part.append(Marks.element("h3", "", words.claims(title)), list, whole, legendOf(STATUS, new Set(claims.map((each) => each.status))));
      if (note) part.append(Marks.element("p", "ruydad-note", note));
      root.append(part);
    }

    function claimRow(claim, scale) {
      const row = Marks.element("li", "ruydad-claim" + (claim.independent ? "" : " ruydad-copy")), says = Marks.element("div", "ruydad-says");
      const status = STATUS[claim.status] || UNTOLD;
      row.dataset.claim = claim.id;
      says.append(Marks.element("b", "", ""), words.comma, isolated(dateOf(claim.when)), words.colon, isolated(figure(claim) || words.none));
      says.firstChild.append(isolated(claim.source));
      if (claim.text) says.append(" ", isolated("«" + claim.text + "»"));
      says.append(" ", Marks.element("span", "ruydad-note", "(" + status[lang] + (claim.independent ? "" : words.comma + words.copy) + ")"));
      row.append(says, plotOf(claim, scale, status.shape, claim.independent));
      return row;
    }

    /** The stretch of one figure, over the range of the whole incident. */
    function plotOf(told, scale, shape, solid) {
      const plot = Marks.element("div", "ruydad-plot"), stretch = stretchOf(told.low, told.high, scale), value = markAt(told);
      plot.setAttribute("aria-hidden", "true"); // the words before it say the same
      for (const tick of scale.ticks) place(plot, "ruydad-grid", scale.share(tick), null);
      const ground = stretchOf(range.low, range.high, scale);
      if (ground && told !== range) place(plot, "ruydad-ground" + (ground.openRight ? " ruydad-open" : ""), ground.from, ground.to);
      if (!stretch && value === null) { plot.append(Marks.element("span", "ruydad-note", words.none)); return plot; }
      if (stretch) {
        place(plot, "ruydad-stretch" + (stretch.openLeft ? " ruydad-open-left" : "") + (stretch.openRight ? " ruydad-open-right" : ""),
          stretch.from, stretch.to);
      }
      if (value !== null) place(plot, "ruydad-mark", scale.share(value), null).append(Marks.icon(shape, "--chart-text", { size: 16, hollow: !solid }));
      return plot;
    }

    function place(plot, className, from, to) {
      const made = Marks.element("div", className);
      made.style.left = from * 100 + "%";
      if (to !== null) made.style.width = (to - from) * 100 + "%";
      plot.append(made);
      return made;
    }

    function axisOf(scale) {
      const axis = Marks.element("div", "ruydad-scale");
      axis.setAttribute("aria-hidden", "true");
      for (const tick of scale.ticks) place(axis, "", scale.share(tick), null).textContent = Marks.count(tick, lang);
      return axis;
    }

    return { destroy() { if (through) through.destroy(); root.remove(); } };
  }

  return { create, scaleOf, stretchOf, markAt, byTime };
})();

if (typeof module !== "undefined") module.exports = RuydadToll;
