// The words around the board.
import { byId, element, setAttribute, setText, span, stale, write } from './dom.js';
import { clock, cut, duration, outWords } from './format.js';
import { markImage } from './marks.js';
import { speeds } from './playhead.js';

// The facts of the run, as short texts; what is empty is left out.
function facts({ match, scenario, tournament, workers, workerAt, time }, playhead) {
	if (tournament) {
		const { facts: { rules, format, group, rounds, seed, players }, part: [first, every] } = tournament;
		return ['tournament', rules, format, `${players.length} players`, group > 2 && `${group} a match`, `${rounds} round${rounds === 1 ? '' : 's'}`, every > 1 && `part ${first} of ${every}`, `seed ${seed}`];
	}
	if (!match) {
		const now = Math.min(playhead.time, time);
		const started = workers.filter((worker) => worker.start <= now).map((worker) => workerAt(worker, now).state);
		const counts = ['running', 'done', 'failed'].map((state) => [started.filter((each) => each === state).length, state]);
		return [`${started.length} workers`, ...counts.map(([count, state]) => count > 0 && `${count} ${state}`)];
	}
	const { settings: { variant, width, height }, referee, mode, tick, turn_limit: limit, seed } = match;
	const rules = match.rules ?? `referee: ${referee.map((word, i) => (i === 0 ? word : word.split('/').pop())).join(' ')}`;
	return [
		location.search.match(/match=\d+/)?.[0].replace('=', ' '), variant && variant !== 'standard' ? `${rules} ${variant}` : rules, typeof width === 'number' && typeof height === 'number' && `${width} × ${height}`,
		...(mode === 'ticks' ? [`ticks ${duration(tick / (scenario?.speed ?? 1))}`] : ['lockstep', limit === null ? 'no limit' : `limit ${duration(limit)}`]), `seed ${seed}`,
	];
}

// Live, behind, replay or over, in words.
function liveWords(store, playhead, isLive) {
	const { behind } = playhead;
	if (!isLive && (behind > 0 || !store.end)) return ['behind', 'replay'];
	if (behind > 0) return ['behind', `${playhead.inTurns ? `${behind} turn${behind === 1 ? '' : 's'}` : `${Math.ceil(behind)} s`} behind`];
	if (store.result && store.match) return ['over', store.result.void === undefined ? 'match over' : 'match void'];
	if (store.end) return ['over', 'run over'];
	return playhead.live ? ['live', 'LIVE'] : ['behind', 'paused'];
}

/** Draws all of them but the banner. */
export function drawHead({ store, playhead, index, dark, isLive, painter, lost }) {
	const file = store.scenario?.file ?? 'game';
	const name = file === '-' ? 'standard input' : file === '--' ? 'commands' : file.split('/').pop();
	const title = byId('title').firstElementChild;
	setText(title, name);
	setAttribute(title, 'title', file);
	const texts = facts(store, playhead).filter(Boolean);
	if (stale(byId('chips'), texts.join('|'))) byId('chips').replaceChildren(...texts.map((text) => element('li', {}, text)));
	const { inTurns, last, behind, over } = playhead;
	const now = Math.min(playhead.now, last);
	const turn = `turn ${now}`;
	write('turn', inTurns ? turn : store.workers.length === 0 ? 'no worker yet' : clock(now));
	const [state, words] = liveWords(store, playhead, isLive);
	write('live', lost ? 'not live' : words);
	setAttribute(byId('live'), 'data-state', lost ? 'lost' : state);
	document.title = `${inTurns ? turn : store.tournament?.title ?? clock(now)} - ${name}`;
	const time = inTurns ? store.turns[index]?.t ?? 0 : now;
	write('time', clock(time));
	write('of', inTurns ? `${turn} of ${last}` : `of ${clock(last)}`);
	const atEnd = over && behind === 0;
	byId('go-live').disabled = playhead.live || atEnd;
	setText(byId('go-live').firstChild, over ? 'end ' : 'go live ');
	const playing = playhead.playing && !atEnd;
	document.body.toggleAttribute('data-playing', playing);
	setAttribute(byId('pause'), 'aria-label', playing ? 'Pause' : 'Play');
	const speed = speeds[playhead.speed];
	write('speed', speed === Infinity ? 'max' : speed < 1 ? `1/${1 / speed}×` : `${speed}×`);
	write('tab-turn', inTurns ? `T${turn.slice(1)}` : 'Turn');
	if (!inTurns) return;
	const content = store.contentAt(index);
	const asked = store.turns[index]?.ask;
	const summary = content ? painter.summary?.(content.state) : 'the state of this turn is no longer kept';
	write('summary', summary || (asked?.length > 0 && asked.length < 4 && `asked: ${asked.map((each) => cut(each, 20)).join(', ')}`) || '');
	drawPill(store, now, dark);
}

// Who went out in the last four turns.
function drawPill(store, turn, dark) {
	const out = store.outs.findLast((each) => each.turn <= turn);
	const pill = byId('pill');
	pill.hidden = !(out && turn - out.turn < 4);
	const words = out && outWords(out);
	if (pill.hidden || !stale(pill, `${words} ${out.turn} ${dark}`)) return;
	const player = store.playerOf.get(out.player);
	pill.replaceChildren(player ? markImage(player, dark, 20, true) : '', span('', element('bdi', { title: words }, words)));
}

/** The banner over the head line; `undefined` hides it. */
export function banner(content) {
	const root = byId('banner');
	root.hidden = !content;
	if (!content) return;
	setAttribute(root, 'data-kind', content.kind);
	setText(root.firstElementChild, content.text);
	const button = root.lastElementChild;
	button.hidden = !content.button;
	setText(button, content.button);
	button.onclick = content.act ?? null;
}

/** One polite voice: at most one text in three seconds. */
export class Announcer {
	constructor(root) {
		this.root = root;
		this.next = 0;
		this.waiting = [];
	}

	say(text) {
		this.waiting.push(text);
		if (this.waiting.length > 3) this.waiting.shift();
		this.timer ??= setTimeout(() => {
			this.timer = undefined;
			this.next = performance.now() + 3000;
			this.root.textContent = this.waiting.splice(0).join('. ');
		}, Math.max(0, this.next - performance.now()));
	}
}
