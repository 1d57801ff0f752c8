// The mark of a player: letter, colour, shape and pattern, the same everywhere.
import { svg } from './dom.js';

const fills = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#1f2328', '#808080', '#f0e442'];
const lightEdges = ['#00466e', '#7d5600', '#005a42', '#7d3f60', '#1c6690', '#000000', '#474747', '#6f6800'];
const darkEdges = ['#4db1ec', '#ffd27a', '#3fd6ab', '#f0b3d3', '#a6dbfa', '#ffffff', '#b5b5b5', '#fff9a8'];

/** Corners in a square from -1 to 1; the circle has none. */
const shapes = [
	undefined,
	[[-0.86, -0.86], [0.86, -0.86], [0.86, 0.86], [-0.86, 0.86]],
	[[0, -1], [1, 0.86], [-1, 0.86]],
	[[0, -1.08], [1.08, 0], [0, 1.08], [-1.08, 0]],
	[[-1, -0.86], [1, -0.86], [0, 1]],
	[[-0.55, -1], [0.55, -1], [0.55, -0.55], [1, -0.55], [1, 0.55], [0.55, 0.55], [0.55, 1], [-0.55, 1], [-0.55, 0.55], [-1, 0.55], [-1, -0.55], [-0.55, -0.55]],
	[[-0.95, -0.95], [0.95, -0.95], [0.6, 0], [0.95, 0.95], [-0.95, 0.95], [-0.6, 0]],
	[[-1, -0.9], [0, -0.5], [1, -0.9], [1, 0.9], [0, 0.5], [-1, 0.9]],
];
/** How far the letter stands below the centre. */
const drop = [0, 0, 0.32, 0, -0.28, 0, 0, 0];

/** The colours that the canvases need; the style sheet has those of all other parts. */
export const palettes = {
	light: {
		dark: false, frame: '#dde4ea', square: '#ffffff', other: '#f4f7f9', rim: '#c3ccd5', hazard: '#e6e1ea', hatch: '#8d7f99',
		hazardEdge: '#6d5f7a', food: '#d55e00', foodEdge: '#8a3c00', coordinate: '#5b6670', ink: '#1f2328', onInk: '#ffffff',
		red: '#c62828', apart: '',
	},
	dark: {
		dark: true, frame: '#0a0d11', square: '#161c22', other: '#1a2128', rim: '#2c353f', hazard: '#262030', hatch: '#75668a',
		hazardEdge: '#a091b5', food: '#f0712c', foodEdge: '#ffb38a', coordinate: '#93a0ac', ink: '#e9edf1', onInk: '#11161b',
		red: '#ff8a7d', apart: '#06080a',
	},
};

/** What stands at every border of squares, by pattern, in squares and towards the head; the others follow the whole path. */
export const joints = [
	'M0 -.36V.36', 'M0 -.36V.36', undefined, 'M.07 0A.07 .07 0 1 1 .07 -.001z', 'M.08 -.16L-.08 0L.08 .16', 'M-.5 -.16H.5M-.5 .16H.5', undefined,
	'M-.1 -.1L.1 .1M-.1 .1L.1 -.1',
];

/** Colours, shape and pattern of the player with this index in joining order. */
export function look(index, dark) {
	const kind = index % 8;
	const ink = kind === 5;
	return {
		kind,
		pattern: Math.floor(index / 8) % 8,
		fill: ink && dark ? '#f3f5f7' : fills[kind],
		edge: (dark ? darkEdges : lightEdges)[kind],
		letter: kind === 0 || (ink && !dark) ? '#ffffff' : '#111111',
	};
}

/** The mark as SVG. `out` draws it hollow with a small cross; `place` has `x` and `y` within another drawing. */
export function markImage(player, dark, size, out = false, place = {}) {
	const { kind, pattern, fill, edge, letter } = look(player.index, dark);
	const colours = { fill: out ? 'none' : fill, stroke: edge, 'stroke-width': out ? 2 : 1.4, 'stroke-linejoin': 'round' };
	const shape = shapes[kind] === undefined
		? svg('circle', { r: 9.4, ...colours })
		: svg('polygon', { points: shapes[kind].map(([x, y]) => `${x * 9.4},${y * 9.4}`).join(' '), ...colours });
	const text = svg('text', {
		y: 4 + drop[kind] * 9, 'text-anchor': 'middle', 'font-size': 11.5, 'font-weight': 700, class: 'letter', fill: out ? 'currentColor' : letter,
	}, player.letter);
	const parts = [shape];
	// At its foot, so that the letter stays readable.
	if (!out && pattern > 0) {
		parts.push(svg('path', {
			d: joints[pattern] ?? 'M-.7 0H.7', transform: 'translate(0 7) scale(7)', stroke: letter, 'stroke-width': 0.2, fill: 'none',
			opacity: 0.72, 'stroke-dasharray': pattern === 6 ? '.3 .2' : undefined,
		}));
	}
	parts.push(text);
	if (out) parts.push(svg('path', { d: 'M5.5 5.5l6 6m0-6l-6 6', stroke: 'currentColor', 'stroke-width': 2 }));
	return svg('svg', { viewBox: '-12 -12 24 24', width: size, height: size, class: 'mark', 'aria-hidden': 'true', ...place }, ...parts);
}

/** The outline of a mark on a canvas, ready to be filled. */
export function markPath(ctx, kind, x, y, radius) {
	ctx.beginPath();
	if (shapes[kind] === undefined) {
		ctx.arc(x, y, radius, 0, 2 * Math.PI);
		return;
	}
	for (const [dx, dy] of shapes[kind]) ctx.lineTo(x + dx * radius, y + dy * radius);
	ctx.closePath();
}

/** The mark on a canvas, with a halo that parts it from what is below. */
export function paintMark(ctx, player, palette, x, y, radius, halo = palette.onInk) {
	const { kind, fill, edge, letter } = look(player.index, palette.dark);
	ctx.lineJoin = 'round';
	markPath(ctx, kind, x, y, radius);
	ctx.lineWidth = Math.max(3, radius * 0.4);
	ctx.strokeStyle = halo;
	ctx.stroke();
	ctx.fillStyle = fill;
	ctx.fill();
	ctx.lineWidth = Math.max(1, radius * 0.12);
	ctx.strokeStyle = edge;
	ctx.stroke();
	writeLetter(ctx, player.letter, letter, x, y + drop[kind] * radius, radius * 1.15);
}

/** A disc, filled and with an edge, either of which may be left out. */
export function disc(ctx, x, y, radius, fill, edge, width = 1) {
	ctx.beginPath();
	ctx.arc(x, y, radius, 0, 2 * Math.PI);
	if (fill) {
		ctx.fillStyle = fill;
		ctx.fill();
	}
	if (edge) {
		ctx.strokeStyle = edge;
		ctx.lineWidth = width;
		ctx.stroke();
	}
}

/** A letter with its centre here. */
export function writeLetter(ctx, text, colour, x, y, height) {
	ctx.font = `700 ${Math.round(height)}px ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace`;
	ctx.textAlign = 'center';
	ctx.textBaseline = 'middle';
	ctx.fillStyle = colour;
	ctx.fillText(text, x, y + height * 0.05);
}

/** A colour between two others, `share` of the second. Both are `#rrggbb`. */
export function mix(first, second, share) {
	const part = (text, i) => parseInt(text.slice(1 + 2 * i, 3 + 2 * i), 16);
	return `#${[0, 1, 2].map((i) => Math.round(part(first, i) * (1 - share) + part(second, i) * share).toString(16).padStart(2, '0')).join('')}`;
}
