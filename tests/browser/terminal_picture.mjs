// Makes the picture of --live in the README: a real match of snakes on a real terminal, as tmux has it, drawn by Chromium.
// Usage: node tests/browser/terminal_picture.mjs [FILE]
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { launch, options } from './browser.mjs';
import { game, record, snakes } from './runs.mjs';

const file = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '../../game/terminal/screenshot.png');
const turn = 100;
const size = { columns: 100, rows: 21 };

const basic = ['#2e3440', '#bf616a', '#4e9a06', '#c4a000', '#3465a4', '#75507b', '#06989a', '#d3d7cf'];

/** A colour of the palette of 256. */
function colour(index) {
  if (index < 8) return basic[index];
  if (index < 16) return ['#555753', '#ef2929', '#8ae234', '#fce94f', '#729fcf', '#ad7fa8', '#34e2e2', '#eeeeec'][index - 8];
  if (index >= 232) return `rgb(${Array(3).fill(8 + (index - 232) * 10)})`;
  const level = (step) => (step === 0 ? 0 : 55 + step * 40);
  const cube = index - 16;
  return `rgb(${[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level)})`;
}

/** The style that the codes of an escape sequence make of another. */
function restyled(style, codes) {
  const next = { ...style };
  for (let i = 0; i < codes.length; ++i) {
    const code = codes[i];
    if (code === 0) for (const key of Object.keys(next)) delete next[key];
    else if (code === 1) next.bold = true;
    else if (code === 2) next.dim = true;
    else if (code === 7) next.reverse = true;
    else if (code === 22) next.bold = next.dim = false;
    else if (code === 27) next.reverse = false;
    else if (code === 39) delete next.ink;
    else if (code === 49) delete next.ground;
    else if (code >= 30 && code < 38) next.ink = colour(code - 30);
    else if (code >= 40 && code < 48) next.ground = colour(code - 40);
    else if (code >= 90 && code < 98) next.ink = colour(code - 82);
    else if (code >= 100 && code < 108) next.ground = colour(code - 92);
    else if (code === 38 || code === 48) next[code === 38 ? 'ink' : 'ground'] = colour(codes[(i += 2)]);
  }
  return next;
}

const escaped = (text) => text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]);

/** Text with escape sequences, as HTML: each character in a box of its own, as on a terminal. */
function html(text) {
  let style = {};
  let out = '';
  for (const part of text.split(/(\x1b\[[\d;]*m)/)) {
    if (part.startsWith('\x1b')) {
      style = restyled(style, part.slice(2, -1).split(';').map(Number));
      continue;
    }
    const ink = style.ink ?? '#d8dee9';
    const ground = style.ground ?? '#1b2028';
    const css = `color:${style.reverse ? ground : ink};background:${style.reverse ? ink : ground};${style.bold ? 'font-weight:700;' : ''}${style.dim ? 'opacity:.6;' : ''}`;
    for (const c of part) out += c === '\n' ? '\n' : `<i style="${css}">${escaped(c)}</i>`;
  }
  return out;
}

test('the picture of the terminal', options, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'game terminal '));
  const tmux = (...words) => execFileSync('tmux', ['-L', `game-picture-${process.pid}`, '-f', '/dev/null', ...words], { encoding: 'utf8' });
  try {
    const log = join(folder, 'snake.ndjson');
    // Nobody cares where the programs lie on this machine.
    writeFileSync(log, record(snakes(4, { turns: 160, turn_limit: 0.2, first_limit: 5, pace: 0.05 }), '--seed', '21').map((event) => JSON.stringify(event).replaceAll(`${dirname(game)}/`, '')).join('\n') + '\n');
    tmux('new-session', '-d', '-x', String(size.columns), '-y', String(size.rows), '-e', 'TERM=tmux-256color', '-e', 'LC_ALL=C.UTF-8',
      `'${game}' --live --replay '${log}' --speed 4`);
    const shown = () => tmux('capture-pane', '-p');
    const until = async (what, holds) => {
      for (const end = Date.now() + 60000; !holds(); await sleep(20)) assert.ok(Date.now() < end, `${what} in:\n${shown()}`);
    };
    const at = () => Number(/turn (\d+) of/.exec(shown())?.[1] ?? -1);
    await until('it plays', () => at() > 0);
    tmux('send-keys', 'Space');
    await until('it stops', () => shown().includes('space goes on'));
    while (at() !== turn) {
      const before = at();
      tmux('send-keys', before < turn ? 'Right' : 'Left');
      await until('it steps', () => at() !== before);
    }
    const text = tmux('capture-pane', '-e', '-p', '-N').trimEnd();
    const browser = await launch();
    const page = await browser.newPage({ viewport: { width: 860, height: 600 } });
    await page.setContent(`<style>body{margin:0}pre{display:inline-block;margin:0;padding:10px;background:#1b2028;
      font:14px/17px "DejaVu Sans Mono",monospace}i{display:inline-block;width:8.43px;height:17px;font-style:normal;vertical-align:top;overflow:hidden}</style><pre>${html(text)}</pre>`);
    await page.locator('pre').screenshot({ path: file });
    await browser.close();
    console.log(`${file}: ${statSync(file).size} bytes`);
    assert.ok(statSync(file).size < 200 * 1024);
  } finally {
    try {
      tmux('kill-server');
    } catch {
      // It has ended by itself.
    }
    rmSync(folder, { recursive: true });
  }
});
