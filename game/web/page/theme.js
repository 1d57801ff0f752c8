// Light or dark: as the system has it, or as the reader chose.
import { palettes } from './marks.js';
import { recall, remember } from './memory.js';

const query = matchMedia('(prefers-color-scheme: dark)');

export class Theme {
	constructor(changed) {
		this.chosen = recall('theme');
		if (this.chosen !== null) document.documentElement.dataset.theme = this.chosen;
		this.changed = changed;
		query.addEventListener('change', changed);
	}

	get dark() {
		return this.chosen === null ? query.matches : this.chosen === 'dark';
	}

	get palette() {
		return this.dark ? palettes.dark : palettes.light;
	}

	toggle() {
		this.chosen = this.dark ? 'light' : 'dark';
		document.documentElement.dataset.theme = this.chosen;
		remember('theme', this.chosen);
		this.changed();
	}
}
