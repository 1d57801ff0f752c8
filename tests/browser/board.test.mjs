// The board shows what the log says: colours on the canvas are compared with the states.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNoFaults, assertText, desk, eventually, open, options, phone } from './browser.mjs';
import { serve } from './feed.mjs';
import { alike, assertSnakesDrawn, coloursAt, fillOf, squares } from './pixels.mjs';
import { record, snakes, turnsOf } from './runs.mjs';

/** Goes to a turn by the keys of the page. */
async function goTo(page, turn) {
  await eventually(page, 'the match is there', () => document.body.dataset.kind === 'match');
  await page.keyboard.press('Home');
  for (let i = 0; i + 10 <= turn; i += 10) await page.keyboard.press('Shift+ArrowRight');
  for (let i = 0; i < turn % 10; ++i) await page.keyboard.press('ArrowRight');
  await assertText(page, '#turn', `turn ${turn}`);
}

const small = record(snakes(4), '--seed', '7');
const large = record(snakes(8, { settings: { width: 19, height: 19 } }), '--seed', '7');
const wrapped = record(snakes(3, { settings: { variant: 'wrapped', width: 9, height: 9 } }), '--seed', '3');

for (const [what, events, view] of [
  ['11 x 11', small, { size: desk, theme: 'light' }], ['11 x 11 in the dark', small, { size: desk, theme: 'dark' }],
  ['11 x 11 on a telephone', small, { size: phone, theme: 'dark' }],
  ['19 x 19 with eight snakes', large, { size: desk, theme: 'light' }], ['19 x 19 in the dark', large, { size: desk, theme: 'dark' }],
  ['edges that wrap', wrapped, { size: desk, theme: 'light' }],
]) {
  test(`each square of five turns: ${what}`, options, async () => {
    const page = await open(await serve(events), view);
    const turns = turnsOf(events);
    const names = turns[0].players.map(({ player }) => player);
    // The start, three turns on the way, and the last one.
    for (const share of [0, 0.1, 0.45, 0.8, 1]) {
      const turn = turns[Math.floor((turns.length - 1) * share)];
      await goTo(page, turn.turn);
      await assertSnakesDrawn(page, turn, names, view.theme);
      const lengths = await page.locator('#players td.score').allInnerTexts();
      const living = turn.state.snakes.filter(({ out }) => out === undefined);
      assert.deepEqual(lengths.slice(0, living.length), living.map(({ body }) => String(body.length)));
    }
    assertNoFaults(page);
  });
}

function paper(colour) {
  const mixed = [1, 3, 5].map((i) => Math.round(parseInt(colour.slice(i, i + 2), 16) * 0.7 + 255 * 0.3));
  return `#${mixed.map((each) => each.toString(16).padStart(2, '0')).join('')}`;
}

test('paint: each square has the colour of its owner, or none', options, async () => {
  const events = record('paint.json', '--speed', '20', '--seed', '7');
  const page = await open(await serve(events));
  const turns = turnsOf(events);
  const joined = [];
  for (const turn of turns) for (const { player } of turn.joined ?? turn.players ?? []) if (!joined.includes(player)) joined.push(player);
  for (const share of [0.2, 0.9]) {
    const turn = turns[Math.floor((turns.length - 1) * share)];
    await goTo(page, turn.turn);
    const { width, height, cells, players } = turn.state;
    // Near a corner: the letter is in the middle. Players stand on some squares.
    const standing = new Set(players.filter(({ left }) => !left).map(({ at }) => String(at)));
    const places = [];
    for (let y = 0; y < height; ++y) for (let x = 0; x < width; ++x) places.push([x, y]);
    const far = places.filter(([x, y]) => ![...standing].some((at) => Math.abs(at.split(',')[0] - x) + Math.abs(at.split(',')[1] - y) < 2));
    const found = await coloursAt(page, far.map(([x, y]) => [x + 0.22, y + 0.5]), width, height);
    // A tile is its player's colour, with three tenths of the paper.
    const tile = new Map(players.map(({ letter, name }) => [letter, paper(fillOf(joined.indexOf(name), 'light'))]));
    const wrong = far.flatMap(([x, y], i) => {
      const cell = cells[height - 1 - y][x];
      const wanted = cell === '.' ? squares.light[(x + height - 1 - y) % 2] : tile.get(cell);
      return alike(found[i], wanted) ? [] : [`turn ${turn.turn}, ${x},${y}: ${cell} is ${wanted}, not ${found[i]}`];
    });
    assert.deepEqual(wrong, []);
    assert.ok(far.length > width * height / 2);
  }
  assertNoFaults(page);
});

test('the rows of a referee: discs in the colours of their players, and a ring around what changed', options, async () => {
  const events = record('connect-four.json', '--speed', '50', '--seed', '7');
  const page = await open(await serve(events));
  const turns = turnsOf(events);
  const last = turns.at(-1);
  await goTo(page, last.turn);
  const owner = new Map(Object.entries(last.state.discs).map(([name, disc]) => [disc, turns[0].players.findIndex(({ player }) => player === name)]));
  const rowsOf = ({ rows, state }) => rows ?? state.board;
  const rows = rowsOf(last);
  const columns = rows[0].length;
  const places = rows.flatMap((row, i) => [...row].map((disc, x) => ({ disc, x, y: rows.length - 1 - i })));
  const found = await coloursAt(page, places.map(({ x, y }) => [x + 0.2, y + 0.5]), columns, rows.length);
  places.forEach(({ disc, x, y }, i) => {
    if (disc === '.') assert.match(found[i], /^#(ffffff|f4f7f9)$/, `${x},${y}`);
    else assert.ok(alike(found[i], fillOf(owner.get(disc), 'light')), `${x},${y}: ${found[i]}`);
  });
  const before = rowsOf(turns.at(-2));
  const changed = places.filter(({ disc, x, y }) => before[rows.length - 1 - y][x] !== disc);
  assert.ok(changed.length > 0);
  const rings = await coloursAt(page, changed.map(({ x, y }) => [x + 0.03, y + 0.5]), columns, rows.length);
  assert.ok(rings.every((ring) => alike(ring, '#1f2328')), String(rings));
  await eventually(page, 'the state says what has changed', () => document.querySelectorAll('#tree .changed').length > 0);
  assertNoFaults(page);
});
