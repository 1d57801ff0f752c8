// Words and figures as they stand on the page.

/** A time with its unit: `0.31 ms`, `214 ms`, `2.1 s`; a dash where there is none. */
export function duration(seconds) {
	if (!Number.isFinite(seconds)) return '–';
	return seconds >= 0.9995 ? `${three(seconds)} s` : `${three(seconds * 1000)} ms`;
}

const three = (value) => value.toFixed(value >= 9.95 ? 0 : value >= 0.9995 ? 1 : 2);

/** Minutes, seconds and tenths of the run: `0:22.2`. */
export function clock(seconds) {
	const tenths = Math.floor(seconds * 10 + 1e-6);
	const rest = tenths % 600;
	return `${Math.floor(tenths / 600)}:${String(Math.floor(rest / 10)).padStart(2, '0')}.${rest % 10}`;
}

/** How long it will still take: `about 3 min left`. */
export function timeLeft(seconds) {
	const minutes = Math.round(seconds / 60);
	if (minutes < 2) return `about ${Math.ceil(seconds)} s left`;
	return `about ${minutes >= 60 ? `${Math.floor(minutes / 60)} h ` : ''}${minutes % 60} min left`;
}

/** Bytes as a person reads them: `14 MiB`. */
export function bytes(count) {
	if (count === undefined) return '–';
	const mib = count / 1048576;
	return `${mib.toFixed(mib >= 10 ? 0 : 1)} MiB`;
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** The letter of a player, by joining order. */
export const letterOf = (index) => letters[index % letters.length];

/** A long name, cut in the middle: its last characters tell john from john-2. */
export function cut(name, most) {
	const letters = Array.from(name);
	if (letters.length <= most) return name;
	const tail = Math.min(8, most - 2);
	return `${letters.slice(0, most - tail - 1).join('')}…${letters.slice(-tail).join('')}`;
}

/** Why somebody is out, and by whom: `head-collision, ben`. */
export const causeWords = ({ cause, by }) => (by ? `${cause}, ${by}` : cause);

/** The words of standard output for who went out. */
export const outWords = (out) => `${out.player} is out - ${causeWords(out)}`;

/** What a score counts in these rules. */
export const scoreWord = (rules) => ({ snake: 'length', paint: 'squares' })[rules] ?? 'score';

export const directions = { N: 'north', E: 'east', S: 'south', W: 'west' };
export const arrows = { N: '↑', E: '→', S: '↓', W: '←' };

/** How a worker ended, as on standard output. */
export function endWords(exit) {
	if (exit.status === 'cannot_start') return `cannot start - ${exit.error}`;
	if (exit.status === 'lost') return 'lost';
	const how = !exit.signal ? `exit code ${exit.exit_code}` : `signal ${exit.signal}`;
	return exit.status === 'timed_out' ? `timed out - ${how}` : how;
}
