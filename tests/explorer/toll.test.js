// Scales and stretches of the toll.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const path = require("node:path");
const toll = require(path.join(__dirname, "../../pipeline/explorer/page/toll.js"));

test("a figure that is not told has no place, and nought has one", () => {
  const scale = toll.scaleOf([0, 10]);
  assert.equal(toll.stretchOf(null, null, scale), null);
  assert.equal(toll.markAt({ low: null, best: null, high: null }), null);
  assert.deepEqual(toll.stretchOf(0, 0, scale), { from: 0, to: 0, openLeft: false, openRight: false });
  assert.equal(toll.markAt({ low: 0, best: 0, high: 0 }), 0);
});

test("at least and at most are open on their side", () => {
  const scale = toll.scaleOf([5, 20]);
  const least = toll.stretchOf(5, null, scale), most = toll.stretchOf(null, 20, scale);
  assert.ok(least.openRight && !least.openLeft && least.to === 1 && least.from === scale.share(5));
  assert.ok(most.openLeft && !most.openRight && most.from === 0 && most.to === scale.share(20) && most.to < 1);
});

test("a range without a best figure gets no mark inside it", () => {
  assert.equal(toll.markAt({ low: 10, best: null, high: 15 }), null);
  assert.equal(toll.markAt({ low: 10, best: 12, high: 15 }), 12);
  assert.equal(toll.markAt({ low: 10, best: null, high: 10 }), 10);
});

test("the scale begins at nought, has whole ticks, and says when it is logarithmic", () => {
  assert.deepEqual(toll.scaleOf([49, 50, 110, null]).ticks, [0, 50, 100]);
  assert.deepEqual(toll.scaleOf([1, 2, 3]).ticks, [0, 1, 2, 3]);
  assert.equal(toll.scaleOf([1, 2, 3]).log, false);
  const wide = toll.scaleOf([5, 8, 12, 3000]);
  assert.equal(wide.log, true);
  assert.deepEqual(wide.ticks, [0, 1, 10, 100, 1000]);
  assert.equal(wide.share(0), 0);
  assert.ok(wide.share(3000) < 1);
  assert.deepEqual(toll.scaleOf([null]).ticks, [0, 1]);
});

test("claims stand in the order of time, those without a time last", () => {
  const order = toll.byTime([{ id: 1, when: null }, { id: 2, when: "2022-09-14" }, { id: 3, when: "2022-09-13T10:00:00" }, { id: 4, when: "2022-09-13T08:00:00" }], "when");
  assert.deepEqual(order.map((each) => each.id), [4, 3, 2, 1]);
});
