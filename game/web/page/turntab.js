// The tab of one turn: who was asked, what was answered, what became of it.
import { element, named, span, stale, table, td } from './dom.js';
import { duration, outWords } from './format.js';
import { markImage } from './marks.js';
import { moveWord } from './playertable.js';

/** Draws it into `root`. */
export function drawTurn(root, { store, index, dark }) {
	const record = store.turns[index];
	if (!stale(root, `${record.turn} ${record.t} ${dark}`)) return;
	const content = store.contentAt(index);
	const snakes = new Map((content?.state.snakes ?? []).map((each) => [each.name, each]));
	const became = (name) => {
		const events = record.events.filter((each) => each.player === name).map((each) => each.cause ?? each.illegal);
		const snake = snakes.get(name);
		if (events.length > 0) return events.join(', ');
		const score = record.scores?.[store.playerOf.get(name)?.index];
		return snake ? `health ${snake.health}` : score !== undefined ? `score ${score}` : '';
	};
	const rows = Object.entries(record.moves).map(([name, move]) => {
		const player = store.playerOf.get(name);
		return element('tr', {},
			element('th', { scope: 'row' }, player ? markImage(player, dark, 18) : '', ' ', named(name, 16)),
			td('right', duration(move.seconds)),
			td('', moveWord(move.move), ' ', span(move.status === 'ok' ? 'dim' : `tag ${move.status === 'out' ? 'gone' : move.status}`, move.status)),
			element('td', { title: move.say }, move.say ? `“${move.say}”` : ''),
			td('', move.cause ?? became(name)));
	});
	const heads = [['player'], ['took', undefined, 'right'], ['applied'], ['said'], ['became of it']];
	root.replaceChildren(table(`Turn ${record.turn}`, heads, rows));
	if (rows.length === 0) root.append(element('p', { class: 'dim' }, record.turn === 0 ? 'Before the first turn.' : 'Nobody was asked in this turn.'));
	const outs = store.outs.filter((out) => out.turn === record.turn);
	if (outs.length > 0) root.append(element('ul', {}, ...outs.map((out) => element('li', {}, outWords(out)))));
	for (const [name, value] of Object.entries(content?.views ?? {})) root.append(element('p', {}, element('b', {}, 'seen only by ', element('bdi', {}, name), ': '), span('mono', JSON.stringify(value))));
}
