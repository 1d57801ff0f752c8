// A player in JavaScript:  node bot.js NAME CYCLES PERIOD
"use strict";

const { setTimeout: sleep } = require("node:timers/promises");

const [name, cycles, period] = process.argv.slice(2);
const { GAME_SEED, GAME_SPEED = "1", GAME_WORKER = "1" } = process.env;

// Mulberry32, since Math.random() takes no seed. The seed is the game's; our number makes it ours.
function seededRandom(seed) {
  let state = Number(BigInt.asUintN(32, seed));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random =
  GAME_SEED === undefined ? Math.random : seededRandom(BigInt(GAME_SEED) + BigInt(GAME_WORKER) - 1n);

async function main() {
  for (let cycle = 0; cycle < Number(cycles); ++cycle) {
    const duration = random() * Number(period);
    const direction = "NESW"[Math.floor(random() * 4)];
    // Node writes to a pipe at once.
    console.log(`${direction} ${name}`);
    await sleep((duration * 1000) / Number(GAME_SPEED));
  }
}

main();
