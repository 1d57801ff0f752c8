import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Store } from '../../game/web/page/store.js';

const scenario = { t: 0, event: 'scenario', version: 1, file: 'a.json', seed: 1, speed: 1, workers: 2 };
const start = (worker, t = 0) => ({ t, event: 'start', worker, label: `ps#${worker} (w${worker})`, pid: 10 + worker, command: ['x'] });
const line = (t, worker, text, more = {}) => ({ t, event: 'line', worker, stream: 'stdout', text, ...more });
const snake = (name, length, out) => ({ name, health: 90, body: Array.from({ length }, (_, i) => [i, 0]), ...(out && { out }) });
const state = (turn, snakes) => ({ turn, width: 11, height: 11, food: [], hazards: [], snakes });
const match = (more = {}) => ({
  t: 0.1, event: 'match', rules: 'snake', mode: 'lockstep', turn_limit: 0.2, first_limit: 5, bank: 0, strikes: null, pace: 0, tick: 0.2,
  turns: null, settings: { width: 11, height: 11 }, seed: 1, players: [{ player: 'zoe', worker: 1 }, { player: 'ben', worker: 2 }],
  state: state(0, [snake('zoe', 3), snake('ben', 3)]), hash: '', ...more,
});
const turn = (number, snakes, more = {}) => ({ t: number, event: 'turn', turn: number, moves: {}, events: [], state: state(number, snakes), hash: '', ...more });

function filled(events, bounds) {
  const store = new Store(bounds);
  for (const event of events) store.add(event);
  return store;
}

const small = { lines: 100, lineBytes: 1e6, textOfLine: 50, stateBytes: 1e7 };

test('each turn is as it was', () => {
  const store = filled([scenario, start(1), start(2), match(), turn(1, [snake('zoe', 3), snake('ben', 4)]), turn(2, [snake('zoe', 5), snake('ben', 4)])]);
  assert.equal(store.lastTurn, 2);
  assert.equal(store.contentAt(0).state.turn, 0);
  assert.equal(store.contentAt(1).state.snakes[1].body.length, 4);
  assert.deepEqual(store.table(1).map((row) => [row.player.name, row.score, row.rank]), [['zoe', 3, 2], ['ben', 4, 1]]);
  assert.deepEqual(store.table(2).map((row) => [row.player.name, row.score, row.rank]), [['zoe', 5, 1], ['ben', 4, 2]]);
});

test('who is out has a mark, sinks to the end, and is in before', () => {
  const out = { cause: 'wall-collision', turn: 2 };
  const store = filled([scenario, match(), turn(1, [snake('zoe', 3), snake('ben', 3)]), turn(2, [snake('zoe', 3, out), snake('ben', 3)], { events: [{ player: 'zoe', cause: 'wall-collision' }] })]);
  assert.deepEqual(store.outs, [{ turn: 2, player: 'zoe', cause: 'wall-collision', by: undefined }]);
  assert.equal(store.outsAt(1).size, 0);
  assert.deepEqual(store.table(2).map((row) => row.player.name), ['ben', 'zoe']);
  assert.equal(store.table(2)[1].rank, 2);
  assert.equal(store.lines.at(-1).text, 'zoe is out - wall-collision');
});

test('one who crashed is out once, though two places say so', () => {
  const store = filled([scenario, match(), turn(1, [snake('zoe', 3), snake('ben', 3)], {
    moves: { zoe: { status: 'out', cause: 'crashed', by: 'SIGSEGV' } }, events: [{ player: 'zoe', cause: 'crashed', by: 'SIGSEGV' }],
  })]);
  assert.equal(store.outs.length, 1);
  assert.equal(store.outs[0].by, 'SIGSEGV');
});

test('in ticks, one who is back is no longer out, and the greatest length counts', () => {
  const out = { cause: 'wall-collision', turn: 1 };
  const store = filled([scenario, match({ mode: 'ticks' }),
    turn(1, [snake('zoe', 6, out), snake('ben', 3)], { events: [{ player: 'zoe', cause: 'wall-collision' }] }), turn(2, [snake('zoe', 3), snake('ben', 3)])]);
  assert.equal(store.outsAt(1).size, 1);
  assert.equal(store.outsAt(2).size, 0);
  assert.equal(store.table(2)[0].score, 6);
});

test('players join and leave', () => {
  const both = [snake('zoe', 3), snake('ben', 3)];
  const store = filled([scenario, match({ mode: 'ticks' }), turn(1, [...both, snake('eve', 3)], { joined: [{ player: 'eve', worker: 3 }] }),
    turn(2, [...both, snake('eve', 3)]), turn(3, both, { left: ['eve'] })]);
  assert.equal(store.table(0).length, 2);
  assert.deepEqual(store.table(2).map((row) => row.player.name), ['zoe', 'ben', 'eve']);
  assert.equal(store.table(3)[2].left, true);
  assert.equal(store.playerOf.get('eve').worker, 3);
  assert.equal(store.playerOf.get('eve').letter, 'c');
});

test('late, missing and illegal turns are counted up to the turn that is shown', () => {
  const both = [snake('zoe', 3), snake('ben', 3)];
  const store = filled([scenario, match(), turn(1, both, { moves: { zoe: { status: 'late', seconds: 0.3 } } }), turn(2, both, { moves: { zoe: { status: 'missing' } } }),
    turn(3, both, { moves: { zoe: { status: 'illegal', move: 'x', seconds: 0.1 } }, events: [{ player: 'zoe', illegal: 'no such move' }] })]);
  const counts = (index) => (({ late, missing, illegal }) => [late, missing, illegal])(store.table(index)[0]);
  assert.deepEqual(counts(0), [0, 0, 0]);
  assert.deepEqual(counts(2), [1, 1, 0]);
  assert.deepEqual(counts(3), [1, 1, 1]);
  assert.deepEqual(store.timesOf(store.players[0], 3, 23).map((each) => each.status), ['late', 'missing', 'illegal']);
});

test('turns that are missing are a gap; one that comes twice counts once', () => {
  const both = [snake('zoe', 3), snake('ben', 3)];
  const store = filled([scenario, match(), turn(1, both), turn(5, both), turn(5, both), turn(6, both)]);
  assert.deepEqual(store.gaps, [{ from: 2, to: 4 }]);
  assert.equal(store.turns.length, 4);
  assert.equal(store.turns[store.indexOf(3)].turn, 1);
  assert.equal(store.turns[store.indexOf(5)].turn, 5);
});

test('lines are bounded, by number and by size, and keep their numbers', () => {
  const store = filled([scenario, start(1)], small);
  for (let i = 0; i < 1000; ++i) store.add(line(i / 100, 1, `line ${i}`));
  assert.ok(store.lines.length <= 125);
  assert.equal(store.lines.length + store.droppedLines, 1000);
  assert.equal(store.lines[0].text, `line ${store.droppedLines}`);
  assert.equal(store.workers[0].lines, 1000);
  store.add(line(20, 1, 'x'.repeat(1000)));
  assert.equal(store.lines.at(-1).text.length, 51);
  const bytes = filled([scenario, start(1)], { ...small, lineBytes: 1000 });
  for (let i = 0; i < 90; ++i) bytes.add(line(i, 1, 'y'.repeat(40)));
  assert.ok(bytes.lineBytes <= 1250);
  assert.ok(bytes.lines.length > 0);
});

test('the states of old turns go first when there are too many', () => {
  const store = filled([scenario, match()], { ...small, stateBytes: 2000 });
  for (let i = 1; i < 200; ++i) store.add(turn(i, [snake('zoe', 3), snake('ben', 3)]));
  assert.ok(store.stateBytes <= 2000);
  assert.equal(store.contentAt(20), undefined);
  assert.equal(store.contentAt(199).state.turn, 199);
  assert.equal(store.table(20).length, 2);
  assert.equal(store.table(20)[0].score, 3);
});

test('lines until a time, and a worker as it was then', () => {
  const store = filled([scenario, start(1), line(1, 1, 'a'), line(2, 1, 'b'), line(2, 1, 'c'),
    { t: 3, event: 'exit', worker: 1, status: 'exited', exit_code: 3, seconds: 3, user_seconds: 0, system_seconds: 0, max_rss_bytes: 0, lines: 3, running: 0, failed: true }]);
  assert.equal(store.linesUntil(1.5), 1);
  assert.equal(store.linesUntil(2), 3);
  assert.equal(store.workerAt(store.workers[0], 2.9).state, 'running');
  assert.equal(store.workerAt(store.workers[0], 1.5).lines, 1);
  assert.equal(store.workerAt(store.workers[0], 3).state, 'failed');
});

test('another run in the same log begins anew', () => {
  const store = filled([scenario, start(1), line(1, 1, 'a'), { ...scenario, so_far: { moves: 0, running: [{ t: 0, worker: 4, label: 'ps#4', pid: 1, command: ['x'], lines: 7 }] } }]);
  assert.equal(store.lines.length, 0);
  assert.deepEqual(store.workers.map((worker) => [worker.number, worker.lines]), [[4, 7]]);
});

test('unknown events and names that look like properties do no harm', () => {
  const store = filled([scenario, { t: 1, event: 'weather' }, match({ players: [{ player: '__proto__', worker: 1 }, { player: 'constructor', worker: 2 }] })]);
  assert.deepEqual(store.players.slice(0, 2).map((player) => player.name), ['__proto__', 'constructor']);
});

test('a line belongs to the player whom its worker calls so', () => {
  const store = filled([scenario, start(1), start(2), match({ players: [{ player: 'john', worker: 1 }, { player: 'john-2', worker: 2, called: 'john' }] }),
    line(1, 2, 'N john', { move: { player: 'john', direction: 'N' } }), line(1, 1, 'hello')]);
  assert.equal(store.playerOfLine(store.lines[0]).name, 'john-2');
  assert.equal(store.playerOfLine(store.lines[1]).name, 'john');
});

test('who has not answered yet is waited for, until the first turn', () => {
  const store = filled([scenario, start(1), start(2), match(), line(0.4, 2, 'N', { turn: 1 })]);
  assert.deepEqual(store.waitingFor.map((player) => player.name), ['zoe']);
  assert.equal(store.workerOf.get(2).ready, 0.4);
  store.add(turn(1, [snake('zoe', 3), snake('ben', 3)]));
  assert.deepEqual(store.waitingFor, []);
  assert.deepEqual(filled([scenario, start(1), start(2), match({ mode: 'ticks' })]).waitingFor, []);
});

test('the colour that a worker wishes for is taken only if it is one', () => {
  const colour = (text) => filled([scenario, start(1), line(0.1, 1, text)]).workerOf.get(1).colour;
  assert.equal(colour('{"ready":true,"want":["rows"],"colour":"#d33682"}'), '#d33682');
  assert.equal(colour('{"ready":true,"colour":"red;x"}'), undefined);
  assert.equal(colour('my "colour":"#d33682"'), undefined);
});

test('events that this page did not get are said among the lines', () => {
  assert.match(filled([scenario, { t: 1, event: 'skipped', events: 7 }]).lines.at(-1).text, /7 events are missing/);
});
