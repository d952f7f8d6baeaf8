// The address: what is chosen survives the way into a link and back.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { state, search } = require("./load.js");

test("a state written and read is the same", () => {
  const told = { ...state.parse(""), route: "incident", id: "inc 1/ü؟", release: "1.0.0+x-ab", lang: "en", calendar: "jalali", query: "بغداد & co",
    from: "2022-01-01", to: "2022-12-31", tray: "noday", sort: "oldest", claim: "e1", facets: { event_type: ["Explosions/Remote violence", "Riots"], actor: [""] } };
  assert.deepEqual(state.parse(state.write(told)), told);
});

test("what is no state is left out", () => {
  const told = state.parse("#/incident/x?lang=de&cal=maya&from=yesterday&tray=all&facet=1&event_type=Riots&event_type=Riots");
  assert.equal(told.lang + told.calendar + told.from + told.tray, "");
  assert.deepEqual(told.facets, { event_type: ["Riots"] });
  assert.equal(state.parse("#/incident/%E0%A4%A").id, "%E0%A4%A");
  assert.equal(state.parse("").route, "start");
  assert.equal(state.parse("#review").route, "review");
});

test("merged ids lead on, and a circle ends", () => {
  assert.equal(state.redirected("a", { a: "b", b: "c" }), "c");
  assert.equal(state.redirected("x", {}), "x");
  assert.ok(["a", "b"].includes(state.redirected("a", { a: "b", b: "a" })));
  assert.equal(state.redirected("constructor", {}), "constructor");
});

test("without a language in the address the page speaks one of the reader's", () => {
  assert.equal(state.languageOf(["en-US", "fa-IR"]), "en");
  assert.equal(state.languageOf(["de", "fa-AF", "en"]), "fa");
  assert.equal(state.languageOf(["de-DE"]), "fa");
  assert.equal(state.languageOf([]), "fa");
});

test("search folds what is typed and wants every word", () => {
  const folds = { "ي": "ی", "ك": "ک", "\u200c": " ", "۵": "5" }, texts = ["کابل | پلیس 5", "هرات"];
  assert.deepEqual([...search.rows("كابل ۵", texts, folds)], [1, 0]);
  assert.deepEqual([...search.rows("کابل هرات", texts, folds)], [0, 0]);
  assert.equal(search.rows("  ", texts, folds), null);
});
