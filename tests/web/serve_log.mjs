// Serves the page and a log over WebSocket, for looking at the page in a browser.
// Usage: node serve_log.mjs LOG [PORT] [live]. With `live`, the events come at their times; otherwise all at once.
// Standard library only. This is a tool of the tests: the real server is game --serve.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const page = join(dirname(fileURLToPath(import.meta.url)), '../../game/web/page');
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const [log, port = '0', live] = process.argv.slice(2);
const events = readFileSync(log, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));

const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://localhost').pathname;
  const name = path === '/' || path === '/play' ? 'index.html' : basename(path);
  try {
    const content = readFileSync(join(page, name));
    response.writeHead(200, { 'Content-Type': types[extname(name)] ?? 'text/plain', 'Content-Security-Policy': policy, 'Cache-Control': 'no-store' });
    response.end(content);
  } catch {
    response.writeHead(404);
    response.end();
  }
});

/** A text message as one frame, not masked, as a server sends it (RFC 6455, 5.2). */
function frame(text) {
  const content = Buffer.from(text);
  const size = content.length;
  const start = size < 126 ? Buffer.from([0x81, size]) : size < 65536 ? Buffer.from([0x81, 126, size >> 8, size & 255]) : Buffer.alloc(10);
  if (size >= 65536) {
    start[0] = 0x81;
    start[1] = 127;
    start.writeBigUInt64BE(BigInt(size), 2);
  }
  return Buffer.concat([start, content]);
}

server.on('upgrade', (request, socket) => {
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  socket.on('error', () => {});
  socket.on('data', () => {});
  const send = (content) => socket.write(frame(JSON.stringify(content)));
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (pathname === '/play') {
    const match = events.find((event) => event.event === 'match');
    send({ type: 'hello', protocol: 1, mode: match.mode, turn_limit: match.tick, you: { worker: 1, players: [searchParams.get('name')] } });
    return;
  }
  const hello = { type: 'hello', protocol: 1, live: live !== undefined, play: true };
  if (live === undefined) {
    send({ ...hello, events });
    return;
  }
  send({ ...hello, events: events.slice(0, 2) });
  for (const event of events.slice(2)) setTimeout(() => socket.writable && send(event), event.t * 1000);
});

server.listen(Number(port), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
