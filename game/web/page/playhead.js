// Where in time the page is: live, paused, or playing again. No DOM here.

export const speeds = [0.25, 0.5, 1, 2, 4, 8, 16, Infinity];

/** The place on the one time axis. The unit is a turn in a match, a second of the run without one. */
export class Playhead {
	constructor(store) {
		this.store = store;
		this.place = 0;
		/** Follows the newest event. */
		this.live = true;
		this.playing = true;
		this.speed = 2;
		this.rest = 0;
		/** A log is shown, not a run that goes on. */
		this.replay = false;
	}

	get inTurns() {
		return this.store.match !== undefined;
	}

	get last() {
		return this.inTurns ? this.store.lastTurn : this.store.time;
	}

	/** Nothing more will come. */
	get over() {
		return this.replay || this.store.end !== undefined;
	}

	/** The place that is shown. */
	get now() {
		return this.live ? this.last : Math.min(this.place, this.last);
	}

	/** The index of the turn that is shown. */
	get index() {
		return this.inTurns ? this.store.indexOf(this.now) : 0;
	}

	/** The time of the run that is shown. Live, that is all there is. */
	get time() {
		if (this.live || this.now >= this.last) return Infinity;
		return this.inTurns ? this.store.turns[this.index].t : this.now;
	}

	get behind() {
		return this.live ? 0 : Math.max(0, this.last - this.now);
	}

	seek(place) {
		const isBack = place < this.now;
		this.live = false;
		this.playing = false;
		this.rest = 0;
		const within = Math.max(0, Math.min(this.last, place));
		this.place = this.inTurns ? this.snap(Math.round(within), isBack) : within;
	}

	// A turn that is missing cannot be shown; the next one in the direction of the step can.
	snap(turn, isBack) {
		const { turns } = this.store;
		if (turns.length === 0) return 0;
		const index = this.store.indexOf(turn);
		return turns[turns[index].turn === turn || isBack ? index : Math.min(index + 1, turns.length - 1)].turn;
	}

	step(count) {
		this.seek(this.now + count);
	}

	goLive() {
		this.live = true;
		this.playing = true;
	}

	toggle() {
		const atEnd = this.over && this.now >= this.last;
		if (this.playing && !atEnd) {
			this.place = this.now;
			this.live = false;
			this.playing = false;
		} else {
			if (atEnd) this.place = 0;
			this.live = false;
			this.playing = true;
		}
	}

	faster(by) {
		this.speed = Math.max(0, Math.min(speeds.length - 1, this.speed + by));
	}

	/** To who went out, or what ended, before or next. */
	jump(direction) {
		const places = this.marks();
		const now = this.now;
		const next = direction > 0 ? places.find((place) => place > now) : places.findLast((place) => place < now);
		if (next !== undefined) this.seek(next);
	}

	marks() {
		const { store } = this;
		if (this.inTurns) return store.outs.map((out) => out.turn);
		return store.workers.filter((worker) => worker.end !== undefined).map((worker) => worker.end).sort((a, b) => a - b);
	}

	/** The seconds that the step from the turn with this index to the next one took in the run. */
	pace(index) {
		const { turns, match } = this.store;
		if (index + 1 >= turns.length) return 0.2;
		const took = turns[index + 1].t - turns[index].t;
		const least = match.mode === 'ticks' ? match.tick : Math.max(match.pace, 0.05);
		return Math.max(0.02, Math.min(1, Math.max(took, least)));
	}

	/** Time passes, in seconds, when it plays again. Returns whether the place has changed. */
	advance(seconds) {
		if (this.live || !this.playing) return false;
		const speed = speeds[this.speed];
		const before = this.place;
		if (!this.inTurns) {
			this.place += speed === Infinity ? this.last / 60 : seconds * speed;
		} else {
			this.rest += speed === Infinity ? Infinity : seconds * speed;
			let index = this.store.indexOf(this.place);
			if (speed === Infinity) {
				index = Math.min(index + 1, this.store.turns.length - 1);
				this.rest = 0;
			}
			while (index + 1 < this.store.turns.length && this.rest >= this.pace(index)) {
				this.rest -= this.pace(index);
				++index;
			}
			this.place = this.store.turns[index]?.turn ?? 0;
		}
		if (this.place >= this.last) {
			this.place = this.last;
			this.rest = 0;
			if (!this.over) this.goLive();
			else this.playing = false;
		}
		return this.place !== before || this.live || !this.playing;
	}
}
