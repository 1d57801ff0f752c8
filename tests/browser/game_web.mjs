// The real server of the page, game-web, as a child of a test.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { game } from './runs.mjs';

const program = process.env.GAME_WEB_PROGRAM ?? join(dirname(game), 'game-web');
if (!existsSync(program)) {
  console.log(`Skipped: ${program} is missing (build it first)`);
  process.exit(77);
}

/** Starts the server, and gives it with the address that it says on `stream`. It is ended with the test. */
export async function start(args, stdin, stream) {
  const child = spawn(program, args, { stdio: [stdin, 'pipe', 'pipe'] });
  after(() => child.kill('SIGKILL'));
  const address = await new Promise((resolve, reject) => {
    let said = '';
    child[stream].setEncoding('utf8').on('data', (part) => {
      said += part;
      const found = /http:\/\/[^\s"]+/.exec(said);
      if (found && /[\n}]/.test(said.slice(found.index))) resolve(found[0]);
    });
    child.on('exit', (code) => reject(new Error(`${program} ended with ${code}: ${said}`)));
    child.on('error', reject);
  });
  return { child, address };
}
