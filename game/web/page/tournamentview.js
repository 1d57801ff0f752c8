// Shows a tournament: progress, standings, and matches.
import { byId, element, named, on, setText, span, stale, stroke, svg, table, td } from './dom.js';
import { timeLeft } from './format.js';
import { linear, ticks } from './layout.js';
import { markImage } from './marks.js';

const rounded = (value) => value && Number(value.toFixed(2));
const signed = (value) => (Number.isFinite(value) ? `${value >= 0.5 ? '+' : value <= -0.5 ? '−' : ''}${Math.abs(value).toFixed()}` : '-');

// The columns of the standings after the rating: title, width, figure, class.
const figures = [
	['95 %', 64, ({ interval }) => interval && `± ${((interval[1] - interval[0]) / 2).toFixed()}`, 'quiet'],
	['encounters', 92, (row) => row.encounters, 'quiet'], ['points', 72, (row) => rounded(row.points)], ['won', 54, (row) => row.wins], ['½', 48, (row) => row.draws], ['lost', 54, (row) => row.losses],
	['late', 54, (row) => row.late, 'strong'], ['crashed', 70, (row) => row.crashed, 'bad'], ['ms/turn', 76, ({ seconds }) => seconds && (seconds * 1000).toFixed(1)],
];

// A link to the match, if it has a log.
const watch = ({ match, log }, text = 'watch') => log && element('a', { href: `?match=${match}` }, text);

export class TournamentView {
	constructor(root, changed) {
		[this.head, ...this.sheets] = root.children;
		on(byId('troubled'), 'click', ({ target }) => {
			this.filtered = !this.filtered;
			target.ariaPressed = this.filtered;
			changed();
		});
	}

	draw({ store, dark, narrow }) {
		const { tournament } = store;
		Object.assign(this, { tournament, dark, narrow });
		this.progress(store.end);
		const { standings, counted, facts } = tournament;
		const look = `${dark} ${narrow} ${facts.t} ${standings?.t}`;
		[['standings', look], ['cross', look + counted], ['recent', `${look} ${counted} ${this.filtered}`]].forEach(([part, key], i) => {
			const [bar, sheet] = this.sheets[i].children;
			if (!stale(sheet, key)) return;
			const [content, note] = this[part]();
			setText(bar.children[1], note);
			sheet.replaceChildren(content);
		});
	}

	progress(over) {
		const { played, planned, left, running, title } = this.tournament;
		const [now, words, pills, bar] = this.head.children;
		setText(now, title);
		setText(words, `${Math.floor((100 * played) / planned)} %${over ? ', over' : Number.isFinite(left) ? `, ${timeLeft(left)}` : ''}`);
		bar.max = planned;
		bar.value = played;
		if (!stale(pills, `${this.dark} ${[...running.values()].map(({ match, turn }) => [match, turn])}`)) return;
		const all = [...running.values()].map((event) => element('li', { title: `match ${event.match}` }, ...event.players.map((name) => this.who(name, 14)), event.turn && `turn ${event.turn}`, watch(event)));
		pills.replaceChildren(...all.slice(0, 4), all.length > 4 ? `and ${all.length - 4} more` : '');
	}

	mark(name, size, place) {
		return markImage(this.tournament.player(name), this.dark, size, false, place);
	}

	who(name, most, ...more) {
		return span('who', this.mark(name, 20), named(name, most), ...more);
	}

	standings() {
		const { rows } = this.tournament;
		const reach = Math.max(20, ...rows.flatMap(({ rating, interval }) => [rating, ...(interval ?? [])]).map((value) => Math.abs(value ?? 0)));
		const width = this.narrow ? 116 : 330;
		const scale = linear(-reach * 1.08, reach * 1.08, 10, width - 10);
		const steps = ticks(reach, 2);
		const values = (this.narrow ? [0, steps.at(-1)] : steps).flatMap((value) => (value ? [-value, value] : 0));
		const axis = svg('svg', { width, height: 16 }, ...values.map((value) => svg('text', { x: scale.at(value), y: 12, 'text-anchor': 'middle' }, signed(value))));
		const heads = [['#', 36, 'right'], ['', 36, '', 'mark'], ['player'], [axis, width, 'whisker', 'interval'], ['rating', 66, 'right'], ...figures.map(([text, size]) => [text, size, 'right more'])];
		const body = rows.map((row) => element('tr', {},
			td('right strong', row.rank), td('c-mark', this.mark(row.name, 24)),
			element('th', { scope: 'row' }, named(row.name, this.narrow ? 12 : 38), element('small', {}, `${rounded(row.points ?? 0)} of ${row.encounters ?? 0}${row.late ? `, ${row.late} late` : ''}${row.crashed ? `, ${row.crashed} crashed` : ''}`)),
			td('whisker', this.whisker(row, width, scale, values)), td('right strong', signed(row.rating)),
			...figures.map(([, , figure, kind = '']) => td(`right more ${figure(row) ? kind : 'quiet'}`, figure(row) ?? '-'))));
		const { test } = this.tournament.standings ?? {};
		const tested = test && `; ${test.elo1} or ${test.elo0} Elo: ${test.verdict}, ${test.lower.toFixed(1)} < ${test.ratio.toFixed(1)} < ${test.upper.toFixed(1)}`;
		return [table('Standings', heads, body), `Elo scale, mean 0; whiskers: 95 % interval${tested ?? ''}`];
	}

	// The mark with its interval; all rows share one axis, with a line at 0. Without a rating, why there is none.
	whisker({ name, rating, interval, unrated }, width, scale, values) {
		if (!Number.isFinite(rating)) return element('small', { title: unrated }, unrated ?? '');
		const [from, to] = (interval ?? []).map(scale.at);
		return svg('svg', { width, height: 36, class: 'swatch', 'aria-hidden': 'true' },
			...values.map((value) => stroke(`M${scale.at(value)} 0v36`, value ? 'var(--line)' : 'var(--edge)', { 'stroke-dasharray': value ? undefined : '3 3' })),
			interval && stroke(`M${from} 12v12m0-6H${to}m0-6v12`, 'var(--ink)', { 'stroke-width': 2 }), this.mark(name, 18, { x: scale.at(rating) - 9, y: 9 }));
	}

	cross() {
		const { rows, played, counted, crossed } = this.tournament;
		const names = rows.map((row) => row.name);
		if (!crossed) return [element('p', {}, `${names.length} players are too many for this table.`)];
		const cell = (one, other) => {
			if (one === other) return td('self');
			const { points, of } = this.tournament.pair(one, other);
			const node = td(points > of / 2 ? 'strong' : '', of > 0 && rounded(points));
			node.title = `${one} against ${other}: ${rounded(points)} of ${rounded(of)}`;
			node.style.setProperty('--share', of && points / of);
			return node;
		};
		const body = names.map((one) => element('tr', {}, element('th', { scope: 'row', 'aria-label': one }, this.mark(one, 20)), ...names.map((other) => cell(one, other))));
		const missed = played - counted;
		return [table('Each against each', [['', undefined, '', 'player'], ...names.map((name) => [this.mark(name, 20), undefined, '', name])], body),
			`points of the row${missed > 0 ? `, without ${missed} matches before` : ''}`];
	}

	recent() {
		const matches = this.tournament[this.filtered ? 'troubled' : 'recent'];
		if (matches.length === 0) return [element('p', {}, this.filtered ? 'None of them.' : 'No match has ended yet.')];
		const linked = matches.some(({ log }) => log);
		const player = ({ player: name, rank, late, crashed }) => span(rank === 1 && 'strong', rank ? `${rank}. ` : '',
			this.who(name, 17, late > 0 && span('tag late', `${late} late`), crashed && span('tag illegal', 'crashed')));
		const body = matches.map(({ match, players, turns, reason, void: none, log }) => element('tr', {}, td('right quiet', match), td('all', ...players.map(player)),
			element('td', { class: none && 'bad', title: none ?? reason }, none ? `void - ${none}` : reason), td('right quiet', turns), linked && td('right', watch({ match, log }, none && 'why'))));
		return [table('Recent matches', [['match', 60, 'right'], ['players'], ['ended by', this.narrow ? 100 : 190], ['turns', 56, 'right'], ...(linked ? [['', 64, '', 'watch']] : [])], body)];
	}
}
