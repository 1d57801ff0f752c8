// The page stands in each of its views, sizes and themes: nothing is cut off, and axe finds nothing serious in any.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessFaults, assertNoFaults, desk, drawn, eventually, open, options, phone } from './browser.mjs';
import { Feed, serve } from './feed.mjs';
import { record, snakes } from './runs.mjs';

const small = record(snakes(4), '--seed', '7');
const four = record('connect-four.json', '--speed', '50', '--seed', '7');
const paint = record('paint.json', '--speed', '20', '--seed', '7');
const plain = record('demo.json', '--speed', '5', '--seed', '7');
const crowd = record(snakes(62, { settings: { width: 100, height: 100 }, turns: 20 }), '--seed', '7');
const broken = [
  ...small.slice(0, small.findIndex(({ event }) => event === 'result')),
  { t: 9, event: 'line', worker: 0, stream: 'stderr', text: 'IndexError: list index out of range' },
  { t: 9, event: 'result', turn: 150, void: 'the referee ended with exit code 1' },
];

/** Waits until the page shows a run of this kind. */
const shows = (page, kind) => eventually(page, `it shows a ${kind}`, (wanted) => document.body.dataset.kind === wanted, kind);

const views = {
  'a live match': { events: small, how: { live: 80 }, kind: 'match' },
  'a replay': { events: small, kind: 'match' },
  'a match that is over': { events: small, kind: 'match', keys: ['End'] },
  'a void match': { events: broken, kind: 'match', keys: ['End'] },
  'rows of a referee': { events: four, how: { live: 9 }, kind: 'match' },
  'paint': { events: paint, how: { live: 120 }, kind: 'match' },
  'a run without a match': { events: plain, kind: 'run', keys: ['End'] },
  'a crowd of 62': { events: crowd, how: { live: 18 }, kind: 'match' },
  'no worker yet': { events: small.slice(0, 2), how: { live: true }, kind: 'run', count: 2 },
  'the name of a player is asked for': { events: small, how: { live: 80, play: () => {} }, path: 'play', kind: 'match' },
  'a person plays': {
    events: small, kind: 'match', path: 'play?name=zoe',
    how: { live: 80, play: (seat) => seat.send({ type: 'hello', protocol: 1, mode: 'ticks', turn_limit: 0.2, you: { worker: 1, players: ['zoe'] } }) },
  },
};

for (const [what, { events, how = {}, kind, keys = [], path = '', count }] of Object.entries(views)) {
  for (const [where, size] of [['at a desk', desk], ['on a telephone', phone]]) {
    for (const theme of ['light', 'dark']) {
      test(`${what}, ${where}, ${theme}`, options, async () => {
        const feed = new Feed(events, how);
        if (count !== undefined) feed.count = count;
        const page = await open(`${await feed.listen()}${path}`, { size, theme });
        await shows(page, kind);
        for (const key of keys) await page.keyboard.press(key);
        await drawn(page);
        // Nothing is wider than the window, and all of the time bar is seen.
        const { width, height, foot } = await page.evaluate(() => ({
          width: document.documentElement.scrollWidth, height: document.documentElement.scrollHeight, foot: document.querySelector('footer').getBoundingClientRect().bottom,
        }));
        assert.ok(width <= size.width && height <= size.height && foot <= size.height + 1, JSON.stringify({ width, height, foot }));
        assert.deepEqual(await accessFaults(page), []);
        // In the other tabs only the panel is new.
        const panels = { lines: '#lines', scores: '#chart', turn: '#moves', workers: '#work' };
        const others = kind === 'match' && path === '' ? Object.keys(panels).filter((tab) => size === phone || tab === 'turn' || tab === 'workers') : [];
        for (const tab of others) {
          await page.locator(`#tab-${tab}`).click();
          await drawn(page);
          assert.deepEqual(await accessFaults(page, panels[tab]), [], tab);
        }
        assertNoFaults(page);
        await page.context().close();
      });
    }
  }
}

test('the help is a dialog that axe has nothing against', options, async () => {
  for (const theme of ['light', 'dark']) {
    const page = await open(await serve(small), { theme });
    await shows(page, 'match');
    await page.locator('#help').click();
    assert.deepEqual(await accessFaults(page), []);
    assertNoFaults(page);
  }
});
