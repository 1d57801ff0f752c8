// The page from the real server: the program game-web, with a log, and as the child of a run that goes on.
import assert from 'node:assert/strict';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { assertNoFaults, assertText, eventually, open, options } from './browser.mjs';
import { start } from './game_web.mjs';
import { assertSnakesDrawn } from './pixels.mjs';
import { record, snakes, turnsOf, upTo } from './runs.mjs';

const events = record(snakes(4), '--seed', '7');
const turns = turnsOf(events);
const names = turns[0].players.map(({ player }) => player);
const text = (list) => list.map((event) => `${JSON.stringify(event)}\n`).join('');

test('a log: the page loads under the policy of the server, and shows what the log says', options, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'game web '));
  after(() => rmSync(folder, { recursive: true }));
  const log = join(folder, 'run.ndjson');
  writeFileSync(log, text(events));
  const { address } = await start(['127.0.0.1:0'], openSync(log, 'r'), 'stderr');
  const page = await open(address);
  await eventually(page, 'the match is there', () => document.body.dataset.kind === 'match');
  await page.keyboard.press('Home');
  await assertText(page, '#turn', 'turn 0');
  for (let i = 0; i < 4; ++i) await page.keyboard.press('Shift+ArrowRight');
  await assertText(page, '#turn', 'turn 40');
  await assertSnakesDrawn(page, turns[40], names);
  await page.keyboard.press('End');
  await assertText(page, '#turn', 'turn 150');
  await assertSnakesDrawn(page, turns[150], names);
  const { headers, status } = await page.evaluate(() => fetch('/').then((answer) => ({ status: answer.status, headers: [...answer.headers] })));
  assert.equal(status, 200);
  assert.match(new Map(headers).get('content-security-policy'), /default-src 'none'; script-src 'self'/);
  assertNoFaults(page);
});

test('a run that goes on: live, back, live again, and its end', options, async () => {
  const { child, address } = await start(['--child', '127.0.0.1:0'], 'pipe', 'stdout');
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const first = upTo(events, 60);
  child.stdin.write(text(first));
  const page = await open(address);
  await assertText(page, '#turn', 'turn 60');
  await assertText(page, '#live', 'LIVE');
  await page.keyboard.press('Shift+ArrowLeft');
  await assertText(page, '#turn', 'turn 50');
  await assertSnakesDrawn(page, turns[50], names);
  const second = upTo(events, 90);
  child.stdin.write(text(second.slice(first.length)));
  await assertText(page, '#live', '40 turns behind');
  await page.locator('#go-live').click();
  await assertText(page, '#turn', 'turn 90');
  await assertSnakesDrawn(page, turns[90], names);
  child.stdin.end(text(events.slice(second.length)));
  await assertText(page, '#banner b', /^match over in turn 150/);
  assert.equal(await ended, 0);
  await assertText(page, '#connection', 'the run has ended');
  await assertSnakesDrawn(page, turns[150], names);
  assertNoFaults(page, /WebSocket connection to .*failed/);
});
