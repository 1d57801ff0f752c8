// Debian's Chromium, without a window. One browser a test file; each test has a context of its own,
// so that nothing that one of them leaves behind is seen by another.
import assert from 'node:assert/strict';
import { accessSync, constants, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after } from 'node:test';

/** Ends this file as skipped, in the terms of ctest. */
function skip(reason) {
  console.log(`Skipped: ${reason}`);
  process.exit(77);
}

const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
});
if (program === undefined) skip('Chromium is missing (apt-get install chromium)');

const require = createRequire(import.meta.url);
const { chromium } = await import('playwright-core').catch(() => skip('tests/browser/node_modules is missing (run tests/browser/install)'));
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** How long a test waits for what must come, in milliseconds: for a loaded machine, with a margin. */
export const patience = 30000;

/** For `test(name, options, …)`: above what a wait inside it may take. */
export const options = { timeout: 4 * patience };

export const desk = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

let browser;

/** Starts the browser, once. As root it has no sandbox, and a container may have little shared memory. */
export async function launch() {
  browser ??= await chromium.launch({
    executablePath: program, timeout: 2 * patience,
    args: [...(process.getuid() === 0 ? ['--no-sandbox'] : []), '--disable-dev-shm-usage', '--disable-gpu'],
  });
  return browser;
}

/**
 * A page at `address`, and what is wrong with it: errors of scripts, of the console, and of the policy.
 * `view` has `size`, `theme`, `reduced`, `touch`; `quiet` says which texts of the console are expected.
 */
export async function open(address, { size = desk, theme = 'light', reduced = false, touch = size === phone } = {}) {
  const context = await (await launch()).newContext({
    viewport: size, colorScheme: theme, reducedMotion: reduced ? 'reduce' : 'no-preference', hasTouch: touch, locale: 'en-GB',
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  page.faults = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) page.faults.push(message.text());
  });
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('request', (request) => {
    if (new URL(request.url()).host !== new URL(address).host) page.faults.push(`a request to ${request.url()}`);
  });
  await page.goto(address);
  return page;
}

/** Nothing went wrong, except what is expected. */
export function assertNoFaults(page, expected = /(?!)/) {
  assert.deepEqual(page.faults.filter((text) => !expected.test(text)), []);
}

/** Waits until `find`, which runs in the page, gives something true, and returns it. */
export async function eventually(page, what, find, argument) {
  const handle = await page.waitForFunction(find, argument, { timeout: patience }).catch((error) => {
    throw new Error(`waited in vain until ${what}: ${error.message.split('\n')[0]}`);
  });
  return handle.jsonValue();
}

/** Waits until `condition`, which runs here, is true. */
export async function until(what, condition) {
  const end = Date.now() + patience;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The text of an element, as it is seen. */
export const textOf = (page, selector) => page.locator(selector).innerText();

/** Waits until an element has this text: a string, or what a pattern finds. */
export async function assertText(page, selector, text) {
  const [source, flags] = typeof text === 'string' ? [text, undefined] : [text.source, text.flags];
  await eventually(page, `${selector} has “${source}”; it has “${await page.locator(selector).textContent()}”`, ([wanted, sort, where]) => {
    const found = document.querySelector(where)?.textContent.trim();
    return sort === null ? found === wanted : new RegExp(wanted, sort).test(found);
  }, [source, flags ?? null, selector]);
}

/** Two frames later all that has come is drawn. */
export const drawn = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** What axe finds, serious or critical, in short: in the whole page, or in one element of it. */
export async function accessFaults(page, within = 'html') {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const violations = await page.evaluate((where) => window.axe.run(where, { resultTypes: ['violations'] }).then((result) => result.violations), within);
  return violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary.replaceAll('\n', ' ')}`));
}

after(async () => {
  await browser?.close();
});
