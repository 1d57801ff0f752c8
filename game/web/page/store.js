// What has happened so far, and how it was at any time. No DOM here.
import { endWords, outWords } from './format.js';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** How much is kept. What is older goes first. */
export const limits = { lines: 20000, lineBytes: 16 * 1048576, textOfLine: 4096, stateBytes: 96 * 1048576 };

/** The first index in 0 to `count` for which `after` is true. */
export function firstThat(count, after) {
	let low = 0;
	let high = count;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (after(middle)) high = middle;
		else low = middle + 1;
	}
	return low;
}

// The colour in `{"ready":true,"colour":"#d33682"}`.
const wishedColour = (text) => /"colour"\s*:\s*"(#[0-9a-f]{6})"/i.exec(text)?.[1];

const takers = new Map(['Scenario', 'Start', 'Line', 'Exit', 'Match', 'Turn'].map((name) => [name.toLowerCase(), `add${name}`]));

/** The events of a run, ready to be shown at any time of it. */
export class Store {
	constructor(bounds = limits) {
		this.bounds = bounds;
		this.reset();
	}

	reset() {
		this.revision = (this.revision ?? 0) + 1;
		this.scenario = undefined;
		this.end = undefined;
		this.time = 0;
		this.workers = [];
		this.workerOf = new Map();
		this.lines = [];
		/** How many lines are no longer kept: the number of a line is its index and this. */
		this.droppedLines = 0;
		this.lineBytes = 0;
		this.buckets = [];
		this.resetMatch(undefined);
	}

	resetMatch(match) {
		this.match = match;
		this.result = undefined;
		/** Turn 0 is the state before the first turn. */
		this.turns = [];
		this.players = [];
		this.playerOf = new Map();
		this.outs = [];
		this.gaps = [];
		this.cache = new Map();
		this.stateBytes = 0;
		this.firstKept = 0;
	}

	/** Takes an event as in the log. Unknown ones have no effect, so that an old page can show a newer run. */
	add(event) {
		if (typeof event.t === 'number') this.time = Math.max(this.time, event.t);
		const taker = takers.get(event.event);
		if (taker !== undefined) this[taker](event);
		switch (event.event) {
			case 'command':
				this.note(event, event.error ?? `command ${event.text}`);
				break;
			case 'stop':
				this.note(event, `stopping - ${event.reason}`);
				break;
			case 'result':
				this.result = event;
				this.note(event, event.void === undefined ? `match over in turn ${event.turn} - ${event.reason}` : `match void - ${event.void}`);
				break;
			case 'skipped':
				this.note(event, `this page was too slow: ${event.events} events are missing`);
				break;
			case 'end':
				this.end = event;
				this.note(event, 'no process left - bye');
				break;
		}
		++this.revision;
	}

	addScenario(event) {
		if (this.scenario !== undefined) {
			this.reset();
			this.time = event.t;
		}
		this.scenario = event;
		for (const worker of event.so_far?.running ?? []) this.addStart(worker);
	}

	addStart(event) {
		if (this.workerOf.has(event.worker)) return;
		const worker = {
			number: event.worker, label: event.label, command: event.command, start: event.t,
			exit: undefined, end: undefined, lines: event.lines ?? 0, last: undefined, marks: [],
		};
		this.workers.push(worker);
		this.workerOf.set(event.worker, worker);
	}

	addExit(event) {
		const worker = this.workerOf.get(event.worker);
		if (worker === undefined) return;
		worker.exit = event;
		worker.end = event.t;
		this.note(event, `worker ${worker.label} - ${endWords(event)}`);
	}

	addLine(event) {
		const worker = this.workerOf.get(event.worker);
		const text = event.text.length > this.bounds.textOfLine ? `${event.text.slice(0, this.bounds.textOfLine)}…` : event.text;
		if (worker !== undefined) {
			++worker.lines;
			if (event.turn === 1) worker.ready ??= event.t;
			if (text.startsWith('{"ready"')) worker.colour = wishedColour(text) ?? worker.colour;
			worker.last = text;
			const second = Math.floor(event.t * 2);
			const mark = worker.marks.at(-1);
			if (mark !== undefined && mark.second === second) ++mark.count;
			else if (worker.marks.length < 20000) worker.marks.push({ second, count: 1, lines: worker.lines - 1 });
		}
		const bucket = Math.floor(event.t);
		if (bucket < 100000) {
			while (this.buckets.length <= bucket) this.buckets.push({ out: 0, err: 0 });
			this.buckets[bucket][event.stream === 'stderr' ? 'err' : 'out'] += 1;
		}
		if (event.move !== undefined && this.match === undefined) this.player(event.move.player, event.worker, 0);
		this.keepLine({
			t: event.t, worker: event.worker, err: event.stream === 'stderr', text, turn: event.turn,
			move: event.move !== undefined, player: event.move?.player,
		});
	}

	note(event, text, player) {
		this.keepLine({ t: event.t, worker: event.worker, note: true, text, turn: event.turn, player });
	}

	keepLine(line) {
		this.lines.push(line);
		this.lineBytes += line.text.length + 64;
		const { lines, lineBytes } = this.bounds;
		if (this.lines.length <= lines * 1.25 && this.lineBytes <= lineBytes * 1.25) return;
		let first = Math.max(0, this.lines.length - lines);
		for (let i = 0; i < first; ++i) this.lineBytes -= this.lines[i].text.length + 64;
		while (this.lineBytes > lineBytes && first < this.lines.length) this.lineBytes -= this.lines[first++].text.length + 64;
		this.lines.splice(0, first);
		this.droppedLines += first;
	}

	/** The player of this name, made if there is none. */
	player(name, worker, turn) {
		let player = this.playerOf.get(name);
		if (player === undefined) {
			const index = this.players.length;
			player = { name, worker, index, letter: letters[index % letters.length], joined: turn, left: undefined, late: [], missing: [], illegal: [] };
			this.players.push(player);
			this.playerOf.set(name, player);
		}
		return player;
	}

	addMatch(event) {
		this.resetMatch(event);
		for (const { player, worker, called } of event.players) this.player(player, worker, 0).called = called;
		this.keepTurn({ turn: 0, t: event.t, moves: {}, events: [], limit: event.turn_limit }, event);
	}

	addTurn(event) {
		const last = this.turns.at(-1);
		if (last !== undefined && event.turn <= last.turn) return;
		if (last !== undefined && event.turn > last.turn + 1) this.gaps.push({ from: last.turn + 1, to: event.turn - 1 });
		for (const name of event.left ?? []) {
			const player = this.playerOf.get(name);
			if (player !== undefined) player.left = event.turn;
		}
		for (const [name, move] of Object.entries(event.moves)) {
			const player = this.player(name, undefined, event.turn);
			if (Array.isArray(player[move.status])) player[move.status].push(event.turn);
			if (move.status === 'out' && move.cause !== undefined) this.addOut(event, { player: name, cause: move.cause, by: move.by });
		}
		for (const each of event.events) {
			if (each.cause !== undefined) this.addOut(event, each);
			if (each.illegal !== undefined && event.moves[each.player]?.status !== 'illegal') this.player(each.player, undefined, event.turn).illegal.push(event.turn);
		}
		this.keepTurn({ turn: event.turn, t: event.t, moves: event.moves, events: event.events, limit: event.limit, ask: event.ask }, event);
		for (const { player, worker, called } of event.joined ?? []) {
			const known = this.player(player, worker, event.turn);
			known.worker ??= worker;
			known.called = called;
			known.left = undefined;
		}
	}

	addOut(event, { player, cause, by }) {
		for (let i = this.outs.length - 1; i >= 0 && this.outs[i].turn === event.turn; --i) if (this.outs[i].player === player) return;
		const out = { turn: event.turn, player, cause, by };
		this.outs.push(out);
		this.note({ t: event.t, turn: event.turn }, outWords(out), player);
	}

	// The state is kept as text: a thousand parsed states take ten times the memory, and only one is shown.
	keepTurn(record, event) {
		const content = { state: event.state ?? {}, views: event.views, rows: event.rows };
		record.content = JSON.stringify(content);
		record.scores = this.scoresOf(content.state, record.turn);
		this.stateBytes += record.content.length;
		this.turns.push(record);
		while (this.stateBytes > this.bounds.stateBytes && this.firstKept < this.turns.length - 1) {
			const old = this.turns[this.firstKept++];
			this.stateBytes -= old.content.length;
			old.content = undefined;
		}
		this.remember(this.turns.length - 1, content);
	}

	remember(index, content) {
		this.cache.set(index, content);
		if (this.cache.size > 16) this.cache.delete(this.cache.keys().next().value);
	}

	scoresOf(state, turn) {
		const before = this.turns.at(-1)?.scores;
		const scores = [];
		const set = (name, value) => {
			if (typeof value === 'number') scores[this.player(name, undefined, turn).index] = value;
		};
		if (Array.isArray(state.snakes)) {
			const greatest = this.match.mode === 'ticks';
			for (const { name, body } of state.snakes) {
				const player = this.player(name, undefined, turn);
				scores[player.index] = greatest ? Math.max(body.length, before?.[player.index] ?? 0) : body.length;
			}
		} else if (Array.isArray(state.players)) {
			for (const each of state.players) if (each && typeof each.name === 'string') set(each.name, each.cells ?? each.score);
		} else if (state.scores && typeof state.scores === 'object') {
			for (const [name, value] of Object.entries(state.scores)) if (this.playerOf.has(name)) set(name, value);
		}
		return scores.length > 0 ? scores : undefined;
	}

	/** Whether a score is known in some turn. */
	get scored() {
		return this.turns.at(-1)?.scores !== undefined;
	}

	/** The players whose first answer the match waits for, while there is no turn yet. */
	get waitingFor() {
		if (this.match?.mode !== 'lockstep' || this.turns.length !== 1 || this.result !== undefined || this.end !== undefined) return [];
		return this.players.filter((player) => this.workerOf.get(player.worker)?.ready === undefined);
	}

	get lastTurn() {
		return this.turns.at(-1)?.turn ?? 0;
	}

	/** The index of this turn, or of the nearest before it. */
	indexOf(turn) {
		return Math.max(0, firstThat(this.turns.length, (i) => this.turns[i].turn > turn) - 1);
	}

	/** State, views and rows after the turn with this index. An old one that is no longer kept is undefined. */
	contentAt(index) {
		let content = this.cache.get(index);
		if (content === undefined && this.turns[index]?.content !== undefined) {
			content = JSON.parse(this.turns[index].content);
			this.remember(index, content);
		}
		return content;
	}

	/** How many lines had been written at this time of the run. */
	linesUntil(time) {
		return firstThat(this.lines.length, (i) => this.lines[i].t > time);
	}

	/** Who is out in this turn, by name: the last time, unless the state says that the player is back. */
	outsAt(index) {
		const turn = this.turns[index]?.turn ?? 0;
		const result = new Map();
		for (const out of this.outs) if (out.turn <= turn) result.set(out.player, out);
		if (result.size === 0) return result;
		for (const snake of this.contentAt(index)?.state.snakes ?? []) if (snake.out === undefined) result.delete(snake.name);
		return result;
	}

	/** The players who take part in this turn, with all that is shown of them. */
	table(index) {
		const record = this.turns[index];
		if (record === undefined) return [];
		const state = this.contentAt(index)?.state ?? {};
		const outs = this.outsAt(index);
		const snakes = new Map((state.snakes ?? []).map((each) => [each.name, each]));
		const final = this.result !== undefined && index === this.turns.length - 1 ? this.result.ranks : undefined;
		const until = (list) => firstThat(list.length, (i) => list[i] > record.turn);
		const rows = [];
		for (const player of this.players) {
			if (player.joined > record.turn) continue;
			const move = record.moves[player.name];
			rows.push({
				player, move,
				score: record.scores?.[player.index],
				health: snakes.get(player.name)?.health,
				out: outs.get(player.name),
				left: player.left !== undefined && player.left <= record.turn,
				late: until(player.late), missing: until(player.missing), illegal: until(player.illegal),
			});
		}
		this.rank(rows, final);
		const last = (row) => (row.out || row.left ? 1 : 0);
		return rows.sort((a, b) => last(a) - last(b) || (last(a) ? (a.rank ?? 0) - (b.rank ?? 0) : 0) || a.player.index - b.player.index);
	}

	rank(rows, final) {
		if (final !== undefined) {
			const ranks = new Map(final.map((each) => [each.player, each]));
			for (const row of rows) {
				const rank = ranks.get(row.player.name);
				if (rank === undefined) continue;
				row.rank = rank.rank;
				row.score = rank.score;
				row.final = true;
			}
			return;
		}
		const lockstep = this.match.mode === 'lockstep';
		const better = (a, b) => {
			if (lockstep && (a.out || b.out)) return (a.out?.turn ?? Infinity) > (b.out?.turn ?? Infinity);
			return (a.score ?? 0) > (b.score ?? 0);
		};
		for (const row of rows) {
			if (row.score === undefined && row.out === undefined) continue;
			row.rank = 1 + rows.filter((other) => other !== row && better(other, row)).length;
			row.final = lockstep && row.out !== undefined;
		}
	}

	/** The last `count` thinking times of a player up to this turn, the oldest first. */
	timesOf(player, index, count) {
		const result = [];
		for (let i = index; i >= 0 && result.length < count && index - i < count * 20; --i) {
			const move = this.turns[i].moves[player.name];
			if (move !== undefined) result.push({ status: move.status, seconds: move.seconds, limit: this.turns[i].limit });
		}
		return result.reverse();
	}

	/** Whose line it is: named in its move, as its worker calls the player, or the only player of its worker. */
	playerOfLine({ note, player, worker }) {
		if (note || worker === undefined) return this.playerOf.get(player);
		const own = this.players.filter((each) => each.worker === worker);
		if (player !== undefined) return own.find((each) => (each.called ?? each.name) === player) ?? own.find((each) => each.name === player);
		return own.length === 1 ? own[0] : undefined;
	}

	/** A worker as it was at this time: `running`, `done` or `failed`, with its age and how many lines it had written. */
	workerAt(worker, time) {
		const ended = worker.end !== undefined && worker.end <= time;
		const marks = worker.marks;
		const next = firstThat(marks.length, (i) => marks[i].second > time * 2);
		const lines = next < marks.length ? marks[next].lines : worker.lines;
		return { state: !ended ? 'running' : worker.exit.failed ? 'failed' : 'done', age: (ended ? worker.end : time) - worker.start, lines, exit: ended ? worker.exit : undefined };
	}
}
