// A person joins in the browser and steers. The match is played here: it answers as game-match(5) says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNoFaults, assertText, desk, eventually, open, options, phone, until } from './browser.mjs';
import { Feed } from './feed.mjs';
import { assertSnakesDrawn, coloursAt, alike } from './pixels.mjs';

const size = 11;

/** A match in ticks in which one person plays beside ben. A test says when the next tick is, and where zoe goes. */
class Match {
  constructor({ name = 'zoe', answer } = {}) {
    this.name = name;
    this.turn = 0;
    this.body = [[5, 5], [5, 4], [5, 3]];
    this.out = undefined;
    this.answer = answer;
    /** Who has come to /play, the newest last. */
    this.seats = [];
    const settings = { variant: 'standard', width: size, height: size, respawn: 10 };
    this.feed = new Feed([
      { t: 0, event: 'scenario', version: 1, file: 'snake-open.json', seed: 1, speed: 1, workers: 1 },
      { t: 0, event: 'start', worker: 1, label: 'ps#1 (ben)', pid: 11, command: ['ben'] },
      {
        t: 0, event: 'match', rules: 'snake', mode: 'ticks', turn_limit: 0.5, first_limit: 5, bank: 0, strikes: null, pace: 0, tick: 0.2, turns: null, settings, seed: 1,
        players: [{ player: 'ben', worker: 1 }, { player: name, worker: 7 }], state: this.state(), hash: '',
      },
    ], { live: true, play: (seat) => this.sit(seat) });
    this.feed.count = this.feed.events.length;
  }

  state() {
    const zoe = { name: this.name, health: 90, body: this.body, ...(this.out && { out: this.out }) };
    return { turn: this.turn, width: size, height: size, food: [[9, 9]], hazards: [], snakes: [{ name: 'ben', health: 80, body: [[1, 1], [1, 2], [1, 3]] }, zoe] };
  }

  sit(seat) {
    this.seats.push(seat);
    if (this.answer?.(seat) === false) return;
    seat.send({ type: 'hello', protocol: 1, rules: 'snake', mode: 'ticks', turn_limit: 0.2, you: { worker: 7, players: [this.name], seed: 1 }, settings: {} });
    seat.send(this.message());
  }

  get seat() {
    return this.seats.at(-1);
  }

  /** The moves that have come from the page, in order. */
  get moves() {
    return this.seat.received.map((text) => JSON.parse(text).move);
  }

  message(last = []) {
    return { type: 'turn', turn: this.turn, ask: [this.name], limit: 0.2, last, state: this.state() };
  }

  tick({ move, seconds = 0.072, out, body } = {}) {
    ++this.turn;
    this.body = body ?? this.body;
    this.out = out;
    const event = {
      t: this.turn * 0.2, event: 'turn', turn: this.turn, ask: [this.name], limit: 0.2, hash: '', state: this.state(),
      moves: move === undefined ? {} : { [this.name]: { status: 'ok', move, seconds } },
      events: out?.turn === this.turn ? [{ player: this.name, cause: out.cause, by: out.by }] : [],
    };
    this.feed.events.push(event);
    this.feed.count = this.feed.events.length;
    this.feed.send(event);
    if (out?.turn === this.turn) this.seat.send({ type: 'out', turn: this.turn, player: this.name, cause: out.cause, by: out.by });
    this.seat.send(this.message(move === undefined ? [{ player: this.name, status: 'missing' }] : [{ player: this.name, status: 'ok', move, seconds }]));
  }
}

async function joined(match, view, path = 'play?name=zoe') {
  const page = await open(`${await match.feed.listen()}${path}`, view);
  await until('the page has a seat', () => match.seats.length > 0);
  await assertText(page, '#you-name', match.name);
  await assertText(page, '#turn', `turn ${match.turn}`);
  return page;
}

async function swipe(page, dx, dy) {
  const box = await page.locator('#board').boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  for (const share of [0.4, 0.8, 1]) await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x + dx * share, y: y + dy * share }] });
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

test('a name is asked for, refused if it has spaces, and remembered', options, async () => {
  const match = new Match();
  const page = await open(`${await match.feed.listen()}play`);
  await page.locator('#joining').waitFor({ state: 'visible' });
  await page.locator('#your-name').fill('zoe the first');
  await page.locator('#joining button').click();
  assert.equal(match.seats.length, 0);
  await page.locator('#your-name').fill('zoe');
  await page.keyboard.press('Enter');
  await until('the page has a seat', () => match.seats.length === 1);
  assert.equal(match.seat.query.get('name'), 'zoe');
  assert.match(match.seat.query.get('key'), /^[0-9a-z]{12,64}$/);
  await assertText(page, '#you-name', 'zoe');
  assert.equal(new URL(page.url()).search, '?name=zoe');
  // Who comes back from the same browser is the same person.
  const key = match.seat.query.get('key');
  await page.reload();
  await until('the page has a seat again', () => match.seats.length === 2);
  assert.equal(match.seat.query.get('key'), key);
  assertNoFaults(page);
});

test('arrow keys and w a s d are moves, and the next one is shown', options, async () => {
  const match = new Match();
  const page = await joined(match);
  for (const [key, move, word] of [['ArrowUp', 'N', 'north'], ['d', 'E', 'east'], ['ArrowDown', 'S', 'south'], ['A', 'W', 'west'], ['w', 'N', 'north'], ['ArrowRight', 'E', 'east']]) {
    const before = match.moves.length;
    await page.keyboard.press(key);
    await until(`the move ${move} has come`, () => match.moves.length > before);
    assert.equal(match.moves.at(-1), move);
    await assertText(page, '#you-next', `next: ${word}`);
    assert.equal(await page.locator(`#pad [data-move=${move}]`).getAttribute('aria-pressed'), 'true');
  }
  match.tick({ move: 'E', seconds: 0.072, body: [[6, 5], [5, 5], [5, 4]] });
  await assertText(page, '#counted', 'last move counted, 128 ms before the tick');
  await assertText(page, '#you-next', '');
  await assertText(page, '#turn', 'turn 1');
  assertNoFaults(page);
});

test('swipes and the pad are moves on a telephone; the page does not scroll', options, async () => {
  const match = new Match();
  const page = await joined(match, { size: phone });
  for (const [dx, dy, move] of [[60, 0, 'E'], [0, 60, 'S'], [-60, 5, 'W'], [3, -60, 'N']]) {
    const before = match.moves.length;
    await swipe(page, dx, dy);
    await until(`the swipe ${move} has come`, () => match.moves.length > before);
    assert.equal(match.moves.at(-1), move);
  }
  const before = match.moves.length;
  await swipe(page, 15, 5);
  await page.locator('#pad [data-move=S]').tap();
  await until('the pad has been heard', () => match.moves.length > before);
  assert.deepEqual(match.moves.slice(before), ['S']);
  assert.deepEqual(await page.evaluate(() => [scrollX, scrollY, document.documentElement.scrollWidth <= innerWidth]), [0, 0, true]);
  for (const button of await page.locator('#pad button').all()) {
    const box = await button.boundingBox();
    assert.ok(box.width >= 44 && box.height >= 44, JSON.stringify(box));
    assert.ok(box.y + box.height <= phone.height, JSON.stringify(box));
  }
  assertNoFaults(page);
});

for (const [what, size_] of [['at a desk', desk], ['on a telephone', phone]]) {
  test(`out, back again, and the end of the match ${what}`, options, async () => {
    const match = new Match();
    const page = await joined(match, { size: size_ });
    match.tick({ move: 'N' });
    await assertText(page, '#turn', 'turn 1');
    await assertText(page, '#you-score', '3');
    const out = { cause: 'head-collision', by: 'ben', turn: 2 };
    match.tick({ move: 'N', out });
    await assertText(page, '#counted', 'out: head-collision, ben · back in 10 turns');
    await eventually(page, 'a screen reader hears it', () => /You are out - head-collision, ben/.test(document.getElementById('announcer').textContent));
    for (let i = 0; i < 9; ++i) match.tick({ out });
    await assertText(page, '#counted', 'out: head-collision, ben · back in 1 turn');
    match.tick({ out });
    await assertText(page, '#counted', 'out: head-collision, ben · any arrow brings you back');
    await page.keyboard.press('ArrowLeft');
    await until('the move has come', () => match.moves.at(-1) === 'W');
    match.tick({ move: 'W', body: [[7, 7], [7, 7], [7, 7]] });
    await assertText(page, '#counted', 'last move counted, 128 ms before the tick');
    await assertSnakesDrawn(page, { state: match.state(), turn: match.turn }, ['ben', 'zoe']);
    // One's own snake has a ring of ink.
    assert.ok(alike((await coloursAt(page, [[7.5, 7.5 + 0.57]], size, size))[0], '#1f2328'));

    match.feed.send({ t: 9, event: 'result', turn: match.turn, reason: 'stopped', ranks: [{ player: 'zoe', rank: 1, score: 3 }, { player: 'ben', rank: 1, score: 3 }], players: {} });
    match.seat.send({ type: 'end', turn: match.turn, reason: 'stopped', state: match.state(), ranks: [] });
    match.seat.close(1000);
    await assertText(page, '#counted', 'match over - stopped');
    await page.evaluate(() => fetch('/'));
    assert.equal(match.seats.length, 1);
    assertNoFaults(page);
  });
}

test('a seat that is refused says why, and can be asked for again', options, async () => {
  let full = true;
  const match = new Match({ answer: (seat) => {
    if (full) seat.close(1008, 'the name zoe is taken');
    return !full;
  } });
  const page = await open(`${await match.feed.listen()}play?name=zoe`);
  await assertText(page, '#counted', 'could not join: the name zoe is taken');
  await assertText(page, '#banner b', 'could not join: the name zoe is taken');
  full = false;
  await page.locator('#banner button').click();
  await assertText(page, '#counted', /^arrows/);
  assertNoFaults(page);
});

test('a player whose connection is lost comes back with the same key', options, async () => {
  const match = new Match();
  const page = await joined(match);
  match.seat.cut();
  await assertText(page, '#counted', /^(connection lost, trying again|arrows.*)$/);
  await until('the player is back', () => match.seats.length === 2);
  assert.equal(match.seats[0].query.get('key'), match.seats[1].query.get('key'));
  await page.keyboard.press('ArrowUp');
  await until('the player steers again', () => match.moves.length > 0);
  assertNoFaults(page);
});

test('a second tab takes over, and the first one says so and stays away', options, async () => {
  const match = new Match();
  const page = await joined(match);
  match.seat.close(1008, 'you play in another tab');
  await assertText(page, '#counted', 'you play in another tab');
  await page.evaluate(() => fetch('/'));
  assert.equal(match.seats.length, 1);
  assertNoFaults(page);
});

test('a player who was taken out of the match is told so', options, async () => {
  const match = new Match();
  const page = await joined(match);
  match.seat.close(1001, 'worker 7 was stopped');
  await assertText(page, '#counted', 'worker 7 was stopped');
  assert.equal(await page.locator('#banner button').innerText(), 'join again');
  assertNoFaults(page);
});

test('a run that takes no players says so', options, async () => {
  const match = new Match();
  match.feed.playing = false;
  match.feed.server.handlers['/play'] = undefined;
  const address = await match.feed.listen();
  const page = await open(`${address}play?name=zoe`);
  await assertText(page, '#counted', 'could not join: this run takes no players from the browser');
  const other = await open(`${address}play`);
  await assertText(other, '#joining-note', 'this run takes no players from the browser');
  const spectator = await open(address);
  await assertText(spectator, '#turn', 'turn 0');
  assert.equal(await spectator.locator('#join').isHidden(), true);
  assertNoFaults(page, /WebSocket|404/);
});
