// A value of JSON as a tree that folds, with a note at what has changed.
import { element, on, span } from './dom.js';

const short = (value) => (Array.isArray(value) ? `[ ${value.length} ]` : `{ ${Object.keys(value).slice(0, 6).join(', ')} }`);
const most = 200;

/** Draws the tree into `root`. What the reader has unfolded stays so: `open` has the paths. */
export function drawTree(root, value, before, open) {
	root.replaceChildren(...branches(value, before, '', open, 0));
}

function branches(value, before, path, open, depth) {
	const entries = Object.entries(value ?? {});
	const nodes = entries.slice(0, most).map(([key, each]) => {
		const here = `${path}/${key}`;
		const old = before?.[key];
		const changed = before !== undefined && JSON.stringify(each) !== JSON.stringify(old) && span('changed', 'changed');
		if (each === null || typeof each !== 'object') {
			return element('div', { class: 'leaf' }, element('b', {}, `${key}: `), JSON.stringify(each), changed);
		}
		const details = element('details', { open: open.has(here) }, element('summary', {}, element('b', {}, `${key}: `), span('dim', short(each)), changed));
		const unfold = () => {
			if (details.open && details.childElementCount === 1 && depth < 20) details.append(...branches(each, typeof old === 'object' ? old : undefined, here, open, depth + 1));
			open[details.open ? 'add' : 'delete'](here);
		};
		on(details, 'toggle', unfold);
		if (details.open) unfold();
		return details;
	});
	if (entries.length > most) nodes.push(element('div', { class: 'leaf dim' }, `and ${entries.length - most} more`));
	return nodes;
}
