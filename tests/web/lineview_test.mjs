import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LineView } from '../../game/web/page/lineview.js';
import { Store } from '../../game/web/page/store.js';

function stored(count, bounds) {
  const store = new Store(bounds);
  store.add({ t: 0, event: 'start', worker: 1, label: 'ps#1', command: [] });
  store.add({ t: 0, event: 'start', worker: 2, label: 'ps#2', command: [] });
  write(store, 0, count);
  return store;
}

function write(store, from, to) {
  for (let i = from; i < to; ++i) store.add({ t: i, event: 'line', worker: 1 + (i % 2), stream: i % 3 ? 'stdout' : 'stderr', text: i % 5 ? `word ${i}` : `Flood ${i}` });
}

test('filters by worker and stream', () => {
  const store = stored(12);
  const view = new LineView();
  Object.assign(view.filter, { worker: 1, stream: 'err' });
  view.update(store);
  assert.deepEqual(view.numbers, [0, 6]);
});

test('search finds both cases of letters, up to the time that is shown', () => {
  const store = stored(21);
  const view = new LineView();
  view.filter.search = 'flood';
  view.update(store);
  assert.deepEqual(view.hits, [0, 5, 10, 15, 20]);
  assert.equal(view.until(store, 10), 11);
  assert.equal(view.hitsUntil(11), 3);
  assert.equal(view.hitsUntil(0), 0);
  assert.equal(view.rowOf(10), 10);
});

test('only new lines are looked at, and lines that are no longer kept go', () => {
  const store = stored(100, { lines: 100, lineBytes: 1e6, textOfLine: 100, stateBytes: 1e6 });
  const view = new LineView();
  view.filter.search = 'flood';
  view.update(store);
  write(store, 100, 400);
  view.update(store);
  assert.equal(view.numbers.length, store.lines.length);
  assert.equal(view.numbers[0], store.droppedLines);
  assert.ok(view.hits[0] >= store.droppedLines);
  assert.equal(view.next, 400);
});

test('another store begins anew', () => {
  const view = new LineView();
  view.update(stored(50));
  view.update(stored(10));
  assert.equal(view.numbers.length, 10);
});
