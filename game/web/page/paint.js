// Draws the rules `paint`: the squares of the players, and where each player stands.
import { ink, paintMark } from './marks.js';
import { drawTiles } from './tiles.js';

export { size } from './snake.js';

const hands = { N: [0, -1], E: [1, 0], S: [0, 1], W: [-1, 0] };

export function draw(ctx, { state, place, palette, store, index, chosen, you }) {
	const players = (state.players ?? []).map((each) => ({ ...each, player: store.playerOf.get(each.name) })).filter((each) => each.player);
	// The letter of one who left may be used again.
	const owners = new Map(players.map((each) => [each.letter, each.player]));
	drawTiles(ctx, { rows: state.cells ?? [], playerOf: (letter) => owners.get(letter), place, palette, quiet: true });
	const s = place.size;
	for (const { player, at, left, name } of players) {
		if (left) continue;
		const x = place.left + (at[0] + 0.5) * s;
		const y = place.top + (place.rows - 0.5 - at[1]) * s;
		const radius = Math.max(6, s * 0.42);
		const hand = hands[lastMove(store, name, index)];
		if (hand) {
			ctx.lineCap = 'round';
			const arm = `M${x} ${y}l${hand[0] * radius * 1.5} ${hand[1] * radius * 1.5}`;
			ink(ctx, undefined, palette.onInk, radius * 0.5, arm);
			ink(ctx, undefined, palette.ink, radius * 0.22, arm);
		}
		paintMark(ctx, player, palette, x, y, radius, name === (you ?? chosen) ? palette.ink : palette.onInk);
	}
}

function lastMove(store, name, index) {
	for (let i = index; i >= 0 && index - i < 30; --i) {
		const move = store.turns[i].moves[name]?.move;
		if (move) return move;
	}
}

export function summary(state) {
	const cells = (state.cells ?? []).join('');
	return `${cells.replaceAll('.', '').length} of ${cells.length} squares painted`;
}
