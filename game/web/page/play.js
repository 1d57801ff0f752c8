// A person plays: keys, the pad or swipes are moves, over a WebSocket of its own.
import { Connection } from './connection.js';
import { byId, on, stale, write } from './dom.js';
import { arrows, causeWords, directions, scoreWord } from './format.js';
import { markImage } from './marks.js';
import { secret } from './memory.js';

const moveOfKey = { ArrowUp: 'N', ArrowRight: 'E', ArrowDown: 'S', ArrowLeft: 'W', w: 'N', d: 'E', s: 'S', a: 'W' };

/** The direction of a swipe of 24 pixels or more. */
export function swipe(dx, dy) {
	if (Math.max(Math.abs(dx), Math.abs(dy)) < 24) return undefined;
	if (Math.abs(dx) > Math.abs(dy)) return dx > 0 ? 'E' : 'W';
	return dy > 0 ? 'S' : 'N';
}

const padButtons = () => document.querySelectorAll('#pad button');

export class Play {
	constructor(wish, { changed, announce }) {
		Object.assign(this, { wish, changed, announce });
		// `joining`, `playing`, `out`, `lost` (and trying again), `over`, or `gone`: then `why` says what ended it.
		this.state = 'joining';
		this.tickAt = performance.now();
		this.connection = new Connection(`/play?name=${encodeURIComponent(wish)}&key=${secret()}`, {
			message: (message) => this.take(message),
			lost: () => this.become('lost', 'connection lost'),
			// There is nothing to come back to.
			final: [1000, 1001, 1008],
			ended: (reason) => this.end(reason || 'your player has left the match'),
		});
		byId('pad').hidden = false;
		for (const button of padButtons()) {
			// On press, not on release: 100 ms are half a turn.
			on(button, 'pointerdown', () => this.move(button.dataset.move));
			on(button, 'click', ({ detail }) => detail === 0 && this.move(button.dataset.move));
		}
		this.swipes(byId('board'));
	}

	become(state, text) {
		if (this.state === state) return;
		this.state = state;
		this.announce(text);
		this.changed();
	}

	// The seat is lost, or was never given.
	end(reason) {
		this.connection.close();
		if (this.state === 'over' || this.state === 'gone') return;
		this.why = !this.name ? `could not join: ${reason}` : reason;
		this.become('gone', this.why);
	}

	swipes(board) {
		let from;
		on(board, 'pointerdown', ({ clientX, clientY, pointerId }) => {
			from = [clientX, clientY];
			board.setPointerCapture(pointerId);
		});
		on(board, 'pointermove', ({ clientX, clientY }) => {
			const move = from && swipe(clientX - from[0], clientY - from[1]);
			if (!move) return;
			this.move(move);
			// The finger can go on to the next move.
			from = [clientX, clientY];
		});
		for (const end of ['pointerup', 'pointercancel']) on(board, end, () => (from = undefined));
	}

	// Whether the key was a move.
	key(key) {
		const move = moveOfKey[key.length === 1 ? key.toLowerCase() : key];
		if (!move) return false;
		this.move(move);
		return true;
	}

	move(direction) {
		if (!this.connection.send({ move: direction })) return;
		this.next = direction;
		this.changed();
	}

	take(message) {
		switch (message.type) {
			case 'hello':
				this.name = message.you?.players?.[0] ?? this.wish;
				this.state = 'playing';
				this.limit = message.turn_limit;
				break;
			case 'turn':
				this.tickAt = performance.now();
				this.limit = message.limit ?? this.limit;
				this.next = undefined;
				this.last = message.last?.find((each) => each.player === this.name);
				if (this.state === 'out' && !message.state?.snakes?.find((snake) => snake.name === this.name)?.out) this.become('playing', 'You are back');
				break;
			case 'out':
				if (message.player !== this.name) break;
				this.out = message;
				this.become('out', `You are out - ${causeWords(message)}`);
				break;
			case 'end':
				this.reason = message.reason;
				this.become('over', `Match over - ${this.reason}`);
				break;
		}
		this.changed();
	}

	// Draws what is the player's own.
	draw({ store, dark, table }) {
		byId('you').hidden = false;
		const name = this.name ?? this.wish;
		write('you-name', name);
		const row = table.find((each) => each.player.name === name);
		if (row && stale(byId('you-mark'), `${row.player.index} ${dark} ${row.out}`)) byId('you-mark').replaceChildren(markImage(row.player, dark, 36, row.out));
		write('you-place', row?.rank === undefined ? '' : `place ${row.rank} of ${table.length}${row.health === undefined ? '' : ` · health ${row.health}`}`);
		write('you-score', row?.score ?? '–');
		write('you-unit', scoreWord(store.match?.rules));
		write('you-next', this.next && `next: ${directions[this.next]}`);
		write('counted', this.words(store));
		for (const button of padButtons()) button.setAttribute('aria-pressed', button.dataset.move === this.next);
	}

	words(store) {
		const known = { joining: 'joining …', gone: this.why, lost: 'connection lost, trying again', over: `match over - ${this.reason}` }[this.state];
		if (known) return known;
		if (this.state === 'out') {
			const cause = `out: ${causeWords(this.out)}`;
			const after = store.match?.settings?.respawn;
			if (typeof after !== 'number') return cause;
			const rest = Math.max(0, this.out.turn + after - store.lastTurn);
			return rest > 0 ? `${cause} · back in ${rest} turn${rest === 1 ? '' : 's'}` : `${cause} · any arrow brings you back`;
		}
		if (this.last?.status === 'ok' && this.last.seconds !== undefined && this.limit) {
			return `last move counted, ${Math.max(0, Math.round((this.limit - this.last.seconds) * 1000))} ms before the tick`;
		}
		return 'arrows, w a s d, or swipe on the board';
	}

	// The ring, each frame.
	ring() {
		const share = this.limit ? Math.min(1, (performance.now() - this.tickAt) / 1000 / this.limit) : 0;
		byId('ring').style.strokeDasharray = `${(share * 100).toFixed(1)} 100`;
		write('next', arrows[this.next] ?? '');
	}
}
