// Serves the page and a log over WebSocket, for looking at the page in a browser.
// Usage: node serve_log.mjs LOG [PORT] [live]. With `live`, the events come at their times; otherwise all at once.
// This is a tool for those who change the page: the real server is game --serve.
import { readFileSync } from 'node:fs';
import { PageServer } from './page_server.mjs';

const [log, port = '0', live] = process.argv.slice(2);
const events = readFileSync(log, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
const hello = { type: 'hello', protocol: 1, live: live !== undefined, play: live !== undefined };

function watch(client) {
  if (live === undefined) {
    client.send({ ...hello, events });
    return;
  }
  client.send({ ...hello, events: events.slice(0, 2) });
  for (const event of events.slice(2)) setTimeout(() => client.send(event), event.t * 1000);
}

function play(client) {
  const match = events.find((event) => event.event === 'match');
  client.send({ type: 'hello', protocol: 1, mode: match.mode, turn_limit: match.tick, you: { worker: 1, players: [client.query.get('name')] } });
}

console.log(await new PageServer({ watch, play }).listen(Number(port)));
