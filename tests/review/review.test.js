/* node --test: the page writes what the terminal writes, byte for byte. RUYDAD_REVIEW names a folder with data.json (page_data),
   steps.json (what is done, in order), expected.jsonl (the terminal's file) and days.json (Solar Hijri day → Gregorian). */
'use strict';
const test = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
require(path.join(__dirname, '..', '..', 'pipeline', 'explorer', 'page', 'review.js'));

const { RuydadReview } = globalThis;
const folder = process.env.RUYDAD_REVIEW;
const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8');
const data = JSON.parse(read('data.json'));

function memory() {
  const kept = new Map();
  return { getItem: (key) => (kept.has(key) ? kept.get(key) : null), setItem: (key, value) => kept.set(key, value), kept };
}

function begin(more) {
  let seconds = 0;
  const clock = () => `2024-05-31T12:00:${String(seconds++).padStart(2, '0')}Z`;
  return RuydadReview.session({ ...data, reviewer: 'parvin', clock, ...more });
}

function take(walk, steps) {
  for (const [what, ...told] of steps) {
    if (what === 'change') {
      const field = walk.fields(walk.row).find((each) => each.table === told[0] && each.column.column === told[1]);
      walk.change(field, told[2], told[3]);
    } else if (what === 'code') walk.code([[walk.coded.find((column) => column.column === told[0]), told[1]]]);
    else if (what === 'no_event') walk.noEvent();
    else if (what === 'undo') walk.undo();
    else walk.decide(what, told[0]);
  }
}

for (const [name, blind] of [['open', false], ['blind', true]]) {
  test(`the ${name} file is the terminal's`, () => {
    const walk = begin({ blind });
    take(walk, JSON.parse(read('steps.json'))[name]);
    assert.strictEqual(walk.text(), read(`${name}.jsonl`));
  });
}

test('decisions outlive the page, apart by release, reviewer and blindness', () => {
  const storage = memory();
  begin({ storage }).decide('accept', null);
  assert.deepStrictEqual([...storage.kept.keys()], [`ruydad-review:${data.release}:parvin:open`]);
  assert.strictEqual(begin({ storage }).at, 1);
  assert.strictEqual(begin({ storage, reviewer: 'dara' }).at, 0);
  assert.strictEqual(begin({ storage, release: 'other' }).at, 0);
  assert.strictEqual(begin({ storage, blind: true }).at, 0);
});

test('storage that is closed or full stops nothing', () => {
  const closed = { getItem() { throw new Error('closed'); }, setItem() { throw new Error('full'); } };
  const walk = begin({ storage: closed });
  walk.decide('accept', null);
  assert.strictEqual(walk.count, 1);
});

test('undo goes back to the row', () => {
  const walk = begin();
  walk.decide('accept', null);
  assert.strictEqual(walk.undo().decision, 'accept');
  assert.deepStrictEqual([walk.at, walk.text(), walk.undo()], [0, '', null]);
});

test('what is impossible is refused with the nearest right word', () => {
  const walk = begin();
  const refuses = (column, typed, told) => assert.throws(() => take(walk, [['change', 'events', column, typed]]), (error) => error instanceof RuydadReview.Refused && told.test(error.message), `${column} ${typed}`);
  refuses('status', 'hapened', /Did you mean happened\?/);
  refuses('status', '', /cannot be empty/);
  refuses('status', 'happened', /already/);
  refuses('actor_code', 'IRQ-MLI', /Did you mean IRQ-MIL\?/);
  refuses('country', 'UNK', /no code of this list/);
  refuses('date_start', '2022-02-30', /no day like/);
  refuses('date_start', '1401-13-01', /no day like/);
  refuses('latitude', 'north', /no number/);
  assert.strictEqual(walk.count, 0);
  assert.throws(() => begin({ reviewer: 'پروین' }), RuydadReview.Refused);
});

test('days of both calendars are those of the terminal', () => {
  const column = { column: 'date_start', type: 'date', codes: null, required: false };
  for (const [typed, day] of Object.entries(JSON.parse(read('days.json')))) {
    assert.strictEqual(RuydadReview.readValue(column, typed, data.codes, RuydadReview.words.en), day, typed);
  }
});

test('both languages have the same words', () => {
  assert.deepStrictEqual(Object.keys(RuydadReview.words.fa).sort(), Object.keys(RuydadReview.words.en).sort());
});
