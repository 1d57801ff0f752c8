// Draws the rules `snake`: each body as one stroke, so that its path can be seen.
import { disc, joints, look, mix, paintMark, writeLetter } from './marks.js';

/** The size of the board, in squares. */
export function size(state) {
	return { columns: state.width, rows: state.height };
}

/** A body as runs of squares that lie side by side: one, or more if it goes over an edge. The head is first. */
export function runs(body) {
	const result = [];
	let run = [];
	for (const [x, y] of body) {
		const last = run[run.length - 1];
		if (last !== undefined && last[0] === x && last[1] === y) continue;
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

export function drawGround(context, state, place, palette) {
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
		context.save();
		context.beginPath();
		for (const [key, count] of counts) if (count >= times) context.rect(...corner(key), s, s);
		context.clip();
		if (times === 1) {
			context.fillStyle = palette.hazard;
			context.fillRect(place.left, place.top, s * place.columns, s * place.rows);
		}
		const height = s * place.rows;
		context.beginPath();
		for (let x = -height; x < s * place.columns + height; x += Math.max(4, s / 4)) {
			context.moveTo(place.left + x, place.top + (times === 1 ? height : 0));
			context.lineTo(place.left + x + height, place.top + (times === 1 ? 0 : height));
		}
		context.strokeStyle = palette.hatch;
		context.lineWidth = 1;
		context.stroke();
		context.restore();
	}
	context.strokeStyle = palette.hazardEdge;
	context.lineWidth = 1.5;
	context.beginPath();
	for (const key of counts.keys()) {
		const x = key % state.width;
		const y = (key - x) / state.width;
		const [left, top] = corner(key);
		const edge = (dx, dy, x1, y1, x2, y2) => {
			if (x + dx < 0 || x + dx >= state.width || y + dy < 0 || y + dy >= state.height || counts.has((y + dy) * state.width + x + dx)) return;
			context.moveTo(x1, y1);
			context.lineTo(x2, y2);
		};
		edge(0, 1, left, top, left + s, top);
		edge(0, -1, left, top + s, left + s, top + s);
		edge(-1, 0, left, top, left, top + s);
		edge(1, 0, left + s, top, left + s, top + s);
	}
	context.stroke();
}

/** Draws food and snakes. `glide`, 0 to 1, is how far the step from `before` to this state has come. */
export function draw(context, { state, before, glide, place, palette, store, turn, chosen, you }) {
	const snakes = state.snakes ?? [];
	const previous = glide < 1 ? new Map((before?.snakes ?? []).map((each) => [each.name, each])) : undefined;
	context.save();
	context.beginPath();
	// A head looks a bit over the edge, into the frame.
	context.rect(place.left - 3, place.top - 3, place.size * place.columns + 6, place.size * place.rows + 6);
	context.clip();
	const shown = (snake) => {
		const player = store.playerOf.get(snake.name);
		return { snake, player, colour: store.workerOf.get(player?.worker)?.colour };
	};
	const out = snakes.filter((snake) => snake.out !== undefined).map(shown);
	const living = snakes.filter((snake) => snake.out === undefined).map(shown);
	for (const each of out) {
		const age = turn - each.snake.out.turn;
		if (each.player !== undefined && age >= 0 && age < 12) drawOut(context, each, place, palette, Math.max(0.18, 0.8 - 0.055 * age));
	}
	drawFood(context, state.food ?? [], place, palette);
	for (const each of living) {
		if (each.player === undefined) continue;
		const faded = chosen !== undefined && you === undefined && each.snake.name !== chosen;
		drawLiving(context, each, previous?.get(each.snake.name), glide, place, palette, faded, each.snake.name === (you ?? chosen));
	}
	if (place.size < 14) {
		for (const { snake, player } of living) {
			if (player === undefined) continue;
			const [x, y] = centre(place, snake.body[0]);
			paintMark(context, player, palette, x, Math.max(place.top + 9, y - 11), 8, palette.square);
		}
	}
	context.restore();
	for (const { snake } of out) if (turn - snake.out.turn >= 0 && turn - snake.out.turn < 3) drawRays(context, snake.body[0], place, palette);
}

function centre(place, [x, y]) {
	return [place.left + (x + 0.5) * place.size, place.top + (place.rows - 0.5 - y) * place.size];
}

// One run as a line with rounded corners; the head glides on, and the tail follows.
function trace(context, run, place) {
	const points = run.map((square) => centre(place, square));
	context.moveTo(points[0][0], points[0][1]);
	for (let i = 1; i + 1 < points.length; ++i) context.arcTo(points[i][0], points[i][1], points[i + 1][0], points[i + 1][1], place.size * 0.5);
	const last = points[points.length - 1];
	context.lineTo(last[0], last[1]);
}

const between = (from, to, share) => [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];

// The squares of a body, moved by the part of the step that is still to come.
function moved(body, before, glide) {
	if (before === undefined || glide >= 1 || before.body.length === 0) return body;
	const near = (a, b) => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) === 1;
	const result = body.slice();
	if (near(before.body[0], body[0])) result[0] = between(before.body[0], body[0], glide);
	const tail = before.body[before.body.length - 1];
	const last = body[body.length - 1];
	if (near(tail, last)) result.push(between(tail, last, glide));
	return result;
}

function drawLiving(context, { snake, player, colour: wish }, before, glide, place, palette, faded, ring) {
	const s = place.size;
	const colours = look(player.index, palette.dark);
	const paper = (colour) => (faded ? mix(colour, palette.square, 0.62) : colour);
	const body = moved(snake.body, before, glide);
	const parts = runs(body);
	const count = snake.body.length;
	const doubled = count > 1 && snake.body[count - 1][0] === snake.body[count - 2][0] && snake.body[count - 1][1] === snake.body[count - 2][1];
	const long = parts.some((run) => run.length > 1);
	const edge = Math.max(1, 0.035 * s);
	context.lineJoin = 'round';
	context.lineCap = 'round';
	const stroke = (width, colour) => {
		context.strokeStyle = colour;
		context.lineWidth = width;
		for (const run of parts) {
			const tapered = run === parts[parts.length - 1] && !doubled && run.length > 1;
			context.beginPath();
			trace(context, tapered ? run.slice(0, -1) : run, place);
			if (tapered && run.length === 2) context.lineTo(...centre(place, run[0]));
			context.stroke();
			if (tapered) taper(context, run, place, width, colour);
		}
	};
	if (long) {
		if (ring) stroke(0.72 * s + 2 * edge + 0.14 * s, palette.ink);
		if (palette.apart && !ring) stroke(0.72 * s + 2 * edge + 1.5, palette.apart);
		stroke(0.72 * s + 2 * edge, paper(palette.dark ? mix(colours.edge, '#06080a', 0.75) : colours.edge));
		stroke(0.72 * s, paper(colours.fill));
		if (s >= 16) drawPattern(context, parts, place, colours);
		if (doubled) {
			const [x, y] = centre(place, snake.body[count - 1]);
			context.globalAlpha = 0.72;
			disc(context, x, y, 0.1 * s, colours.letter);
			context.globalAlpha = 1;
		}
	}
	if (long && s >= 16 && wish !== undefined) drawCollar(context, body[0], snake.body, paper(wish), place);
	drawHead(context, body, snake.body, player, colours, place, palette, paper, ring, edge);
}

// The colour that a bot wishes for: a band behind its head, which replaces nothing.
function drawCollar(context, head, squares, colour, place) {
	const s = place.size;
	const [x, y] = centre(place, head);
	const [dx, north] = facing(squares);
	const dy = -north;
	context.fillStyle = colour;
	context.fillRect(x - s * (dx === 0 ? 0.36 : dx * 0.5 + 0.1), y - s * (dy === 0 ? 0.36 : dy * 0.5 + 0.1), s * (dx === 0 ? 0.72 : 0.2), s * (dy === 0 ? 0.72 : 0.2));
}

// The last square narrows to a point: it will be free in the next turn.
function taper(context, run, place, width, colour) {
	const from = centre(place, run[run.length - 2]);
	const to = centre(place, run[run.length - 1]);
	const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
	const ux = (to[0] - from[0]) / length;
	const uy = (to[1] - from[1]) / length;
	const half = width / 2;
	const tip = place.size * 0.36;
	context.fillStyle = colour;
	context.beginPath();
	context.moveTo(from[0] - uy * half, from[1] + ux * half);
	context.quadraticCurveTo(to[0] - uy * half * 0.8 - ux * half * 0.4, to[1] + ux * half * 0.8 - uy * half * 0.4, to[0] + ux * tip, to[1] + uy * tip);
	context.quadraticCurveTo(to[0] + uy * half * 0.8 - ux * half * 0.4, to[1] - ux * half * 0.8 - uy * half * 0.4, from[0] + uy * half, from[1] - ux * half);
	context.closePath();
	context.fill();
}

// Thin joints for the first eight players; a pattern of their own for those after them.
function drawPattern(context, parts, place, { pattern, letter }) {
	const s = place.size;
	context.strokeStyle = letter;
	context.globalAlpha = pattern === 0 ? 0.26 : 0.72;
	context.lineWidth = pattern === 0 ? 1 : Math.max(1.5, 0.09 * s);
	context.lineCap = 'butt';
	if (joints[pattern] === undefined) {
		context.setLineDash(pattern === 6 ? [0.3 * s, 0.3 * s] : []);
		for (const run of parts) {
			context.beginPath();
			trace(context, run, place);
			context.stroke();
		}
		context.setLineDash([]);
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
		context.stroke(path);
	}
	context.lineCap = 'round';
	context.globalAlpha = 1;
}

function drawHead(context, body, squares, player, colours, place, palette, paper, ring, edge) {
	const s = place.size;
	const [x, y] = centre(place, body[0]);
	const [dx, north] = facing(squares);
	const dy = -north;
	if (s < 9) {
		disc(context, x, y, Math.max(3.6, s * 0.48), paper(colours.fill), paper(colours.edge));
		return;
	}
	const along = (forward, aside) => [x + s * (dx * forward - dy * aside), y + s * (dy * forward + dx * aside)];
	const [cx, cy] = along(0.04, 0);
	const oval = (more) => {
		context.beginPath();
		context.ellipse(cx, cy, 0.49 * s + more, 0.44 * s + more, Math.atan2(dy, dx), 0, 2 * Math.PI);
	};
	if (ring) {
		oval(0.07 * s);
		context.fillStyle = palette.ink;
		context.fill();
	}
	oval(0);
	context.fillStyle = paper(colours.fill);
	context.fill();
	context.strokeStyle = paper(colours.edge);
	context.lineWidth = edge;
	context.stroke();
	if (s < 16) {
		if (s >= 14) writeLetter(context, player.letter, colours.letter, x, y, s * 0.7);
		return;
	}
	for (const side of [-0.2, 0.2]) {
		const [ex, ey] = along(0.22, side);
		disc(context, ex, ey, 0.125 * s, '#ffffff', '#111111', Math.max(0.5, 0.02 * s));
		disc(context, ex + dx * 0.045 * s, ey + dy * 0.045 * s, 0.07 * s, '#111111');
	}
	const [lx, ly] = along(-0.17, 0);
	writeLetter(context, player.letter, colours.letter, lx, ly, 0.4 * s);
}

function drawOut(context, { snake, player }, place, palette, opacity) {
	const { edge } = look(player.index, palette.dark);
	const s = place.size;
	// Hollow: the edge, then the ground over it. Mixed, not transparent: two layers would show through each other.
	const pale = (colour) => mix(colour, palette.square, 1 - opacity);
	context.lineJoin = 'round';
	context.lineCap = 'round';
	for (const [width, colour] of [[0.72 * s, pale(edge)], [0.72 * s - Math.max(2, 0.06 * s), palette.square]]) {
		context.strokeStyle = colour;
		context.lineWidth = width;
		for (const run of runs(snake.body)) {
			context.beginPath();
			trace(context, run, place);
			if (run.length === 1) context.lineTo(...centre(place, run[0]));
			context.stroke();
		}
	}
	if (s >= 14) {
		const [x, y] = centre(place, snake.body[0]);
		writeLetter(context, player.letter, pale(palette.ink), x, y + 0.1 * s, 0.4 * s);
		context.strokeStyle = pale(palette.ink);
		context.lineWidth = Math.max(1, 0.05 * s);
		context.beginPath();
		for (const side of [-0.18, 0.18]) {
			const a = 0.07 * s;
			const ex = x + side * s;
			const ey = y - 0.2 * s;
			context.moveTo(ex - a, ey - a);
			context.lineTo(ex + a, ey + a);
			context.moveTo(ex - a, ey + a);
			context.lineTo(ex + a, ey - a);
		}
		context.stroke();
	}
}

function drawRays(context, square, place, palette) {
	const inside = [Math.max(0, Math.min(place.columns - 1, square[0])), Math.max(0, Math.min(place.rows - 1, square[1]))];
	const [x, y] = centre(place, inside);
	for (const [width, colour] of [[Math.max(5, 0.14 * place.size), palette.square], [Math.max(2.5, 0.07 * place.size), palette.red]]) {
		context.strokeStyle = colour;
		context.lineWidth = width;
		context.lineCap = 'butt';
		context.beginPath();
		for (let i = 0; i < 8; ++i) {
			const angle = (i * Math.PI) / 4 + 0.26;
			context.moveTo(x + Math.cos(angle) * 0.46 * place.size, y + Math.sin(angle) * 0.46 * place.size);
			context.lineTo(x + Math.cos(angle) * 0.7 * place.size, y + Math.sin(angle) * 0.7 * place.size);
		}
		context.stroke();
	}
}

function drawFood(context, food, place, palette) {
	const counts = new Map();
	for (const [x, y] of food) counts.set(`${x},${y}`, { square: [x, y], count: (counts.get(`${x},${y}`)?.count ?? 0) + 1 });
	const s = place.size;
	for (const { square, count } of counts.values()) {
		const [x, y] = centre(place, square);
		const radius = Math.max(2, 0.25 * s);
		if (s >= 16) {
			context.strokeStyle = palette.foodEdge;
			context.lineWidth = Math.max(1.5, 0.06 * s);
			context.beginPath();
			context.moveTo(x, y - radius * 0.8);
			context.quadraticCurveTo(x, y - radius * 1.5, x + radius * 0.5, y - radius * 1.6);
			context.stroke();
		}
		disc(context, x, y, radius, palette.food, palette.foodEdge, Math.max(1, 0.035 * s));
		if (s >= 16 && count === 1) {
			context.beginPath();
			context.arc(x - radius * 0.2, y - radius * 0.1, radius * 0.55, Math.PI, 1.5 * Math.PI);
			context.strokeStyle = '#ffffff';
			context.lineWidth = Math.max(1, 0.05 * s);
			context.stroke();
		}
		if (count > 1) writeLetter(context, String(count), '#ffffff', x, y, radius * 1.3);
	}
}

/** What stands at the right of the board's head line. */
export function summary(state) {
	const snakes = state.snakes ?? [];
	return `${snakes.filter((snake) => snake.out === undefined).length} of ${snakes.length} alive`;
}
