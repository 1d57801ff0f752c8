// The WebSocket of the page, which comes back by itself.

/** How many seconds to wait before the attempt with this number, from 0. */
export function patience(attempt) {
	return Math.min(15, [1, 2, 3, 5, 8][attempt] ?? 15);
}

/** Calls `opened`, `message` with each parsed message, `lost` with the seconds until the next attempt, and `refused` with the reason. */
export class Connection {
	constructor(path, { opened, message, lost, refused }) {
		this.path = path;
		this.opened = opened;
		this.message = message;
		this.lost = lost;
		this.refused = refused;
		this.attempt = 0;
		this.done = false;
		this.open();
	}

	open() {
		clearTimeout(this.timer);
		const address = new URL(this.path, location.href);
		address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
		const socket = new WebSocket(address);
		this.socket = socket;
		socket.addEventListener('open', () => this.opened?.());
		socket.addEventListener('message', (event) => {
			if (this.socket !== socket || typeof event.data !== 'string') return;
			this.attempt = 0;
			let content;
			try {
				content = JSON.parse(event.data);
			} catch {
				return;
			}
			if (content !== null && typeof content === 'object') this.message(content);
		});
		socket.addEventListener('close', (event) => {
			if (this.socket !== socket || this.done) return;
			// 1008: the server refuses, and the next attempt would end the same way.
			if (event.code === 1008 && this.refused !== undefined) {
				this.done = true;
				this.refused(event.reason);
				return;
			}
			const seconds = patience(this.attempt++);
			this.timer = setTimeout(() => this.open(), seconds * 1000);
			this.lost?.(seconds);
		});
	}

	/** Does not wait for the next attempt. */
	again() {
		if (this.socket.readyState === WebSocket.CLOSED) this.open();
	}

	send(content) {
		if (this.socket.readyState !== WebSocket.OPEN) return false;
		this.socket.send(JSON.stringify(content));
		return true;
	}

	/** Ends it for good. */
	close() {
		this.done = true;
		clearTimeout(this.timer);
		this.socket.close();
	}
}
