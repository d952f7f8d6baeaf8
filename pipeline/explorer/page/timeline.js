/* RuydadTimeline: incidents over time, with a brush that chooses a range of days.

In: items with their days; which of them are shown comes as a mask. Out: `onRange(from, to)`, ISO days, both inclusive.
Incidents with one known day are counted in bars (uPlot); those of several possible days are bars of their own below, and
those with only a latest day are bars that fade to the left: none of them is put on a day that nobody told.
Time runs from left to right in both languages: Persian newspapers and statistics print their time axes so, and one picture
can be compared with the other. Needs calendar.js, marks.js, vendor/uPlot.min.js, vendor/uPlot.min.css and charts.css. */
"use strict";

var RuydadTimeline = (function () {
  const node = typeof require === "function";
  const Calendar = node ? require("./calendar.js") : RuydadCalendar;
  const Marks = node ? require("./marks.js") : RuydadMarks;
  const MOST_BARS = 75, MONTH = 30.44, YEAR = 365.25,  HEIGHT = 190, LANE = 11, MOST_LANES = 9, DENSITY = 40;
  const CAPTION = 20, FADE = 44, KEY = 9, CLICK_PIXELS = 5, LEAST_VIEW = 7, TRIM = 0.02, DWARFED = 8;
  const STEPS = [["day", 1], ["day", 2], ["day", 5], ["day", 10], ["month", 1], ["month", 3], ["month", 6], ["year", 1], ["year", 2],
    ["year", 5], ["year", 10], ["year", 20], ["year", 50], ["year", 100], ["year", 500]];
  const DAYS_OF = { day: 1, month: MONTH, year: YEAR }, ROOM = { day: 40, month: 76, year: 48 }; // pixels that a label needs
  const EXACT = 0, SPAN = 1, UNTIL = 2, SINCE = 3, UNDATED = 4;
  const WORDS = {
    fa: {
      group: "خط زمان رویدادها. فهرست رویدادها همین‌ها را به نوشته در بر دارد.",
      from: "آغاز بازه", to: "پایان بازه", zoomIn: "بزرگ‌تر", zoomOut: "کوچک‌تر", whole: "همهٔ زمان", earlier: "پیش‌تر", later: "پس‌تر",
      zoomTo: "نمایش بازه", clear: "برداشتن بازه", none: "بازه‌ای برگزیده نشده است؛ روی نمودار بکشید یا با کلیدهای جهت دو سر آن را جابه‌جا کنید.",
      range: (from, to) => (from === to ? `بازهٔ برگزیده: ${from}` : `بازهٔ برگزیده: ${from} تا ${to}`),
      spans: (n, dense) => `${n} رویداد که روز آن معین نیست` + (dense ? "؛ بلندی: شمار رویدادهایی که شاید در آن زمان بوده‌اند" : "؛ هر نوار: روزهای ممکن"),
      opens: (n, dense) => `${n} رویداد که تنها حد آخر آن معلوم است` + (dense ? "؛ بلندی: شمار آن‌ها در حد آخر" : "؛ نوار تا حد آخر کشیده شده است"),
      counted: (exact, spans, opens, undated) => `${exact} رویداد با روز معین، ${spans} با چند روز ممکن، ${opens} تنها با حد آخر، ${undated} بی‌تاریخ.`,
      outside: (n) => ` ${n} رویداد بیرون از این نماست.`, events: (shown, all) => (shown === all ? `${all} رویداد` : `${shown} از ${all} رویداد`),
      empty: "هیچ رویدادی تاریخ ندارد.", bars: { day: "هر ستون یک روز", month: "هر ستون یک ماه", year: "هر ستون یک سال" },
      legend: "ستون پررنگ: رویدادهای این گزینش؛ کم‌رنگ: همهٔ رویدادها.", alone: "ستون‌ها: تنها رویدادهای این گزینش.",
    },
    en: {
      group: "Timeline of incidents. The list of incidents holds the same in words.",
      from: "Start of range", to: "End of range", zoomIn: "Zoom in", zoomOut: "Zoom out", whole: "All time", earlier: "Earlier", later: "Later",
      zoomTo: "Zoom to range", clear: "Clear range", none: "No range is chosen; drag over the chart, or move its two ends with the arrow keys.",
      range: (from, to) => (from === to ? `Chosen: ${from}` : `Chosen: ${from} to ${to}`),
      spans: (n, dense) => `${n} without a certain day` + (dense ? "; height: how many may have happened then" : "; each bar: the possible days"),
      opens: (n, dense) => `${n} with only a latest possible day` + (dense ? "; height: how many have it there" : "; the bar ends at that day"),
      counted: (exact, spans, opens, undated) => `${exact} incidents with a certain day, ${spans} with several possible days, ${opens} with only a latest day, ${undated} undated.`,
      outside: (n) => ` ${n} lie outside this view.`, events: (shown, all) => (shown === all ? `${all} incidents` : `${shown} of ${all} incidents`),
      empty: "No incident has a date.", bars: { day: "One column is a day", month: "One column is a month", year: "One column is a year" },
      legend: "Strong columns: this selection; pale columns: all incidents.", alone: "Columns: this selection only.",
    },
  };

  /** How a date is known: one day, several possible days, only the last or only the first possible day, or not at all. */
  function kindOf(item) {
    const start = Calendar.dayNumber(item.start), end = Calendar.dayNumber(item.end);
    if (item.open && (end !== null || start !== null)) return { kind: UNTIL, start: null, end: end === null ? start : end };
    if (start !== null && end !== null) return { kind: start === end ? EXACT : SPAN, start, end };
    if (end !== null) return { kind: UNTIL, start: null, end };
    return start === null ? { kind: UNDATED, start, end } : { kind: SINCE, start, end: null };
  }

  /** What a column counts when so many days are in view. */
  function unitFor(days) {
    if (days <= MOST_BARS) return "day";
    return days <= MOST_BARS * MONTH ? "month" : "year";
  }

  /** First day of the unit that a day lies in. */
  function floorTo(day, unit, calendar) {
    if (unit === "day") return Math.floor(day);
    const { y, m } = Calendar.parts(Math.floor(day), calendar);
    return Calendar.dayOf(y, unit === "year" ? 1 : m, 1, calendar);
  }

  /** First day of the unit so many units away. */
  function shift(day, unit, by, calendar) {
    const first = floorTo(day, unit, calendar);
    if (unit === "day") return first + by;
    const { y, m } = Calendar.parts(first, calendar);
    return unit === "year" ? Calendar.dayOf(y + by, 1, 1, calendar) : Calendar.dayOf(y, m + by, 1, calendar);
  }

  /** The first days of all columns that touch a view, and the day after the last. */
  function edgesOf(from, to, unit, calendar) {
    const edges = [floorTo(from, unit, calendar)];
    while (edges[edges.length - 1] < to) edges.push(shift(edges[edges.length - 1], unit, 1, calendar));
    return edges;
  }

  /** Which column a day lies in; -1 where none. */
  function columnOf(day, edges) {
    if (day < edges[0] || day >= edges[edges.length - 1]) return -1;
    let low = 0, high = edges.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (edges[middle] <= day) low = middle; else high = middle;
    }
    return low;
  }

  /** Ticks of a view: days, months or years of the calendar, as many as have room. */
  function ticksOf(from, to, pixels, calendar) {
    const scale = (to - from) / Math.max(pixels, 1);
    const [unit, step] = STEPS.find(([name, size]) => DAYS_OF[name] * size >= ROOM[name] * scale) || STEPS[STEPS.length - 1];
    const found = [];
    for (let day = floorTo(from, unit, calendar); day < to; day = shift(day, unit, 1, calendar)) {
      const { y, m, d } = Calendar.parts(day, calendar);
      const round = unit === "year" ? y % step === 0 : unit === "month" ? (m - 1) % step === 0
        : step === 1 || ((d - 1) % step === 0 && d <= 31 - step / 2);
      if (day >= from && round) found.push(day);
    }
    return { unit, days: found };
  }

  /** Text of each tick. A second line names the larger unit, at the first tick and where it changes: the year under months,
      month and year under days; at the first tick it gives way to a change that comes within two ticks. */
  function tickLabels(days, unit, lang, calendar) {
    const parts = days.map((day) => Calendar.parts(day, calendar));
    if (unit === "year") return parts.map(({ y }) => Calendar.digits(y, lang));
    const heads = parts.map(({ y, m }, at) => (!at || y !== parts[at - 1].y || (unit === "day" && m !== parts[at - 1].m) ? at : -1))
      .filter((at) => at >= 0);
    if (unit === "day" && heads.length > 1 && heads[1] < 3) heads.shift();
    return parts.map(({ y, m, d }, at) => {
      const month = Calendar.monthName(m, lang, calendar), year = Calendar.digits(y, lang);
      const text = Marks.isolate(unit === "month" ? month : Calendar.digits(d, lang));
      if (!heads.includes(at)) return text;
      return text + "\n" + (unit === "month" ? year : Marks.isolate(month + " " + year));
    });
  }

  /** Lays stretches, in the order of their starts, into as few lanes as they need; null where more than `most` are. */
  function lanesOf(stretches, gap, most) {
    const ends = [], lanes = [];
    for (const [left, right] of stretches) {
      let lane = ends.findIndex((end) => end + gap <= left);
      if (lane < 0) lane = ends.length;
      if (lane >= most) return null;
      ends[lane] = right;
      lanes.push(lane);
    }
    return { lanes, count: ends.length };
  }

  /** The days that hold all dates, and those that hold them but for the outermost fiftieths. */
  function extentsOf(dates) {
    const ends = [];
    for (const each of dates) {
      if (each.start !== null) ends.push(each.start);
      if (each.end !== null) ends.push(each.end);
    }
    if (!ends.length) return null;
    ends.sort((one, other) => one - other);
    const cut = Math.floor(ends.length * TRIM), last = ends.length - 1;
    const full = [ends[0], ends[last] + 1], most = [ends[cut], ends[last - cut] + 1];
    return { full, most: most[1] - most[0] < (full[1] - full[0]) / 2 ? most : full };
  }

  function create(container, options) {
    const items = options.items, dates = items.map(kindOf), families = items.map((each) => Marks.familyIndex(each.family));
    const extents = extentsOf(dates);
    const order = items.map((each, at) => at).filter((at) => [SPAN, UNTIL, SINCE].includes(dates[at].kind))
      .sort((one, other) => (left(one) - left(other)) || (dates[one].end - dates[other].end) || one - other);
    function left(at) { return dates[at].start === null ? dates[at].end : dates[at].start; }
    let lang = options.lang, calendar = options.calendar, mask = new Uint8Array(items.length).fill(1);
    let range = null, colours = null, unit = "month", edges = [0, 1], shown = [], all = [], ticks = { days: [], unit }, width = 0;
    let most = 1, pale = true; // the highest column drawn, and whether the columns of all incidents are behind

    const root = Marks.element("div", "ruydad-chart ruydad-timeline"), stage = Marks.element("div", "ruydad-stage");
    const bars = Marks.element("div", "ruydad-bars"), strip = Marks.element("canvas"), area = Marks.element("div", "ruydad-area");
    const brush = Marks.element("div", "ruydad-brush"), tip = Marks.element("div", "ruydad-tip"), buttons = Marks.element("div", "ruydad-buttons");
    const chosen = Marks.element("p", "ruydad-chosen"), counted = Marks.element("p", "ruydad-note");
    let legend = Marks.element("ul");
    const handles = [Marks.element("div", "ruydad-handle"), Marks.element("div", "ruydad-handle")];
    root.setAttribute("role", "group");
    strip.setAttribute("aria-hidden", "true");
    chosen.setAttribute("aria-live", "polite");
    tip.hidden = true;
    handles.forEach((each) => { each.tabIndex = 0; each.setAttribute("role", "slider"); each.setAttribute("aria-orientation", "horizontal"); });
    area.append(brush, ...handles, tip);
    stage.append(bars, strip, area);
    root.append(buttons, stage, chosen, counted, legend);
    container.append(root);

    const words = () => WORDS[lang];
    const number = (value) => Marks.count(value, lang);
    const view = { from: 0, to: 1 };
    if (extents) setView(...extents.most, true); else { stage.hidden = true; buttons.hidden = true; }

    function setView(from, to, padded) {
      const days = Math.max(LEAST_VIEW, to - from), middle = (from + to) / 2;
      const name = unitFor(days);
      view.from = padded ? floorTo(middle - days / 2, name, calendar) : middle - days / 2;
      view.to = padded ? shift(middle + days / 2 - 0.5, name, 1, calendar) : middle + days / 2;
    }

    const plot = extents && new uPlot({
      width: 300, height: HEIGHT, padding: [10, 14, 0, 0], legend: { show: false }, cursor: { show: false }, pxAlign: 0,
      scales: { x: { time: false, range: () => [view.from, view.to] }, y: { range: () => [0, most * 1.08] } },
      axes: [
        { font: "12px " + fontOf(), stroke: () => colours.text, grid: { stroke: () => colours.line, width: 1 },
          ticks: { stroke: () => colours.muted, width: 1, size: 5 }, size: () => (ticks.unit === "year" ? 28 : 46), gap: 3, splits: () => ticks.days,
          values: (self, days) => tickLabels(days, ticks.unit, lang, calendar) },
        { font: "12px " + fontOf(), stroke: () => colours.muted, grid: { stroke: () => colours.line, width: 1 }, ticks: { show: false },
          size: 48, gap: 4, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000],
          values: (self, counts) => counts.map(number) },
      ],
      series: [{}, { fill: () => colours.faint, stroke: () => colours.muted, width: 1, points: { show: false }, paths: columns },
        { fill: () => colours.accent, width: 0, points: { show: false }, paths: columns }],
    }, [[], [], []], bars);

    function fontOf() { return getComputedStyle(root).fontFamily; }

    /** One rectangle from the first to the last day of each column, which are not all of one length. */
    function columns(self, series, first, last) {
      const path = new Path2D(), floor = self.valToPos(0, "y", true);
      for (let at = first; at <= last; at++) {
        const height = self.data[series][at];
        if (!height) continue;
        const x0 = self.valToPos(edges[at], "x", true), x1 = self.valToPos(edges[at + 1], "x", true), gap = x1 - x0 > 4 ? 1 : 0;
        const top = Math.min(self.valToPos(height, "y", true), floor - 1);
        path.rect(x0 + gap, top, x1 - x0 - 2 * gap, floor - top);
      }
      return { fill: path, stroke: series === 1 ? path : null, clip: null, band: null, gaps: null, flags: 1 };
    }

    function draw() {
      if (!plot || !stage.clientWidth) return;
      colours = Marks.colours(root);
      width = stage.clientWidth;
      unit = unitFor(view.to - view.from);
      edges = edgesOf(view.from, view.to, unit, calendar);
      all = new Array(edges.length - 1).fill(0);
      shown = new Array(edges.length - 1).fill(0);
      dates.forEach((each, at) => {
        const column = each.kind === EXACT ? columnOf(each.start, edges) : -1;
        if (column < 0) return;
        all[column] += 1;
        if (mask[at]) shown[column] += 1;
      });
      ticks = ticksOf(view.from, view.to, width - 62, calendar);
      plot.setSize({ width, height: HEIGHT });
      const [ofAll, ofShown] = [Math.max(1, ...all), Math.max(0, ...shown)];
      pale = !ofShown || ofShown * DWARFED >= ofAll;
      most = pale ? ofAll : ofShown;
      plot.setData([edges.slice(0, -1), all.map((each) => (pale ? each : 0)), shown]);
      const ratio = window.devicePixelRatio || 1;
      area.style.left = plot.bbox.left / ratio + "px";
      area.style.width = plot.bbox.width / ratio + "px";
      drawStrip(plot.bbox.left / ratio, plot.bbox.width / ratio);
      placeBrush();
      tell();
    }

    function position(day, start, wide) { return start + (day - view.from) / (view.to - view.from) * wide; }

    /** The bars below: incidents of several possible days, then those of which only the latest day is known. */
    function drawStrip(start, wide) {
      const sections = [];
      for (const open of [false, true]) {
        const stretches = [], members = [];
        let touching = 0;
        for (const at of order) {
          if (!mask[at] || (dates[at].kind === UNTIL) !== open) continue;
          const each = dates[at], x1 = each.end === null ? start + wide : position(each.end + 1, start, wide);
          const x0 = open ? x1 - FADE : position(each.start, start, wide);
          if (x1 < start || (open ? x1 : x0) > start + wide) continue;
          touching += 1;
          if (stretches.length <= 4000) { stretches.push([x0, Math.max(x1, x0 + 4)]); members.push(at); }
        }
        if (!touching) continue;
        const sorted = stretches.map((each, at) => at).sort((one, other) => stretches[one][0] - stretches[other][0] || one - other);
        const laid = touching > 4000 ? null : lanesOf(sorted.map((at) => stretches[at]), KEY + 3, MOST_LANES);
        sections.push({ open, touching, laid, stretches: sorted.map((at) => stretches[at]), members: sorted.map((at) => members[at]),
          height: CAPTION + (laid ? laid.count * LANE : DENSITY) + 6 });
      }
      const high = sections.reduce((sum, each) => sum + each.height, 0);
      strip.style.height = high + "px";
      strip.hidden = !high;
      legend.hidden = !sections.some((each) => each.laid); // columns have no families
      if (!high) return;
      const ctx = Marks.fit(strip, width, high);
      ctx.clearRect(0, 0, width, high);
      let top = 0;
      for (const section of sections) {
        ctx.save();
        ctx.beginPath();
        ctx.rect(start, top, wide, section.height);
        ctx.clip();
        ctx.strokeStyle = colours.line;
        ctx.lineWidth = 1;
        for (const day of ticks.days) {
          const x = position(day, start, wide);
          ctx.beginPath();
          ctx.moveTo(x, top + CAPTION - 2);
          ctx.lineTo(x, top + section.height);
          ctx.stroke();
        }
        if (section.laid) drawLanes(ctx, section, top + CAPTION, start + wide); else drawDensity(ctx, section, top + CAPTION, start, wide);
        ctx.restore();
        caption(ctx, section, top, start, wide);
        top += section.height;
      }
    }

    function caption(ctx, section, top, start, wide) {
      const whole = words()[section.open ? "opens" : "spans"](number(section.touching), !section.laid);
      ctx.font = "12px " + colours.font;
      const text = ctx.measureText(whole).width > wide - 16 ? whole.split(/[;؛]/)[0] : whole;
      ctx.direction = lang === "fa" ? "rtl" : "ltr";
      ctx.textAlign = lang === "fa" ? "right" : "left";
      ctx.textBaseline = "middle";
      ctx.fillStyle = colours.muted;
      ctx.fillText(text, lang === "fa" ? start + wide - 8 : start + 8, top + CAPTION / 2, wide - 16);
      ctx.strokeStyle = colours.line;
      ctx.beginPath();
      ctx.moveTo(start, top + 0.5);
      ctx.lineTo(start + wide, top + 0.5);
      ctx.stroke();
    }

    function drawLanes(ctx, section, top, right) {
      section.members.forEach((at, index) => {
        const [x0, x1] = section.stretches[index], y = top + section.laid.lanes[index] * LANE + LANE / 2;
        const colour = colours.families[families[at]], kind = dates[at].kind;
        if (kind === SPAN) {
          ctx.fillStyle = colour;
          ctx.fillRect(x0, y - 1.5, x1 - x0, 3);
          ctx.fillRect(x0, y - 4, 1.5, 8);
          ctx.fillRect(x1 - 1.5, y - 4, 1.5, 8);
        } else fading(ctx, x0, x1, y - 3, 6, colour, kind === UNTIL);
        const key = Math.min(x1 + KEY / 2 + 1, right - KEY / 2); // the shape follows its bar, which may run out of the view
        Marks.mark(ctx, Marks.FAMILIES[families[at]].shape, key, y, 3.4, colour, colours.surface);
      });
    }

    /** A hatched bar that is closed at one end and fades at the other. */
    function fading(ctx, x0, x1, y, high, colour, toLeft) {
      const shade = ctx.createLinearGradient(x0, 0, x1, 0);
      shade.addColorStop(toLeft ? 0 : 1, "transparent");
      shade.addColorStop(toLeft ? 1 : 0, colour);
      ctx.strokeStyle = shade;
      ctx.lineWidth = 1.2;
      ctx.beginPath();
      for (let x = x0; x < x1 - 1; x += 4) { ctx.moveTo(x, y + high); ctx.lineTo(Math.min(x + 4, x1), y); }
      ctx.moveTo(x0, y);
      ctx.lineTo(x1, y);
      ctx.moveTo(x0, y + high);
      ctx.lineTo(x1, y + high);
      ctx.stroke();
      ctx.fillStyle = colour;
      ctx.fillRect(toLeft ? x1 - 2 : x0, y - 1, 2, high + 2);
    }

    /** Too many for bars of their own: how many of them may lie in each column. */
    function drawDensity(ctx, section, top, start, wide) {
      const steps = new Array(edges.length).fill(0), last = edges[edges.length - 1];
      for (const at of order) {
        const each = dates[at];
        if (!mask[at] || (each.kind === UNTIL) !== section.open) continue;
        const from = section.open ? each.end : each.start, to = each.end === null ? last : each.end;
        if (to < edges[0] || from >= last) continue;
        steps[columnOf(Math.max(from, edges[0]), edges)] += 1;
        steps[columnOf(Math.min(to, last - 1), edges) + 1] -= 1;
      }
      const counts = [];
      steps.reduce((sum, each) => { counts.push(sum + each); return sum + each; }, 0);
      const most = Math.max(1, ...counts);
      ctx.strokeStyle = colours.muted;
      ctx.lineWidth = 1;
      for (let at = 0; at < edges.length - 1; at++) {
        if (!counts[at]) continue;
        const x0 = position(edges[at], start, wide), x1 = position(edges[at + 1], start, wide);
        const high = Math.max(2, counts[at] / most * (DENSITY - 4)), y = top + DENSITY - high;
        ctx.save();
        ctx.beginPath();
        ctx.rect(x0 + 0.5, y, Math.max(1, x1 - x0 - 1), high);
        ctx.stroke();
        ctx.clip();
        ctx.beginPath();
        for (let x = x0 - DENSITY; x < x1; x += 5) { ctx.moveTo(x, top + DENSITY); ctx.lineTo(x + DENSITY, top); }
        ctx.stroke();
        ctx.restore();
      }
      ctx.font = "11px " + colours.font;
      ctx.fillStyle = colours.muted;
      ctx.textAlign = "left";
      ctx.textBaseline = "top";
      ctx.direction = "ltr";
      ctx.fillText(number(most), start + 2, top);
    }

    const text = (day) => Calendar.format(Calendar.isoOfDay(day), lang, calendar);

    function tell() {
      const sums = [0, 0, 0, 0, 0];
      let outside = 0;
      dates.forEach((each, at) => {
        if (!mask[at]) return;
        sums[each.kind] += 1;
        if (each.kind === UNDATED) return;
        const end = each.end === null ? Infinity : each.end, start = each.start === null ? each.end : each.start;
        if (end < view.from || start >= view.to) outside += 1;
      });
      const line = words().counted(number(sums[EXACT]), number(sums[SPAN] + sums[SINCE]), number(sums[UNTIL]), number(sums[UNDATED]))
        + (outside ? words().outside(number(outside)) : "") + " " + words().bars[unit] + (lang === "fa" ? "؛ " : ". ") + (pale ? words().legend : words().alone);
      if (counted.textContent !== line) counted.textContent = line;
      const said = range ? words().range(text(range.from), text(range.to)) : words().none;
      if (chosen.textContent !== said) chosen.textContent = said;
      chosen.className = range ? "ruydad-chosen" : "ruydad-chosen ruydad-note";
    }

    function placeBrush() {
      const wide = area.clientWidth, ends = range ? [range.from, range.to + 1] : [view.from, view.to];
      const [x0, x1] = ends.map((day) => Math.min(wide, Math.max(0, position(day, 0, wide))));
      brush.hidden = !range;
      brush.style.left = x0 + "px";
      brush.style.width = Math.max(2, x1 - x0) + "px";
      handles.forEach((each, at) => {
        const day = at ? Math.round(ends[1]) - 1 : Math.round(ends[0]);
        each.style.left = (at ? x1 : x0) + "px";
        each.classList.toggle("ruydad-set", range !== null);
        each.setAttribute("aria-label", at ? words().to : words().from);
        each.setAttribute("aria-valuemin", extents.full[0]);
        each.setAttribute("aria-valuemax", extents.full[1]);
        each.setAttribute("aria-valuenow", day);
        each.setAttribute("aria-valuetext", text(day));
      });
      for (const each of buttons.querySelectorAll("[data-range]")) each.disabled = !range;
    }

    function choose(next, silent) {
      range = next;
      placeBrush();
      tell();
      if (!silent) options.onRange(range && Calendar.isoOfDay(range.from), range && Calendar.isoOfDay(range.to));
    }

    /** The whole columns between two days. */
    function snapped(one, other) {
      const first = Math.max(view.from, Math.min(one, other)), last = Math.min(view.to - 1e-6, Math.max(one, other));
      return { from: floorTo(first, unit, calendar), to: shift(last, unit, 1, calendar) - 1 };
    }

    const dayAt = (event) => {
      const box = area.getBoundingClientRect();
      return view.from + (event.clientX - box.left) / box.width * (view.to - view.from);
    };
    let drag = null;
    area.addEventListener("pointerdown", (event) => {
      if (event.button > 0) return;
      const handle = handles.indexOf(event.target), day = dayAt(event);
      const fixed = handle >= 0 && range ? (handle ? range.from : range.to) : day;
      drag = { fixed, x: event.clientX, moved: handle >= 0, before: range };
      area.setPointerCapture(event.pointerId);
    });
    area.addEventListener("pointermove", (event) => {
      if (!drag) { if (event.pointerType !== "touch") hover(event); return; }
      if (Math.abs(event.clientX - drag.x) > CLICK_PIXELS) drag.moved = true;
      if (!drag.moved) return;
      range = snapped(drag.fixed, dayAt(event));
      placeBrush();
      tell();
    });
    area.addEventListener("pointerup", (event) => {
      if (!drag) return;
      const { moved, fixed, before } = drag;
      drag = null;
      if (moved) { choose(range); return; }
      const column = snapped(fixed, fixed), same = before && before.from === column.from && before.to === column.to;
      choose(same ? null : column);
    });
    area.addEventListener("pointercancel", () => { if (drag) { range = drag.before; drag = null; placeBrush(); tell(); } });
    area.addEventListener("pointerleave", () => { tip.hidden = true; });
    area.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.pow(2, event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.002)), dayAt(event));
    }, { passive: false });

    handles.forEach((each, at) => each.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
      const now = range || { from: Math.max(extents.full[0], Math.round(view.from)), to: Math.min(extents.full[1], Math.round(view.to)) - 1 };
      if (steps || event.key === "Home" || event.key === "End") {
        const next = { ...now };
        if (at) next.to = steps ? shift(now.to, unit, steps + 1, calendar) - 1 : event.key === "Home" ? now.from : extents.full[1] - 1;
        else next.from = steps ? shift(now.from, unit, steps, calendar) : event.key === "Home" ? extents.full[0] : now.to;
        if (next.from > next.to) { if (at) next.to = now.from; else next.from = now.to; }
        choose(next);
      } else if (event.key === "Escape" || event.key === "Delete") choose(null);
      else if (event.key === "+" || event.key === "=") zoom(0.5);
      else if (event.key === "-" || event.key === "−") zoom(2);
      else return;
      event.preventDefault();
    }));

    function hover(event) {
      const column = columnOf(dayAt(event), edges), wide = area.clientWidth;
      tip.hidden = column < 0;
      if (column < 0) return;
      const { y, m } = Calendar.parts(edges[column], calendar);
      const when = unit === "day" ? text(edges[column]) : unit === "year" ? Calendar.digits(y, lang)
        : Calendar.monthName(m, lang, calendar) + " " + Calendar.digits(y, lang);
      tip.dir = lang === "fa" ? "rtl" : "ltr";
      tip.textContent = when + (lang === "fa" ? "؛ " : ": ") + words().events(number(shown[column]), number(all[column]));
      const x = position(edges[column], 0, wide);
      tip.style.transform = `translate(${Math.max(0, Math.min(wide - tip.offsetWidth, x))}px, 0px)`;
    }

    function zoom(factor, around) {
      const middle = around === undefined ? (range ? (range.from + range.to + 1) / 2 : (view.from + view.to) / 2) : around;
      const share = around === undefined ? 0.5 : (around - view.from) / (view.to - view.from);
      const most = 3 * (extents.full[1] - extents.full[0]) + 30;
      const days = Math.min(most, Math.max(LEAST_VIEW, (view.to - view.from) * factor)), from = middle - days * share;
      setView(from, from + days);
      draw();
    }

    function pan(share) {
      const by = (view.to - view.from) * share;
      setView(view.from + by, view.to + by);
      draw();
    }

    function write() {
      root.lang = lang;
      root.dir = lang === "fa" ? "rtl" : "ltr";
      root.setAttribute("aria-label", words().group);
      const ranged = [Marks.button(words().zoomTo, words().zoomTo, () => { setView(range.from, range.to + 1, true); draw(); }),
        Marks.button(words().clear, words().clear, () => choose(null))];
      ranged.forEach((each) => { each.dataset.range = ""; });
      buttons.replaceChildren(
        Marks.button("+", words().zoomIn, () => zoom(0.5)), Marks.button("−", words().zoomOut, () => zoom(2)),
        Marks.button("←", words().earlier, () => pan(-0.5)), Marks.button("→", words().later, () => pan(0.5)),
        Marks.button(words().whole, words().whole, () => { setView(...extents.full, true); draw(); }), ...ranged,
      );
      const next = Marks.legend(new Set(order.map((at) => families[at])), lang);
      legend.replaceWith(next);
      legend = next;
      if (!extents) chosen.textContent = words().empty;
    }

    write();
    draw();
    const unwatch = Marks.watch(stage, draw);
    return {
      /** Shows the items whose byte in the mask is not 0. */
      update(next) { mask = next.slice(); draw(); },
      /** Shows a range without telling `onRange`; two nulls for none. */
      setRange(from, to) {
        if (extents) choose(from && to ? { from: Calendar.dayNumber(from), to: Calendar.dayNumber(to) } : null, true);
      },
      setLang(next) { lang = next; write(); draw(); },
      setCalendar(next) { calendar = next; write(); draw(); },
      destroy() { unwatch(); if (plot) plot.destroy(); root.remove(); },
    };
  }

  return { create, kindOf, unitFor, edgesOf, columnOf, ticksOf, tickLabels, lanesOf, extentsOf, EXACT, SPAN, UNTIL, SINCE, UNDATED };
})();

if (typeof module !== "undefined") module.exports = RuydadTimeline;
