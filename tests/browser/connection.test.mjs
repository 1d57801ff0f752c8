// The connection is lost and comes back; a server that has had enough says why.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNoFaults, assertText, eventually, open, options, until } from './browser.mjs';
import { Feed } from './feed.mjs';
import { assertSnakesDrawn } from './pixels.mjs';
import { record, snakes, turnsOf } from './runs.mjs';

const events = record(snakes(4), '--seed', '7');
const turns = turnsOf(events);
const names = turns[0].players.map(({ player }) => player);
// The browser itself writes to the console that it cannot connect.
const expected = /WebSocket connection to .*failed/;

test('a lost connection is said, going back still works, and it comes back by itself', options, async () => {
  const feed = new Feed(events, { live: 40 });
  const page = await open(await feed.listen());
  await assertText(page, '#turn', 'turn 40');
  feed.cut();
  await assertText(page, '#banner b', /^connection lost, trying again in [0-9]+ s - as it was [0-9]+ s ago$/);
  await assertText(page, '#connection', 'connection lost');
  await assertText(page, '#live', 'not live');
  await eventually(page, 'a screen reader hears it', () => /connection lost/.test(document.getElementById('announcer').textContent));
  await page.keyboard.press('Shift+ArrowLeft');
  await assertText(page, '#turn', 'turn 30');

  feed.goOn(50);
  feed.server.down = false;
  // Not through the mouse: the page may be back by itself meanwhile.
  await page.evaluate(() => document.querySelector('#banner button').click());
  await eventually(page, 'it is connected', () => document.getElementById('connection').dataset.state === 'connected');
  // The place in time stays; the new snapshot has what was missed.
  await assertText(page, '#turn', 'turn 30');
  await assertText(page, '#live', '20 turns behind');
  assert.equal(await page.locator('#banner').isHidden(), true);
  await page.keyboard.press('End');
  await assertText(page, '#turn', 'turn 50');
  await assertSnakesDrawn(page, turns[50], names);
  assertNoFaults(page, expected);
});

test('without a click the page tries again', options, async () => {
  const feed = new Feed(events, { live: 40 });
  const page = await open(await feed.listen());
  await assertText(page, '#turn', 'turn 40');
  feed.cut();
  await assertText(page, '#connection', 'connection lost');
  feed.goOn(41);
  feed.server.down = false;
  await until('the page is back', () => feed.watchers.size > 0);
  await assertText(page, '#turn', 'turn 41');
  await assertText(page, '#live', 'LIVE');
  assertNoFaults(page, expected);
});

test('a page that was closed for being too slow comes back, one that is refused does not', options, async () => {
  const feed = new Feed(events, { live: 40 });
  const page = await open(await feed.listen());
  await assertText(page, '#turn', 'turn 40');
  const [first] = feed.watchers;
  feed.watchers.clear();
  first.close(1013, 'too slow');
  await until('the page is back', () => feed.watchers.size > 0);
  const [second] = feed.watchers;
  feed.watchers.clear();
  await assertText(page, '#connection', 'connected');
  await page.clock.install();
  second.close(1008, 'no more of this');
  await assertText(page, '#connection', 'no more of this');
  // A minute later it has not come back. What it had asked for would be here before the answer to this.
  await page.clock.fastForward(60000);
  await page.evaluate(() => fetch('/'));
  assert.equal(feed.watchers.size, 0);
  assertNoFaults(page, expected);
});

test('turns that the server left out are a gap that is named', options, async () => {
  const feed = new Feed(events, { live: 40 });
  const page = await open(await feed.listen());
  await assertText(page, '#turn', 'turn 40');
  const next = turns[48];
  feed.send({ t: next.t, event: 'skipped', events: 7 });
  feed.send(next);
  await assertText(page, '#turn', 'turn 48');
  await eventually(page, 'the bar names the gap', () => [...document.querySelectorAll('#drawing title')].some(({ textContent }) => textContent === 'turns 41 to 47 are missing'));
  await page.keyboard.press('ArrowLeft');
  await assertText(page, '#turn', 'turn 40');
  assertNoFaults(page);
});

test('when the run has ended and its server with it, the page keeps what it has', options, async () => {
  const feed = new Feed(events, { live: 149 });
  const page = await open(await feed.listen());
  await assertText(page, '#turn', 'turn 149');
  feed.goOn();
  await assertText(page, '#turn', 'turn 150');
  for (const client of feed.watchers) client.close(1000);
  feed.server.down = true;
  await assertText(page, '#connection', 'the run has ended');
  await page.keyboard.press('Home');
  await assertText(page, '#turn', 'turn 0');
  assertNoFaults(page, expected);
});
