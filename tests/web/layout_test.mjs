import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boardColumn, coordinateStep, grid, linear, stairs, ticks, timeShare, visible } from '../../game/web/page/layout.js';

test('ticks are round and few', () => {
  assert.deepEqual(ticks(23, 5), [0, 5, 10, 15, 20]);
  assert.deepEqual(ticks(1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(ticks(0, 5), [0]);
  for (const most of [0.3, 7, 99, 260, 12345]) assert.ok(ticks(most, 6).length <= 8, String(most));
});

test('a scale goes there and back', () => {
  const scale = linear(0, 260, 44, 1000);
  assert.equal(scale.at(0), 44);
  assert.equal(scale.at(260), 1000);
  assert.ok(Math.abs(scale.back(scale.at(99)) - 99) < 1e-9);
  assert.ok(Number.isFinite(linear(0, 0, 5, 5).back(5)));
});

test('thinking times are on a logarithmic scale up to the limit', () => {
  assert.equal(timeShare(0.2, 0.2), 1);
  assert.equal(timeShare(0.0001, 0.2), 0.03);
  assert.ok(timeShare(0.01, 0.2) > 0.5);
  assert.ok(timeShare(10, 0.2) <= 1.2);
});

test('the board fits its place', () => {
  for (const [width, height, columns, rows] of [[648, 560, 11, 11], [378, 378, 19, 19], [600, 300, 100, 100], [10, 10, 200, 200]]) {
    const place = grid(width, height, columns, rows, 0);
    assert.ok(place.size >= 2);
    if (place.size > 2) {
      assert.ok(place.left >= 0 && place.left + place.size * columns <= width);
      assert.ok(place.top >= 0 && place.top + place.size * rows <= height);
    }
  }
  assert.ok(boardColumn(1440, 700, 11, 11) < 1440 * 0.6);
  assert.ok(boardColumn(900, 200, 11, 11) >= 360);
});

test('coordinates are written more seldom on larger boards', () => {
  assert.deepEqual([11, 25, 26, 50, 51, 100].map(coordinateStep), [1, 1, 5, 5, 10, 10]);
});

test('only the rows that are seen are drawn', () => {
  assert.deepEqual(visible(0, 200, 20, 1000, 0), { first: 0, end: 10 });
  assert.deepEqual(visible(1000, 200, 20, 1000, 2), { first: 48, end: 62 });
  assert.deepEqual(visible(5000, 200, 20, 10, 2), { first: 10, end: 10 });
});

test('stairs leave out what does not change, and are thinned to a point a pixel', () => {
  assert.deepEqual(stairs([3, 3, 3, 4, 4], (i) => i * 10), [[0, 3], [20, 3], [30, 4], [40, 4]]);
  assert.deepEqual(stairs([3, undefined, 4], (i) => i * 10), [[0, 3], undefined, [20, 4]]);
  const many = stairs(Array.from({ length: 5000 }, (_, i) => i % 7), (i) => i / 10);
  assert.ok(many.length <= 502);
});
