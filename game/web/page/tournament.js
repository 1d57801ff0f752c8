// A tournament: its matches, who did how well against whom, and its newest standings. No DOM here.
import { letterOf } from './format.js';

// How many matches are kept, and of those that are void or had somebody late or crashed.
const kept = 50;

const isTroubled = (match) => match.void || match.players.some(({ late, crashed }) => late || crashed);

export class Tournament {
	// With `part`, `[k, n]`, only every n-th match is played here, from the k-th on.
	constructor(facts, part = [1, 1]) {
		const { matches, played } = facts;
		Object.assign(this, { facts, part, matches, played, counted: 0, running: new Map(), recent: [], troubled: [], pairs: new Map(), playerOf: new Map() });
		this.rows = facts.players.map((name) => this.player(name));
	}

	// The player of this name, made if there is none.
	player(name) {
		const { size: index } = this.playerOf;
		if (!this.playerOf.has(name)) this.playerOf.set(name, { name, index, letter: letterOf(index) });
		return this.playerOf.get(name);
	}

	take(event) {
		this.time = event.t;
		if (event.event === 'match_start') this.running.set(event.worker, event);
		if (event.event === 'exit') this.running.delete(event.worker);
		if (event.event === 'match_end') this.addResult(event);
		if (event.event !== 'standings') return;
		this.standings = event;
		this.rows = event.players;
		this.matches = event.planned;
		this.played = event.matches + event.void;
	}

	addResult(match) {
		this.matches = match.matches;
		++this.played;
		++this.counted;
		for (const list of isTroubled(match) ? [this.recent, this.troubled] : [this.recent]) {
			list.unshift(match);
			list.splice(kept);
		}
		if (match.void) return;
		// The matches of an encounter, one for each start position, are one point together.
		const share = 1 / match.players.length;
		for (const one of match.players) {
			for (const other of match.players) {
				const key = `${one.player} ${other.player}`;
				const { points, of } = this.pair(one.player, other.player);
				this.pairs.set(key, { points: points + share * ((one.rank < other.rank) + (one.rank <= other.rank)) / 2, of: of + share });
			}
		}
	}

	// The points of one player against another, and of how many.
	pair(one, other) {
		return this.pairs.get(`${one} ${other}`) ?? { points: 0, of: 0 };
	}

	// How many matches are to be played here.
	get planned() {
		const [first, every] = this.part;
		return Math.ceil((this.matches - first + 1) / every);
	}

	get title() {
		return `match ${this.played} of ${this.planned}`;
	}

	// The seconds that the rest will take; NaN or infinite while that is not known.
	get left() {
		return ((this.time - this.facts.t) / (this.played - this.facts.played)) * (this.planned - this.played);
	}
}
