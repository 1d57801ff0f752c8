// What is really on the board: the colours of its canvases, one over the other, and what the state says that they have to be.
import assert from 'node:assert/strict';
import { boardPlace } from '../../game/web/page/layout.js';
import { drawn, patience } from './browser.mjs';

// As in the design, and not read from the page: a test that shares the page's tables would not see a mistake in them.
const fills = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#1f2328', '#808080', '#f0e442'];
export const fillOf = (index, theme) => (index % 8 === 5 && theme === 'dark' ? '#f3f5f7' : fills[index % 8]);
export const squares = { light: ['#ffffff', '#f4f7f9'], dark: ['#161c22', '#1a2128'] };
const foods = { light: '#d55e00', dark: '#f0712c' };

/** The colours at these places of the board, in squares from its south-west corner: `[2.5, 0.5]` is the centre of `[2, 0]`. */
export async function coloursAt(page, places, columns, rows) {
  await drawn(page);
  const { width, height } = await page.evaluate(() => ({ width: document.getElementById('board').clientWidth, height: document.getElementById('board').clientHeight }));
  const { left, top, size } = boardPlace(width, height, columns, rows);
  const points = places.map(([x, y]) => [left + x * size, top + (rows - y) * size]);
  return page.evaluate((all) => {
    const [ground, over] = [document.getElementById('ground'), document.getElementById('top')];
    const copy = new OffscreenCanvas(ground.width, ground.height);
    const context = copy.getContext('2d', { willReadFrequently: true });
    context.drawImage(ground, 0, 0);
    context.drawImage(over, 0, 0);
    const scale = ground.width / ground.clientWidth;
    return all.map(([x, y]) => {
      const [red, green, blue] = context.getImageData(Math.floor(x * scale), Math.floor(y * scale), 1, 1).data;
      return `#${[red, green, blue].map((each) => each.toString(16).padStart(2, '0')).join('')}`;
    });
  }, points);
}

/** Whether two colours are the same, but for what smooth edges and rounding take from one. */
export function alike(a, b) {
  const parts = (text) => [1, 3, 5].map((i) => parseInt(text.slice(i, i + 2), 16));
  const [first, second] = [parts(a), parts(b)];
  return first.every((part, i) => Math.abs(part - second[i]) <= 2);
}

const same = (a, b) => a[0] === b[0] && a[1] === b[1];

function headFacing(body) {
  const neck = body.find((square) => !same(square, body[0]));
  if (neck === undefined) return [0, 1];
  const step = [body[0][0] - neck[0], body[0][1] - neck[1]];
  return Math.abs(step[0]) + Math.abs(step[1]) > 1 ? step.map((each) => -Math.sign(each)) : step;
}

/** Places on the board of snakes, what has to be seen there, and why: each square is looked at. */
function snakePlaces({ width, height, snakes, food }, players, theme, turn) {
  const result = [];
  const index = new Map(players.map((name, i) => [name, i]));
  const taken = new Map();
  const add = (square, at, colour, why) => {
    taken.set(String(square), true);
    result.push({ place: [square[0] + 0.5 + at[0], square[1] + 0.5 + at[1]], colour, why: `${why} at ${square}` });
  };
  for (const { name, body, out } of snakes) {
    if (out !== undefined) continue;
    const colour = fillOf(index.get(name), theme);
    body.forEach((square, i) => {
      const last = i === body.length - 1;
      const doubled = last && i > 0 && same(square, body[i - 1]);
      // Between the eyes, where no letter is.
      if (i === 0) add(square, headFacing(body).map((each) => each * 0.4), colour, `the head of ${name}`);
      else if (same(square, body[0]) || (doubled && i > 1)) return;
      else if (last || (i === body.length - 2 && same(square, body[i + 1]))) {
        // The tail is pointed, or has a dot in its middle: a bit towards the body.
        const before = body[i - 1];
        const step = [Math.sign(before[0] - square[0]), Math.sign(before[1] - square[1])];
        const wraps = Math.abs(before[0] - square[0]) + Math.abs(before[1] - square[1]) > 1;
        add(square, step.map((each) => each * (wraps ? -0.3 : 0.3)), colour, `the tail of ${name}`);
      } else add(square, [0, 0], colour, `the body of ${name}`);
    });
  }
  const gone = new Set(snakes.filter(({ out }) => out !== undefined && turn - out.turn < 12).flatMap(({ body }) => body.map(String)));
  for (const square of food) if (!taken.has(String(square)) && !gone.has(String(square))) add(square, [0, 0], foods[theme], 'food');
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      if (taken.has(`${x},${y}`) || gone.has(`${x},${y}`)) continue;
      add([x, y], [0, 0], squares[theme][(x + height - 1 - y) % 2], 'nothing');
    }
  }
  return result;
}

/** Waits until the board of snakes is as this state says, in every square of it: after a step it glides for a moment. */
export async function assertSnakesDrawn(page, { state, turn }, players, theme = 'light') {
  const expected = snakePlaces(state, players, theme, turn);
  assert.ok(expected.length >= state.width * state.height * 0.5);
  const end = Date.now() + patience;
  for (;;) {
    const found = await coloursAt(page, expected.map(({ place }) => place), state.width, state.height);
    const wrong = expected.map((each, i) => ({ ...each, found: found[i] })).filter(({ found: other, colour }) => !alike(other, colour));
    if (wrong.length === 0) return;
    if (Date.now() > end) assert.fail(wrong.map(({ why, colour, found: other }) => `turn ${turn}: ${why}: ${colour} is expected, ${other} is there`).join('\n'));
  }
}
