// Draws a board of characters: a tile for each. Paint and the rows of a referee share it.
import { look, mix, writeLetter } from './marks.js';

/** Draws the rows, north first. `playerOf` gives the player of a character; `changed` the rows of the turn before. */
export function drawTiles(ctx, { rows, changed, playerOf, place, palette, quiet }) {
	const s = place.size;
	const gap = s >= 10 ? Math.max(1, Math.round(s * 0.04)) : 0;
	const radius = Math.min(6, s * 0.16);
	const at = (row, column) => (row < 0 || row >= rows.length ? undefined : rows[row][column]);
	for (let row = 0; row < rows.length; ++row) {
		const cells = rows[row];
		for (let column = 0; column < cells.length; ++column) {
			const cell = cells[column];
			if (cell === '.' || cell === ' ') continue;
			const player = playerOf(cell);
			const left = place.left + column * s;
			const top = place.top + row * s;
			const colours = player === undefined ? undefined : look(player.index, palette.dark);
			const fill = colours === undefined ? undefined : quiet ? mix(colours.fill, palette.square, palette.dark ? 0.18 : 0.3) : colours.fill;
			if (fill !== undefined) {
				// Equal neighbours grow together: no gap between them.
				const west = at(row, column - 1) === cell ? 0 : gap;
				const east = at(row, column + 1) === cell ? 0 : gap;
				const north = at(row - 1, column) === cell ? 0 : gap;
				const south = at(row + 1, column) === cell ? 0 : gap;
				const corner = (a, b) => (a && b ? radius : 0);
				ctx.beginPath();
				ctx.roundRect(left + west, top + north, s - west - east, s - north - south, [corner(north, west), corner(north, east), corner(south, east), corner(south, west)]);
				ctx.fillStyle = fill;
				ctx.fill();
				if (!quiet && s >= 16) {
					ctx.lineWidth = 1.2;
					ctx.strokeStyle = colours.edge;
					ctx.stroke();
				}
			}
			if (s >= 9) {
				ctx.globalAlpha = quiet ? 0.75 : 1;
				writeLetter(ctx, cell, colours === undefined ? palette.ink : colours.letter, left + s / 2, top + s / 2, s * 0.5);
				ctx.globalAlpha = 1;
			}
		}
	}
	if (changed === undefined || changed.length !== rows.length) return;
	ctx.strokeStyle = palette.ink;
	ctx.lineWidth = Math.max(2, s * 0.06);
	for (let row = 0; row < rows.length; ++row) {
		for (let column = 0; column < rows[row].length; ++column) {
			if (rows[row][column] === changed[row][column]) continue;
			ctx.beginPath();
			ctx.roundRect(place.left + column * s + 1, place.top + row * s + 1, s - 2, s - 2, radius);
			ctx.stroke();
		}
	}
}
