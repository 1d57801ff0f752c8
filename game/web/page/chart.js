// Scores or times over time, with the time bar below: one axis for both.
import { byId, on, setAttributes, stroke, svg } from './dom.js';
import { clock, outWords } from './format.js';
import { linear, stairs, ticks, timeShare } from './layout.js';
import { look, markImage } from './marks.js';

const dashes = ['', '6 3', '2 3', '9 3 2 3', '12 4', '4 2', '1 4', '8 2 2 2'];

export class Chart {
	constructor(playhead, changed) {
		const [kinds, drawing, slider] = byId('chart').children;
		Object.assign(this, { root: byId('chart'), slider, kinds, playhead });
		this.back = svg('g');
		this.future = svg('rect', { fill: 'var(--panel)', opacity: 0.66, y: 0 });
		this.done = svg('rect', { fill: 'var(--fill)', rx: 4, height: 8 });
		this.head = svg('g', {},
			svg('path', { stroke: 'var(--ink)', 'stroke-width': 2 }),
			svg('circle', { r: 8, fill: 'var(--panel)', stroke: 'var(--ink)', 'stroke-width': 3 }), svg('circle', { r: 2.5, fill: 'var(--ink)' }));
		this.marks = svg('g');
		drawing.append(this.back, this.future, this.done, this.marks, this.head);
		[...kinds.children].forEach((button, i) => on(button, 'click', () => {
			this.kind = i === 0 ? 'scores' : 'times';
			changed();
		}));
		const drag = (event) => {
			playhead.seek(this.scale.back(event.clientX - this.slider.getBoundingClientRect().left));
			if (playhead.now >= playhead.last && !playhead.over) playhead.goLive();
			changed();
		};
		on(slider, 'pointerdown', (event) => {
			if (event.button !== 0) return;
			slider.setPointerCapture(event.pointerId);
			drag(event);
		});
		on(slider, 'pointermove', (event) => {
			if (slider.hasPointerCapture(event.pointerId)) drag(event);
		});
		this.scale = linear(0, 1, 44, 45);
	}

	draw({ store, dark, chosen }) {
		const { clientWidth: width, clientHeight: height } = this.root;
		if (width === 0) return;
		const { now: at, last, live, behind } = this.playhead;
		const narrow = width < 600;
		const left = narrow ? 14 : 52;
		const right = width - left;
		this.bar = height - (height < 100 ? 22 : 34);
		const kind = !store.match ? 'run' : this.kind ?? (store.scored ? 'scores' : 'times');
		// Live, only the head moves more than four times a second.
		const key = `${width} ${height} ${dark} ${kind} ${chosen} ${store.match?.t} ${live}`;
		const now = performance.now();
		if (key !== this.key || (store.revision !== this.revision && (now - this.drawn > 250 || store.end))) {
			this.key = key;
			this.revision = store.revision;
			this.drawn = now;
			this.scale = linear(0, Math.max(last, 1e-9), left, right);
			[...this.kinds.children].forEach((button, i) => button.setAttribute('aria-pressed', (i === 0) === (kind === 'scores')));
			this.ground(store, { left, right, height, dark, kind, chosen, narrow });
		}
		this.stale = store.revision !== this.revision;
		const tenths = (value) => Math.round(value * 10) / 10;
		const x = tenths(Math.min(right, this.scale.at(at)));
		setAttributes(this.done, { x: left, y: this.bar - 4, width: Math.max(0, x - left) });
		setAttributes(this.future, { x, width: Math.max(0, right - x), height: behind > 0 ? Math.max(0, this.bar - 28) : 0 });
		const [line, ring, dot] = this.head.children;
		setAttributes(line, { d: `M${x} 8V${this.bar}` });
		for (const part of [ring, dot]) setAttributes(part, { cx: x, cy: this.bar });
		setAttributes(this.slider, {
			'aria-valuemax': tenths(last), 'aria-valuenow': tenths(at),
			'aria-valuetext': !store.match ? `${clock(at)} of ${clock(last)}` : `turn ${at} of ${last}`,
		});
	}

	ground(store, view) {
		const { left, right, kind, height } = view;
		const parts = [];
		const top = height > 150 && kind !== 'run' ? 36 : 16;
		const foot = this.bar - 28;
		const { scale } = this;
		if (foot - top > 24) parts.push(...this[kind](store, view, top, foot));
		const track = (from, to, more) => svg('rect', { x: from, y: this.bar - 4, width: Math.max(2, to - from), height: 8, ...more });
		parts.push(track(left, right, { rx: 4, fill: 'var(--bar)', stroke: 'var(--edge)' }));
		for (const { from, to } of store.gaps) {
			const gap = track(scale.at(from - 1), scale.at(to), { fill: 'var(--amber)' });
			gap.append(svg('title', {}, `turns ${from} to ${to} are missing`));
			parts.push(gap);
		}
		const y = Math.min(height - 3, this.bar + 21);
		let end = 0;
		for (const value of ticks(this.playhead.last, Math.max(2, Math.floor((right - left) / 150)))) {
			if (store.match && !Number.isInteger(value)) continue;
			end = scale.at(value);
			parts.push(stroke(`M${end} ${this.bar + 5}v4`, 'var(--edge)'), svg('text', { x: end, y, 'text-anchor': 'middle' }, value));
		}
		parts.push(svg('text', { x: right + 8, y }, view.narrow || end > right - 14 ? '' : store.match ? 'turn' : 's'));
		this.back.replaceChildren(...parts);
		this.marks.replaceChildren(...(store.match ? this.outMarks(store, view.dark) : this.runMarks(store)));
	}

	axis(values, y, left, right, words = String) {
		return values.flatMap((value) => [
			stroke(`M${left} ${y(value)}H${right}`, 'var(--line)'),
			svg('text', { x: left - 8, y: y(value) + 4, 'text-anchor': 'end' }, words(value)),
		]);
	}

	scores(store, { left, right, dark, chosen, narrow }, top, foot) {
		let most = 1;
		for (const { scores } of store.turns) for (const score of scores ?? []) if (score > most) most = score;
		const y = linear(0, most, foot, top).at;
		const parts = narrow ? [] : this.axis(ticks(most, foot - top > 60 ? 4 : 2), y, left, right);
		const last = store.turns.at(-1)?.scores ?? [];
		const order = store.players.map((player) => player.index).sort((a, b) => (last[b] ?? 0) - (last[a] ?? 0));
		// Of many only the best three and the chosen one are told apart.
		const strong = new Set(store.players.length > 9 ? [...order.slice(0, 3), store.playerOf.get(chosen)?.index] : order);
		const outs = new Map(store.match.mode === 'lockstep' ? store.outs.map((out) => [store.playerOf.get(out.player)?.index, out.turn]) : []);
		const labels = [];
		for (const i of [...order].reverse()) {
			const player = store.players[i];
			const until = outs.get(i) ?? player.left ?? Infinity;
			const values = store.turns.map((record) => (record.turn > until ? undefined : record.scores?.[i]));
			const points = stairs(values, (k) => this.scale.at(store.turns[k].turn));
			let path = points.map((point, k) => point && `${points[k - 1] ? `H${point[0]}V` : `M${point[0]} `}${y(point[1]).toFixed(1)}`).join('');
			if (path === '') continue;
			if (until === Infinity) path += `H${Math.round(right)}`;
			const colours = look(i, dark);
			if (!strong.has(i)) {
				parts.push(stroke(path, 'var(--edge)', { 'stroke-width': 1, opacity: 0.6 }));
				continue;
			}
			const wide = chosen === player.name ? 1.6 : 1;
			parts.push(stroke(path, colours.edge, { 'stroke-width': 4 * wide }),
				stroke(path, colours.fill, { 'stroke-width': 2.3 * wide, 'stroke-dasharray': dashes[colours.pattern] || undefined }));
			if (until === Infinity && last[i] !== undefined) labels.unshift({ player, y: y(last[i]) });
		}
		if (!narrow) parts.push(...this.labels(labels, right, dark, foot));
		return parts;
	}

	labels(labels, right, dark, foot) {
		let next = 4;
		return labels.sort((a, b) => a.y - b.y).map(({ player, y }) => {
			const place = Math.max(next, y - 8);
			next = place + 17;
			return place <= foot + 20 && markImage(player, dark, 16, false, { x: right + 12, y: place });
		}).filter(Boolean);
	}

	times(store, { left, right, dark, chosen, narrow }, top, foot) {
		const limit = (store.match.mode === 'ticks' ? store.match.tick : store.match.turn_limit) || 1;
		const y = (seconds) => foot - Math.min(1.05, timeShare(seconds, limit)) * (foot - top);
		const parts = [stroke(`M${left} ${y(limit)}H${right}`, 'var(--edge)', { 'stroke-dasharray': '4 3' })];
		if (!narrow) parts.push(...this.axis([0.001, 0.01, 0.1, 1].filter((seconds) => seconds < limit && seconds > limit / 2000), y, left, right, (seconds) => (seconds < 1 ? `${seconds * 1000} ms` : '1 s')));
		// One dot for every three pixels: the greatest time.
		for (const player of store.players) {
			if (store.players.length > 9 && chosen && player.name !== chosen) continue;
			const places = new Map();
			for (const record of store.turns) {
				const move = record.moves[player.name];
				if (move?.seconds === undefined) continue;
				const x = Math.round(this.scale.at(record.turn) / 3) * 3;
				places.set(x, Math.max(places.get(x) ?? 0, move.seconds));
			}
			const { fill, edge } = look(player.index, dark);
			const path = [...places].map(([x, seconds]) => `M${x} ${y(seconds).toFixed(1)}h0`).join('');
			const dots = (colour, width) => stroke(path, colour, { 'stroke-width': width, 'stroke-linecap': 'round' });
			parts.push(dots(edge, 6), dots(fill, 4));
		}
		return parts;
	}

	run(store, { left, right, narrow }, top, foot) {
		const width = Math.max(1, Math.ceil((store.buckets.length * 4) / Math.max(1, right - left)));
		const sums = [];
		store.buckets.forEach(({ out, err }, second) => {
			const i = Math.floor(second / width);
			sums[i] ??= { all: 0, err: 0 };
			sums[i].all += (out + err) / width;
			sums[i].err += err / width;
		});
		const most = Math.max(1, ...sums.map((each) => each.all));
		const y = linear(0, most, foot, top).at;
		const bars = (key) => sums.map((each, i) => {
			const from = this.scale.at(i * width);
			const to = Math.min(right, this.scale.at((i + 1) * width) - 0.6);
			return each[key] > 0 && to > from ? `M${from.toFixed(1)} ${foot}V${y(each[key]).toFixed(1)}H${to.toFixed(1)}V${foot}z` : '';
		}).join('');
		return [
			...(narrow ? [] : this.axis(ticks(most, 3), y, left, right)),
			svg('path', { d: bars('all'), fill: 'var(--fill)', opacity: 0.6 }), svg('path', { d: bars('err'), fill: 'var(--ink)' }),
			svg('text', { x: left + 4, y: 12 }, 'lines a second; dark: standard error'),
		];
	}

	outMarks(store, dark) {
		const parts = [];
		let last = -Infinity;
		let line = -Infinity;
		for (const out of store.outs) {
			const player = store.playerOf.get(out.player);
			const x = this.scale.at(out.turn);
			if (!player) continue;
			if (x - line >= 2) parts.push(stroke(`M${x} 16V${this.bar - 4}`, 'var(--edge)', { 'stroke-dasharray': '2 3' }));
			line = x;
			// Marks do not overlap; one without room keeps its line.
			const place = Math.max(x, last + 15);
			if (place - x > 45) continue;
			last = place;
			const mark = markImage(player, dark, 18, true, { x: place - 9, y: this.bar - 26 });
			mark.append(svg('title', {}, `turn ${out.turn}: ${outWords(out)}`));
			parts.push(mark);
		}
		return parts;
	}

	runMarks(store) {
		const y = this.bar - 15;
		return store.workers.slice(0, 2000).flatMap(({ start, end, exit }) => {
			const { at } = this.scale;
			const parts = [svg('path', { d: `M${at(start)} ${y - 5}v10l8 -5z`, fill: 'var(--panel)', stroke: 'var(--ink)' })];
			if (exit) {
				const x = at(end);
				parts.push(exit.failed
					? stroke(`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`, 'var(--red)', { 'stroke-width': 2.5 })
					: svg('rect', { x: x - 4, y: y - 4, width: 8, height: 8, fill: 'var(--fill)' }));
			}
			return parts;
		});
	}
}
