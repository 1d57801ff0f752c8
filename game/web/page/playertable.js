// The table of players, as they were at the playhead.
import { element, named, setAttribute, setText, span, stale, stroke, svg, table, td } from './dom.js';
import { arrows, causeWords, cut, directions, duration, scoreWord } from './format.js';
import { timeShare } from './layout.js';
import { look, markImage } from './marks.js';

const bars = 23;

export class PlayerTable {
	// `choose` is called with a name.
	constructor(root, choose) {
		this.root = root;
		this.choose = choose;
		this.rows = new Map();
	}

	draw({ store, index, dark, chosen, you }) {
		const players = store.table(index);
		const kind = store.match.rules;
		const density = players.length <= 6 ? 'two' : players.length <= 12 ? 'one' : 'many';
		const limit = store.match.mode === 'ticks' ? store.match.tick / (store.scenario?.speed ?? 1) : store.match.turn_limit;
		if (stale(this.root, `${kind} ${limit} ${dark}`)) this.build(kind, limit, store.match.mode);
		setAttribute(this.root, 'data-rows', density);
		const final = store.result && index === store.turns.length - 1;
		const total = kind === 'paint' ? players.reduce((sum, row) => Math.max(sum, row.score ?? 0), 1) : 1;
		const used = players.map((row) => this.row(row, { store, index, dark, kind, limit, density, chosen, you, final, total }));
		// To move a row that stays would cost a layout.
		used.forEach((node, i) => {
			if (this.body.children[i] !== node) this.body.insertBefore(node, this.body.children[i] ?? null);
		});
		while (this.body.children.length > used.length) this.body.lastElementChild.remove();
	}

	build(kind, limit, mode) {
		this.kind = kind;
		this.rows.clear();
		const heads = [['#', 34], ['', 36, '', 'mark'], ['player'], [scoreWord(kind), 72, 'right']];
		if (kind === 'snake') heads.push(['health', 116, 'c-health']);
		if (kind === 'paint') heads.push(['against the best', 130, 'c-share']);
		else heads.push([limit === null ? 'time' : `time – ${mode === 'ticks' ? 'tick' : 'limit'} ${duration(limit)}`, 180, 'c-time']);
		heads.push(['answer', kind === 'paint' ? 176 : 144, 'c-answer right']);
		this.body = element('tbody');
		this.root.replaceChildren(table('Players', heads, this.body));
	}

	row(row, view) {
		const { player } = row;
		let parts = this.rows.get(player);
		if (!parts) {
			parts = { rank: td('rank'), mark: td('c-mark'), name: td('name'), score: td('score') };
			if (this.kind === 'snake') parts.health = td('c-health');
			if (this.kind === 'paint') parts.share = td('c-share');
			else parts.time = td('c-time');
			parts.answer = td('c-answer right');
			parts.node = element('tr', { click: () => this.choose(player.name) }, ...Object.values(parts));
			parts.second = element('small');
			parts.dot = element('span');
			parts.name.append(element('b', {}, named(player.name, 16), ' ', parts.dot), parts.second);
			this.rows.set(player, parts);
		}
		const gone = !!(row.out || row.left);
		if (stale(parts.mark, gone)) {
			parts.mark.replaceChildren(markImage(player, view.dark, view.density === 'many' ? 18 : 26, gone));
			setAttribute(parts.node, 'class', gone ? 'out' : false);
		}
		setAttribute(parts.node, 'aria-current', view.chosen === player.name || view.you === player.name);
		setText(parts.rank, row.rank ?? '–');
		setAttribute(parts.rank, 'class', `rank${row.final || view.final ? ' final' : ''}`);
		setText(parts.score, row.score ?? '–');
		const worker = view.store.workerOf.get(player.worker);
		const colour = worker?.colour;
		if (colour && stale(parts.dot, colour)) parts.dot.replaceChildren(svg('svg', { width: 10, height: 10, class: 'swatch' }, svg('title', {}, 'its own colour'), svg('circle', { cx: 5, cy: 5, r: 4.5, fill: colour, stroke: 'var(--edge)' })));
		setText(parts.second, row.move?.say ? `“${row.move.say}”` : worker && `${worker.label.split(' ')[0]} · ${worker.command.map((word, i) => (i === 0 ? word.split('/').pop() : word)).join(' ')}`);
		if (parts.health) this.health(parts.health, row);
		if (parts.share && stale(parts.share, `${row.score} ${view.total}`)) parts.share.replaceChildren(track(110, (row.score ?? 0) / view.total, look(player.index, view.dark).fill));
		if (parts.time) {
			// The cause takes the place of the answer.
			parts.time.colSpan = row.out ? 2 : 1;
			parts.answer.classList.toggle('taken', !!row.out);
			this.time(parts.time, row, view);
		}
		this.answer(parts.answer, row, view.store.match.mode);
		return parts.node;
	}

	health(cell, { out, left, health }) {
		const value = out ? undefined : health;
		if (!stale(cell, value ?? `${!out} ${left}`)) return;
		if (value === undefined) cell.replaceChildren(out ? span('tag gone', '✕ out') : left ? 'left' : '–');
		else cell.replaceChildren(track(64, value / 100, 'var(--fill)'), ' ', span(value <= 15 ? 'low' : undefined, value));
	}

	time(cell, row, { store, index, limit }) {
		const { out } = row;
		const words = out ? `${causeWords(out)} · turn ${out.turn}` : index === 0 && startWords(row, store);
		setAttribute(cell, 'title', out && words);
		if (words) {
			if (stale(cell, words)) cell.replaceChildren(words);
			return;
		}
		const times = store.timesOf(row.player, index, bars);
		const last = times.at(-1);
		if (!stale(cell, `${index} ${times.length} ${last?.seconds}`)) return;
		const most = limit ?? Math.max(...times.map((each) => each.seconds ?? 0), 0.001);
		const groups = { fill: '', amber: '', red: '' };
		times.forEach(({ status, seconds }, i) => {
			const x = (bars - times.length + i) * 4 + 1.5;
			if (status === 'missing') groups.red += `M${x - 1.5} 19l3 3m0 -3l-3 3`;
			else if (status !== 'out') groups[status === 'late' ? 'amber' : 'fill'] += `M${x} 23V${(23 - 17 * timeShare(seconds ?? most, most)).toFixed(1)}`;
		});
		cell.replaceChildren(
			svg('svg', { width: 94, height: 23, 'aria-hidden': 'true', class: 'track' }, stroke('M0 6H94', 'var(--edge)', { 'stroke-dasharray': '2 2' }),
				...Object.entries(groups).map(([colour, path]) => stroke(path, `var(--${colour})`, { 'stroke-width': colour === 'red' ? 1.2 : 2.6 }))),
			` ${duration(last?.seconds)}`);
	}

	answer(cell, { move, out, left, late, missing, illegal }, mode) {
		// In ticks, one who sends no move just goes on.
		const strikes = late > 0 ? `${late} late` : missing > 0 && mode === 'lockstep' ? `${missing} missing` : illegal > 0 ? `${illegal} illegal` : '';
		const gone = out ? 'out' : left ? 'left' : !move && ' ';
		if (!stale(cell, gone || `${strikes} ${move.status} ${move.move}`)) return;
		if (gone) {
			cell.replaceChildren(gone);
			return;
		}
		const icon = { late: '◷ ', missing: '∅ ', illegal: '⊘ ' }[move.status];
		cell.replaceChildren(
			element('small', {}, strikes), ' ',
			span(icon ? `tag ${move.status}` : 'dim', `${icon ?? ''}${move.status}`), ' ',
			moveWord(move.move));
	}
}

// Before the first turn: how long the program took to start, or has been waited for.
function startWords({ player }, { match, time, turns, workerOf }) {
	const worker = workerOf.get(player.worker);
	if (match.mode !== 'lockstep' || !worker) return undefined;
	if (worker.ready !== undefined) return `✓ ready in ${duration(worker.ready - worker.start)}`;
	return turns.length > 1 ? undefined : `waiting for ${duration(time - match.t)}${match.first_limit === null ? '' : ` of ${duration(match.first_limit)}`}`;
}

/** A move: an arrow, with its word for screen readers; else the text. */
export function moveWord(move) {
	if (move === undefined) return '';
	if (!arrows[move]) return element('bdi', {}, cut(move, 12));
	return span('', element('span', { 'aria-hidden': 'true' }, arrows[move]), span('sr', `moved ${directions[move]}`));
}

function track(width, share, colour) {
	const bar = (length, fill) => svg('rect', { width: length, height: 10, rx: 4, fill });
	return svg('svg', { width, height: 10, class: 'track swatch', 'aria-hidden': 'true' }, bar(width, 'var(--bar)'), bar(width * Math.max(0, Math.min(1, share)), colour));
}
