// Makes the picture of the page in the README from a real match of snakes with a fixed seed, in a fixed turn.
// Usage: node tests/browser/screenshots.mjs [FILE]
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertNoFaults, assertText, open, options } from './browser.mjs';
import { Feed } from './feed.mjs';
import { assertSnakesDrawn } from './pixels.mjs';
import { record, snakes, turnsOf } from './runs.mjs';

const file = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '../../game/web/screenshot.png');
const turn = 140;

test('the picture', options, async () => {
  // The board is the same each time; the thinking times are those of this machine, as they were.
  const events = record(snakes(4, { turns: 160, turn_limit: 0.2, first_limit: 5, pace: 0.1 }), '--seed', '21');
  const feed = new Feed(events, { live: turn });
  const page = await open(await feed.listen(), { size: { width: 1280, height: 800 } });
  await assertText(page, '#turn', `turn ${turn}`);
  const turns = turnsOf(events);
  await assertSnakesDrawn(page, turns[turn], turns[0].players.map(({ player }) => player));
  await page.screenshot({ path: file });
  assertNoFaults(page);
  console.log(`${file}: ${statSync(file).size} bytes`);
});
