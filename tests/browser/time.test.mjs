// The place in time: back during a live match, live again, a replay, the end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNoFaults, assertText, eventually, open, options, textOf } from './browser.mjs';
import { Feed, serve } from './feed.mjs';
import { assertSnakesDrawn } from './pixels.mjs';
import { record, snakes, turnsOf } from './runs.mjs';

const events = record(snakes(4), '--seed', '7');
const turns = turnsOf(events);
const names = turns[0].players.map(({ player }) => player);

test('during a live match the reader goes back, the match goes on, and `go live` shows the newest turn', options, async () => {
  const feed = new Feed(events, { live: 40 });
  const page = await open(await feed.listen());
  await assertText(page, '#turn', 'turn 40');
  await assertText(page, '#live', 'LIVE');
  assert.equal(await page.locator('#go-live').isDisabled(), true);

  await page.keyboard.press('Shift+ArrowLeft');
  await assertText(page, '#turn', 'turn 30');
  await assertText(page, '#live', '10 turns behind');
  await assertSnakesDrawn(page, turns[30], names);

  feed.goOn(55);
  await assertText(page, '#live', '25 turns behind');
  await assertText(page, '#turn', 'turn 30');
  await assertSnakesDrawn(page, turns[30], names);
  // The table and the lines are as they were in this turn, too.
  const lengths = await page.locator('#players td.score').allInnerTexts();
  assert.deepEqual(lengths, turns[30].state.snakes.map(({ body }) => String(body.length)));
  const shown = await page.locator('.entry:visible > :first-child').allInnerTexts();
  assert.ok(shown.length > 0 && shown.every((text) => text === '' || Number(text) <= 31), String(shown));

  await page.locator('#go-live').click();
  await assertText(page, '#live', 'LIVE');
  await assertText(page, '#turn', 'turn 55');
  feed.goOn(60);
  await assertText(page, '#turn', 'turn 60');
  await assertSnakesDrawn(page, turns[60], names);
  assertNoFaults(page);
});

test('the bar of time is dragged, and steps by its own keys', options, async () => {
  const page = await open(await serve(events, { live: 100 }));
  const slider = page.locator('#slider');
  const box = await slider.boundingBox();
  const at = (turn) => box.x + 52 + ((box.width - 104) * turn) / 100;
  await page.mouse.move(at(100), box.y + 100);
  await page.mouse.down();
  await page.mouse.move(at(60), box.y + 100);
  await page.mouse.move(at(50), box.y + 100, { steps: 4 });
  await page.mouse.up();
  const turn = Number(await slider.getAttribute('aria-valuenow'));
  assert.ok(Math.abs(turn - 50) <= 1, String(turn));
  await assertText(page, '#turn', `turn ${turn}`);
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await assertText(page, '#turn', `turn ${turn - 1}`);
  await eventually(page, 'the slider says its turn', (wanted) => document.getElementById('slider').getAttribute('aria-valuetext') === wanted, `turn ${turn - 1} of 100`);
  assertNoFaults(page);
});

test('a match that is over says so, with its ranks, and is watched again', options, async () => {
  const feed = new Feed(events, { live: 149 });
  const page = await open(await feed.listen());
  await assertText(page, '#turn', 'turn 149');
  feed.goOn();
  await assertText(page, '#banner b', /^match over in turn 150 - last turn/);
  await assertText(page, '#live', 'match over');
  const { ranks } = events.find(({ event }) => event === 'result');
  const shown = await page.locator('#players tbody tr').evaluateAll((rows) => rows.map((row) => ({
    player: row.querySelector('bdi').textContent, rank: Number(row.querySelector('.rank').textContent), score: Number(row.querySelector('.score').textContent),
  })));
  const order = (list) => list.toSorted((a, b) => (a.player < b.player ? -1 : 1));
  assert.deepEqual(order(shown), order(ranks.map(({ player, rank, score }) => ({ player, rank, score }))));
  await page.locator('#banner button').click();
  await eventually(page, 'it plays from the first turn', () => /^turn [0-9]$/.test(document.getElementById('turn').textContent));
  await eventually(page, 'it goes on', () => /^turn [1-9]/.test(document.getElementById('turn').textContent));
  assert.equal(await page.locator('#banner').isHidden(), true);
  assertNoFaults(page);
});

test('a replay starts at its beginning and waits; max speed gets to its end', options, async () => {
  const page = await open(await serve(events));
  await assertText(page, '#turn', 'turn 0');
  await assertText(page, '#live', 'replay');
  for (let i = 0; i < 5; ++i) await page.locator('#faster').click();
  await assertText(page, '#speed', 'max');
  await page.locator('#pause').click();
  await assertText(page, '#turn', 'turn 150');
  await eventually(page, 'it stands still', () => !document.body.hasAttribute('data-playing'));
  await assertSnakesDrawn(page, turns[150], names);
  assertNoFaults(page);
});

test('with reduced motion turns jump', options, async () => {
  const feed = new Feed(events, { live: 10 });
  const page = await open(await feed.listen(), { reduced: true });
  await assertText(page, '#turn', 'turn 10');
  for (const turn of [11, 12, 13]) {
    feed.goOn(turn);
    await assertText(page, '#turn', `turn ${turn}`);
    await assertSnakesDrawn(page, turns[turn], names);
  }
  const moving = await page.evaluate(() => document.getAnimations().length);
  assert.equal(moving, 0);
  assertNoFaults(page);
});

test('to who went out before and next, and back again', options, async () => {
  const long = record(snakes(8, { settings: { width: 19, height: 19 } }), '--seed', '7');
  const outs = [...new Set(long.flatMap((each) => (each.event === 'turn' && each.events.some(({ cause }) => cause) ? [each.turn] : [])))];
  assert.ok(outs.length >= 2);
  const page = await open(await serve(long));
  await assertText(page, '#turn', 'turn 0');
  for (const turn of outs) {
    await page.keyboard.press(']');
    await assertText(page, '#turn', `turn ${turn}`);
    const { player, cause } = long.find((each) => each.turn === turn && each.event === 'turn').events.find((each) => each.cause);
    await assertText(page, '#pill', new RegExp(`${player} is out - ${cause}`));
  }
  await page.keyboard.press('[');
  await assertText(page, '#turn', `turn ${outs.at(-2)}`);
  assert.match(await textOf(page, '#summary'), /alive$/);
  assertNoFaults(page);
});
