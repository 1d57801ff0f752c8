// Elements without markup: all text becomes text nodes.
import { cut } from './format.js';

/** An element; strings become text nodes, functions among the attributes listeners. */
export const element = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);

/** The same for SVG. */
export const svg = (name, attributes = {}, ...children) => fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);

function fill(node, attributes, children) {
	for (const [key, value] of Object.entries(attributes)) {
		if (value === undefined || value === false) continue;
		if (typeof value === 'function') on(node, key, value);
		else node.setAttribute(key, value === true ? '' : value);
	}
	node.append(...children.filter((child) => child !== undefined && child !== false));
	return node;
}

/** A cell of a table, of this class. */
export const td = (kind, ...children) => element('td', { class: kind }, ...children);

export const span = (kind, ...children) => element('span', { class: kind }, ...children);

/** A name, cut in the middle; whole in the tooltip and for screen readers. */
export const named = (name, most) => element('bdi', { title: name, 'aria-label': name }, cut(name, most));

/** A line along a path of SVG. */
export const stroke = (d, colour, more) => svg('path', { d, fill: 'none', stroke: colour, ...more });

export const on = (node, kind, act) => node.addEventListener(kind, act);

/** Changes the text only if it differs: a change costs a layout, and a screen reader hears it. */
export function setText(node, value) {
	const text = `${value ?? ''}`;
	if (node.textContent !== text) node.textContent = text;
}

/** A table; each of its heads is `[text, width, class, label]`, all but the text as needed. */
export function table(caption, heads, body) {
	const columns = heads.map(([, width, name]) => {
		const column = element('col', { class: name });
		if (width !== undefined) column.style.width = `${width}px`;
		return column;
	});
	return element('table', {}, element('caption', {}, caption), element('colgroup', {}, ...columns),
		element('thead', {}, element('tr', {}, ...heads.map(([text, , name, label]) => element('th', { scope: 'col', class: name, 'aria-label': label }, text)))), Array.isArray(body) ? element('tbody', {}, ...body) : body);
}

/** Changes an attribute only if it differs. */
export function setAttribute(node, name, value) {
	if (value === undefined || value === false) node.removeAttribute(name);
	else if (node.getAttribute(name) !== `${value}`) node.setAttribute(name, value);
}

/** The same for several. */
export function setAttributes(node, attributes) {
	for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
}

export const byId = (id) => document.getElementById(id);

export const write = (id, text) => setText(byId(id), text);

const drawn = new WeakMap();

/** Whether a node has to be drawn anew: its key has changed. */
export function stale(node, key) {
	if (drawn.get(node) === key) return false;
	drawn.set(node, key);
	return true;
}
