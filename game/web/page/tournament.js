// A tournament: its matches, who did how well against whom, newest standings.
import { letterOf } from './format.js';

// So many matches are kept, and so many with trouble.
const kept = 50;

const isTroubled = (match) => match.void || match.players.some(({ late, crashed }) => late || crashed);

export class Tournament {
	// With `part`, `[k, n]`, only every n-th match is played here, from the k-th on.
	constructor(facts, { part = [1, 1], speed = 1 } = {}) {
		const { matches, played } = facts;
		Object.assign(this, { facts, part, speed, matches, played, counted: 0, running: new Map(), recent: [], troubled: [], pairs: new Map(), playerOf: new Map() });
		// The table of each against each has room for so many.
		this.crossed = facts.players.length <= 40;
		this.rows = facts.players.map((name) => this.player(name));
	}

	// The player of this name, made if there is none.
	player(name) {
		const { playerOf } = this;
		const { size: index } = playerOf;
		return playerOf.get(name) ?? playerOf.set(name, { name, index, letter: letterOf(index) }).get(name);
	}

	take(event) {
		const { running } = this;
		const { event: kind } = event;
		this.time = event.t;
		// A match that is dropped while it waits has no exit, but a result or another start.
		if (kind === 'match_start') running.set(event.match, event);
		if (kind === 'exit') for (const { match, worker } of running.values()) if (worker === event.worker) running.delete(match);
		if (kind === 'match_turn') Object.assign(running.get(event.match) ?? {}, { turn: event.turn });
		if (kind === 'match_end') this.addResult(event);
		if (kind === 'end') running.clear();
		this.stopping ||= kind === 'stop';
		if (kind !== 'standings') return;
		this.standings = event;
		this.rows = event.players;
		this.matches = event.planned;
		this.played = event.matches + event.void;
	}

	addResult(match) {
		this.running.delete(match.match);
		this.matches = match.matches;
		++this.played;
		++this.counted;
		for (const list of isTroubled(match) ? [this.recent, this.troubled] : [this.recent]) {
			list.unshift(match);
			list.splice(kept);
		}
		if (match.void || !this.crossed) return;
		// The matches of an encounter, one for each start position, are one point together.
		const share = 1 / match.players.length;
		for (const one of match.players) {
			for (const other of match.players) if (other !== one) {
				const pair = this.pair(one.player, other.player);
				pair.points += share * ((one.rank < other.rank) + (one.rank <= other.rank)) / 2;
				pair.of += share;
			}
		}
	}

	// The points of one player against another, and of how many.
	pair(one, other) {
		const key = `${one} ${other}`;
		return this.pairs.get(key) ?? this.pairs.set(key, { points: 0, of: 0 }).get(key);
	}

	// How many matches are to be played here.
	get planned() {
		const [first, every] = this.part;
		return Math.ceil((this.matches - first + 1) / every);
	}

	get title() {
		return `match ${this.played} of ${this.planned}`;
	}

	// The seconds that the rest will take; NaN or infinite where that is not known.
	get left() {
		const { facts, played, time, speed } = this;
		return this.stopping ? NaN : ((time - facts.t) / speed / (played - facts.played)) * (this.planned - played);
	}
}
