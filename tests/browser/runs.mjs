// Logs of real runs, and small ones that tests write themselves.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const game = process.env.GAME_PROGRAM ?? join(top, 'build/release/bin/game');
if (!existsSync(game)) {
  console.log(`Skipped: ${game} is missing (build it first)`);
  process.exit(77);
}

export const scenarios = join(top, 'scenarios');

/** Runs `game` with these arguments, and gives the events of its log. A scenario is a name in scenarios/, or an object. */
export function record(scenario, ...more) {
  const folder = mkdtempSync(join(tmpdir(), 'game browser '));
  try {
    const log = join(folder, 'run.ndjson');
    let file = join(scenarios, String(scenario));
    if (typeof scenario === 'object') {
      file = join(folder, 'snake.json');
      writeFileSync(file, JSON.stringify(scenario));
    }
    execFileSync(game, ['--no-keyboard', '--log', log, ...more, file], { stdio: ['ignore', 'ignore', 'pipe'], timeout: 100000 });
    return readFileSync(log, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const names = ['zoe', 'ben', 'augustin', 'dora', 'eve', 'finn', 'gina', 'hugo'];

/** A match of careful snakes, as a scenario. With a seed they play the same moves each time. */
export function snakes(count, { settings = {}, turns = 150, ...match } = {}) {
  const script = Array.from({ length: count }, (_, i) => ({
    name: names[i] ?? `bot-${i + 1}`, command: [join(dirname(game), 'players'), '--strategy', 'careful', '--seed', String(i + 1)],
  }));
  return { match: { rules: 'snake', first_limit: 60, turn_limit: 20, turns, settings, ...match }, script };
}

/** The turns of a log; the start state is turn 0. */
export function turnsOf(events) {
  const turns = events.filter(({ event }) => event === 'match' || event === 'turn').map((each) => ({ ...each, turn: each.turn ?? 0 }));
  assert.ok(turns.length > 0);
  return turns;
}

/** The first events of each log, up to and with this turn. */
export function upTo(events, turn) {
  const end = events.findIndex((each) => each.event === 'turn' && each.turn > turn);
  return end < 0 ? events : events.slice(0, end);
}
