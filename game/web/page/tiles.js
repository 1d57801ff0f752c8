// Draws a board of characters, for paint and the rows of a referee.
import { ink, look, mix, writeLetter } from './marks.js';

/** Draws the rows, north first. `playerOf` gives the player of a character; `changed` are the rows before. */
export function drawTiles(ctx, { rows, changed, playerOf, place, palette, quiet }) {
	const s = place.size;
	const gap = s >= 10 ? Math.max(1, Math.round(s * 0.04)) : 0;
	const radius = Math.min(6, s * 0.16);
	const rings = [];
	const known = changed?.length === rows.length && changed;
	rows.forEach((cells, row) => cells.split('').forEach((cell, column) => {
		const left = place.left + column * s;
		const top = place.top + row * s;
		if (cell !== '.' && cell !== ' ') {
			const player = playerOf(cell);
			const colours = player && look(player.index, palette.dark);
			if (colours) {
				// Equal neighbours grow together: no gap between them.
				const [west, east, north, south] = [cells[column - 1], cells[column + 1], rows[row - 1]?.[column], rows[row + 1]?.[column]].map((other) => (other === cell ? 0 : gap));
				const corner = (a, b) => (a && b ? radius : 0);
				ctx.beginPath();
				ctx.roundRect(left + west, top + north, s - west - east, s - north - south, [corner(north, west), corner(north, east), corner(south, east), corner(south, west)]);
				ink(ctx, quiet ? mix(colours.fill, palette.square, palette.dark ? 0.18 : 0.3) : colours.fill, !quiet && s >= 16 && colours.edge, 1.2);
			}
			ctx.globalAlpha = quiet ? 0.75 : 1;
			if (s >= 9) writeLetter(ctx, cell, colours?.letter ?? palette.ink, left + s / 2, top + s / 2, s * 0.5);
			ctx.globalAlpha = 1;
		}
		if (known && cell !== known[row][column]) rings.push([left, top]);
	}));
	for (const [left, top] of rings) {
		ctx.beginPath();
		ctx.roundRect(left + 1, top + 1, s - 2, s - 2, radius);
		ink(ctx, undefined, palette.ink, Math.max(2, s * 0.06));
	}
}
