// What the page shows of runs of each kind: a void match, workers, a crowd, cards, start-up times.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessFaults, assertNoFaults, assertText, eventually, open, options, textOf } from './browser.mjs';
import { Feed, serve } from './feed.mjs';
import { alike, coloursAt } from './pixels.mjs';
import { record, snakes, turnsOf } from './runs.mjs';

const small = record(snakes(4), '--seed', '7');
const plain = record('demo.json', '--speed', '5', '--seed', '7');
const crowd = record(snakes(62, { settings: { width: 100, height: 100 }, turns: 20 }), '--seed', '7');
const broken = [
  ...small.slice(0, small.findIndex(({ event }) => event === 'result')),
  { t: 9, event: 'line', worker: 0, stream: 'stderr', text: 'IndexError: list index out of range' },
  { t: 9, event: 'result', turn: 150, void: 'the referee ended with exit code 1' },
];

/** Waits until the page shows a run of this kind. */
const shows = (page, kind) => eventually(page, `it shows a ${kind}`, (wanted) => document.body.dataset.kind === wanted, kind);

test('a void match says that nobody has lost, and shows the last lines of the referee', options, async () => {
  const page = await open(await serve(broken));
  await shows(page, 'match');
  await page.keyboard.press('End');
  await assertText(page, '#banner b', 'match void - the referee ended with exit code 1. Nobody has lost.');
  await assertText(page, '#live', 'replay');
  await page.locator('#banner button').click();
  await eventually(page, 'its lines are there', () => [...document.querySelectorAll('.entry:not([hidden])')].some(({ textContent }) => textContent.includes('IndexError')));
  assertNoFaults(page);
});

test('a run without a match: each worker has its row, its state and its lane, at any time', options, async () => {
  const page = await open(await serve(plain));
  await shows(page, 'run');
  await page.keyboard.press('End');
  const starts = plain.filter(({ event }) => event === 'start');
  const rows = page.locator('#run tbody tr:visible');
  await eventually(page, 'all rows are there', (count) => document.querySelectorAll('#run tbody tr:not([hidden])').length === count, starts.length);
  for (const [i, { label }] of starts.entries()) {
    const cells = await rows.nth(i).locator('th, td').allInnerTexts();
    const lines = plain.filter(({ event, worker }) => event === 'line' && worker === starts[i].worker);
    assert.equal(cells[0], label);
    assert.equal(cells[1], '✓ done');
    assert.equal(cells[5], String(lines.length));
    assert.equal(cells[7], lines.at(-1).text);
  }
  assert.equal(await page.locator('#run svg[role=img]').count(), starts.length);
  await page.keyboard.press('Home');
  await eventually(page, 'none has started', () => document.querySelectorAll('#run tbody tr:not([hidden])').length === 0);
  await assertText(page, '#turn', '0:00.0');
  assertNoFaults(page);
});

test('62 players have marks that differ, in a table that scrolls', options, async () => {
  const page = await open(await serve(crowd, { live: 18 }));
  await shows(page, 'match');
  const marks = await eventually(page, 'all rows are there', () => {
    const all = [...document.querySelectorAll('#players tbody svg.mark')];
    return all.length === 62 && all.map(({ outerHTML }) => outerHTML);
  });
  assert.equal(new Set(marks).size, 62);
  assert.equal(await page.locator('#who option').count(), 63);
  const { scrolls } = await page.evaluate(() => {
    const root = document.getElementById('players');
    return { scrolls: root.scrollHeight > root.clientHeight };
  });
  assert.ok(scrolls);
  assert.match(await textOf(page, '#summary'), /^6[0-2] of 62 alive$/);
  assertNoFaults(page);
});

test('cards that only one player sees stand in the tab of the turn', options, async () => {
  const page = await open(await serve(record('kuhn-poker.json', '--speed', '50', '--seed', '7')));
  await shows(page, 'match');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('2');
  await eventually(page, 'the views are there', () => /seen only by/.test(document.getElementById('moves').textContent));
  assertNoFaults(page);
});

test('the page asks for nothing but its own files, and keeps the policy', options, async () => {
  const page = await open(await serve(small));
  await shows(page, 'match');
  const hurt = await page.evaluate(() => {
    const found = [];
    document.addEventListener('securitypolicyviolation', (event) => found.push(event.violatedDirective));
    const script = document.createElement('script');
    script.textContent = 'window.hurt = true';
    document.head.append(script);
    return new Promise((resolve) => setTimeout(() => resolve({ found, hurt: window.hurt }), 0));
  });
  assert.deepEqual(hurt.found, ['script-src-elem']);
  assert.equal(hurt.hurt, undefined);
});

test('a theme that was chosen is remembered', options, async () => {
  const page = await open(await serve(small));
  await shows(page, 'match');
  await page.keyboard.press('t');
  await eventually(page, 'it is dark', () => getComputedStyle(document.body).backgroundColor === 'rgb(13, 17, 21)');
  await page.reload();
  await shows(page, 'match');
  await eventually(page, 'it is dark again', () => getComputedStyle(document.body).backgroundColor === 'rgb(13, 17, 21)');
  assertNoFaults(page);
});

test('before the first turn the page says whom the match waits for, and how long programs took to start', options, async () => {
  const feed = new Feed(small, { live: 0 });
  const first = small.findIndex(({ event }) => event === 'match') + 1;
  feed.count = first;
  const page = await open(await feed.listen());
  await assertText(page, '#banner b', 'waiting for 4 of 4 players');
  await assertText(page, '#players .c-time:not(col, th)', /^waiting for .* of 60 s$/);
  const answers = small.filter(({ event, turn }) => event === 'line' && turn === 1);
  feed.send(answers[0]);
  await assertText(page, '#banner b', 'waiting for 3 of 4 players');
  await eventually(page, 'one is ready', () => [...document.querySelectorAll('#players td.c-time')].filter(({ textContent }) => /^✓ ready in [0-9.]+ m?s$/.test(textContent)).length === 1);
  assert.deepEqual(await accessFaults(page), []);
  for (const answer of answers.slice(1)) feed.send(answer);
  feed.send(small.find(({ event }) => event === 'turn'));
  await assertText(page, '#turn', 'turn 1');
  await eventually(page, 'nobody is waited for', () => document.getElementById('banner').hidden);
  assertNoFaults(page);
});

test('a colour that a bot wishes for is a collar on its snake, and a dot beside its name', options, async () => {
  const at = small.findIndex(({ event }) => event === 'line');
  const wish = { ...small[at], worker: 1, turn: undefined, move: undefined, text: '{"ready":true,"colour":"#d33682"}' };
  const events = [...small.slice(0, at), wish, ...small.slice(at)];
  const feed = new Feed(events, { live: 100 });
  const page = await open(await feed.listen());
  await assertText(page, '#turn', 'turn 100');
  await eventually(page, 'the dot is there', () => document.querySelector('#players circle[fill="#d33682"]') !== null);
  const { state } = turnsOf(small)[100];
  const [head, neck] = state.snakes[0].body;
  const behind = [head[0] + 0.5 + (neck[0] - head[0]) * 0.55, head[1] + 0.5 + (neck[1] - head[1]) * 0.55];
  assert.ok(alike((await coloursAt(page, [behind], state.width, state.height))[0], '#d33682'));
  assertNoFaults(page);
});

test('rows that are text stand as text', options, async () => {
  const page = await open(await serve(record('kuhn-poker.json', '--speed', '50', '--seed', '7')));
  await shows(page, 'match');
  await page.keyboard.press('End');
  await eventually(page, 'the text is there', () => /^hand [0-9]+ of 30\n/.test(document.querySelector('#tree pre')?.textContent));
  assert.equal(await page.locator('#board').isHidden(), true);
  assertNoFaults(page);
});
