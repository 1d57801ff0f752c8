// Serves the page as `game --serve` does, with tests in the place of a run: they say what is sent.
// Standard library only. The policy is the one that game/web/page/README.md promises for the page.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const pageFolder = join(dirname(fileURLToPath(import.meta.url)), '../../game/web/page');
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };
export const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const opcodes = { text: 1, close: 8, ping: 9, pong: 10 };

/** One frame, not masked, as a server sends it (RFC 6455, 5.2). */
function frame(opcode, content) {
  const size = content.length;
  const start = Buffer.alloc(size < 126 ? 2 : size < 65536 ? 4 : 10);
  start[0] = 0x80 | opcode;
  start[1] = size < 126 ? size : size < 65536 ? 126 : 127;
  if (start.length === 4) start.writeUInt16BE(size, 2);
  if (start.length === 10) start.writeBigUInt64BE(BigInt(size), 2);
  return Buffer.concat([start, content]);
}

/** The first frame of what a client has sent, and how many bytes it takes; undefined if it is not complete. Clients mask. */
function parse(bytes) {
  if (bytes.length < 6) return undefined;
  let size = bytes[1] & 127;
  let at = 2;
  if (size === 126) {
    size = bytes.readUInt16BE(2);
    at = 4;
  }
  const end = at + 4 + size;
  if (bytes.length < end) return undefined;
  const mask = bytes.subarray(at, at + 4);
  const content = Buffer.from(bytes.subarray(at + 4, end)).map((byte, i) => byte ^ mask[i % 4]);
  return { opcode: bytes[0] & 15, content, end };
}

/** A browser at one of the two WebSockets. */
export class Client {
  constructor(socket, query) {
    this.socket = socket;
    /** What stands behind `?` in the address. */
    this.query = query;
    /** What the page has sent, as text. */
    this.received = [];
    this.gone = false;
    this.rest = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('close', () => (this.gone = true));
    socket.on('data', (bytes) => this.take(bytes));
  }

  take(bytes) {
    this.rest = Buffer.concat([this.rest, bytes]);
    for (let next = parse(this.rest); next !== undefined; next = parse(this.rest)) {
      this.rest = this.rest.subarray(next.end);
      if (next.opcode === opcodes.text) {
        this.received.push(next.content.toString());
        this.onMessage?.(JSON.parse(next.content.toString()));
      }
      if (next.opcode === opcodes.ping) this.write(opcodes.pong, next.content);
      if (next.opcode === opcodes.close) this.socket.end(frame(opcodes.close, next.content));
    }
  }

  write(opcode, content) {
    if (this.socket.writable) this.socket.write(frame(opcode, content));
  }

  /** Sends a message: an object is written as JSON. */
  send(content) {
    this.write(opcodes.text, Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)));
  }

  /** Closes with a code and a reason, as the server does. */
  close(code, reason = '') {
    const content = Buffer.alloc(2);
    content.writeUInt16BE(code);
    this.write(opcodes.close, Buffer.concat([content, Buffer.from(reason)]));
    this.socket.end();
  }

  /** Ends the connection without a word, as when a cable is pulled or the server is killed. */
  cut() {
    this.socket.destroy();
  }
}

/** `watch` and `play` are called with each client that comes. Without one of them its path does not exist. */
export class PageServer {
  constructor({ watch, play } = {}) {
    this.handlers = { '/watch': watch, '/play': play };
    this.clients = new Set();
    /** While true, all that comes is turned away at once. */
    this.down = false;
    this.http = createServer((request, response) => this.answer(request, response));
    this.http.on('upgrade', (request, socket) => this.upgrade(request, socket));
  }

  answer(request, response) {
    const path = new URL(request.url, 'http://localhost').pathname;
    const name = path === '/' || path === '/play' ? 'index.html' : basename(path);
    let content;
    try {
      content = readFileSync(join(pageFolder, name));
    } catch {
      response.writeHead(404);
      response.end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': types[extname(name)] ?? 'text/plain', 'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-cache',
    });
    response.end(content);
  }

  upgrade(request, socket) {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const handler = this.handlers[pathname];
    if (this.down || handler === undefined) {
      socket.end(this.down ? undefined : 'HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
    const client = new Client(socket, searchParams);
    this.clients.add(client);
    socket.on('close', () => this.clients.delete(client));
    handler(client);
  }

  /** Resolves to the address of the page once it listens. */
  listen(port = 0) {
    return new Promise((resolve, reject) => {
      this.http.on('error', reject);
      this.http.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${this.http.address().port}/`));
    });
  }

  close() {
    for (const client of this.clients) client.cut();
    this.http.closeAllConnections();
    return new Promise((resolve) => this.http.close(resolve));
  }
}
