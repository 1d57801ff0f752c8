// A run for the page, from a log: all of it at once, as a replay, or as much of it as a test wants, live.
import { PageServer } from '../web/page_server.mjs';
import { upTo } from './runs.mjs';
import { after } from 'node:test';

/** What serves the page and one log. Tests open `address`. */
export class Feed {
  /** `live`: the last turn that has happened, or true for all events but `end`. `play` is called with those who join. */
  constructor(events, { live, play } = {}) {
    this.events = events;
    this.isLive = live !== undefined;
    this.count = live === undefined ? events.length : typeof live === 'number' ? upTo(events, live).length : events.findIndex(({ event }) => event === 'end');
    this.playing = play !== undefined;
    this.server = new PageServer({ watch: (client) => this.welcome(client), play });
    this.watchers = new Set();
    after(() => this.server.close());
  }

  welcome(client) {
    this.watchers.add(client);
    client.send({ type: 'hello', protocol: 1, live: this.isLive, play: this.playing, events: this.events.slice(0, this.count) });
  }

  /** Lets the run go on up to this turn; without one, to its end. */
  goOn(turn) {
    const end = turn === undefined ? this.events.length : upTo(this.events, turn).length;
    for (; this.count < end; ++this.count) this.send(this.events[this.count]);
  }

  send(content) {
    for (const client of this.watchers) client.send(content);
  }

  /** Ends all connections, and takes no new ones until `down` is false. */
  cut() {
    this.server.down = true;
    for (const client of this.server.clients) client.cut();
    this.watchers.clear();
  }

  listen() {
    return this.server.listen();
  }
}

/** The address of a page with this log. */
export const serve = (events, how) => new Feed(events, how).listen();
