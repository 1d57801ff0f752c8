// What has happened so far, and how it was at any time.
import { endWords, letterOf, outWords } from './format.js';
import { Tournament } from './tournament.js';

// How much is kept. What is older goes first.
const limits = { lines: 20000, lineBytes: 16 * 1048576, textOfLine: 4096, stateBytes: 96 * 1048576 };

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

// What stands among the lines of some events.
const notes = {
	command: ({ error, text }) => error ?? `command ${text}`,
	stop: ({ reason }) => `stopping - ${reason}`,
	result: (event) => (event.void === undefined ? `match over in turn ${event.turn} - ${event.reason}` : `match void - ${event.void}`),
	skipped: ({ events }) => `this page was too slow: ${events} events are missing`,
	end: () => 'no process left - bye',
	__proto__: null,
};

/** The events of a run, ready to be shown at any time of it. */
export class Store {
	constructor(bounds = limits) {
		this.bounds = bounds;
		this.reset();
	}

	reset() {
		this.revision = (this.revision ?? 0) + 1;
		Object.assign(this, { scenario: undefined, tournament: undefined, end: undefined, time: 0, workers: [], workerOf: new Map(), lines: [], lineBytes: 0, buckets: [] });
		// How many lines are no longer kept: the number of a line is its index and this.
		this.droppedLines = 0;
		this.resetMatch();
	}

	resetMatch(match) {
		// Turn 0 is the state before the first turn.
		this.turns = [];
		Object.assign(this, { match, result: undefined, players: [], playerOf: new Map(), outs: [], gaps: [], cache: new Map(), stateBytes: 0, firstKept: 0 });
	}

	// Takes an event as in the log; unknown ones have no effect.
	add(event) {
		if (typeof event.t === 'number') this.time = Math.max(this.time, event.t);
		this[takers.get(event.event)]?.(event);
		this.tournament?.take(event);
		if (event.event === 'tournament') this.tournament = new Tournament(event, this.scenario);
		if (event.event === 'result' || event.event === 'end') this[event.event] = event;
		const words = notes[event.event]?.(event);
		if (words) this.note(event, words);
		++this.revision;
	}

	addScenario(event) {
		if (this.scenario) {
			this.reset();
			this.time = event.t;
		}
		this.scenario = event;
		for (const worker of event.so_far?.running ?? []) this.addStart(worker);
	}

	addStart({ worker: number, label, command, t: start, lines = 0 }) {
		if (this.workerOf.has(number)) return;
		const worker = { number, label, command, start, lines, marks: [] };
		this.workers.push(worker);
		this.workerOf.set(number, worker);
	}

	addExit(event) {
		const worker = this.workerOf.get(event.worker);
		if (!worker) return;
		Object.assign(worker, { exit: event, end: event.t });
		// Each match of a tournament is a worker: the first that has ended goes.
		if (this.tournament && this.workers.length > 2000) this.workerOf.delete(this.workers.splice(this.workers.findIndex((each) => each.exit), 1)[0].number);
		this.note(event, `worker ${worker.label} - ${endWords(event)}`);
	}

	addLine({ t, worker: number, stream, turn, move, text: all }) {
		const worker = this.workerOf.get(number);
		const { textOfLine } = this.bounds;
		const text = all.length > textOfLine ? `${all.slice(0, textOfLine)}…` : all;
		if (worker) {
			++worker.lines;
			if (turn === 1) worker.ready ??= t;
			if (text.startsWith('{"ready"')) worker.colour = wishedColour(text) ?? worker.colour;
			worker.last = text;
			const second = Math.floor(t * 2);
			const mark = worker.marks.at(-1);
			if (mark?.second === second) ++mark.count;
			else if (worker.marks.length < 20000) worker.marks.push({ second, count: 1, lines: worker.lines - 1 });
		}
		const bucket = Math.floor(t);
		const err = stream === 'stderr';
		if (bucket < 100000) {
			while (this.buckets.length <= bucket) this.buckets.push({ out: 0, err: 0 });
			++this.buckets[bucket][err ? 'err' : 'out'];
		}
		if (move && !this.match) this.player(move.player, number, 0);
		this.keepLine({ t, worker: number, err, text, turn, move: !!move, player: move?.player });
	}

	note(event, text, player) {
		this.keepLine({ t: event.t, worker: event.worker, note: true, text, turn: event.turn, player });
	}

	keepLine(line) {
		const { lines } = this;
		const size = ({ text }) => text.length + 64;
		lines.push(line);
		this.lineBytes += size(line);
		const { lines: most, lineBytes } = this.bounds;
		if (lines.length <= most * 1.25 && this.lineBytes <= lineBytes * 1.25) return;
		let first = 0;
		while (first < lines.length && (first < lines.length - most || this.lineBytes > lineBytes)) this.lineBytes -= size(lines[first++]);
		lines.splice(0, first);
		this.droppedLines += first;
	}

	// The player of this name, made if there is none.
	player(name, worker, turn) {
		let player = this.playerOf.get(name);
		if (!player) {
			const index = this.players.length;
			player = { name, worker, index, letter: letterOf(index), joined: turn, left: undefined, late: [], missing: [], illegal: [] };
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
		const { turn, t, moves, events, limit, ask } = event;
		const last = this.turns.at(-1);
		if (last && turn <= last.turn) return;
		if (last && turn > last.turn + 1) this.gaps.push({ from: last.turn + 1, to: turn - 1 });
		for (const name of event.left ?? []) {
			const player = this.playerOf.get(name);
			if (player) player.left = turn;
		}
		for (const [name, { status, cause, by }] of Object.entries(moves)) {
			const player = this.player(name, undefined, turn);
			if (Array.isArray(player[status])) player[status].push(turn);
			if (status === 'out' && cause) this.addOut(event, { player: name, cause, by });
		}
		for (const each of events) {
			if (each.cause) this.addOut(event, each);
			if (each.illegal && moves[each.player]?.status !== 'illegal') this.player(each.player, undefined, turn).illegal.push(turn);
		}
		this.keepTurn({ turn, t, moves, events, limit, ask }, event);
		for (const { player, worker, called } of event.joined ?? []) {
			const known = this.player(player, worker, turn);
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

	// The state is kept as text: parsed, it takes ten times the memory.
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
			for (const { name, body } of state.snakes) {
				const longest = this.match.mode === 'ticks' ? before?.[this.player(name, undefined, turn).index] : 0;
				set(name, Math.max(body.length, longest ?? 0));
			}
		} else if (Array.isArray(state.players)) {
			for (const each of state.players) if (typeof each?.name === 'string') set(each.name, each.cells ?? each.score);
		} else {
			for (const [name, value] of Object.entries(state.scores ?? {})) if (this.playerOf.has(name)) set(name, value);
		}
		return scores.length > 0 ? scores : undefined;
	}

	// Whether a score is known in some turn.
	get scored() {
		return this.turns.at(-1)?.scores;
	}

	// Whose first answer the match waits for.
	get waitingFor() {
		if (this.match?.mode !== 'lockstep' || this.turns.length !== 1 || this.result || this.end) return [];
		return this.players.filter((player) => !this.workerOf.get(player.worker)?.ready);
	}

	get lastTurn() {
		return this.turns.at(-1)?.turn ?? 0;
	}

	// The index of this turn, or of the nearest before it.
	indexOf(turn) {
		return Math.max(0, firstThat(this.turns.length, (i) => this.turns[i].turn > turn) - 1);
	}

	// State, views and rows after the turn with this index, if they are still kept.
	contentAt(index) {
		let content = this.cache.get(index);
		if (!content && this.turns[index]?.content) {
			content = JSON.parse(this.turns[index].content);
			this.remember(index, content);
		}
		return content;
	}

	// How many lines had been written at this time of the run.
	linesUntil(time) {
		return firstThat(this.lines.length, (i) => this.lines[i].t > time);
	}

	// Who is out in this turn, by name, unless the state says that the player is back.
	outsAt(index) {
		const turn = this.turns[index]?.turn ?? 0;
		const result = new Map();
		for (const out of this.outs) if (out.turn <= turn) result.set(out.player, out);
		if (result.size === 0) return result;
		for (const snake of this.contentAt(index)?.state.snakes ?? []) if (!snake.out) result.delete(snake.name);
		return result;
	}

	// The players in this turn, with all that is shown of them.
	table(index) {
		const record = this.turns[index];
		if (!record) return [];
		const state = this.contentAt(index)?.state ?? {};
		const outs = this.outsAt(index);
		const snakes = new Map((state.snakes ?? []).map((each) => [each.name, each]));
		const final = this.result && index === this.turns.length - 1 ? this.result.ranks : undefined;
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
				left: player.left <= record.turn,
				late: until(player.late), missing: until(player.missing), illegal: until(player.illegal),
			});
		}
		this.rank(rows, final);
		const last = (row) => (row.out || row.left ? 1 : 0);
		return rows.sort((a, b) => last(a) - last(b) || (last(a) ? (a.rank ?? 0) - (b.rank ?? 0) : 0) || a.player.index - b.player.index);
	}

	rank(rows, final) {
		const lockstep = this.match.mode === 'lockstep';
		const better = (a, b) => {
			if (lockstep && (a.out || b.out)) return (a.out?.turn ?? Infinity) > (b.out?.turn ?? Infinity);
			return (a.score ?? 0) > (b.score ?? 0);
		};
		for (const row of rows) {
			const known = final?.find(({ player }) => player === row.player.name);
			if (known) Object.assign(row, { rank: known.rank, score: known.score, final: true });
			if (final || (row.score === undefined && !row.out)) continue;
			row.rank = 1 + rows.filter((other) => other !== row && better(other, row)).length;
			row.final = lockstep && !!row.out;
		}
	}

	// The last moves of a player up to this turn, the oldest first.
	timesOf(player, index, count) {
		const result = [];
		for (let i = index; i >= 0 && result.length < count && index - i < count * 20; --i) {
			const move = this.turns[i].moves[player.name];
			if (move) result.push(move);
		}
		return result.reverse();
	}

	// Whose line it is: named in its move, or the only player of its worker.
	playerOfLine({ note, player, worker }) {
		if (note || worker === undefined) return this.playerOf.get(player);
		const own = this.players.filter((each) => each.worker === worker);
		if (player) return own.find((each) => (each.called ?? each.name) === player) ?? own.find((each) => each.name === player);
		return own.length === 1 ? own[0] : undefined;
	}

	// A worker as it was at this time: `running`, `done` or `failed`, its age and lines.
	workerAt(worker, time) {
		const { marks, start, end, exit } = worker;
		const ended = end <= time;
		const next = firstThat(marks.length, (i) => marks[i].second > time * 2);
		const { lines } = marks[next] ?? worker;
		return { state: !ended ? 'running' : exit.failed ? 'failed' : 'done', age: (ended ? end : time) - start, lines, exit: ended ? exit : undefined };
	}
}
