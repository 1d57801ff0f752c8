// How fast the page is: how long it takes until the first board is drawn, from the real server with a whole log, and
// how many frames a second it draws.
// Usage: node tests/browser/measure.mjs [TIMES]. Prints medians; it asserts nothing, since machines differ.
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { eventually, launch, open, options } from './browser.mjs';
import { Feed } from './feed.mjs';
import { start } from './game_web.mjs';
import { record, snakes, turnsOf } from './runs.mjs';

const times = Number(process.argv[2] ?? 7);
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

test('measures', { timeout: 10 * options.timeout }, async () => {
  const events = record(snakes(8, { settings: { width: 19, height: 19 } }), '--seed', '7');
  const folder = mkdtempSync(join(tmpdir(), 'game-web-'));
  after(() => rmSync(folder, { recursive: true }));
  const log = join(folder, 'run.ndjson');
  writeFileSync(log, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  await launch();

  // From the beginning of the navigation to the first frame with a board, in the page's own time.
  const first = [];
  for (let i = 0; i < times; ++i) {
    const { address } = await start(['127.0.0.1:0'], openSync(log, 'r'), 'stderr');
    const page = await open(address);
    first.push(await eventually(page, 'a board is drawn', () => {
      const canvas = document.getElementById('ground');
      if (document.body.dataset.kind !== 'match' || canvas.width < 301) return false;
      return performance.now();
    }));
    await page.context().close();
  }
  console.log(`first board drawn after ${median(first).toFixed(0)} ms (median of ${times}: ${first.map((each) => each.toFixed(0)).join(' ')})`);

  // Live at 10 turns a second: each step glides, so that each frame is drawn.
  const frames = [];
  const scripts = [];
  for (let i = 0; i < Math.max(3, times >> 1); ++i) {
    const feed = new Feed(events, { live: 1 });
    const page = await open(await feed.listen());
    await eventually(page, 'a board is drawn', () => document.body.dataset.kind === 'match');
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const spent = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ScriptDuration').value;
    let turn = 1;
    const timer = setInterval(() => feed.goOn(++turn), 100);
    const before = await spent();
    const count = await page.evaluate(() => new Promise((resolve) => {
      let drawn = 0;
      let start;
      const step = (now) => {
        start ??= now;
        if (now - start >= 5000) resolve((drawn * 1000) / (now - start));
        else {
          ++drawn;
          requestAnimationFrame(step);
        }
      };
      requestAnimationFrame(step);
    }));
    scripts.push(((await spent()) - before) / (count * 5));
    clearInterval(timer);
    frames.push(count);
    await page.context().close();
  }
  console.log(`19 x 19 with 8 snakes, 10 turns a second: ${median(frames).toFixed(1)} frames a second, ${(median(scripts) * 1000).toFixed(2)} ms of script a frame (${turnsOf(events).length} turns)`);
});
