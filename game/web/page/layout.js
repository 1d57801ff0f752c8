// Sums of the layout: sizes, scales and ticks.

/** Round steps of an axis from 0 to `most`, at most `count` of them. */
export function ticks(most, count) {
	if (!(most > 0)) return [0];
	const unit = 10 ** Math.floor(Math.log10(most / count));
	const step = unit * ([1, 2, 5].find((factor) => most / (unit * factor) <= count) ?? 10);
	return Array.from({ length: Math.floor((most / step) * (1 + 1e-9)) + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}

/** A straight scale, and back. */
export function linear(from, to, low, high) {
	const span = to - from || 1;
	return {
		at: (value) => low + ((value - from) / span) * (high - low),
		back: (place) => from + ((place - low) / (high - low || 1)) * span,
	};
}

/** The height, 0 to 1, of a thinking time: logarithmic, from limit / 2000. */
export function timeShare(seconds, limit) {
	if (!(seconds > 0)) return 0.03;
	return Math.min(1.2, Math.max(0.03, Math.log((seconds * 2000) / limit) / Math.log(2000)));
}

/** The width in pixels of the column of the board. */
export function boardColumn(width, height, columns, rows) {
	const most = Math.max(360, width * 0.6);
	return Math.round(Math.min(most, Math.max(360, (height - 60) * (columns / rows) + 24)));
}

/** The size of a square and the corner of the first, in a place of this size. */
export function grid(width, height, columns, rows, margin) {
	const size = Math.max(2, Math.floor(Math.min((width - margin) / columns, (height - margin) / rows)));
	return {
		size,
		left: Math.floor((width - margin - size * columns) / 2) + margin,
		top: Math.max(0, Math.floor((height - margin - size * rows) / 2)),
		columns,
		rows,
	};
}

/** The same on a canvas, with room for coordinates where they are written. */
export function boardPlace(width, height, columns, rows) {
	const place = grid(width - 6, height - 6, columns, rows, width < 500 ? 4 : 24);
	return { ...place, top: place.top + 4 };
}

/** Which coordinates are written: each, every 5th or every 10th. */
export const coordinateStep = (count) => count <= 25 ? 1 : count <= 50 ? 5 : 10;

/** Which rows of a list are seen: the first, and the end. */
export function visible(scroll, height, row, count, spare = 6) {
	const first = Math.max(0, Math.min(count, Math.floor(scroll / row) - spare));
	return { first, end: Math.min(count, Math.ceil((scroll + height) / row) + spare) };
}

/** A line with stairs, thinned to one value a pixel: `[[x, value], …]`. */
export function stairs(values, places) {
	const points = [];
	let last;
	let lastPlace = -1;
	for (let i = 0; i < values.length; ++i) {
		if (values[i] === undefined) {
			if (last !== undefined) points.push(undefined);
			last = undefined;
			continue;
		}
		const place = Math.round(places(i));
		if (values[i] === last && i + 1 < values.length && values[i + 1] === last) continue;
		if (place === lastPlace && points.length > 0 && points.at(-1)) points[points.length - 1] = [place, values[i]];
		else points.push([place, values[i]]);
		last = values[i];
		lastPlace = place;
	}
	return points;
}
