// The words around the board: facts of the run, the turn, live or behind, and banners.
import { byId, element, setAttribute, setText, stale, write } from './dom.js';
import { clock, cut, duration, outWords } from './format.js';
import { markImage } from './marks.js';
import { speeds } from './playhead.js';

/** The facts of the run, as short texts. */
export function facts(store, playhead) {
	const { match, scenario } = store;
	if (match === undefined) {
		const now = Math.min(playhead.time, store.time);
		const states = { running: 0, done: 0, failed: 0 };
		const started = store.workers.filter((worker) => worker.start <= now);
		for (const worker of started) ++states[store.workerAt(worker, now).state];
		return [`${started.length} workers`, ...Object.entries(states).filter(([, count]) => count > 0).map(([state, count]) => `${count} ${state}`)];
	}
	const { variant, width, height } = match.settings;
	const rules = match.rules ?? `referee: ${match.referee.map((word, i) => (i === 0 ? word : word.split('/').pop())).join(' ')}`;
	const speed = scenario?.speed ?? 1;
	const result = [variant !== undefined && variant !== 'standard' ? `${rules} ${variant}` : rules];
	if (typeof width === 'number' && typeof height === 'number') result.push(`${width} × ${height}`);
	if (match.mode === 'ticks') result.push(`ticks ${duration(match.tick / speed)}`);
	else result.push('lockstep', match.turn_limit === null ? 'no limit' : `limit ${duration(match.turn_limit)}`);
	result.push(`seed ${match.seed}`);
	return result;
}

/** The state of the page in words: live, behind, replay, over. */
export function liveWords(store, playhead, isLive) {
	if (!isLive && (playhead.behind > 0 || store.end === undefined)) return ['behind', 'replay'];
	if (playhead.behind > 0) {
		const behind = playhead.inTurns ? `${playhead.behind} ${playhead.behind === 1 ? 'turn' : 'turns'}` : `${Math.ceil(playhead.behind)} s`;
		return ['behind', `${behind} behind`];
	}
	if (store.result !== undefined && store.match !== undefined) return ['over', store.result.void === undefined ? 'match over' : 'match void'];
	if (store.end !== undefined) return ['over', 'run over'];
	return playhead.live ? ['live', 'LIVE'] : ['behind', 'paused'];
}

export class Head {
	draw({ store, playhead, index, dark, isLive, painter, lost }) {
		const file = store.scenario?.file ?? 'game';
		const name = file === '-' ? 'standard input' : file === '--' ? 'commands' : file.split('/').pop();
		const title = byId('title').firstElementChild;
		setText(title, name);
		setAttribute(title, 'title', file);
		const texts = facts(store, playhead);
		if (stale(byId('chips'), texts.join('|'))) byId('chips').replaceChildren(...texts.map((text) => element('li', {}, text)));
		const inTurns = playhead.inTurns;
		const now = Math.min(playhead.now, playhead.last);
		write('turn', inTurns ? `turn ${now}` : store.workers.length === 0 ? 'no worker yet' : clock(now));
		const [state, words] = liveWords(store, playhead, isLive);
		write('live', lost ? 'not live' : words);
		setAttribute(byId('live'), 'data-state', lost ? 'lost' : state);
		document.title = `${inTurns ? `turn ${now}` : clock(now)} - ${name}`;
		const time = inTurns ? store.turns[index]?.t ?? 0 : now;
		write('time', clock(time));
		write('of', inTurns ? `turn ${now} of ${playhead.last}` : `of ${clock(playhead.last)}`);
		byId('go-live').disabled = playhead.live || (playhead.over && playhead.behind === 0);
		const goLive = !playhead.over ? 'go live ' : 'end ';
		if (byId('go-live').firstChild.data !== goLive) byId('go-live').firstChild.data = goLive;
		const playing = playhead.playing && !(playhead.over && playhead.behind === 0);
		document.body.toggleAttribute('data-playing', playing);
		setAttribute(byId('pause'), 'aria-label', playing ? 'Pause' : 'Play');
		const speed = speeds[playhead.speed];
		write('speed', speed === Infinity ? 'max' : speed < 1 ? `1/${1 / speed}×` : `${speed}×`);
		write('tab-turn', inTurns ? `Turn ${now}` : 'Turn');
		if (!inTurns) return;
		const content = store.contentAt(index);
		const asked = store.turns[index]?.ask;
		const summary = content === undefined ? 'the state of this turn is no longer kept' : painter.summary?.(content.state);
		write('summary', summary || (asked !== undefined && asked.length > 0 && asked.length < 4 ? `asked: ${asked.map((each) => cut(each, 20)).join(', ')}` : ''));
		this.pill(store, now, dark);
	}

	// Who went out in the last four turns.
	pill(store, turn, dark) {
		const out = store.outs.findLast((each) => each.turn <= turn);
		const recent = out !== undefined && turn - out.turn < 4 ? out : undefined;
		byId('pill').hidden = recent === undefined;
		if (recent === undefined || !stale(byId('pill'), `${outWords(recent)} ${recent.turn} ${dark}`)) return;
		const player = store.playerOf.get(recent.player);
		byId('pill').replaceChildren(player === undefined ? '' : markImage(player, dark, 20, true), element('span', {}, element('bdi', { title: outWords(recent) }, outWords(recent))));
	}
}

/** The banner over the head line; `undefined` hides it. */
export function banner(content) {
	const root = byId('banner');
	root.hidden = content === undefined;
	if (content === undefined) return;
	setAttribute(root, 'data-kind', content.kind);
	setText(root.firstElementChild, content.text);
	const button = root.lastElementChild;
	button.hidden = content.button === undefined;
	setText(button, content.button ?? '');
	button.onclick = content.act ?? null;
}

/** One polite voice: at most one text in three seconds, the newest that waits. */
export class Announcer {
	constructor(root) {
		this.root = root;
		this.next = 0;
		this.waiting = [];
	}

	say(text) {
		this.waiting.push(text);
		if (this.waiting.length > 3) this.waiting.shift();
		if (this.timer !== undefined) return;
		this.timer = setTimeout(() => {
			this.timer = undefined;
			this.next = performance.now() + 3000;
			this.root.textContent = this.waiting.splice(0).join('. ');
		}, Math.max(0, this.next - performance.now()));
	}
}
