// Draws the rules `snake`: each body as one stroke, so that its path can be seen.
import { disc, joints, look, mix, paintMark, writeLetter } from './marks.js';

/** The size of the board, in squares. */
export const size = (state) => ({ columns: state.width, rows: state.height });

const same = (a, b) => a[0] === b[0] && a[1] === b[1];

/** A body as runs of squares that lie side by side: one, or more if it goes over an edge. The head is first. */
export function runs(body) {
	const result = [];
	let run = [];
	for (const [x, y] of body) {
		const last = run.at(-1);
		if (last !== undefined && same(last, [x, y])) continue;
		if (last !== undefined && Math.abs(last[0] - x) + Math.abs(last[1] - y) > 1) {
			// Both parts reach over the edge, where the drawing is cut off.
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

/** Where a head looks: the step from the neck, over an edge too; north if all is on one square. */
export function facing(body) {
	const [x, y] = body[0];
	const neck = body.find(([nx, ny]) => nx !== x || ny !== y);
	if (neck === undefined) return [0, 1];
	const dx = x - neck[0];
	const dy = y - neck[1];
	if (Math.abs(dx) + Math.abs(dy) > 1) return [-Math.sign(dx), -Math.sign(dy)];
	return [dx, dy];
}

/** What the ground shows changes seldom. */
export function groundKey(state) {
	return JSON.stringify(state.hazards ?? []);
}

export function drawGround(ctx, state, place, palette) {
	const counts = new Map();
	for (const [x, y] of state.hazards ?? []) counts.set(y * state.width + x, (counts.get(y * state.width + x) ?? 0) + 1);
	if (counts.size === 0) return;
	const { size: s } = place;
	const corner = (key) => {
		const x = key % state.width;
		return [place.left + x * s, place.top + (place.rows - 1 - (key - x) / state.width) * s];
	};
	// One hatch over the whole board, seen where a hazard is; a second one across it where it is doubled.
	for (const times of [1, 2]) {
		ctx.save();
		ctx.beginPath();
		for (const [key, count] of counts) if (count >= times) ctx.rect(...corner(key), s, s);
		ctx.clip();
		if (times === 1) {
			ctx.fillStyle = palette.hazard;
			ctx.fillRect(place.left, place.top, s * place.columns, s * place.rows);
		}
		const height = s * place.rows;
		ctx.beginPath();
		for (let x = -height; x < s * place.columns + height; x += Math.max(4, s / 4)) {
			ctx.moveTo(place.left + x, place.top + (times === 1 ? height : 0));
			ctx.lineTo(place.left + x + height, place.top + (times === 1 ? 0 : height));
		}
		ctx.strokeStyle = palette.hatch;
		ctx.lineWidth = 1;
		ctx.stroke();
		ctx.restore();
	}
	ctx.strokeStyle = palette.hazardEdge;
	ctx.lineWidth = 1.5;
	let border = '';
	for (const key of counts.keys()) {
		const x = key % state.width;
		const y = (key - x) / state.width;
		const [left, top] = corner(key);
		for (const [dx, dy, line] of [[0, 1, `0 0h${s}`], [0, -1, `0 ${s}h${s}`], [-1, 0, `0 0v${s}`], [1, 0, `${s} 0v${s}`]]) {
			const isInside = x + dx >= 0 && x + dx < state.width && y + dy >= 0 && y + dy < state.height;
			if (isInside && !counts.has(key + dy * state.width + dx)) border += `M${left} ${top}m${line}`;
		}
	}
	ctx.stroke(new Path2D(border));
}

/** Draws food and snakes. `glide`, 0 to 1, is how far the step from `before` to this state has come. */
export function draw(ctx, { state, before, glide, place, palette, store, turn, chosen, you }) {
	const snakes = state.snakes ?? [];
	const previous = glide < 1 ? new Map((before?.snakes ?? []).map((each) => [each.name, each])) : undefined;
	ctx.save();
	ctx.beginPath();
	// A head looks a bit over the edge, into the frame.
	ctx.rect(place.left - 3, place.top - 3, place.size * place.columns + 6, place.size * place.rows + 6);
	ctx.clip();
	const shown = (snake) => {
		const player = store.playerOf.get(snake.name);
		return { snake, player, colour: store.workerOf.get(player?.worker)?.colour };
	};
	const out = snakes.filter((snake) => snake.out !== undefined).map(shown);
	const living = snakes.filter((snake) => snake.out === undefined).map(shown);
	for (const each of out) {
		const age = turn - each.snake.out.turn;
		if (each.player !== undefined && age >= 0 && age < 12) drawOut(ctx, each, place, palette, Math.max(0.18, 0.8 - 0.055 * age));
	}
	drawFood(ctx, state.food ?? [], place, palette);
	for (const each of living) {
		if (each.player === undefined) continue;
		const faded = chosen !== undefined && you === undefined && each.snake.name !== chosen;
		drawLiving(ctx, each, previous?.get(each.snake.name), glide, place, palette, faded, each.snake.name === (you ?? chosen));
	}
	if (place.size < 14) {
		for (const { snake, player } of living) {
			if (player === undefined) continue;
			const [x, y] = centre(place, snake.body[0]);
			paintMark(ctx, player, palette, x, Math.max(place.top + 9, y - 11), 8, palette.square);
		}
	}
	ctx.restore();
	for (const { snake } of out) if (turn - snake.out.turn >= 0 && turn - snake.out.turn < 3) drawRays(ctx, snake.body[0], place, palette);
}

function centre(place, [x, y]) {
	return [place.left + (x + 0.5) * place.size, place.top + (place.rows - 0.5 - y) * place.size];
}

// One run as a line with rounded corners; the head glides on, and the tail follows.
function trace(ctx, run, place) {
	const points = run.map((square) => centre(place, square));
	ctx.moveTo(points[0][0], points[0][1]);
	for (let i = 1; i + 1 < points.length; ++i) ctx.arcTo(points[i][0], points[i][1], points[i + 1][0], points[i + 1][1], place.size * 0.5);
	const last = points.at(-1);
	ctx.lineTo(last[0], last[1]);
}

// All runs of a body as one stroke.
function strokeRuns(ctx, parts, place, width, colour) {
	ctx.lineWidth = width;
	ctx.strokeStyle = colour;
	for (const run of parts) {
		ctx.beginPath();
		trace(ctx, run, place);
		if (run.length === 1) ctx.lineTo(...centre(place, run[0]));
		ctx.stroke();
	}
}

const between = (from, to, share) => [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];

// The squares of a body, moved by the part of the step that is still to come.
function moved(body, before, glide) {
	if (before === undefined || glide >= 1 || before.body.length === 0) return body;
	const near = (a, b) => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) === 1;
	const result = body.slice();
	if (near(before.body[0], body[0])) result[0] = between(before.body[0], body[0], glide);
	const tail = before.body.at(-1);
	const last = body.at(-1);
	if (near(tail, last)) result.push(between(tail, last, glide));
	return result;
}

function drawLiving(ctx, { snake, player, colour: wish }, before, glide, place, palette, faded, ring) {
	const s = place.size;
	const colours = look(player.index, palette.dark);
	const paper = (colour) => (faded ? mix(colour, palette.square, 0.62) : colour);
	const body = moved(snake.body, before, glide);
	const parts = runs(body);
	const count = snake.body.length;
	const doubled = count > 1 && same(snake.body[count - 1], snake.body[count - 2]);
	const long = parts.some((run) => run.length > 1);
	const edge = Math.max(1, 0.035 * s);
	ctx.lineJoin = 'round';
	ctx.lineCap = 'round';
	const stroke = (width, colour) => {
		const run = parts.at(-1);
		const tapered = !doubled && run.length > 1;
		strokeRuns(ctx, tapered ? parts.with(-1, run.slice(0, -1)) : parts, place, width, colour);
		if (tapered) taper(ctx, run, place, width, colour);
	};
	if (long) {
		if (ring) stroke(0.72 * s + 2 * edge + 0.14 * s, palette.ink);
		if (palette.apart && !ring) stroke(0.72 * s + 2 * edge + 1.5, palette.apart);
		stroke(0.72 * s + 2 * edge, paper(palette.dark ? mix(colours.edge, '#06080a', 0.75) : colours.edge));
		stroke(0.72 * s, paper(colours.fill));
		if (s >= 16) drawPattern(ctx, parts, place, colours);
		if (doubled) {
			const [x, y] = centre(place, snake.body[count - 1]);
			ctx.globalAlpha = 0.72;
			disc(ctx, x, y, 0.1 * s, colours.letter);
			ctx.globalAlpha = 1;
		}
	}
	if (long && s >= 16 && wish !== undefined) drawCollar(ctx, body[0], snake.body, paper(wish), place);
	drawHead(ctx, body, snake.body, player, colours, place, palette, paper, ring, edge);
}

// The colour that a bot wishes for: a band behind its head, which replaces nothing.
function drawCollar(ctx, head, squares, colour, place) {
	const s = place.size;
	const [x, y] = centre(place, head);
	const [dx, north] = facing(squares);
	const dy = -north;
	ctx.fillStyle = colour;
	ctx.fillRect(x - s * (dx === 0 ? 0.36 : dx * 0.5 + 0.1), y - s * (dy === 0 ? 0.36 : dy * 0.5 + 0.1), s * (dx === 0 ? 0.72 : 0.2), s * (dy === 0 ? 0.72 : 0.2));
}

// The last square narrows to a point: it will be free in the next turn.
function taper(ctx, run, place, width, colour) {
	const from = centre(place, run[run.length - 2]);
	const to = centre(place, run.at(-1));
	const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
	const ux = (to[0] - from[0]) / length;
	const uy = (to[1] - from[1]) / length;
	const half = width / 2;
	const tip = place.size * 0.36;
	ctx.fillStyle = colour;
	ctx.beginPath();
	ctx.moveTo(from[0] - uy * half, from[1] + ux * half);
	ctx.quadraticCurveTo(to[0] - uy * half * 0.8 - ux * half * 0.4, to[1] + ux * half * 0.8 - uy * half * 0.4, to[0] + ux * tip, to[1] + uy * tip);
	ctx.quadraticCurveTo(to[0] + uy * half * 0.8 - ux * half * 0.4, to[1] - ux * half * 0.8 - uy * half * 0.4, from[0] + uy * half, from[1] - ux * half);
	ctx.closePath();
	ctx.fill();
}

// Thin joints for the first eight players; a pattern of their own for those after them.
function drawPattern(ctx, parts, place, { pattern, letter }) {
	const s = place.size;
	ctx.strokeStyle = letter;
	ctx.globalAlpha = pattern === 0 ? 0.26 : 0.72;
	ctx.lineWidth = pattern === 0 ? 1 : Math.max(1.5, 0.09 * s);
	ctx.lineCap = 'butt';
	if (joints[pattern] === undefined) {
		ctx.setLineDash(pattern === 6 ? [0.3 * s, 0.3 * s] : []);
		strokeRuns(ctx, parts, place, ctx.lineWidth, letter);
		ctx.setLineDash([]);
	} else {
		const unit = new Path2D(joints[pattern]);
		const path = new Path2D();
		for (const run of parts) {
			for (let i = 0; i + 1 < run.length; ++i) {
				const [x1, y1] = centre(place, run[i]);
				const [x2, y2] = centre(place, run[i + 1]);
				const dx = x2 - x1;
				const dy = y2 - y1;
				// While the head glides, its last step is shorter than a square.
				if (Math.hypot(dx, dy) >= s * 0.9) path.addPath(unit, new DOMMatrix([dx, dy, -dy, dx, (x1 + x2) / 2, (y1 + y2) / 2]));
			}
		}
		ctx.stroke(path);
	}
	ctx.lineCap = 'round';
	ctx.globalAlpha = 1;
}

function drawHead(ctx, body, squares, player, colours, place, palette, paper, ring, edge) {
	const s = place.size;
	const [x, y] = centre(place, body[0]);
	const [dx, north] = facing(squares);
	const dy = -north;
	if (s < 9) {
		disc(ctx, x, y, Math.max(3.6, s * 0.48), paper(colours.fill), paper(colours.edge));
		return;
	}
	const along = (forward, aside) => [x + s * (dx * forward - dy * aside), y + s * (dy * forward + dx * aside)];
	const [cx, cy] = along(0.04, 0);
	const oval = (more) => {
		ctx.beginPath();
		ctx.ellipse(cx, cy, 0.49 * s + more, 0.44 * s + more, Math.atan2(dy, dx), 0, 2 * Math.PI);
	};
	if (ring) {
		oval(0.07 * s);
		ctx.fillStyle = palette.ink;
		ctx.fill();
	}
	oval(0);
	ctx.fillStyle = paper(colours.fill);
	ctx.fill();
	ctx.strokeStyle = paper(colours.edge);
	ctx.lineWidth = edge;
	ctx.stroke();
	if (s < 16) {
		if (s >= 14) writeLetter(ctx, player.letter, colours.letter, x, y, s * 0.7);
		return;
	}
	for (const side of [-0.2, 0.2]) {
		const [ex, ey] = along(0.22, side);
		disc(ctx, ex, ey, 0.125 * s, '#ffffff', '#111111', Math.max(0.5, 0.02 * s));
		disc(ctx, ex + dx * 0.045 * s, ey + dy * 0.045 * s, 0.07 * s, '#111111');
	}
	const [lx, ly] = along(-0.17, 0);
	writeLetter(ctx, player.letter, colours.letter, lx, ly, 0.4 * s);
}

function drawOut(ctx, { snake, player }, place, palette, opacity) {
	const { edge } = look(player.index, palette.dark);
	const s = place.size;
	// Hollow: the edge, then the ground over it. Mixed, not transparent: two layers would show through each other.
	const pale = (colour) => mix(colour, palette.square, 1 - opacity);
	ctx.lineJoin = 'round';
	ctx.lineCap = 'round';
	for (const [width, colour] of [[0.72 * s, pale(edge)], [0.72 * s - Math.max(2, 0.06 * s), palette.square]]) {
		strokeRuns(ctx, runs(snake.body), place, width, colour);
	}
	if (s >= 14) {
		const [x, y] = centre(place, snake.body[0]);
		writeLetter(ctx, player.letter, pale(palette.ink), x, y + 0.1 * s, 0.4 * s);
		ctx.strokeStyle = pale(palette.ink);
		ctx.lineWidth = Math.max(1, 0.05 * s);
		const a = 0.14 * s;
		for (const side of [-0.25, 0.11]) ctx.stroke(new Path2D(`M${x + side * s} ${y - 0.27 * s}l${a} ${a}m0 ${-a}l${-a} ${a}`));
	}
}

function drawRays(ctx, square, place, palette) {
	const within = (value, count) => Math.max(0, Math.min(count - 1, value));
	const [x, y] = centre(place, [within(square[0], place.columns), within(square[1], place.rows)]);
	for (const [width, colour] of [[Math.max(5, 0.14 * place.size), palette.square], [Math.max(2.5, 0.07 * place.size), palette.red]]) {
		ctx.strokeStyle = colour;
		ctx.lineWidth = width;
		ctx.lineCap = 'butt';
		ctx.beginPath();
		for (let i = 0; i < 8; ++i) {
			const angle = (i * Math.PI) / 4 + 0.26;
			ctx.moveTo(x + Math.cos(angle) * 0.46 * place.size, y + Math.sin(angle) * 0.46 * place.size);
			ctx.lineTo(x + Math.cos(angle) * 0.7 * place.size, y + Math.sin(angle) * 0.7 * place.size);
		}
		ctx.stroke();
	}
}

function drawFood(ctx, food, place, palette) {
	const s = place.size;
	for (const square of food) {
		const count = food.filter((other) => same(other, square)).length;
		const [x, y] = centre(place, square);
		const radius = Math.max(2, 0.25 * s);
		if (s >= 16) {
			ctx.strokeStyle = palette.foodEdge;
			ctx.lineWidth = Math.max(1.5, 0.06 * s);
			ctx.stroke(new Path2D(`M${x} ${y - radius * 0.8}q0 ${radius * -0.7} ${radius * 0.5} ${radius * -0.8}`));
		}
		disc(ctx, x, y, radius, palette.food, palette.foodEdge, Math.max(1, 0.035 * s));
		if (s >= 16 && count === 1) {
			ctx.beginPath();
			ctx.arc(x - radius * 0.2, y - radius * 0.1, radius * 0.55, Math.PI, 1.5 * Math.PI);
			ctx.strokeStyle = '#ffffff';
			ctx.lineWidth = Math.max(1, 0.05 * s);
			ctx.stroke();
		}
		if (count > 1) writeLetter(ctx, String(count), '#ffffff', x, y, radius * 1.3);
	}
}

/** What stands at the right of the board's head line. */
export function summary(state) {
	const snakes = state.snakes ?? [];
	return `${snakes.filter((snake) => snake.out === undefined).length} of ${snakes.length} alive`;
}
