// A snake in JavaScript:  node starter.js
// It goes where there is most room, and there to the nearest food.
"use strict";

const STEPS = { N: [0, 1], E: [1, 0], S: [0, -1], W: [-1, 0] };

function choose(me, state) {
  const living = state.snakes.filter((snake) => !snake.out);
  const taken = new Set(living.flatMap((snake) => snake.body.map(String)));
  const [headX, headY] = state.snakes.find((snake) => snake.name === me).body[0];

  const isFree = ([x, y]) =>
    x >= 0 && x < state.width && y >= 0 && y < state.height && !taken.has(`${x},${y}`);

  function value([stepX, stepY]) {
    const [x, y] = [headX + stepX, headY + stepY];
    if (!isFree([x, y])) return -1000;
    const room = Object.values(STEPS).filter(([dx, dy]) => isFree([x + dx, y + dy])).length;
    const ways = state.food.map(([foodX, foodY]) => Math.abs(x - foodX) + Math.abs(y - foodY));
    return 10 * room - (ways.length > 0 ? Math.min(...ways) : 0);
  }

  const better = (a, b) => (value(STEPS[b]) > value(STEPS[a]) ? b : a);
  return Object.keys(STEPS).reduce(better);
}

const lines = require("node:readline").createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const message = JSON.parse(line);
  if (message.type !== "turn") return;
  // Node writes to a pipe at once.
  for (const me of message.ask) console.log(`${choose(me, message.state)} ${me}`);
});
