// Light or dark: as the system has it, or as the reader chose.
import { palettes } from './marks.js';
import { recall, remember } from './memory.js';

const query = matchMedia('(prefers-color-scheme: dark)');
const root = document.documentElement.dataset;

export class Theme {
	constructor(changed) {
		this.chosen = recall('theme');
		if (this.chosen !== null) root.theme = this.chosen;
		this.changed = changed;
		query.onchange = changed;
	}

	get dark() {
		return this.chosen === null ? query.matches : this.chosen === 'dark';
	}

	get palette() {
		return palettes[this.dark ? 1 : 0];
	}

	toggle() {
		this.chosen = this.dark ? 'light' : 'dark';
		root.theme = this.chosen;
		remember('theme', this.chosen);
		this.changed();
	}
}
