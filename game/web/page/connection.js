// The WebSocket of the page, which comes back by itself.

/** Seconds before the attempt with this number, from 0. */
export const patience = (attempt) => [1, 2, 3, 5, 8][attempt] ?? 15;

/**
 * Calls `message` with each parsed message, `lost` with the seconds until the next attempt, and `ended` with the reason
 * of a close with one of the codes in `final`.
 */
export class Connection {
	constructor(path, { message, lost, ended, final }) {
		Object.assign(this, { path, message, lost, ended, final, attempt: 0, done: false });
		this.open();
	}

	open() {
		clearTimeout(this.timer);
		const address = new URL(this.path, location.href);
		address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
		const socket = new WebSocket(address);
		this.socket = socket;
		socket.onmessage = (event) => {
			if (this.socket !== socket || typeof event.data !== 'string') return;
			this.attempt = 0;
			let content;
			try {
				content = JSON.parse(event.data);
			} catch {
				return;
			}
			if (content !== null && typeof content === 'object') this.message(content);
		};
		socket.onclose = (event) => {
			if (this.socket !== socket || this.done) return;
			// The next attempt would end the same way.
			if (this.final.includes(event.code)) {
				this.done = true;
				this.ended(event.reason);
				return;
			}
			const seconds = patience(this.attempt++);
			this.timer = setTimeout(() => this.open(), seconds * 1000);
			this.lost(seconds);
		};
	}

	// Does not wait for the next attempt.
	again() {
		if (this.socket.readyState === WebSocket.CLOSED) this.open();
	}

	send(content) {
		if (this.socket.readyState !== WebSocket.OPEN) return false;
		this.socket.send(JSON.stringify(content));
		return true;
	}

	// Ends it for good.
	close() {
		this.done = true;
		clearTimeout(this.timer);
		this.socket.close();
	}
}
