// The keyboard: one table for all keys of the page.

/** Calls the action of a key; of one that is a letter or sign only while `single` says so. */
export class Keys {
	constructor(actions, single) {
		this.actions = actions;
		this.single = single;
		addEventListener('keydown', (event) => this.press(event));
	}

	press(event) {
		if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]')) return;
		const { target } = event;
		if (target.matches?.('input, select, textarea')) return;
		const key = event.shiftKey && event.key.startsWith('Arrow') ? `Shift ${event.key}` : event.key;
		// Buttons, tabs and lists keep their own keys.
		if ((key === ' ' || key === 'Enter') && target.matches?.('button, a, summary')) return;
		if (target.matches?.('[role=tab]') && /^(Arrow|Home|End)/.test(key)) return;
		if (target.matches?.('#log, #tree, #moves, #work') && /^(Arrow(Up|Down)|Home|End|Page)/.test(key)) return;
		if (key.length === 1 && key !== ' ' && !this.single()) return;
		if (this.actions(key, target) === false) return;
		event.preventDefault();
	}
}
