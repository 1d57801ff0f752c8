// The mark of a player: letter, colour, shape and pattern, the same everywhere.
import { stroke, svg } from './dom.js';

const fills = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#1f2328', '#808080', '#f0e442'];
const lightEdges = ['#00466e', '#7d5600', '#005a42', '#7d3f60', '#1c6690', '#000000', '#474747', '#6f6800'];
const darkEdges = ['#4db1ec', '#ffd27a', '#3fd6ab', '#f0b3d3', '#a6dbfa', '#ffffff', '#b5b5b5', '#fff9a8'];

// Outlines within -1 to 1.
const shapes = [
	'M1 0A1 1 0 1 1 1-.001z', 'M-.86-.86H.86V.86H-.86z', 'M0-1L1 .86H-1z', 'M0-1.08L1.08 0 0 1.08-1.08 0z', 'M-1-.86H1L0 1z',
	'M-.55-1H.55V-.55H1V.55H.55V1H-.55V.55H-1V-.55H-.55z', 'M-.95-.95H.95L.6 0 .95 .95H-.95L-.6 0z', 'M-1-.9L0-.5 1-.9V.9L0 .5-1 .9z',
];
// How far the letter stands below the centre.
const drop = [0, 0, 0.32, 0, -0.28, 0, 0, 0];

const colours = {
	frame: ['#dde4ea', '#0a0d11'], square: ['#ffffff', '#161c22'], other: ['#f4f7f9', '#1a2128'], rim: ['#c3ccd5', '#2c353f'], hazard: ['#e6e1ea', '#262030'],
	hatch: ['#8d7f99', '#75668a'], hazardEdge: ['#6d5f7a', '#a091b5'], food: ['#d55e00', '#f0712c'], foodEdge: ['#8a3c00', '#ffb38a'], coordinate: ['#5b6670', '#93a0ac'],
	ink: ['#1f2328', '#e9edf1'], onInk: ['#ffffff', '#11161b'], red: ['#c62828', '#ff8a7d'], apart: ['', '#06080a'], dark: [false, true],
};

/** The colours of the canvases, light and dark; the style sheet has all others. */
export const palettes = [0, 1].map((i) => Object.fromEntries(Object.entries(colours).map(([name, both]) => [name, both[i]])));

/** What stands at every border of squares, by pattern; the others follow the whole path. */
export const joints = [
	'M0 -.36V.36', 'M0 -.36V.36', undefined, 'M.07 0A.07 .07 0 1 1 .07 -.001z', 'M.08 -.16L-.08 0L.08 .16', 'M-.5 -.16H.5M-.5 .16H.5', undefined,
	'M-.1 -.1L.1 .1M-.1 .1L.1 -.1',
];

/** Colours, shape and pattern of a player, by joining order. */
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

/** The mark as SVG: hollow with a cross if `out`, at `x` and `y` of `place` within another drawing. */
export function markImage(player, dark, size, out = false, place = {}) {
	const { kind, pattern, fill, edge, letter } = look(player.index, dark);
	const shape = svg('path', { d: shapes[kind], transform: 'scale(9.4)', fill: out ? 'none' : fill, stroke: edge, 'stroke-width': out ? 0.21 : 0.15, 'stroke-linejoin': 'round' });
	const text = svg('text', { y: 4 + drop[kind] * 9, 'text-anchor': 'middle', 'font-size': 11.5, 'font-weight': 700, class: 'letter', fill: out ? 'currentColor' : letter }, player.letter);
	// At its foot, so that the letter stays readable.
	const foot = pattern > 0 && stroke(joints[pattern] ?? 'M-.7 0H.7', letter, { transform: 'translate(0 7) scale(7)', 'stroke-width': 0.2, opacity: 0.72, 'stroke-dasharray': pattern === 6 ? '.3 .2' : undefined });
	return svg('svg', { viewBox: '-12 -12 24 24', width: size, height: size, class: 'mark', 'aria-hidden': 'true', ...place },
		shape, !out && foot, text, out && stroke('M5.5 5.5l6 6m0-6l-6 6', 'currentColor', { 'stroke-width': 2 }));
}

/** Fills and strokes a path, or what was begun on the canvas; either colour may be left out. */
export function ink(ctx, fill, edge, width = 1, path) {
	const which = path === undefined ? [] : [new Path2D(path)];
	ctx.fillStyle = fill;
	if (fill) ctx.fill(...which);
	ctx.strokeStyle = edge;
	ctx.lineWidth = width;
	if (edge) ctx.stroke(...which);
}

/** The mark on a canvas, with a halo that parts it from what is below. */
export function paintMark(ctx, player, palette, x, y, radius, halo = palette.onInk) {
	const { kind, fill, edge, letter } = look(player.index, palette.dark);
	const path = new Path2D();
	path.addPath(new Path2D(shapes[kind]), new DOMMatrix([radius, 0, 0, radius, x, y]));
	ctx.lineJoin = 'round';
	ink(ctx, undefined, halo, Math.max(3, radius * 0.4), path);
	ink(ctx, fill, edge, Math.max(1, radius * 0.12), path);
	writeLetter(ctx, player.letter, letter, x, y + drop[kind] * radius, radius * 1.15);
}

/** A disc, filled and with an edge, as with `ink`. */
export function disc(ctx, x, y, radius, ...colours) {
	ctx.beginPath();
	ctx.arc(x, y, radius, 0, 2 * Math.PI);
	ink(ctx, ...colours);
}

/** A letter with its centre here. */
export function writeLetter(ctx, text, colour, x, y, height) {
	ctx.font = `700 ${Math.round(height)}px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace`;
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
