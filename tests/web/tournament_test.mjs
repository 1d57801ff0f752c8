import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeLeft } from '../../game/web/page/format.js';
import { Store } from '../../game/web/page/store.js';

const scenario = { t: 0, event: 'scenario', version: 1, file: 'league.json', seed: 1, speed: 1, workers: 0 };
const facts = (more = {}) => ({ t: 0, event: 'tournament', format: 'round-robin', group: 2, rounds: 2, seed: 7, matches: 12, played: 0, players: ['zoe', 'ben', 'eve'], results: 'r', ...more });
const launch = (match, t = match) => [
  { t, event: 'match_start', match, matches: 12, attempt: 1, worker: match, players: ['zoe', 'ben'], seed: 1 },
  { t, event: 'start', worker: match, label: `ps#${match} (match)`, pid: 1, command: ['game'] },
];
const exit = (worker, t = worker) => ({ t, event: 'exit', worker, status: 'exited', exit_code: 0, seconds: 1, lines: 0, running: 0, failed: false });
const result = (player, rank, more = {}) => ({ player, rank, score: 1, late: 0, crashed: false, answers: 9, seconds: 0.1, ...more });
const end = (match, players, more = {}) => ({ t: match, event: 'match_end', match, matches: 12, reason: 'one left', turns: 9, players, ...more });
const standings = (matches, none, t = 99) => ({ t, event: 'standings', matches, void: none, planned: 12, players: [{ rank: 1, name: 'ben' }, { rank: 2, name: 'zoe' }, { rank: 3, name: 'eve' }] });

function filled(...events) {
  const store = new Store();
  for (const event of events.flat()) store.add(event);
  return store.tournament;
}

test('the matches of an encounter are one point together, and a draw is half of it', () => {
  const tournament = filled(scenario, facts(), end(1, [result('zoe', 1), result('ben', 2)]), end(2, [result('ben', 1), result('zoe', 1)]));
  assert.deepEqual(tournament.pair('zoe', 'ben'), { points: 0.75, of: 1 });
  assert.deepEqual(tournament.pair('ben', 'zoe'), { points: 0.25, of: 1 });
  assert.deepEqual(tournament.pair('zoe', 'eve'), { points: 0, of: 0 });
});

test('of more than two each one counts against each other', () => {
  const match = (number) => end(number, [result('zoe', 1), result('ben', 2), result('eve', 2)]);
  const tournament = filled(scenario, facts({ group: 3 }), match(1), match(2), match(3));
  assert.deepEqual(['ben', 'eve'].map((other) => tournament.pair('zoe', other).points.toFixed(2)), ['1.00', '1.00']);
  assert.equal(tournament.pair('ben', 'eve').points.toFixed(2), '0.50');
});

test('no sums are kept for the pairs of a player with itself, or where no table shows them', () => {
  assert.deepEqual([...filled(scenario, facts(), end(1, [result('zoe', 1), result('ben', 2)])).pairs.keys()], ['zoe ben', 'ben zoe']);
  const players = Array.from({ length: 41 }, (_, i) => `p${i}`);
  const tournament = filled(scenario, facts({ players }), end(1, [result('p1', 1), result('p2', 2)]));
  assert.equal(tournament.pairs.size, 0);
  assert.equal(tournament.recent.length, 1);
});

test('a void match counts for nobody, but is played', () => {
  const tournament = filled(scenario, facts(), end(1, [result('zoe', undefined), result('ben', undefined)], { reason: undefined, void: 'the referee ended with exit code 1' }));
  assert.equal(tournament.pair('zoe', 'ben').of, 0);
  assert.equal(tournament.played, 1);
  assert.equal(tournament.recent.length, 1);
  assert.equal(tournament.troubled.length, 1);
});

test('a match runs from its start until its worker has ended', () => {
  const store = new Store();
  for (const event of [scenario, facts(), ...launch(1), ...launch(2), exit(1)]) store.add(event);
  assert.deepEqual([...store.tournament.running.values()].map(({ match }) => match), [2]);
});

test('a match that was dropped while it waited runs no longer', () => {
  const store = new Store();
  const running = () => [...store.tournament.running.values()].map(({ match, worker }) => [match, worker]);
  const [first] = launch(1);
  for (const event of [scenario, facts(), first, { ...first, attempt: 2, worker: 8 }]) store.add(event);
  assert.deepEqual(running(), [[1, 8]]);
  store.add(exit(1));
  assert.deepEqual(running(), [[1, 8]]);
  store.add(end(1, [result('zoe', 1), result('ben', 2)]));
  assert.deepEqual(running(), []);
  store.add(launch(2)[0]);
  assert.deepEqual(running(), [[2, 2]]);
  store.add({ t: 9, event: 'end' });
  assert.deepEqual(running(), []);
});

test('what was played is that of the standings, and the matches since then', () => {
  const tournament = filled(scenario, facts({ played: 3 }), end(4, [result('zoe', 1), result('ben', 2)]));
  assert.equal(tournament.title, 'match 4 of 12');
  const later = filled(scenario, facts(), standings(7, 1), end(9, [result('zoe', 1), result('ben', 2)]));
  assert.equal(later.played, 9);
  assert.deepEqual(later.rows.map(({ name }) => name), ['ben', 'zoe', 'eve']);
});

test('the time that is left follows from what has been played in this run', () => {
  const tournament = filled(scenario, facts({ played: 2 }), end(3, [result('zoe', 1), result('ben', 2)]), end(4, [result('zoe', 1), result('ben', 2)]));
  assert.equal(tournament.left, 16);
  assert.equal(Number.isFinite(filled(scenario, facts()).left), false);
  assert.equal(filled({ ...scenario, speed: 4 }, facts({ played: 2 }), end(3, [result('zoe', 1), result('ben', 2)])).left, 27 / 4);
  assert.equal(Number.isFinite(filled(scenario, facts(), end(1, [result('zoe', 1), result('ben', 2)]), { t: 2, event: 'stop' }).left), false);
  assert.deepEqual([16, 180, 6720].map(timeLeft), ['about 16 s left', 'about 3 min left', 'about 1 h 52 min left']);
});

test('a part plays its matches only', () => {
  assert.equal(filled({ ...scenario, part: [2, 3] }, facts({ matches: 10 })).planned, 3);
  assert.equal(filled({ ...scenario, part: [1, 3] }, facts({ matches: 10 })).planned, 4);
});

test('the newest matches are kept, and those in which something went wrong', () => {
  const tournament = filled(scenario, facts(), Array.from({ length: 500 }, (_, i) => end(i + 1, [result('zoe', 1, { late: i < 3 ? 1 : 0 }), result('ben', 2)])));
  assert.equal(tournament.recent[0].match, 500);
  assert.equal(tournament.recent.length, 50);
  assert.deepEqual(tournament.troubled.map(({ match }) => match), [3, 2, 1]);
  assert.equal(tournament.pair('zoe', 'ben').of, 250);
});

test('another run in the same log begins anew', () => {
  assert.equal(filled(scenario, facts(), scenario), undefined);
});

test('of the workers of a tournament only the newest are kept', () => {
  const store = new Store();
  for (const event of [scenario, facts(), ...Array.from({ length: 3000 }, (_, i) => [...launch(i + 1), exit(i + 1)]).flat()]) store.add(event);
  assert.equal(store.workers.length, 2000);
  assert.equal(store.workerOf.size, 2000);
  assert.equal(store.workers.at(-1).number, 3000);
});

test('a worker that still runs is kept, however many have ended since', () => {
  const store = new Store();
  for (const event of [scenario, facts(), ...launch(1), ...Array.from({ length: 3000 }, (_, i) => [...launch(i + 2), exit(i + 2)]).flat()]) store.add(event);
  assert.equal(store.workers.length, 2000);
  assert.deepEqual([0, 1].map((i) => store.workers[i].number), [1, 1003]);
  assert.ok(store.workerOf.has(1));
});
