// The board: one canvas for the ground, drawn when it changes, and one for what moves.
import { boardPlace, coordinateStep } from './layout.js';
import { ink } from './marks.js';
import * as paint from './paint.js';
import * as rows from './rows.js';
import * as snake from './snake.js';

/** What draws the board of these rules: `size`, `draw`, and perhaps `groundKey`, `drawGround` and `summary`. */
export function painterOf(match) {
	if (match?.rules === 'snake') return snake;
	if (match?.rules === 'paint') return paint;
	return rows;
}

export class Board {
	constructor(root, ground, top) {
		Object.assign(this, { root, ground, top, next: 0 });
	}

	// Its size in squares; undefined if there is none.
	size(store, index) {
		const content = store.contentAt(index);
		if (!store.match || !content) return undefined;
		const size = painterOf(store.match).size(content.state, content);
		return size && size.columns > 0 && size.rows > 0 ? size : undefined;
	}

	draw({ store, index, glide, palette, chosen, you }) {
		const size = this.size(store, index);
		const width = this.root.clientWidth;
		const height = this.root.clientHeight;
		if (!size || width === 0 || height === 0) return;
		const scale = Math.min(window.devicePixelRatio || 1, 3);
		const content = store.contentAt(index);
		const contentBefore = index > 0 ? store.contentAt(index - 1) : undefined;
		const painter = painterOf(store.match);
		const place = boardPlace(width, height, size.columns, size.rows);
		const key = `${width} ${height} ${scale} ${size.columns} ${size.rows} ${palette.dark} ${painter.groundKey?.(content.state)}`;
		if (key !== this.groundKey) {
			this.groundKey = key;
			this.drawGround(painter, content.state, place, palette, this.clear(this.ground, width, height, scale), width);
		}
		const ctx = this.clear(this.top, width, height, scale);
		painter.draw(ctx, {
			state: content.state, before: contentBefore?.state, content, contentBefore, glide, place, palette, store, index,
			turn: store.turns[index].turn, chosen, you,
		});
		this.label(store, index, painter, content);
	}

	// The context of a canvas without anything on it, in pixels of the page.
	clear(canvas, width, height, scale) {
		const sides = [Math.round(width * scale), Math.round(height * scale)];
		if (canvas.width !== sides[0] || canvas.height !== sides[1]) [canvas.width, canvas.height] = sides;
		const ctx = canvas.getContext('2d');
		ctx.setTransform(scale, 0, 0, scale, 0, 0);
		ctx.clearRect(0, 0, width, height);
		return ctx;
	}

	drawGround(painter, state, place, palette, ctx, width) {
		const { size, left, top, columns, rows: count } = place;
		ctx.beginPath();
		ctx.roundRect(left - 4, top - 4, columns * size + 8, count * size + 8, 8);
		ink(ctx, palette.frame, palette.rim);
		const gap = size >= 9 ? 1 : 0;
		for (let y = 0; y < count; ++y) {
			for (let x = 0; x < columns; ++x) {
				ctx.fillStyle = (x + y) % 2 ? palette.other : palette.square;
				ctx.fillRect(left + x * size + gap, top + y * size + gap, size - 2 * gap, size - 2 * gap);
			}
		}
		painter.drawGround?.(ctx, state, place, palette);
		if (width < 500) return;
		ctx.font = '11px ui-monospace, "DejaVu Sans Mono", monospace';
		ctx.fillStyle = palette.coordinate;
		ctx.textBaseline = 'middle';
		ctx.textAlign = 'center';
		for (let x = 0; x < columns; x += coordinateStep(columns)) ctx.fillText(x, left + (x + 0.5) * size, top + count * size + 14);
		ctx.textAlign = 'right';
		for (let y = 0; y < count; y += coordinateStep(count)) ctx.fillText(y, left - 9, top + (count - 0.5 - y) * size);
	}

	// A screen reader hears the board at most every 5 seconds.
	label(store, index, painter, content) {
		const now = performance.now();
		if (now < this.next) return;
		this.next = now + 5000;
		this.root.setAttribute('aria-label', `Board of ${store.match.rules ?? 'match'}, turn ${store.turns[index].turn}. ${painter.summary?.(content.state) ?? ''}`);
	}
}
