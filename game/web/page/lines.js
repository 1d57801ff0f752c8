// The output of the workers: filters, search, a list that draws only what is seen.
import { byId, element, on, setAttribute, setText, stale } from './dom.js';
import { cut } from './format.js';
import { visible } from './layout.js';
import { markImage } from './marks.js';
import { LineView } from './lineview.js';

const rowHeight = 20;
const streams = [undefined, 'out', 'err'];

export class Lines {
	constructor(changed) {
		const [input, output] = byId('search').querySelectorAll('input, output');
		Object.assign(this, { changed, input, output, log: byId('log'), who: byId('who'), streams: byId('streams'), showMoves: byId('show-moves'), nothing: byId('nothing') });
		Object.assign(this, { view: new LineView(), space: this.log.firstElementChild, pool: [], sticky: true, count: 0 });
		on(this.log, 'scroll', () => {
			this.sticky = this.log.scrollTop + this.log.clientHeight >= this.log.scrollHeight - 4;
			this.changed();
		});
		streams.forEach((stream, i) => on(this.streams.children[i], 'click', () => this.filter({ stream })));
		on(this.showMoves, 'click', () => this.toggleMoves());
		on(this.input, 'input', () => this.filter({ search: this.input.value }));
		on(this.input, 'keydown', (event) => {
			if (event.key === 'Enter') this.hit(event.shiftKey ? -1 : 1);
			if (event.key === 'Escape') {
				this.input.value = '';
				this.filter({ search: '' });
				this.log.focus();
			}
		});
		on(this.nothing.lastElementChild, 'click', () => this.filter({ player: undefined, worker: undefined, stream: undefined, moves: true }));
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

	// Only the lines of this player; again: all.
	only(name) {
		this.filter({ player: this.view.filter.player === name ? undefined : name, worker: undefined });
	}

	// To the next or previous line that has what is searched.
	hit(direction) {
		const { view } = this;
		// The last letter's frame may still come.
		if (view.store) view.update(view.store);
		const { hits } = view;
		const end = view.hitsUntil(this.count);
		if (end === 0) return;
		const now = this.current === undefined ? (direction > 0 ? -1 : end) : hits.indexOf(this.current);
		this.current = hits[(now + direction + end) % end];
		this.sticky = false;
		this.log.scrollTop = view.rowOf(this.current) * rowHeight - this.log.clientHeight / 2;
		this.changed();
	}

	draw({ store, time, dark }) {
		this.chips(store, dark);
		const { view } = this;
		view.update(store);
		this.count = view.until(store, time);
		const { search, player, worker, stream } = view.filter;
		const found = view.hitsUntil(this.count);
		setText(this.output, search && (this.current !== undefined && found > 0 ? `${view.hits.indexOf(this.current) + 1} of ${found}` : `${found} found`));
		this.nothing.hidden = search === '' || found > 0;
		if (!this.nothing.hidden) {
			const [title, words] = this.nothing.children;
			setText(title, `No line has “${search}”.`);
			const whose = player ?? (worker === undefined ? 'all' : store.workerOf.get(worker)?.label ?? 'the referee');
			setText(words, `${this.count} lines searched: of ${whose}, ${{ out: 'standard output only', err: 'standard error only' }[stream] ?? 'both streams'}.`);
		}
		const height = this.count * rowHeight;
		this.space.style.height = `${height}px`;
		if (this.sticky) this.log.scrollTop = height;
		const { first, end } = visible(this.log.scrollTop, this.log.clientHeight, rowHeight, this.count);
		this.rows(store, dark, first, end);
	}

	rows(store, dark, first, end) {
		const { pool, view, current } = this;
		while (pool.length < end - first) pool.push(element('div', { class: 'entry' }, ...Array.from({ length: 6 }, () => element('span'))));
		if (this.space.childElementCount < pool.length) this.space.append(...pool);
		const { length } = pool;
		pool.forEach((node, slot) => {
			// A line keeps its node while it is seen.
			const i = first + ((slot - (first % length) + length) % length);
			node.hidden = i >= end;
			if (node.hidden) return;
			const number = view.numbers[i];
			node.style.transform = `translateY(${i * rowHeight}px)`;
			if (stale(node, `${number} ${dark} ${view.filter.search} ${number === current} ${store.players.length}`)) this.write(node, store.lines[number - store.droppedLines], store, dark, number === current);
		});
	}

	write(node, line, store, dark, current) {
		if (!line) return;
		setAttribute(node, 'class', `entry${line.err ? ' err' : ''}${line.move ? ' move' : ''}${line.note ? ' note' : ''}${current ? ' current' : ''}`);
		const [turn, time, mark, name, stream, text] = node.children;
		const player = store.playerOfLine(line);
		const worker = store.workerOf.get(line.worker);
		setText(turn, line.turn);
		setText(time, `${line.t.toFixed(2)} s`);
		mark.replaceChildren(player ? markImage(player, dark, 16) : '');
		const whose = player?.name ?? worker?.label;
		name.replaceChildren(element('bdi', { title: whose }, line.note ? '' : cut(whose ?? 'referee', 12)));
		setText(stream, line.err ? 'err' : '');
		const search = this.view.filter.search.toLowerCase();
		const at = search === '' ? -1 : line.text.toLowerCase().indexOf(search);
		const end = at + search.length;
		text.replaceChildren(element('bdi', { title: line.text }, ...(at < 0 ? [line.text] : [line.text.slice(0, at), element('mark', {}, line.text.slice(at, end)), line.text.slice(end)])));
	}

	chips(store, dark) {
		const { filter } = this.view;
		const key = `${store.players.length} ${store.workers.length} ${dark} ${filter.player} ${filter.worker} ${filter.stream} ${filter.moves} ${store.match?.t}`;
		if (!stale(this.who, key)) return;
		streams.forEach((stream, i) => this.streams.children[i].setAttribute('aria-pressed', filter.stream === stream));
		this.showMoves.setAttribute('aria-pressed', filter.moves);
		const choice = (label, worker, player) => ({ label, player, change: { worker, player: player?.name }, on: filter.worker === worker && filter.player === player?.name });
		const choices = [choice('all')];
		if (store.match) choices.push(...store.players.map((player) => choice(player.name, undefined, player)));
		else if (!store.tournament) choices.push(...store.workers.map(({ label, number }) => choice(label, number)));
		if (store.match?.referee) choices.push(choice('referee', 0));
		if (choices.length <= 9) {
			this.who.replaceChildren(...choices.map(({ label, player, change, on }) => element('button', { 'aria-pressed': `${on}`, click: () => this.filter(change), title: label },
				player && markImage(player, dark, 16), element('bdi', {}, cut(label, 20)))));
			return;
		}
		const select = element('select', { 'aria-label': 'Whose lines', change: () => this.filter(choices[select.selectedIndex].change) },
			...choices.map(({ label, on }) => element('option', { selected: on }, label)));
		this.who.replaceChildren(select);
	}
}
