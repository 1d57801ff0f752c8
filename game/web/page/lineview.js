// Which lines pass the filter, and which have what is searched.
import { firstThat } from './store.js';

/** Follows a store: only new lines are looked at. */
export class LineView {
	constructor() {
		this.filter = { player: undefined, worker: undefined, stream: undefined, moves: true, search: '' };
		this.restart();
	}

	restart() {
		// Numbers, which stay when older lines go.
		this.numbers = [];
		this.hits = [];
		this.next = 0;
	}

	passes(line, store) {
		const { player, worker, stream, moves } = this.filter;
		if (stream !== undefined && (line.note || line.err !== (stream === 'err'))) return false;
		if (!moves && line.move) return false;
		if (worker !== undefined && line.worker !== worker) return false;
		if (player) {
			const whose = store.playerOfLine(line);
			return whose ? whose.name === player : line.worker !== undefined && line.worker === store.playerOf.get(player)?.worker;
		}
		return true;
	}

	update(store) {
		const { droppedLines, lines } = store;
		if (this.store !== store || this.next > droppedLines + lines.length) {
			this.store = store;
			this.restart();
		}
		if (this.numbers.length > 0 && this.numbers[0] < droppedLines) {
			this.numbers.splice(0, firstThat(this.numbers.length, (i) => this.numbers[i] >= droppedLines));
			this.hits.splice(0, firstThat(this.hits.length, (i) => this.hits[i] >= droppedLines));
		}
		const search = this.filter.search.toLowerCase();
		for (let number = Math.max(this.next, droppedLines); number < droppedLines + lines.length; ++number) {
			const line = lines[number - droppedLines];
			if (!this.passes(line, store)) continue;
			this.numbers.push(number);
			if (search !== '' && line.text.toLowerCase().includes(search)) this.hits.push(number);
		}
		this.next = droppedLines + lines.length;
	}

	// How many of the lines had been written at this time.
	until(store, time) {
		const end = store.droppedLines + store.linesUntil(time);
		return firstThat(this.numbers.length, (i) => this.numbers[i] >= end);
	}

	// How many of the first `count` lines are hits.
	hitsUntil(count) {
		if (count === 0) return 0;
		const last = this.numbers[count - 1];
		return firstThat(this.hits.length, (i) => this.hits[i] > last);
	}

	// The row in which the line with this number stands.
	rowOf(number) {
		return firstThat(this.numbers.length, (i) => this.numbers[i] >= number);
	}
}
