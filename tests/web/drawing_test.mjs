import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patience } from '../../game/web/page/connection.js';
import { clock, cut, duration, endWords, outWords } from '../../game/web/page/format.js';
import { look, mix } from '../../game/web/page/marks.js';
import { swipe } from '../../game/web/page/play.js';
import { isBoard, owners, rowsOf } from '../../game/web/page/rows.js';
import { facing, runs } from '../../game/web/page/snake.js';

test('times have a unit and at most three figures', () => {
  assert.deepEqual([0.00031, 0.0031, 0.0142, 0.214, 2.1, 30, undefined].map(duration), ['0.31 ms', '3.1 ms', '14 ms', '214 ms', '2.1 s', '30 s', '–']);
  assert.deepEqual([0, 22.21, 61.05].map(clock), ['0:00.0', '0:22.2', '1:01.0']);
});

test('a long name keeps its last eight characters', () => {
  assert.equal(cut('john-2', 12), 'john-2');
  assert.equal(cut('the-very-careful-one-with-notes', 20), 'the-very-ca…th-notes');
  assert.equal(Array.from(cut('🙂'.repeat(30), 12)).length, 12);
});

test('the words are those of standard output', () => {
  assert.equal(outWords({ player: 'zoe', cause: 'head-collision', by: 'ben' }), 'zoe is out - head-collision, ben');
  assert.equal(outWords({ player: 'zoe', cause: 'left' }), 'zoe is out - left');
  assert.equal(endWords({ status: 'timed_out', signal: 9 }), 'timed out - signal 9');
});

test('62 players differ in colour or pattern, and colours mix', () => {
  const looks = new Set(Array.from({ length: 62 }, (_, i) => `${look(i, false).kind} ${look(i, false).pattern}`));
  assert.equal(looks.size, 62);
  assert.equal(mix('#000000', '#ffffff', 0.5), '#808080');
});

test('a body is one run, two if it goes over an edge', () => {
  assert.deepEqual(runs([[1, 1], [1, 1], [1, 1]]), [[[1, 1]]]);
  assert.deepEqual(runs([[2, 1], [1, 1], [1, 2]]), [[[2, 1], [1, 1], [1, 2]]]);
  assert.deepEqual(runs([[0, 5], [10, 5], [9, 5]]), [[[0, 5], [-0.6, 5]], [[10.6, 5], [10, 5], [9, 5]]]);
});

test('a head looks away from its neck, over an edge too, and north at the start', () => {
  assert.deepEqual(facing([[1, 1], [1, 1]]).map((each) => each + 0), [0, 1]);
  assert.deepEqual(facing([[2, 1], [1, 1]]).map((each) => each + 0), [1, 0]);
  assert.deepEqual(facing([[0, 5], [10, 5]]).map((each) => each + 0), [1, 0]);
  assert.deepEqual(facing([[5, 10], [5, 0]]).map((each) => each + 0), [0, -1]);
});

test('the rows of a referee, or of its state, and whose characters they are', () => {
  assert.deepEqual(rowsOf({ state: { a: 1, board: ['x.', '.o'] } }), ['x.', '.o']);
  assert.deepEqual(rowsOf({ state: {}, rows: ['ab', 'c'] }), ['ab', 'c']);
  assert.equal(rowsOf({ state: { names: ['zoe', 'augustin'] } }), undefined);
  const zoe = { name: 'zoe', letter: 'a' };
  const store = { players: [zoe], playerOf: new Map([['zoe', zoe]]) };
  assert.equal(owners({ state: { discs: { zoe: 'x' } } }, store).get('x'), zoe);
  assert.equal(owners({ state: {} }, store).get('a'), zoe);
});

test('swipes of 24 pixels or more are moves', () => {
  assert.deepEqual([swipe(10, 5), swipe(30, 5), swipe(-30, 5), swipe(2, 24), swipe(2, -90)], [undefined, 'E', 'W', 'S', 'N']);
});

test('the next attempt waits longer, but not for ever', () => {
  assert.deepEqual([0, 1, 4, 50].map(patience), [1, 2, 8, 15]);
});

test('rows of one length are a board, others are text', () => {
  assert.equal(isBoard(['.x', 'o.']), true);
  assert.equal(isBoard(['hand 16 of 30', 'careful: -4']), false);
});
