// The output of the workers: filters, search, and a list that draws only what is seen.
import { element, setAttribute, setText, stale } from './dom.js';
import { cut } from './format.js';
import { visible } from './layout.js';
import { markImage } from './marks.js';
import { LineView } from './lineview.js';

const rowHeight = 20;

export class Lines {
	constructor(roots, changed) {
		Object.assign(this, roots);
		this.changed = changed;
		this.view = new LineView();
		this.space = this.log.firstElementChild;
		this.pool = [];
		this.sticky = true;
		this.current = undefined;
		this.count = 0;
		this.log.addEventListener('scroll', () => {
			this.sticky = this.log.scrollTop + this.log.clientHeight >= this.log.scrollHeight - 4;
			this.changed();
		});
		const [both, out, err] = this.streams.children;
		for (const [button, stream] of [[both, undefined], [out, 'out'], [err, 'err']]) button.addEventListener('click', () => this.filter({ stream }));
		this.showMoves.addEventListener('click', () => this.toggleMoves());
		this.input.addEventListener('input', () => this.filter({ search: this.input.value }));
		this.input.addEventListener('keydown', (event) => {
			if (event.key === 'Enter') this.hit(event.shiftKey ? -1 : 1);
			if (event.key === 'Escape') {
				this.input.value = '';
				this.filter({ search: '' });
				this.log.focus();
			}
		});
		this.nothing.querySelector('button').addEventListener('click', () => this.filter({ player: undefined, worker: undefined, stream: undefined, moves: true }));
	}

	filter(change) {
		Object.assign(this.view.filter, change);
		this.view.restart();
		this.current = undefined;
		this.sticky = true;
		this.changed();
	}

	toggleMoves() {
		this.filter({ moves: !this.view.filter.moves });
	}

	/** Only the lines of this player; again: all. */
	only(name) {
		this.filter({ player: this.view.filter.player === name ? undefined : name, worker: undefined });
	}

	/** To the next or previous line that has what is searched. */
	hit(direction) {
		const { hits } = this.view;
		const end = this.view.hitsUntil(this.count);
		if (end === 0) return;
		const now = this.current === undefined ? (direction > 0 ? -1 : end) : hits.indexOf(this.current);
		const next = (now + direction + end) % end;
		this.current = hits[next];
		this.sticky = false;
		const row = this.view.rowOf(this.current);
		this.log.scrollTop = Math.max(0, row * rowHeight - this.log.clientHeight / 2);
		this.changed();
	}

	draw({ store, time, dark }) {
		this.chips(store, dark);
		const { view } = this;
		view.update(store);
		this.count = view.until(store, time);
		const searching = view.filter.search !== '';
		const found = searching ? view.hitsUntil(this.count) : 0;
		setText(this.output, !searching ? '' : this.current !== undefined && found > 0 ? `${view.hits.indexOf(this.current) + 1} of ${found}` : `${found} found`);
		this.nothing.hidden = !(searching && found === 0);
		if (!this.nothing.hidden) {
			setText(this.nothing.querySelector('b'), `No line has “${view.filter.search}”.`);
			const whose = view.filter.player ?? (view.filter.worker === undefined ? 'all' : store.workerOf.get(view.filter.worker)?.label ?? 'the referee');
			setText(this.nothing.querySelector('p'), `${this.count} lines searched: of ${whose}, ${{ out: 'standard output only', err: 'standard error only' }[view.filter.stream] ?? 'both streams'}.`);
		}
		const height = this.count * rowHeight;
		if (this.height !== height) {
			this.height = height;
			this.space.style.height = `${height}px`;
		}
		if (this.sticky) this.log.scrollTop = height;
		const { first, end } = visible(this.log.scrollTop, this.log.clientHeight, rowHeight, this.count);
		this.rows(store, dark, first, end);
	}

	rows(store, dark, first, end) {
		while (this.pool.length < end - first) {
			const node = element('div', { class: 'entry' }, ...Array.from({ length: 6 }, () => element('span')));
			this.pool.push({ node, number: undefined });
			this.space.append(node);
		}
		// A line keeps its node while it is seen: number modulo the pool.
		const used = new Set();
		for (let i = first; i < end; ++i) {
			const slot = i % this.pool.length;
			used.add(slot);
			const entry = this.pool[slot];
			const number = this.view.numbers[i];
			const key = `${number} ${dark} ${this.view.filter.search} ${number === this.current} ${store.players.length}`;
			if (entry.place !== i) {
				entry.place = i;
				entry.node.style.transform = `translateY(${i * rowHeight}px)`;
			}
			if (entry.key !== key) {
				entry.key = key;
				this.write(entry.node, store.lines[number - store.droppedLines], store, dark, number === this.current);
			}
			entry.node.hidden = false;
		}
		this.pool.forEach((entry, slot) => {
			if (!used.has(slot)) entry.node.hidden = true;
		});
	}

	write(node, line, store, dark, current) {
		if (line === undefined) return;
		setAttribute(node, 'class', `entry${line.err ? ' err' : ''}${line.move ? ' move' : ''}${line.note ? ' note' : ''}${current ? ' current' : ''}`);
		const [turn, time, mark, name, stream, text] = node.children;
		const player = store.playerOfLine(line);
		const worker = store.workerOf.get(line.worker);
		setText(turn, line.turn);
		setText(time, `${line.t.toFixed(2)} s`);
		mark.replaceChildren(player === undefined ? '' : markImage(player, dark, 16));
		name.replaceChildren(element('bdi', { title: player?.name ?? worker?.label }, line.note ? '' : cut(player?.name ?? worker?.label ?? 'referee', 12)));
		setText(stream, line.err ? 'err' : '');
		const search = this.view.filter.search.toLowerCase();
		const at = search === '' ? -1 : line.text.toLowerCase().indexOf(search);
		const whole = element('bdi', { title: line.text });
		if (at < 0) whole.append(line.text);
		else whole.append(line.text.slice(0, at), element('mark', {}, line.text.slice(at, at + search.length)), line.text.slice(at + search.length));
		text.replaceChildren(whole);
	}

	chips(store, dark) {
		const { filter } = this.view;
		const key = `${store.players.length} ${store.workers.length} ${dark} ${filter.player} ${filter.worker} ${filter.stream} ${filter.moves} ${store.match?.t}`;
		if (!stale(this.who, key)) return;
		[undefined, 'out', 'err'].forEach((stream, i) => this.streams.children[i].setAttribute('aria-pressed', String(filter.stream === stream)));
		this.showMoves.setAttribute('aria-pressed', String(filter.moves));
		const choices = store.match === undefined
			? store.workers.map((worker) => ({ label: worker.label, change: { worker: worker.number, player: undefined }, on: filter.worker === worker.number }))
			: store.players.map((player) => ({ label: player.name, player, change: { player: player.name, worker: undefined }, on: filter.player === player.name }));
		if (store.match?.referee !== undefined) choices.push({ label: 'referee', change: { worker: 0, player: undefined }, on: filter.worker === 0 });
		const all = { label: 'all', change: { worker: undefined, player: undefined }, on: filter.worker === undefined && filter.player === undefined };
		if (choices.length <= 8) {
			this.who.replaceChildren(...[all, ...choices].map(({ label, player, change, on }) => element('button', {
				type: 'button', 'aria-pressed': String(on), click: () => this.filter(change), title: label,
			}, player === undefined ? undefined : markImage(player, dark, 16), element('bdi', {}, cut(label, 20)))));
			return;
		}
		const options = [all, ...choices];
		const select = element('select', { 'aria-label': 'Whose lines', change: () => this.filter(options[select.selectedIndex].change) },
			...options.map(({ label, on }) => element('option', { selected: on }, label)));
		this.who.replaceChildren(select);
	}
}
