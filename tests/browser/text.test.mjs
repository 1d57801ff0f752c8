// Names and lines are text, whatever they hold: no markup, no script, no change of direction around them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNoFaults, assertText, eventually, open, options, phone } from './browser.mjs';
import { serve } from './feed.mjs';

const markup = '<img/src=x/onerror=window.hurt=1>';
const script = '<script>window.hurt=1</script>';
const style = '"><style>*{display:none}</style>';
const right = '\u202Eevil\u202C';

const state = (turn, names) => ({
  turn, width: 11, height: 11, food: [], hazards: [], snakes: names.map((name, i) => ({ name, health: 90, body: [[i, 5], [i, 4], [i, 3]] })),
});
const names = [markup, style, right, '__proto__'];
const hostile = [
  { t: 0, event: 'scenario', version: 1, file: `${script}.json`, seed: 1, speed: 1, workers: 4 },
  ...names.map((name, i) => ({ t: 0, event: 'start', worker: i + 1, label: `ps#${i + 1} (${name})`, pid: 100 + i, command: ['sh', '-c', markup] })),
  {
    t: 0.1, event: 'match', rules: 'snake', mode: 'lockstep', turn_limit: 0.2, first_limit: 5, bank: 0, strikes: null, pace: 0, tick: 0.2, turns: null,
    settings: { variant: markup, width: 11, height: 11 }, seed: 1, players: names.map((player, i) => ({ player, worker: i + 1 })), state: state(0, names), hash: '',
  },
  ...[markup, script, style, '\u001b[31mred\u001b[0m', '\u0000\u0007', '&lt;b&gt;', `${'long '.repeat(900)}end`].map((text, i) => ({ t: 0.2, event: 'line', worker: 1 + (i % 4), stream: i % 2 ? 'stderr' : 'stdout', text, turn: 1 })),
  {
    t: 0.3, event: 'turn', turn: 1, ask: names, limit: 0.2, events: [{ player: style, cause: markup, by: script }], state: state(1, names), hash: '',
    moves: { [markup]: { status: 'ok', move: 'N', seconds: 0.01, say: script }, [style]: { status: 'illegal', move: markup, seconds: 0.01 }, [right]: { status: 'late', seconds: 0.3 } },
    views: { [markup]: { card: script } },
  },
];

for (const [what, view] of [['at a desk', {}], ['on a telephone', { size: phone }]]) {
  test(`markup stays text ${what}`, options, async () => {
    const page = await open(await serve(hostile, { live: 1 }), view);
    await assertText(page, '#turn', 'turn 1');
    const elements = ['img:not([src="/icon.svg"])', 'script:not([src])', 'main style'];
    for (const key of ['1', '2', '3']) {
      await page.keyboard.press(key);
      await eventually(page, 'the tab is there', (name) => document.body.dataset.tab === name, { 1: 'lines', 2: 'turn', 3: 'workers' }[key]);
      assert.deepEqual(await page.evaluate((all) => all.map((each) => document.querySelectorAll(each).length), elements), [0, 0, 0]);
    }
    await page.keyboard.press('1');
    await eventually(page, 'lines are drawn', () => document.querySelectorAll('.entry:not([hidden])').length > 4);
    const lines = await page.locator('.entry:visible > :last-child bdi').evaluateAll((all) => all.map(({ textContent }) => textContent));
    for (const text of [markup, script, style, '&lt;b&gt;']) assert.ok(lines.includes(text), `${text} is not among ${lines}`);
    assert.equal(await page.evaluate(() => window.hurt), undefined);
    assert.equal(await page.locator('#title').innerText(), `${script}.json`.split('/').pop());
    // Each name stands in an element of its own, so that its direction ends with it.
    assert.equal(await page.evaluate((name) => [...document.querySelectorAll('#players bdi, #who bdi')].filter(({ textContent }) => textContent.includes(name)).length > 0, right), true);
    assertNoFaults(page);
  });
}

test('a search for markup finds it and marks it', options, async () => {
  const page = await open(await serve(hostile, { live: 1 }));
  await assertText(page, '#turn', 'turn 1');
  await page.keyboard.press('/');
  await page.keyboard.type('<script>');
  await assertText(page, '#search output', '2 found');
  await eventually(page, 'a hit is marked', () => document.querySelector('.entry mark')?.textContent === '<script>');
  await page.keyboard.press('Enter');
  await assertText(page, '#search output', '1 of 2');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('nowhere <b>');
  await assertText(page, '#nothing b', 'No line has “nowhere <b>”.');
  assertNoFaults(page);
});

test('messages that are damaged or unknown do no harm', options, async () => {
  const { Feed } = await import('./feed.mjs');
  const feed = new Feed(hostile, { live: 1 });
  const page = await open(await feed.listen());
  await assertText(page, '#turn', 'turn 1');
  for (const damaged of ['{', '[]', 'null', '5', '"x"', '{}', '{"type":7}', '{"event":"weather","t":1}']) feed.send(damaged);
  feed.send({ ...hostile.at(-1), turn: 2, t: 0.5 });
  await assertText(page, '#turn', 'turn 2');
  assertNoFaults(page);
});
