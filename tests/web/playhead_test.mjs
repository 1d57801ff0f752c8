import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Playhead, speeds } from '../../game/web/page/playhead.js';
import { Store } from '../../game/web/page/store.js';

function stored(turns, more = []) {
  const store = new Store();
  store.add({ t: 0, event: 'scenario', file: 'a', version: 1, seed: 1, speed: 1, workers: 1 });
  store.add({ t: 0, event: 'match', mode: 'ticks', tick: 0.2, pace: 0, turn_limit: 0.2, settings: {}, players: [{ player: 'zoe', worker: 1 }], state: {} });
  for (const turn of turns) store.add({ t: turn * 0.2, event: 'turn', turn, moves: {}, events: [], state: {} });
  for (const event of more) store.add(event);
  return store;
}

test('live, the newest turn is shown', () => {
  const store = stored([1, 2]);
  const head = new Playhead(store);
  assert.equal(head.now, 2);
  store.add({ t: 0.6, event: 'turn', turn: 3, moves: {}, events: [], state: {} });
  assert.equal(head.now, 3);
  assert.equal(head.time, Infinity);
});

test('going back leaves the live match where it is, and live again shows the newest', () => {
  const store = stored([1, 2, 3, 4]);
  const head = new Playhead(store);
  head.step(-2);
  assert.deepEqual([head.now, head.behind, head.live, head.playing], [2, 2, false, false]);
  assert.equal(head.time, 0.4);
  store.add({ t: 1, event: 'turn', turn: 5, moves: {}, events: [], state: {} });
  assert.deepEqual([head.now, head.behind], [2, 3]);
  head.seek(-7);
  assert.equal(head.now, 0);
  head.seek(99);
  assert.equal(head.now, 5);
  head.goLive();
  assert.equal(head.live, true);
});

test('a missing turn is stepped over in both directions', () => {
  const head = new Playhead(stored([1, 2, 6, 7]));
  head.seek(2);
  head.step(1);
  assert.equal(head.now, 6);
  head.step(-1);
  assert.equal(head.now, 2);
});

test('playing catches up and is live again', () => {
  const head = new Playhead(stored([1, 2, 3]));
  head.seek(1);
  assert.equal(head.advance(1), false);
  head.toggle();
  head.advance(0.21);
  assert.equal(head.now, 2);
  head.advance(0.21);
  assert.equal(head.live, true);
});

test('a replay stops at its end, and plays again from the start', () => {
  const head = new Playhead(stored([1, 2], [{ t: 1, event: 'end' }]));
  head.seek(1);
  head.toggle();
  head.advance(5);
  assert.deepEqual([head.now, head.live, head.playing], [2, false, false]);
  head.toggle();
  assert.deepEqual([head.now, head.playing], [0, true]);
});

test('a faster speed takes more turns at once; the greatest one a frame', () => {
  const head = new Playhead(stored(Array.from({ length: 50 }, (_, i) => i + 1)));
  head.seek(0);
  head.toggle();
  head.faster(2);
  assert.equal(speeds[head.speed], 4);
  head.advance(0.21);
  assert.equal(head.now, 4);
  head.faster(99);
  assert.equal(speeds[head.speed], Infinity);
  head.advance(0.016);
  head.advance(0.016);
  assert.equal(head.now, 6);
});

test('jumps go to who went out', () => {
  const store = stored([1, 2]);
  for (const turn of [3, 4, 5]) store.add({ t: turn, event: 'turn', turn, moves: {}, events: turn === 4 ? [] : [{ player: `p${turn}`, cause: 'x' }], state: {} });
  const head = new Playhead(store);
  head.seek(0);
  head.jump(1);
  assert.equal(head.now, 3);
  head.jump(1);
  assert.equal(head.now, 5);
  head.jump(1);
  assert.equal(head.now, 5);
  head.jump(-1);
  assert.equal(head.now, 3);
});

test('without a match the unit is a second', () => {
  const store = new Store();
  store.add({ t: 0, event: 'start', worker: 1, label: 'a', command: [] });
  store.add({ t: 8, event: 'clock', seconds: 8 });
  const head = new Playhead(store);
  head.seek(3.5);
  assert.equal(head.time, 3.5);
  head.toggle();
  head.advance(0.5);
  assert.equal(head.now, 4);
});

test('a step back over turns that are missing goes to the one before them, live too', () => {
  const store = stored([1, 2, 8]);
  const head = new Playhead(store);
  head.step(-1);
  assert.equal(head.now, 2);
  head.step(1);
  assert.equal(head.now, 8);
});
