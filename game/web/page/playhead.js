// Where in time the page is: live, paused, or playing again.

export const speeds = [0.25, 0.5, 1, 2, 4, 8, 16, Infinity];

/** The place on the one time axis, in turns of a match, or in seconds of a run without one. */
export class Playhead {
	constructor(store) {
		// `live` follows the newest event; with `replay` a log is shown, not a run that goes on.
		Object.assign(this, { store, place: 0, live: true, playing: true, speed: 2, rest: 0, replay: false });
	}

	get inTurns() {
		return this.store.match;
	}

	get last() {
		return this.inTurns ? this.store.lastTurn : this.store.time;
	}

	// Nothing more will come.
	get over() {
		return this.replay || this.store.end;
	}

	// The place that is shown.
	get now() {
		return this.live ? this.last : Math.min(this.place, this.last);
	}

	// The index of the turn that is shown.
	get index() {
		return this.inTurns ? this.store.indexOf(this.now) : 0;
	}

	// The time of the run that is shown; live, all there is.
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

	// In place of a turn that is missing, the next one in the direction of the step.
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
		const pauses = this.playing && !atEnd;
		if (pauses || atEnd) this.place = atEnd ? 0 : this.now;
		this.live = false;
		this.playing = !pauses;
	}

	faster(by) {
		this.speed = Math.max(0, Math.min(speeds.length - 1, this.speed + by));
	}

	// To who went out, or what ended, before or next.
	jump(direction) {
		const { now } = this;
		const next = direction > 0 ? this.marks().find((place) => place > now) : this.marks().findLast((place) => place < now);
		if (next !== undefined) this.seek(next);
	}

	marks() {
		const { store } = this;
		if (this.inTurns) return store.outs.map((out) => out.turn);
		return store.workers.filter((worker) => worker.end !== undefined).map((worker) => worker.end).sort((a, b) => a - b);
	}

	// The seconds from the turn with this index to the next one in the run.
	pace(index) {
		const { turns, match } = this.store;
		if (index + 1 >= turns.length) return 0.2;
		const took = turns[index + 1].t - turns[index].t;
		const least = match.mode === 'ticks' ? match.tick : Math.max(match.pace, 0.05);
		return Math.max(0.02, Math.min(1, Math.max(took, least)));
	}

	// Time passes, in seconds. Returns whether the place has changed.
	advance(seconds) {
		if (this.live || !this.playing) return false;
		const speed = speeds[this.speed];
		const before = this.place;
		const { turns } = this.store;
		if (!this.inTurns) {
			this.place += speed === Infinity ? this.last / 60 : seconds * speed;
		} else {
			let index = this.store.indexOf(this.place);
			this.rest += seconds * speed;
			// The greatest speed is a turn a frame.
			if (speed === Infinity) {
				index = Math.min(index + 1, turns.length - 1);
				this.rest = 0;
			}
			while (index + 1 < turns.length && this.rest >= this.pace(index)) this.rest -= this.pace(index++);
			this.place = turns[index]?.turn ?? 0;
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
