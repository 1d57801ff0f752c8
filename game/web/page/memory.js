// What the browser keeps for this page, unless it refuses.

/** What was remembered, or null. */
export function recall(key) {
	try {
		return localStorage.getItem(`game-${key}`);
	} catch {
		return null;
	}
}

export function remember(key, value) {
	try {
		localStorage.setItem(`game-${key}`, value);
	} catch {
		// Nothing depends on it.
	}
}

/** Proves that a player who comes back is the one who left. */
export function secret() {
	let key = recall('key');
	if (key === null) {
		key = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('');
		remember('key', key);
	}
	return key;
}
