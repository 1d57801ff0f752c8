// The page of a tournament: how far it is, standings, each against each and recent matches, as the log has them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { accessFaults, assertNoFaults, assertText, desk, drawn, eventually, open, options, phone, textOf } from './browser.mjs';
import { Feed, serve } from './feed.mjs';
import { start } from './game_web.mjs';
import { game } from './runs.mjs';

const folder = mkdtempSync(join(tmpdir(), 'game tournament '));
after(() => rmSync(folder, { recursive: true }));

const players = [['zoe', 1], ['augustin', 2], ['the-very-careful-one-with-notes', 3]].map(([name, seed]) => ({ name, command: [join(dirname(game), 'players'), '--strategy', 'careful', '--seed', String(seed)] }));
players.push({ name: 'flaky', command: ['sh', '-c', 'exit 3'] });

/** The words of a real tournament, in which one player always crashes. */
async function record() {
  const scenario = join(folder, 'league.json');
  const tournament = { players, rounds: 2, seed: 7, results: 'results.ndjson', logs: 'logs' };
  writeFileSync(scenario, JSON.stringify({ tournament, match: { rules: 'snake', turns: 60, first_limit: 60, turn_limit: 20 }, max_running: 2 }));
  const log = join(folder, 'run.ndjson');
  const child = spawn(game, ['--no-keyboard', '--log', log, scenario], { stdio: 'ignore' });
  assert.equal(await new Promise((resolve) => child.on('exit', resolve)), 0);
  return log;
}

const log = await record();
const events = readFileSync(log, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
const ends = events.filter(({ event }) => event === 'match_end');
const standings = events.findLast(({ event }) => event === 'standings');

/** The events of a larger one that goes on: half of its matches are played, and one is void. */
function half() {
  const names = players.map(({ name }) => name);
  const pairs = names.flatMap((one) => names.filter((other) => other !== one).map((other) => [one, other]));
  const all = [
    { t: 0, event: 'scenario', version: 1, file: 'half.json', seed: 1, speed: 1, workers: 0 },
    { t: 0, event: 'tournament', rules: 'snake', format: 'round-robin', group: 2, rounds: 2, seed: 1, matches: 24, played: 2, players: names, results: 'r' },
  ];
  for (const [i, [one, other]] of pairs.slice(0, 10).entries()) {
    const match = i + 3;
    const reason = match === 5 ? { void: 'the referee ended with exit code 1' } : { reason: 'one left' };
    const rank = match === 5 ? [undefined, undefined] : [1, 2];
    all.push({ t: 30 * (i + 1), event: 'match_end', match, matches: 24, ...reason, turns: 20, ...(match < 7 && { log: `/x/${match}.ndjson` }), players: [one, other].map((player, k) => ({ player, rank: rank[k], score: 1, late: match === 7 && k === 1 ? 3 : 0, crashed: false, answers: 20, seconds: 0.1 })) });
  }
  const figures = { encounters: 5, points: 2.5, wins: 2, draws: 1, losses: 2, late: 0, crashed: 0, seconds: 0.004 };
  all.push({
    t: 300, event: 'standings', matches: 11, void: 1, planned: 24,
    test: { elo0: 0, elo1: 10, ratio: 1.26, lower: -2.944, upper: 2.944, encounters: 5, verdict: 'undecided' },
    players: [
      { rank: 1, name: names[0], rating: 100, interval: [50, 160], ...figures }, { rank: 2, name: names[1], rating: -20.4, interval: null, unrated: 'all encounters went alike', ...figures },
      { rank: 3, name: names[2], rating: null, interval: null, unrated: 'always loses', ...figures, seconds: null }, { rank: 3, name: names[3], rating: -80, interval: [-120, -40], ...figures, late: 2, crashed: 1 },
    ],
  });
  all.push({ t: 300, event: 'match_start', match: 13, matches: 24, attempt: 1, worker: 13, players: [names[3], names[0]], seed: 1, log: '/x/13.ndjson' });
  return all;
}

const shows = (page) => eventually(page, 'it shows a tournament', () => document.body.dataset.kind === 'tournament');

/** The texts of the cells that are seen, a list for each row of a table. */
const rowsOf = (page, caption) => page.evaluate((wanted) => {
  const table = [...document.querySelectorAll('#league table')].find((each) => each.caption.textContent === wanted);
  return [...table.tBodies[0].rows].map((row) => [...row.cells].filter((cell) => cell.offsetParent !== null).map((cell) => cell.innerText.trim()));
}, caption);

for (const [where, size] of [['at a desk', desk], ['on a telephone', phone]]) {
  for (const theme of ['light', 'dark']) {
    test(`a tournament that is over, ${where}, ${theme}`, options, async () => {
      const page = await open(await serve(events), { size, theme });
      await shows(page);
      await assertText(page, '#league h2', 'match 24 of 24');
      await assertText(page, '.progress p', '100 %, over');
      await eventually(page, 'nothing runs', () => document.querySelectorAll('#league li').length === 0);
      const rows = await rowsOf(page, 'Standings');
      assert.deepEqual(rows.map(([rank]) => rank), standings.players.map(({ rank }) => String(rank)));
      const names = await page.locator('#league th[scope=row] bdi').evaluateAll((all) => all.map((each) => each.title));
      assert.deepEqual(names, standings.players.map(({ name }) => name));
      // One who always loses has no rating, and says why.
      const last = rows.at(-1);
      assert.equal(last[3], 'always loses');
      assert.equal(last[4], '-');
      if (size === desk) {
        assert.deepEqual(rows.map((cells) => cells.slice(6, 13)), standings.players.map(({ encounters, points, wins, draws, losses, late, crashed }) => [encounters, points, wins, draws, losses, late, crashed].map(String)));
        assert.equal(last[13], '-');
      }
      // Each has met each of the three others in two encounters, of which the points are shared.
      const cross = await rowsOf(page, 'Each against each');
      const figure = (text) => (text === '' ? 0 : Number(text));
      for (const [i, row] of cross.entries()) {
        assert.equal(row.slice(1).reduce((sum, text) => sum + figure(text), 0), standings.players[i].points);
        for (const [j, text] of row.slice(1).entries()) if (i !== j) assert.equal(figure(text) + figure(cross[j][i + 1]), 2);
      }
      const recent = await rowsOf(page, 'Recent matches');
      assert.deepEqual(recent.map(([match]) => Number(match)), ends.map(({ match }) => match).reverse());
      assert.deepEqual(recent.map((cells) => cells.slice(-2)), ends.map(({ turns }) => [String(turns), 'watch']).reverse());
      assert.equal(recent.filter((cells) => cells[1].includes('crashed')).length, 12);
      await page.locator('#troubled').click();
      await eventually(page, 'only those with a crash are left', () => document.querySelectorAll('#league section:last-child tbody tr').length === 12);
      const { width, height } = await page.evaluate(() => ({ width: document.documentElement.scrollWidth, height: document.documentElement.scrollHeight }));
      assert.ok(width <= size.width && height <= size.height, JSON.stringify({ width, height }));
      assert.deepEqual(await accessFaults(page), []);
      assertNoFaults(page);
      await page.context().close();
    });
  }
}

test('a tournament that goes on: what is played, what runs, what is void, and what comes then', options, async () => {
  const all = half();
  const feed = new Feed(all, { live: true });
  feed.count = all.length;
  const page = await open(await feed.listen());
  await assertText(page, '#league h2', 'match 12 of 24');
  await assertText(page, '.progress p', '50 %, about 6 min left');
  assert.equal(await page.locator('#league progress').evaluate((bar) => bar.position), 0.5);
  assert.deepEqual(await page.locator('#league li bdi').allInnerTexts(), ['flaky', 'zoe']);
  assert.equal(await page.title(), 'match 12 of 24 - half.json');
  assert.deepEqual(await page.locator('#chips li').allInnerTexts(), ['tournament', 'snake', 'round-robin', '4 players', '2 rounds', 'seed 1']);
  assert.match(await textOf(page, '#league .wide .bar p'), /10 or 0 Elo: undecided, -2.9 < 1.3 < 2.9$/);
  const rows = await rowsOf(page, 'Standings');
  assert.deepEqual(rows.map((cells) => [cells[4], cells[5]]), [['+100', '± 55'], ['−20', '-'], ['-', '-'], ['−80', '± 40']]);
  // The marks stand on one axis: the better, the further to the right; a whisker only where there is an interval.
  const places = await page.locator('#league .whisker .mark').evaluateAll((marks) => marks.map((mark) => mark.getBoundingClientRect().x));
  assert.ok(places[0] > places[1] && places[1] > places[2], String(places));
  assert.deepEqual(await page.locator('#league td.whisker > svg').evaluateAll((drawings) => drawings.map((each) => each.querySelectorAll('[stroke="var(--ink)"]').length)), [1, 0, 1]);
  assert.match(await textOf(page, '.cross .bar p'), /without 2 matches before$/);
  const recent = await rowsOf(page, 'Recent matches');
  const none = recent.find(([match]) => match === '5');
  assert.equal(none[2], 'void - the referee ended with exit code 1');
  assert.ok(recent.find(([match]) => match === '7')[1].includes('3 late'));
  assert.deepEqual(Object.fromEntries(recent.slice(-5).map((cells) => [cells[0], cells.at(-1)])), { 7: '', 6: 'watch', 5: 'why', 4: 'watch', 3: 'watch' });
  assert.deepEqual(await page.locator('#league li a').evaluateAll((all) => all.map((link) => link.getAttribute('href'))), ['?match=13']);
  const button = page.locator('#troubled');
  await button.focus();
  await page.keyboard.press('Enter');
  await eventually(page, 'two are left', () => document.querySelectorAll('#league section:last-child tbody tr').length === 2);
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  feed.send({ t: 305, event: 'match_turn', match: 13, turn: 43 });
  feed.send({ t: 305, event: 'match_turn', match: 9, turn: 4 });
  await eventually(page, 'the turn is shown', () => document.querySelector('#league li').innerText.includes('turn 43'));
  feed.send({ t: 310, event: 'match_end', match: 13, matches: 24, reason: 'one left', turns: 9, players: [{ player: 'flaky', rank: 2, score: 1, late: 0, crashed: true, answers: 1, seconds: 0.1 }, { player: 'zoe', rank: 1, score: 1, late: 0, crashed: false, answers: 1, seconds: 0.1 }] });
  feed.send({ t: 310, event: 'exit', worker: 13, status: 'exited', exit_code: 0, seconds: 1, user_seconds: 0, system_seconds: 0, max_rss_bytes: 0, lines: 0, running: 0, failed: false });
  await assertText(page, '#league h2', 'match 13 of 24');
  await eventually(page, 'it is among those that went wrong', () => document.querySelectorAll('#league section:last-child tbody tr').length === 3);
  await eventually(page, 'nothing runs', () => document.querySelectorAll('#league li').length === 0);
  assert.deepEqual(await accessFaults(page), []);
  assertNoFaults(page);
});

test('the keys that scroll are left to the browser, and the lines can be searched', options, async () => {
  const page = await open(await serve(events));
  await shows(page);
  await page.locator('#league').focus();
  await page.keyboard.press('End');
  await eventually(page, 'it has scrolled', () => document.getElementById('stage').scrollTop > 0);
  await page.keyboard.press('/');
  await page.keyboard.type('exit code 0');
  await assertText(page, '#search output', '24 found');
  assertNoFaults(page);
});

test('names are text, and 50 players have no table of each against each', options, async () => {
  const names = ['<img/src=x/onerror=window.hurt=1>', '\u202Eevil\u202C', '__proto__', ...Array.from({ length: 47 }, (_, i) => `bot-${i}`)];
  const match = { t: 1, event: 'match_end', match: 1, matches: 9, reason: '<b>one left', turns: 9, players: names.slice(0, 2).map((player, i) => ({ player, rank: i + 1, score: 1, late: 0, crashed: false, answers: 9, seconds: 0.1 })) };
  for (const count of [3, 50]) {
    const page = await open(await serve([events[0], { ...events.find(({ event }) => event === 'tournament'), players: names.slice(0, count) }, match]));
    await shows(page);
    await eventually(page, 'all are there', (wanted) => document.querySelectorAll('#league .wide tbody tr').length === wanted, count);
    assert.equal(await page.evaluate(() => document.querySelectorAll('#league :is(img, b)').length), 0);
    assert.equal(await page.evaluate(() => window.hurt), undefined);
    assert.equal(await page.locator('.cross table').count(), count === 3 ? 1 : 0);
    if (count === 50) assert.equal(await textOf(page, '.cross .bar + div'), '50 players are too many for this table.');
    assertNoFaults(page);
  }
});

test('game-web shows the log of a tournament, and game --replay does', options, async () => {
  const { address } = await start(['127.0.0.1:0'], openSync(log, 'r'), 'stderr');
  const page = await open(address);
  await assertText(page, '#league h2', 'match 24 of 24');
  assert.equal((await rowsOf(page, 'Recent matches')).length, 24);
  const shown = await rowsOf(page, 'Standings');
  // A match is opened, played back, and left again.
  await page.locator('#league tbody tr:first-child a', { hasText: 'watch' }).click();
  await eventually(page, 'it shows a match', () => document.body.dataset.kind === 'match');
  const newest = ends.at(-1);
  assert.equal(new URL(page.url()).search, `?match=${newest.match}`);
  await assertText(page, '#chips li:first-child', `match ${newest.match}`);
  await assertText(page, '#turn', 'turn 0');
  await page.keyboard.press('ArrowRight');
  await assertText(page, '#turn', 'turn 1');
  await page.keyboard.press('End');
  await assertText(page, '#turn', `turn ${newest.turns}`);
  assertNoFaults(page);
  await page.goBack();
  await assertText(page, '#league h2', 'match 24 of 24');
  assertNoFaults(page);
  await page.goto(new URL('/?match=99', address).href);
  await assertText(page, '#connection', 'this match has no log here');

  const child = spawn(game, ['--replay', log, '--speed', '0.001', '--serve', '0', '--no-keyboard'], { stdio: ['ignore', 'ignore', 'pipe'] });
  after(() => child.kill('SIGKILL'));
  const replay = await new Promise((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (part) => {
      said += part;
      const found = /http:\/\/\S+/.exec(said);
      if (found) resolve(found[0]);
    });
    child.on('exit', (code) => reject(new Error(`game ended with ${code}: ${said}`)));
  });
  const other = await open(replay);
  await assertText(other, '#league h2', 'match 24 of 24');
  assert.deepEqual(await rowsOf(other, 'Standings'), shown);
  await drawn(other);
  assertNoFaults(other);
});
