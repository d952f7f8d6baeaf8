// Clusters and projection of the map.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const path = require("node:path");
const page = path.join(__dirname, "../../pipeline/explorer/page");
const map = require(path.join(page, "map.js"));

/** Places as the map holds them, from [lat, lon, weight] and a family number. */
function places(list) {
  const projected = list.map(([lat, lon]) => (lat === null ? { x: NaN, y: NaN } : map.project(lon, lat)));
  return {
    x: Float64Array.from(projected, (each) => each.x), y: Float64Array.from(projected, (each) => each.y),
    weight: Float64Array.from(list, (each) => each[2] || 0), family: Uint8Array.from(list, (each) => each[3] || 0),
  };
}

const total = (gathered) => gathered.clusters.reduce((sum, each) => sum + each.number, 0);
const all = (list) => new Uint8Array(list.length).fill(1);

test("the projection keeps west left and north up", () => {
  const tehran = map.project(51.4, 35.7), kabul = map.project(69.2, 34.5), moscow = map.project(37.6, 55.8);
  assert.ok(tehran.x < kabul.x && moscow.x < tehran.x && moscow.y < tehran.y);
  assert.deepEqual(map.project(0, 0), { x: 0.5, y: 0.5 });
});

test("far places stay apart and near ones come together as the level falls", () => {
  const list = [[35.7, 51.4], [35.8, 51.0], [34.5, 69.2]];
  assert.deepEqual(map.gather(places(list), all(list), 4).clusters.map((each) => each.number), [2, 1]);
  assert.equal(map.gather(places(list), all(list), 10).clusters.length, 3);
});

test("nothing is lost, invented or moved: counts add up and every cluster stands on a member", () => {
  const list = Array.from({ length: 3000 }, (each, at) => [20 + (at * 7919 % 3000) / 100, 30 + (at * 104729 % 4000) / 100, at % 9, at % 6]);
  const held = places(list);
  for (const level of [0, 3, 5, 8, 12]) {
    const gathered = map.gather(held, all(list), level);
    assert.equal(total(gathered), 3000);
    const members = new Array(gathered.clusters.length).fill(0);
    gathered.owner.forEach((cluster) => { members[cluster] += 1; });
    gathered.clusters.forEach((each, at) => {
      assert.equal(each.number, members[at]);
      assert.equal(gathered.owner[each.top], at);
      assert.equal(each.px, held.x[each.top] * gathered.scale);
      assert.equal(gathered.families.subarray(at * 7, at * 7 + 7).reduce((sum, number) => sum + number, 0), each.number);
    });
  }
});

test("a cluster stands at its most central member", () => {
  const list = [[35.0, 51.0], [35.3, 51.3], [35.6, 51.6]];
  assert.deepEqual(map.gather(places(list), all(list), 2).clusters.map((each) => [each.number, each.top]), [[3, 1]]);
});

test("the same points give the same clusters", () => {
  const list = Array.from({ length: 500 }, (each, at) => [30 + (at * 31 % 97) / 10, 45 + (at * 17 % 89) / 10, at % 4]);
  assert.deepEqual(map.gather(places(list), all(list), 6), map.gather(places(list), all(list), 6));
});

test("what the mask hides and what has no place is not drawn", () => {
  const list = [[35.7, 51.4], [34.5, 69.2], [null, null]];
  const gathered = map.gather(places(list), Uint8Array.from([1, 0, 1]), 4);
  assert.equal(total(gathered), 1);
  assert.deepEqual([...gathered.owner], [0, -1, -1]);
});

test("fifty thousand points are gathered in well under a draw", () => {
  const list = Array.from({ length: 50000 }, (each, at) => [10 + (at * 7919 % 50000) / 1250, 30 + (at * 104729 % 50000) / 1000]);
  const held = places(list), mask = all(list);
  map.gather(held, mask, 6);
  const before = process.cpuUsage(); // the processor's time, which other work on the machine does not lengthen
  for (const level of [3, 6, 9]) map.gather(held, mask, level);
  const { user, system } = process.cpuUsage(before);
  assert.ok((user + system) / 3000 < 200, `${(user + system) / 3000} ms each`);
});
