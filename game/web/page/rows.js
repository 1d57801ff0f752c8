// Draws the match of any referee: its `rows`, or what looks like rows in its state.
import { drawTiles } from './tiles.js';

const few = ({ length }) => length > 0 && length <= 200;
const isRows = (value) => Array.isArray(value) && few(value) && value.every((row) => typeof row === 'string' && few(row));

/** Rows of different lengths are lines of text. */
export const isBoard = (rows) => rows.every((row) => row.length === rows[0].length);

/** The rows of the referee, else the first list of strings of one length in the state. */
export function rowsOf(content) {
	if (isRows(content?.rows)) return content.rows;
	for (const value of Object.values(content?.state ?? {})) {
		if (isRows(value) && isBoard(value)) return value;
	}
}

/** Which character is whose: as the state says, else the letters in joining order. */
export function owners(content, store) {
	const result = new Map();
	for (const value of Object.values(content?.state ?? {})) {
		if (value === null || typeof value !== 'object' || Array.isArray(value)) continue;
		const entries = Object.entries(value);
		if (entries.length === 0 || !entries.every(([name, sign]) => store.playerOf.has(name) && typeof sign === 'string' && sign.length === 1)) continue;
		for (const [name, sign] of entries) result.set(sign, store.playerOf.get(name));
		return result;
	}
	for (const player of store.players) result.set(player.letter, player);
	return result;
}

export function size(state, content) {
	const rows = rowsOf(content);
	return rows && isBoard(rows) ? { columns: rows[0].length, rows: rows.length } : undefined;
}

export function draw(ctx, { content, contentBefore, place, palette, store }) {
	const known = owners(content, store);
	drawTiles(ctx, { rows: rowsOf(content) ?? [], changed: rowsOf(contentBefore), playerOf: (letter) => known.get(letter), place, palette, quiet: false });
}
