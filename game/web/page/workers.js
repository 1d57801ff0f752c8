// The table of the workers; each has its lane of the timeline in its row.
import { element, setAttribute, setText, stale, stroke, svg, table, td } from './dom.js';
import { bytes, cut, duration, endWords } from './format.js';
import { linear } from './layout.js';

export class Workers {
	constructor(root, choose) {
		this.root = root;
		this.choose = choose;
		this.rows = new Map();
	}

	build(store) {
		this.store = store;
		const lane = this.root.id === 'run' ? 320 : 140;
		this.laneWidth = lane;
		this.rows.clear();
		this.body = element('tbody');
		const heads = [
			['worker', 150], ['state', 120], ['age', 76, 'right'], ['processor', 84, 'right'], ['memory', 76, 'right'], ['lines', 64, 'right'],
			['timeline', lane + 16], ['last line'],
		];
		const all = table('Workers', heads, this.body);
		all.style.minWidth = `${heads.reduce((sum, [, width]) => sum + (width ?? 140), 0)}px`;
		this.root.replaceChildren(all);
	}

	draw({ store, time, chosenWorker }) {
		if (this.store !== store || !this.body || this.rows.size > store.workers.length) this.build(store);
		const now = Math.min(time, store.time);
		const scale = linear(0, Math.max(store.time, 1e-3), 2, this.laneWidth - 2);
		const last = lastLines(store, now);
		for (const worker of store.workers) {
			let parts = this.rows.get(worker);
			if (!parts) {
				parts = this.row(worker);
				this.rows.set(worker, parts);
				this.body.append(parts.node);
			}
			parts.node.hidden = worker.start > now;
			if (parts.node.hidden) continue;
			const is = store.workerAt(worker, now);
			const { exit: ended, state } = is;
			const failed = state === 'failed';
			setAttribute(parts.node, 'aria-current', chosenWorker === worker.number);
			setText(parts.state, !ended ? '● running' : `${failed ? '✕' : '✓'} ${!failed && ended.exit_code === 0 ? 'done' : endWords(ended)}`);
			setAttribute(parts.state, 'class', failed && 'bad');
			setText(parts.age, is.age < 0.9995 ? duration(is.age) : `${is.age.toFixed(1)} s`);
			setText(parts.processor, !ended ? '–' : duration(ended.user_seconds + ended.system_seconds));
			setText(parts.memory, bytes(ended?.max_rss_bytes));
			setText(parts.lines, is.lines);
			setText(parts.last, last.get(worker.number) ?? (now >= store.time ? worker.last : ''));
			for (const cell of [parts.state, parts.last]) setAttribute(cell, 'title', cell.textContent);
			this.lane(parts, worker, is, now, scale);
		}
	}

	row(worker) {
		const parts = {};
		for (const name of ['state', 'age', 'processor', 'memory', 'lines', 'lane', 'last']) parts[name] = td({ state: '', lane: '', last: 'mono' }[name] ?? 'right');
		parts.node = element('tr', { click: () => this.choose(worker) },
			element('th', { scope: 'row', title: `${worker.label}: ${worker.command.join(' ')}` }, element('bdi', {}, cut(worker.label, 22))), ...Object.values(parts));
		return parts;
	}

	// A rectangle for its life, a small bar for the lines of each place.
	lane(parts, worker, is, now, scale) {
		const start = scale.at(worker.start);
		const end = Math.max(start + 2, scale.at(Math.min(worker.end ?? now, now)));
		if (!stale(parts.lane, `${Math.round(start)} ${Math.round(end)} ${is.state} ${is.lines} ${Math.round(scale.at(1))}`)) return;
		const failed = is.state === 'failed';
		const columns = new Map();
		for (const { second, count } of worker.marks) {
			if (second > now * 2) break;
			const x = Math.round(scale.at(Math.max(worker.start, second / 2)) / 3) * 3;
			columns.set(x, (columns.get(x) ?? 0) + count);
		}
		const most = Math.max(4, ...columns.values());
		const path = [...columns].map(([x, count]) => `M${Math.min(x + 1.5, end - 1)} 18v${-Math.max(1.5, (count / most) * 14).toFixed(1)}`).join('');
		parts.lane.replaceChildren(svg('svg', { width: this.laneWidth, height: 22, class: 'track swatch', role: 'img', 'aria-label': `from ${duration(worker.start)} to ${worker.end === undefined ? 'now' : duration(worker.end)}` },
			stroke(`M0 11H${this.laneWidth}`, 'var(--edge)', { 'stroke-dasharray': '1 4' }),
			svg('rect', { x: start, y: 2, width: end - start, height: 18, rx: 3, fill: failed ? 'var(--red-ground)' : 'var(--bar)', stroke: failed ? 'var(--red)' : 'var(--edge)' }),
			stroke(path, failed ? 'var(--red)' : 'var(--fill)', { 'stroke-width': 2 })));
	}
}

// The last line of each worker, of the last few thousand.
function lastLines(store, time) {
	const result = new Map();
	const end = store.linesUntil(time);
	for (let i = end - 1; i >= Math.max(0, end - 3000) && result.size < store.workers.length; --i) {
		const line = store.lines[i];
		if (!line.note && !result.has(line.worker)) result.set(line.worker, line.text);
	}
	return result;
}
