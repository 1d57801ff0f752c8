// Ties the parts together: events come in, frames are drawn.
import { Board, painterOf } from './board.js';
import { Chart } from './chart.js';
import { Connection } from './connection.js';
import { byId, element, on, setAttribute, setText, stale, write } from './dom.js';
import { outWords } from './format.js';
import { Announcer, banner, drawHead } from './head.js';
import { Keys } from './keys.js';
import { boardColumn } from './layout.js';
import { Lines } from './lines.js';
import { recall, remember } from './memory.js';
import { Play } from './play.js';
import { Playhead, speeds } from './playhead.js';
import { PlayerTable } from './playertable.js';
import { isBoard, rowsOf } from './rows.js';
import { Store } from './store.js';
import { Theme } from './theme.js';
import { TournamentView } from './tournamentview.js';
import { drawTree } from './tree.js';
import { drawTurn } from './turntab.js';
import { Workers } from './workers.js';

let store = new Store();
const playhead = new Playhead(store);
let isLive = true;
let lost;
let chosen;
let play;
let dirty = true;
let scheduled = false;
let lastSlow = 0;
let lastFrame = 0;
let shownIndex = -1;
let lastGlide = 1;
let begun = false;
let glideStart = 0;
let glideTime = 0;
const page = document.body.dataset;
const unfolded = new Set();
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const narrow = matchMedia('(max-width: 899px)');

const theme = new Theme(changed);
const announcer = new Announcer(byId('announcer'));
const board = new Board(byId('board'), byId('ground'), byId('top'));
const players = new PlayerTable(byId('players'), choose);
const lines = new Lines(changed);
const league = new TournamentView(byId('league'), changed);
const workers = new Workers(byId('work'), (worker) => {
	lines.filter({ worker: lines.view.filter.worker === worker.number ? undefined : worker.number, player: undefined });
	if (page.kind !== 'run') showTab('lines');
});
const chart = new Chart(playhead, changed);

function changed() {
	dirty = true;
	schedule();
}

function schedule() {
	if (scheduled) return;
	scheduled = true;
	requestAnimationFrame(frame);
}

function frame(now) {
	scheduled = false;
	const passed = Math.min(0.25, (now - lastFrame) / 1000);
	lastFrame = now;
	if (playhead.advance(passed)) dirty = true;
	const index = playhead.index;
	const view = { store, playhead, index, time: playhead.time, dark: theme.dark, palette: theme.palette, chosen, isLive, lost, painter: painterOf(store.match), you: play?.name, narrow: narrow.matches };
	view.chosenWorker = lines.view.filter.worker;
	if (index !== shownIndex) {
		// Only a step of one turn glides, and only as fast as can be followed.
		const turnsASecond = (playhead.live ? 1 : speeds[playhead.speed]) / Math.max(0.001, playhead.inTurns ? playhead.pace(Math.max(0, index - 1)) : 1);
		const glides = index === shownIndex + 1 && index > 0 && playhead.playing && !calm.matches && turnsASecond <= 12;
		glideStart = now;
		glideTime = glides ? Math.min(160, 1000 / turnsASecond) : 0;
		shownIndex = index;
	}
	view.glide = glideTime === 0 ? 1 : Math.min(1, (now - glideStart) / glideTime);
	// The other parts follow a flood at ten times a second, the reader at once.
	// Before the snapshot it is not known whether there is a match.
	const slow = begun && dirty && (now - lastSlow >= 100 || !playhead.playing);
	if (slow) prepare(view);
	if (store.match && (dirty || lastGlide < 1)) board.draw(view);
	lastGlide = view.glide;
	if (slow) {
		lastSlow = now;
		dirty = false;
		drawParts(view);
		if (chart.stale) setTimeout(changed, 260);
	}
	play?.ring();
	if (view.glide < 1 || (playhead.playing && !playhead.live) || play?.state === 'playing') schedule();
	else if (dirty && begun) setTimeout(schedule, 100);
}

function prepare(view) {
	const kind = store.match ? 'match' : store.tournament ? 'tournament' : 'run';
	if (page.kind !== kind) setKind(kind);
	drawHead(view);
	if (kind === 'match') layout(view.index);
}

function drawParts(view) {
	const { kind, tab } = page;
	if (kind === 'match') {
		if (!narrow.matches || tab === 'players') players.draw(view);
		if (tab === 'turn') drawTurn(byId('moves'), view);
		drawState(view);
		play?.draw({ store, dark: view.dark, table: store.table(view.index) });
	}
	if (kind === 'tournament') league.draw(view);
	else chart.draw(view);
	if (kind === 'run' || tab === 'workers') workers.draw(view);
	if (kind !== 'match' || tab === 'lines' || !narrow.matches) lines.draw(view);
	banner(bannerOf());
}

// A plain run has the workers as its main table; all others show them in a tab.
function setKind(kind) {
	page.kind = kind;
	const work = workers.root;
	const home = byId(kind === 'run' ? 'run' : 'work');
	if (work !== home) {
		work.replaceChildren();
		workers.root = home;
		workers.store = undefined;
	}
	document.querySelector('.skip').hash = { match: 'players', run: 'run', tournament: 'league' }[kind];
	showTab(kind === 'match' && narrow.matches ? 'players' : 'lines');
}

function layout(index) {
	const size = board.size(store, index);
	const left = byId('left');
	left.toggleAttribute('data-boardless', !size);
	byId('state').hidden = !!store.match.rules;
	const { clientWidth: width, clientHeight: height, style } = byId('stage');
	const wide = !narrow.matches && size?.columns > size?.rows * 1.4 && !!store.match.rules;
	document.body.toggleAttribute('data-wide', wide);
	if (!size) {
		style.setProperty('--board', '45%');
		return;
	}
	const { columns, rows } = size;
	const high = narrow.matches ? Math.ceil(((width - 12) * rows) / columns) + 12 : Math.min(Math.ceil((width * 0.6 * rows) / columns) + 80, Math.round(height * 0.7));
	if (narrow.matches || wide) style.setProperty('--board-height', `${high}px`);
	else style.setProperty('--board', `${boardColumn(width, height, columns, rows)}px`);
}

function drawState({ index }) {
	if (byId('state').hidden) return;
	if (!stale(byId('tree'), `${store.match.t} ${store.turns[index]?.turn} ${index}`)) return;
	const content = store.contentAt(index);
	const before = index > 0 ? store.contentAt(index - 1)?.state : undefined;
	drawTree(byId('tree'), content?.state ?? {}, before, unfolded);
	const rows = rowsOf(content);
	if (rows && !isBoard(rows)) byId('tree').prepend(element('pre', {}, rows.join('\n')));
	write('state-title', !rows ? 'State, what the referee sent' : 'State');
}

function bannerOf() {
	if (lost) {
		const now = performance.now();
		return {
			kind: 'amber', text: `connection lost, trying again in ${Math.max(0, Math.ceil((lost.until - now) / 1000))} s - as it was ${Math.round((now - lost.since) / 1000)} s ago`,
			button: 'try now', act: () => connection.again(),
		};
	}
	if (play?.state === 'gone') return { kind: 'amber', text: play.why, button: 'join again', act: () => location.reload() };
	const result = playhead.behind === 0 ? store.result : undefined;
	if (result?.void !== undefined) {
		return {
			kind: 'red', text: `match void - ${result.void}. Nobody has lost.`, button: 'its last lines',
			act: () => {
				lines.filter({ worker: 0, player: undefined });
				showTab('lines');
			},
		};
	}
	const waiting = store.waitingFor;
	if (waiting.length > 0) return { kind: 'over', text: `waiting for ${waiting.length} of ${store.players.length} players` };
	if (result && !play) {
		return {
			kind: 'over', text: `match over in turn ${result.turn} - ${result.reason}`, button: 'watch again',
			act: () => {
				playhead.seek(0);
				playhead.playing = true;
				changed();
			},
		};
	}
}

function choose(name) {
	chosen = chosen === name ? undefined : name;
	changed();
}

function chooseNext(direction) {
	const names = store.table(playhead.index).map((row) => row.player.name);
	const at = names.indexOf(chosen);
	chosen = names.at(at < 0 ? Math.min(0, direction) : (at + direction) % names.length);
}

const tabs = [...document.querySelectorAll('[role=tab]')];

function showTab(name) {
	page.tab = name;
	for (const tab of tabs) {
		const on = tab.id === `tab-${name}`;
		setAttribute(tab, 'aria-selected', `${on}`);
		tab.tabIndex = on ? 0 : -1;
	}
	changed();
}

for (const tab of tabs) {
	on(tab, 'click', () => showTab(tab.id.slice(4)));
	on(tab, 'keydown', (event) => {
		const seen = tabs.filter((each) => each.offsetParent);
		const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
		if (!step) return;
		const next = seen.at((seen.indexOf(tab) + step) % seen.length);
		next.focus();
		next.click();
		event.preventDefault();
	});
}
on(narrow, 'change', () => {
	if (!narrow.matches && ['players', 'scores'].includes(page.tab)) showTab('lines');
	changed();
});

function goLive() {
	playhead.goLive();
	if (playhead.over) playhead.seek(playhead.last);
}

const unit = () => (playhead.inTurns ? 1 : 0.5);
const timeActions = {
	' ': () => playhead.toggle(),
	ArrowLeft: () => playhead.step(-unit()),
	ArrowRight: () => playhead.step(unit()),
	'Shift ArrowLeft': () => playhead.step(-10 * unit()),
	'Shift ArrowRight': () => playhead.step(10 * unit()),
	Home: () => playhead.seek(0),
	End: goLive,
	'[': () => playhead.jump(-1),
	']': () => playhead.jump(1),
	'<': () => playhead.faster(-1),
	'>': () => playhead.faster(1),
};
const otherActions = {
	ArrowUp: () => chooseNext(-1),
	ArrowDown: () => chooseNext(1),
	Enter: () => chosen && lines.only(chosen),
	'/': () => {
		if (narrow.matches) showTab('lines');
		lines.input.focus();
	},
	n: () => lines.hit(1),
	N: () => lines.hit(-1),
	1: () => showTab('lines'),
	2: () => store.match && showTab('turn'),
	3: () => page.kind !== 'run' && showTab('workers'),
	m: () => lines.toggleMoves(),
	t: () => theme.toggle(),
	'?': () => byId('keys').showModal(),
	Escape: () => (chosen = undefined),
};

const single = byId('single-keys');
new Keys((key, target) => {
	const onSlider = target === chart.slider;
	if (play && !onSlider && play.key(key)) return true;
	// A tournament shows how it is now; its page scrolls.
	if (page.kind === 'tournament' && (timeActions[key] || /^(Arrow|Enter)/.test(key))) return false;
	const action = (!play || onSlider ? timeActions[key] : undefined) ?? otherActions[key];
	if (!action) return false;
	action();
	changed();
	return true;
}, () => play || single.checked);

for (const button of document.querySelectorAll('[data-key]')) {
	const { key } = button.dataset;
	on(button, 'click', () => {
		(timeActions[key] ?? otherActions[key])();
		changed();
	});
}
single.checked = recall('single-keys') !== 'off';
on(single, 'change', () => remember('single-keys', single.checked ? 'on' : 'off'));

const noPlayers = 'this run takes no players from the browser';

function begin(hello) {
	store = new Store();
	playhead.store = store;
	isLive = hello.live !== false;
	playhead.replay = !isLive;
	for (const event of hello.events ?? []) store.add(event);
	if (!isLive && !begun && !store.tournament) playhead.seek(0);
	begun = true;
	byId('join').hidden = hello.play !== true || !!play;
	if (hello.play !== true) {
		write('joining-note', noPlayers);
		play?.end(noPlayers);
	}
	shownIndex = -1;
}

function take(message) {
	lost = undefined;
	delete page.lost;
	if (message.type === 'hello') {
		begin(message);
		showConnection('connected', isLive ? 'connected' : 'replay');
	} else if (message.type === 'events') {
		for (const event of message.events ?? []) store.add(event);
	} else if (typeof message.event === 'string') {
		const outs = store.outs.length;
		store.add(message);
		for (const out of store.outs.slice(outs)) announcer.say(outWords(out));
		if (message.event === 'result') announcer.say(store.lines.at(-1).text);
	}
	changed();
}

function showConnection(state, text) {
	const node = byId('connection');
	node.dataset.state = state;
	setText(node.lastElementChild, text);
}

const connection = new Connection(`/watch${location.search}`, {
	message: take,
	lost: (seconds) => {
		if (store.end) {
			// The server ends with the run. The page goes on trying: a new run may come.
			showConnection('ended', 'the run has ended');
			return;
		}
		if (!lost) announcer.say('connection lost');
		lost = { since: lost?.since ?? performance.now(), until: performance.now() + seconds * 1000 };
		page.lost = '';
		showConnection('lost', 'connection lost');
		changed();
		clearInterval(connection.count);
		connection.count = setInterval(() => (!lost ? clearInterval(connection.count) : changed()), 1000);
	},
	// 1008: the server does not want this page.
	final: [1008],
	ended: (reason) => showConnection('lost', reason || 'refused'),
});

function join(name) {
	page.play = '';
	byId('join').hidden = true;
	play = new Play(name, { changed, announce: (text) => announcer.say(text) });
}

if (location.pathname === '/play') {
	const name = new URLSearchParams(location.search).get('name');
	if (name) {
		join(name);
	} else {
		const dialog = byId('joining');
		byId('your-name').value = recall('name') ?? '';
		dialog.showModal();
		on(dialog, 'close', () => {
			const wish = byId('your-name').value.trim();
			if (dialog.returnValue !== 'join' || wish === '' || /\s/.test(wish)) return;
			remember('name', wish);
			history.replaceState(null, '', `/play?name=${encodeURIComponent(wish)}`);
			join(wish);
		});
	}
}

addEventListener('resize', changed);
new ResizeObserver(changed).observe(byId('board'));
showTab(narrow.matches ? 'players' : 'lines');
