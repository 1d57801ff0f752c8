// Draws the rules `snake`: each body as one stroke, so that its path can be seen.
import { disc, ink, joints, look, mix, paintMark, writeLetter } from './marks.js';

/** The size of the board, in squares. */
export const size = (state) => ({ columns: state.width, rows: state.height });

const same = (a, b) => a[0] === b[0] && a[1] === b[1];

/** A body as runs of squares side by side, from the head: one, or more if it goes over an edge. */
export function runs(body) {
	const result = [];
	let run = [];
	for (const [x, y] of body) {
		const last = run.at(-1);
		if (last && same(last, [x, y])) continue;
		if (last && Math.abs(last[0] - x) + Math.abs(last[1] - y) > 1) {
			// Both parts reach over the edge.
			const horizontal = last[1] === y;
			const away = Math.sign(horizontal ? last[0] - x : last[1] - y) * 0.6;
			run.push(horizontal ? [last[0] + away, last[1]] : [last[0], last[1] + away]);
			result.push(run);
			run = [horizontal ? [x - away, y] : [x, y - away]];
		}
		run.push([x, y]);
	}
	result.push(run);
	return result;
}

/** Where a head looks: away from the neck, over an edge too; north at the start. */
export function facing(body) {
	const [x, y] = body[0];
	const neck = body.find(([nx, ny]) => nx !== x || ny !== y);
	if (!neck) return [0, 1];
	const dx = x - neck[0];
	const dy = y - neck[1];
	if (Math.abs(dx) + Math.abs(dy) > 1) return [-Math.sign(dx), -Math.sign(dy)];
	return [dx, dy];
}

// What is drawn on; `s` is the size of a square.
let ctx;
let place;
let palette;
let s;

function begin(on, where, colours) {
	[ctx, place, palette, s] = [on, where, colours, where.size];
}

const line = (colour, width, path) => ink(ctx, undefined, colour, width, path);

/** What the ground shows changes seldom. */
export const groundKey = (state) => JSON.stringify(state.hazards ?? []);

export function drawGround(on, { width, height, hazards = [] }, where, colours) {
	begin(on, where, colours);
	const counts = new Map();
	for (const [x, y] of hazards) counts.set(y * width + x, (counts.get(y * width + x) ?? 0) + 1);
	if (counts.size === 0) return;
	const corner = (key) => [place.left + (key % width) * s, place.top + (place.rows - 1 - Math.floor(key / width)) * s];
	const deep = s * place.rows;
	// A hatch where a hazard is, a second one across it where it is doubled.
	for (const times of [1, 2]) {
		ctx.save();
		ctx.beginPath();
		for (const [key, count] of counts) if (count >= times) ctx.rect(...corner(key), s, s);
		ctx.clip();
		if (times === 1) {
			ctx.fillStyle = palette.hazard;
			ctx.fillRect(place.left, place.top, s * place.columns, deep);
		}
		let hatch = '';
		const lean = times === 1 ? -deep : deep;
		for (let x = -deep; x < s * place.columns + deep; x += Math.max(4, s / 4)) hatch += `M${place.left + x} ${place.top + (deep - lean) / 2}l${deep} ${lean}`;
		line(palette.hatch, 1, hatch);
		ctx.restore();
	}
	let border = '';
	for (const key of counts.keys()) {
		const x = key % width;
		const y = Math.floor(key / width);
		for (const [dx, dy, line] of [[0, 1, `0 0h${s}`], [0, -1, `0 ${s}h${s}`], [-1, 0, `0 0v${s}`], [1, 0, `${s} 0v${s}`]]) {
			const isInside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height;
			if (isInside && !counts.has(key + dy * width + dx)) border += `M${corner(key)}m${line}`;
		}
	}
	line(palette.hazardEdge, 1.5, border);
}

/** Draws food and snakes. `glide`, 0 to 1, is how far the step from `before` has come. */
export function draw(on, { state, before, glide, place: where, palette: colours, store, turn, chosen, you }) {
	begin(on, where, colours);
	const snakes = state.snakes ?? [];
	const previous = glide < 1 ? new Map((before?.snakes ?? []).map((each) => [each.name, each])) : undefined;
	ctx.save();
	ctx.beginPath();
	// A head looks a bit over the edge, into the frame.
	ctx.rect(place.left - 3, place.top - 3, s * place.columns + 6, s * place.rows + 6);
	ctx.clip();
	const known = snakes.map((snake) => ({ snake, player: store.playerOf.get(snake.name) })).filter(({ player }) => player);
	const out = known.filter(({ snake }) => snake.out);
	const living = known.filter(({ snake }) => !snake.out);
	for (const each of out) {
		const age = turn - each.snake.out.turn;
		if (age >= 0 && age < 12) drawOut(each, Math.max(0.18, 0.8 - 0.055 * age));
	}
	drawFood(state.food ?? []);
	for (const { snake, player } of living) {
		const faded = chosen && !you && snake.name !== chosen;
		drawLiving(snake, player, store.workerOf.get(player.worker)?.colour, moved(snake.body, previous?.get(snake.name), glide), faded, snake.name === (you ?? chosen));
	}
	if (s < 14) {
		for (const { snake, player } of living) {
			const [x, y] = centre(snake.body[0]);
			paintMark(ctx, player, palette, x, Math.max(place.top + 9, y - 11), 8, palette.square);
		}
	}
	ctx.restore();
	for (const { snake } of out) if (turn - snake.out.turn >= 0 && turn - snake.out.turn < 3) drawRays(snake.body[0]);
}

const centre = ([x, y]) => [place.left + (x + 0.5) * s, place.top + (place.rows - 0.5 - y) * s];

// All runs of a body as one stroke with rounded corners.
function strokeRuns(parts, width, colour) {
	for (const run of parts) {
		const points = run.map(centre);
		ctx.beginPath();
		ctx.moveTo(...points[0]);
		for (let i = 1; i + 1 < points.length; ++i) ctx.arcTo(...points[i], ...points[i + 1], s * 0.5);
		ctx.lineTo(...points.at(-1));
		line(colour, width);
	}
}

const between = (from, to, share) => [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];

// A body, moved by the part of the step that is to come: the head glides on, the tail follows.
function moved(body, before, glide) {
	if (!before || glide >= 1 || before.body.length === 0) return body;
	const near = (a, b) => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) === 1;
	const result = body.slice();
	if (near(before.body[0], body[0])) result[0] = between(before.body[0], body[0], glide);
	const tail = before.body.at(-1);
	const last = body.at(-1);
	if (near(tail, last)) result.push(between(tail, last, glide));
	return result;
}

function drawLiving(snake, player, wish, body, faded, ring) {
	const colours = look(player.index, palette.dark);
	const paper = (colour) => (faded ? mix(colour, palette.square, 0.62) : colour);
	const parts = runs(body);
	const count = snake.body.length;
	const doubled = count > 1 && same(snake.body[count - 1], snake.body[count - 2]);
	const edge = Math.max(1, 0.035 * s);
	ctx.lineJoin = 'round';
	ctx.lineCap = 'round';
	const stroke = (width, colour) => {
		const run = parts.at(-1);
		const tapered = !doubled && run.length > 1;
		strokeRuns(tapered ? parts.with(-1, run.slice(0, -1)) : parts, width, colour);
		if (tapered) taper(run, width, colour);
	};
	if (parts.some((run) => run.length > 1)) {
		const wide = 0.72 * s + 2 * edge;
		if (ring) stroke(wide + 0.14 * s, palette.ink);
		else if (palette.apart) stroke(wide + 1.5, palette.apart);
		stroke(wide, paper(palette.dark ? mix(colours.edge, '#06080a', 0.75) : colours.edge));
		stroke(0.72 * s, paper(colours.fill));
		if (s >= 16) drawPattern(parts, colours);
		if (doubled) {
			ctx.globalAlpha = 0.72;
			disc(ctx, ...centre(snake.body[count - 1]), 0.1 * s, colours.letter);
			ctx.globalAlpha = 1;
		}
		if (s >= 16 && wish) drawCollar(body[0], snake.body, paper(wish));
	}
	drawHead(body[0], facing(snake.body), player, colours, paper, ring, edge);
}

// The colour that a bot wishes for: a band behind its head.
function drawCollar(head, squares, colour) {
	const [x, y] = centre(head);
	const [dx, north] = facing(squares);
	const from = (step) => s * (step === 0 ? 0.36 : step * 0.5 + 0.1);
	const size = (step) => s * (step === 0 ? 0.72 : 0.2);
	ctx.fillStyle = colour;
	ctx.fillRect(x - from(dx), y - from(-north), size(dx), size(north));
}

// The last square, free in the next turn, narrows to a point.
function taper(run, width, colour) {
	const [ax, ay] = centre(run.at(-2));
	const [bx, by] = centre(run.at(-1));
	const length = Math.hypot(bx - ax, by - ay) || 1;
	const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
	const half = width / 2;
	const tip = s * 0.36;
	const bend = (side) => [bx - side * uy * half * 0.8 - ux * half * 0.4, by + side * ux * half * 0.8 - uy * half * 0.4];
	ctx.beginPath();
	ctx.moveTo(ax - uy * half, ay + ux * half);
	ctx.quadraticCurveTo(...bend(1), bx + ux * tip, by + uy * tip);
	ctx.quadraticCurveTo(...bend(-1), ax + uy * half, ay - ux * half);
	ctx.closePath();
	ink(ctx, colour);
}

// Thin joints for the first eight players, patterns for those after them.
function drawPattern(parts, { pattern, letter }) {
	const width = pattern === 0 ? 1 : Math.max(1.5, 0.09 * s);
	ctx.globalAlpha = pattern === 0 ? 0.26 : 0.72;
	ctx.lineCap = 'butt';
	if (!joints[pattern]) {
		ctx.setLineDash(pattern === 6 ? [0.3 * s, 0.3 * s] : []);
		strokeRuns(parts, width, letter);
		ctx.setLineDash([]);
	} else {
		const unit = new Path2D(joints[pattern]);
		const path = new Path2D();
		for (const run of parts) {
			for (let i = 0; i + 1 < run.length; ++i) {
				const [x1, y1] = centre(run[i]);
				const [x2, y2] = centre(run[i + 1]);
				const dx = x2 - x1;
				const dy = y2 - y1;
				// While the head glides, its last step is shorter than a square.
				if (Math.hypot(dx, dy) >= s * 0.9) path.addPath(unit, new DOMMatrix([dx, dy, -dy, dx, (x1 + x2) / 2, (y1 + y2) / 2]));
			}
		}
		line(letter, width, path);
	}
	ctx.lineCap = 'round';
	ctx.globalAlpha = 1;
}

function drawHead(square, [dx, north], player, colours, paper, ring, edge) {
	const [x, y] = centre(square);
	const dy = -north;
	if (s < 9) {
		disc(ctx, x, y, Math.max(3.6, s * 0.48), paper(colours.fill), paper(colours.edge));
		return;
	}
	const along = (forward, aside) => [x + s * (dx * forward - dy * aside), y + s * (dy * forward + dx * aside)];
	const oval = (more, ...colour) => {
		ctx.beginPath();
		ctx.ellipse(...along(0.04, 0), 0.49 * s + more, 0.44 * s + more, Math.atan2(dy, dx), 0, 2 * Math.PI);
		ink(ctx, ...colour);
	};
	if (ring) oval(0.07 * s, palette.ink);
	oval(0, paper(colours.fill), paper(colours.edge), edge);
	if (s < 16) {
		if (s >= 14) writeLetter(ctx, player.letter, colours.letter, x, y, s * 0.7);
		return;
	}
	for (const side of [-0.2, 0.2]) {
		disc(ctx, ...along(0.22, side), 0.125 * s, '#ffffff', '#111111', Math.max(0.5, 0.02 * s));
		disc(ctx, ...along(0.265, side), 0.07 * s, '#111111');
	}
	writeLetter(ctx, player.letter, colours.letter, ...along(-0.17, 0), 0.4 * s);
}

function drawOut({ snake, player }, opacity) {
	// Hollow: the edge, then the ground over it. Not transparent: layers would show through.
	const pale = (colour) => mix(colour, palette.square, 1 - opacity);
	ctx.lineJoin = 'round';
	ctx.lineCap = 'round';
	strokeRuns(runs(snake.body), 0.72 * s, pale(look(player.index, palette.dark).edge));
	strokeRuns(runs(snake.body), 0.72 * s - Math.max(2, 0.06 * s), palette.square);
	if (s < 14) return;
	const [x, y] = centre(snake.body[0]);
	writeLetter(ctx, player.letter, pale(palette.ink), x, y + 0.1 * s, 0.4 * s);
	const a = 0.14 * s;
	for (const side of [-0.25, 0.11]) line(pale(palette.ink), Math.max(1, 0.05 * s), `M${x + side * s} ${y - 0.27 * s}l${a} ${a}m0 ${-a}l${-a} ${a}`);
}

function drawRays(square) {
	const within = (value, count) => Math.max(0, Math.min(count - 1, value));
	const [x, y] = centre([within(square[0], place.columns), within(square[1], place.rows)]);
	let rays = '';
	for (let i = 0; i < 8; ++i) {
		const angle = (i * Math.PI) / 4 + 0.26;
		const at = (far) => `${x + Math.cos(angle) * far * s} ${y + Math.sin(angle) * far * s}`;
		rays += `M${at(0.46)}L${at(0.7)}`;
	}
	ctx.lineCap = 'butt';
	line(palette.square, Math.max(5, 0.14 * s), rays);
	line(palette.red, Math.max(2.5, 0.07 * s), rays);
}

function drawFood(food) {
	for (const square of food) {
		const count = food.filter((other) => same(other, square)).length;
		const [x, y] = centre(square);
		const r = Math.max(2, 0.25 * s);
		if (s >= 16) line(palette.foodEdge, Math.max(1.5, 0.06 * s), `M${x} ${y - r * 0.8}q0 ${r * -0.7} ${r * 0.5} ${r * -0.8}`);
		disc(ctx, x, y, r, palette.food, palette.foodEdge, Math.max(1, 0.035 * s));
		if (count > 1) writeLetter(ctx, String(count), '#ffffff', x, y, r * 1.3);
		else if (s >= 16) line('#ffffff', Math.max(1, 0.05 * s), `M${x - r * 0.75} ${y - r * 0.1}a${r * 0.55} ${r * 0.55} 0 0 1 ${r * 0.55} ${r * -0.55}`);
	}
}

/** What stands at the right of the board's head line. */
export function summary(state) {
	const snakes = state.snakes ?? [];
	return `${snakes.filter((snake) => !snake.out).length} of ${snakes.length} alive`;
}
