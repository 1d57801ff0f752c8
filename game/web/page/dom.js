// Elements without markup: all text becomes text nodes.

/** An element with attributes and children; strings become text nodes, functions listeners. */
export function element(name, attributes = {}, ...children) {
	return fill(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function svg(name, attributes = {}, ...children) {
	return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function fill(node, attributes, children) {
	for (const [key, value] of Object.entries(attributes)) {
		if (value === undefined || value === false) continue;
		if (typeof value === 'function') node.addEventListener(key, value);
		else node.setAttribute(key, value === true ? '' : value);
	}
	node.append(...children.filter((child) => child !== undefined && child !== false));
	return node;
}

/** Changes the text only if it is another one: a change costs a layout, and a screen reader hears it. */
export function setText(node, value) {
	const text = String(value ?? '');
	if (node.textContent !== text) node.textContent = text;
}

/** A table with a caption and heads: `[text, width, class, label]`; all but the text may be left out. */
export function table(caption, heads, body) {
	const columns = heads.map(([, width, name]) => {
		const column = element('col', { class: name });
		if (width !== undefined) column.style.width = `${width}px`;
		return column;
	});
	return element('table', {}, element('caption', {}, caption), element('colgroup', {}, ...columns),
		element('thead', {}, element('tr', {}, ...heads.map(([text, , name, label]) => element('th', { scope: 'col', class: name, 'aria-label': label }, text)))), body);
}

/** Changes an attribute only if it is another one. */
export function setAttribute(node, name, value) {
	if (value === undefined || value === false) {
		if (node.hasAttribute(name)) node.removeAttribute(name);
	} else if (node.getAttribute(name) !== String(value)) {
		node.setAttribute(name, value);
	}
}

/** Changes several attributes, each only if it is another one. */
export function setAttributes(node, attributes) {
	for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
}

export const byId = (id) => document.getElementById(id);

export const write = (id, text) => setText(byId(id), text);

const drawn = new WeakMap();

/** Whether a node has to be drawn anew: the key of what it shows has changed. */
export function stale(node, key) {
	if (drawn.get(node) === key) return false;
	drawn.set(node, key);
	return true;
}
