// The table of players, as they were at the playhead.
import { element, setAttribute, setText, stale, svg, table } from './dom.js';
import { arrows, causeWords, cut, directions, duration, scoreWord } from './format.js';
import { timeShare } from './layout.js';
import { look, markImage } from './marks.js';

const bars = 23;

export class PlayerTable {
	/** `choose` is called with a name. */
	constructor(root, choose) {
		this.root = root;
		this.choose = choose;
		this.shape = '';
		this.rows = new Map();
	}

	draw({ store, index, dark, chosen, you }) {
		const players = store.table(index);
		const kind = store.match.rules;
		const density = players.length <= 6 ? 'two' : players.length <= 12 ? 'one' : 'many';
		const limit = store.match.mode === 'ticks' ? store.match.tick / (store.scenario?.speed ?? 1) : store.match.turn_limit;
		const shape = `${kind} ${limit} ${dark}`;
		if (shape !== this.shape) this.build(kind, limit, store.match.mode, shape);
		setAttribute(this.root, 'data-rows', density);
		const final = store.result !== undefined && index === store.turns.length - 1;
		const total = kind === 'paint' ? players.reduce((sum, row) => Math.max(sum, row.score ?? 0), 1) : 1;
		const used = players.map((row) => this.row(row, { store, index, dark, kind, limit, density, chosen, you, final, total }));
		// Moving a row that stays in its place would take away the focus and cost a layout.
		used.forEach((node, i) => {
			if (this.body.children[i] !== node) this.body.insertBefore(node, this.body.children[i] ?? null);
		});
		while (this.body.children.length > used.length) this.body.lastElementChild.remove();
	}

	build(kind, limit, mode, shape) {
		this.shape = shape;
		this.kind = kind;
		this.rows.clear();
		const what = mode === 'ticks' ? 'tick' : 'limit';
		const heads = [['#', 34, 'c-rank'], ['', 36, 'c-mark', 'mark'], ['player', undefined, 'c-name'], [scoreWord(kind), 72, 'c-score right']];
		if (kind === 'snake') heads.push(['health', 116, 'c-health']);
		if (kind === 'paint') heads.push(['against the best', 130, 'c-share']);
		if (kind !== 'paint') heads.push([limit === null ? 'time' : `time – ${what} ${duration(limit)}`, 180, 'c-time']);
		heads.push(['answer', kind === 'paint' ? 176 : 144, 'c-answer right']);
		this.body = element('tbody');
		this.root.replaceChildren(table('Players', heads, this.body));
	}

	row(row, view) {
		const { player } = row;
		let parts = this.rows.get(player);
		if (parts === undefined) {
			const cell = (name) => element('td', { class: name });
			parts = { rank: cell('rank c-rank'), mark: cell('c-mark'), name: cell('name c-name'), score: cell('score c-score') };
			if (this.kind === 'snake') parts.health = cell('c-health');
			if (this.kind === 'paint') parts.share = cell('c-share');
			if (this.kind !== 'paint') parts.time = cell('c-time');
			parts.answer = cell('c-answer right');
			parts.node = element('tr', { click: () => this.choose(player.name) }, ...Object.values(parts));
			parts.second = element('small');
			parts.dot = element('span');
			parts.name.append(element('b', {}, element('bdi', { title: player.name, 'aria-label': player.name }, cut(player.name, 16)), ' ', parts.dot), parts.second);
			this.rows.set(player, parts);
		}
		const gone = row.out !== undefined || row.left;
		if (stale(parts.mark, gone)) {
			parts.mark.replaceChildren(markImage(player, view.dark, view.density === 'many' ? 18 : 26, gone));
			setAttribute(parts.node, 'class', gone ? 'out' : false);
		}
		setAttribute(parts.node, 'aria-current', view.chosen === player.name || view.you === player.name ? 'true' : false);
		setText(parts.rank, row.rank ?? '–');
		setAttribute(parts.rank, 'class', `rank c-rank${row.final || view.final ? ' final' : ''}`);
		setText(parts.score, row.score ?? '–');
		const worker = view.store.workerOf.get(player.worker);
		const command = worker === undefined ? '' : `${worker.label.split(' ')[0]} · ${worker.command.map((word, i) => (i === 0 ? word.split('/').pop() : word)).join(' ')}`;
		if (worker?.colour !== undefined && stale(parts.dot, worker.colour)) parts.dot.replaceChildren(svg('svg', { width: 10, height: 10, class: 'swatch' }, svg('title', {}, 'its own colour'), svg('circle', { cx: 5, cy: 5, r: 4.5, fill: worker.colour, stroke: 'var(--edge)' })));
		setText(parts.second, row.move?.say !== undefined ? `“${row.move.say}”` : command);
		if (parts.health !== undefined) this.health(parts, row);
		if (parts.share !== undefined) this.share(parts, row, view);
		if (parts.time !== undefined) {
			// The cause takes the place of the answer.
			parts.time.colSpan = row.out === undefined ? 1 : 2;
			parts.answer.classList.toggle('taken', row.out !== undefined);
			this.time(parts, row, view);
		}
		this.answer(parts, row, view.store.match.mode);
		return parts.node;
	}

	health(parts, row) {
		const value = row.out === undefined ? row.health : undefined;
		if (!stale(parts.health, value ?? `${row.out === undefined} ${row.left}`)) return;
		if (value === undefined) {
			parts.health.replaceChildren(row.out ? element('span', { class: 'tag gone' }, '✕ out') : row.left ? 'left' : '–');
			return;
		}
		parts.health.replaceChildren(
			track(64, value / 100, 'var(--fill)'), ' ',
			element('span', { class: value <= 15 ? 'low' : undefined }, String(value)));
	}

	share(parts, row, { dark, total }) {
		if (stale(parts.share, `${row.score} ${total}`)) parts.share.replaceChildren(track(110, (row.score ?? 0) / total, look(row.player.index, dark).fill));
	}

	time(parts, row, { store, index, limit }) {
		if (row.out !== undefined) {
			if (stale(parts.time, row.out)) parts.time.replaceChildren(`${causeWords(row.out)} · turn ${row.out.turn}`);
			setAttribute(parts.time, 'title', parts.time.textContent);
			return;
		}
		const started = index === 0 && startWords(row, store);
		if (started) {
			if (stale(parts.time, started)) parts.time.replaceChildren(started);
			return;
		}
		const times = store.timesOf(row.player, index, bars);
		const last = times.at(-1);
		if (!stale(parts.time, `${index} ${times.length} ${last?.seconds}`)) return;
		setAttribute(parts.time, 'title', false);
		const most = limit ?? Math.max(...times.map((each) => each.seconds ?? 0), 0.001);
		const groups = { '--fill': '', '--amber': '', '--red': '' };
		times.forEach(({ status, seconds }, i) => {
			const x = (bars - times.length + i) * 4 + 1.5;
			if (status === 'missing') groups['--red'] += `M${x - 1.5} 19l3 3m0 -3l-3 3`;
			else if (status !== 'out') groups[status === 'late' ? '--amber' : '--fill'] += `M${x} 23V${(23 - 17 * timeShare(seconds ?? most, most)).toFixed(1)}`;
		});
		parts.time.replaceChildren(
			svg('svg', { width: 94, height: 23, 'aria-hidden': 'true', class: 'track' },
				svg('path', { d: 'M0 6H94', stroke: 'var(--edge)', 'stroke-dasharray': '2 2' }),
				...Object.entries(groups).filter(([, path]) => path).map(([colour, path]) => svg('path', { d: path, stroke: `var(${colour})`, 'stroke-width': colour === '--red' ? 1.2 : 2.6 }))),
			` ${duration(last?.seconds)}`);
	}

	answer(parts, row, mode) {
		// In ticks, one who sends no move just goes on.
		const strikes = row.late > 0 ? `${row.late} late` : row.missing > 0 && mode === 'lockstep' ? `${row.missing} missing` : row.illegal > 0 ? `${row.illegal} illegal` : '';
		const { move } = row;
		const key = row.out !== undefined || row.left ? `gone ${row.left}` : `${strikes} ${move?.status} ${move?.move}`;
		if (!stale(parts.answer, key)) return;
		if (row.out !== undefined || row.left || move === undefined) {
			parts.answer.replaceChildren(row.out !== undefined ? 'out' : row.left ? 'left' : '');
			return;
		}
		const icon = { late: '◷ ', missing: '∅ ', illegal: '⊘ ' }[move.status];
		parts.answer.replaceChildren(
			element('small', {}, strikes), ' ',
			element('span', { class: icon === undefined ? 'dim' : `tag ${move.status}` }, `${icon ?? ''}${move.status}`), ' ',
			moveWord(move.move));
	}
}

// Before the first turn: how long the program took to start, or how long it has been waited for.
function startWords({ player }, { match, time, turns, workerOf }) {
	const worker = workerOf.get(player.worker);
	if (match.mode !== 'lockstep' || worker === undefined) return undefined;
	if (worker.ready !== undefined) return `✓ ready in ${duration(worker.ready - worker.start)}`;
	return turns.length > 1 ? undefined : `waiting for ${duration(time - match.t)}${match.first_limit === null ? '' : ` of ${duration(match.first_limit)}`}`;
}

/** A move: an arrow for a direction, with its word for screen readers; else the text. */
export function moveWord(move) {
	if (move === undefined) return '';
	if (arrows[move] === undefined) return element('bdi', {}, cut(move, 12));
	return element('span', {}, element('span', { 'aria-hidden': 'true' }, arrows[move]), element('span', { class: 'sr' }, `moved ${directions[move]}`));
}

function track(width, share, colour) {
	return svg('svg', { width, height: 10, class: 'track swatch', 'aria-hidden': 'true' },
		svg('rect', { width, height: 10, rx: 4, fill: 'var(--bar)' }),
		svg('rect', { width: Math.max(0, width * Math.min(1, share)), height: 10, rx: 4, fill: colour }));
}
