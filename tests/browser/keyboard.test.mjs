// All of the page by keyboard: the order of what has the focus, that it is seen, tabs, dialog, and the keys.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNoFaults, assertText, drawn, eventually, open, options } from './browser.mjs';
import { serve } from './feed.mjs';
import { record, snakes } from './runs.mjs';

const events = record(snakes(4), '--seed', '7');
const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.closest('[id]')?.id || document.activeElement?.tagName);

async function opened(live = 80) {
  const page = await open(await serve(events, { live }));
  await assertText(page, '#turn', `turn ${live}`);
  return page;
}

test('Tab goes from the top over lines to time, and each stop is seen', options, async () => {
  const page = await opened();
  await page.keyboard.press('ArrowLeft'); // so that `go live` works
  await assertText(page, '#turn', 'turn 79');
  const stops = [];
  for (let i = 0; i < 60; ++i) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const node = document.activeElement;
      if (node === document.body) return undefined;
      const box = node.getBoundingClientRect();
      const style = getComputedStyle(node.matches('#search input') ? node.parentElement : node);
      return {
        id: node.id || `${node.closest('[id]')?.id} ${node.tagName}`,
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, seen: box.width > 0 && box.height > 0,
      };
    });
    if (stop === undefined) break;
    stops.push(stop);
  }
  assert.deepEqual(stops.filter(({ ring, seen }) => !ring || !seen), []);
  const ids = stops.map(({ id }) => id);
  const order = ['theme', 'help', 'tab-lines', 'log', 'go-live', 'back-out', 'back', 'pause', 'on', 'on-out', 'slower', 'faster', 'slider'];
  assert.deepEqual(ids.filter((id) => order.includes(id)), order);
  // One stop for all tabs.
  assert.equal(ids.filter((id) => id.startsWith('tab-')).length, 1);
  assertNoFaults(page);
});

test('the first stop leads to the table', options, async () => {
  const page = await opened();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'players');
  assertNoFaults(page);
});

test('the dialog of the keys takes the focus, keeps it, and gives it back', options, async () => {
  const page = await opened();
  await page.locator('#help').focus();
  await page.keyboard.press('?');
  await page.locator('#keys').waitFor({ state: 'visible' });
  for (let i = 0; i < 6; ++i) {
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.getElementById('keys').contains(document.activeElement)));
  }
  // What is below does not hear the keys.
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Escape');
  await page.locator('#keys').waitFor({ state: 'hidden' });
  assert.equal(await focused(page), 'help');
  await assertText(page, '#turn', 'turn 80');
  await page.keyboard.press('Enter');
  await page.locator('#keys').waitFor({ state: 'visible' });
  assertNoFaults(page);
});

test('tabs are chosen with arrows, as tabs are', options, async () => {
  const page = await opened();
  await page.locator('#tab-lines').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(page), 'tab-turn');
  assert.equal(await page.locator('#tab-turn').getAttribute('aria-selected'), 'true');
  assert.ok(await page.locator('#moves').isVisible());
  await page.keyboard.press('ArrowRight');
  assert.ok(await page.locator('#work').isVisible());
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(page), 'tab-lines');
  await assertText(page, '#turn', 'turn 80');
  assertNoFaults(page);
});

test('each key of the list does what it says', options, async () => {
  const page = await opened(149);
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
    await drawn(page);
  };
  await press(' ');
  await assertText(page, '#live', 'paused');
  await press('ArrowLeft', 'ArrowLeft', 'ArrowRight');
  await assertText(page, '#turn', 'turn 148');
  await press('Shift+ArrowLeft');
  await assertText(page, '#turn', 'turn 138');
  await press('Home');
  await assertText(page, '#turn', 'turn 0');
  await press('>');
  await assertText(page, '#speed', '2×');
  await press('<', '<', '<', '<');
  await assertText(page, '#speed', '1/4×');
  await press('End');
  await assertText(page, '#live', 'LIVE');
  await press('ArrowDown', 'ArrowDown');
  await assertText(page, '#players tr[aria-current] bdi', 'ben');
  await press('Enter');
  await eventually(page, 'only the lines of ben are there', () => {
    const names = [...document.querySelectorAll('.entry:not([hidden]) > :nth-child(4)')].map(({ textContent }) => textContent);
    return names.length > 0 && names.every((name) => name === 'ben');
  });
  await press('Enter', 'Escape');
  await eventually(page, 'nobody is chosen', () => document.querySelector('#players tr[aria-current]') === null);
  await press('/');
  await page.keyboard.type('"N"');
  await drawn(page); // hits are searched for in the next frame, after each letter
  await eventually(page, 'hits are counted', () => /^[0-9]+ found$/.test(document.querySelector('#search output').textContent));
  await press('Enter');
  await assertText(page, '#search output', /^1 of /);
  await page.locator('#log').focus();
  await press('n');
  await assertText(page, '#search output', /^2 of /);
  await press('N');
  await assertText(page, '#search output', /^1 of /);
  await page.locator('#search input').focus();
  await press('Escape');
  await press('2');
  await eventually(page, 'the turn is there', () => document.body.dataset.tab === 'turn');
  await press('3');
  await eventually(page, 'the workers are there', () => document.body.dataset.tab === 'workers');
  await press('1', 'm');
  await eventually(page, 'moves are hidden', () => document.getElementById('show-moves').getAttribute('aria-pressed') === 'false');
  await press('t');
  await eventually(page, 'it is dark', () => document.documentElement.dataset.theme === 'dark');
  assertNoFaults(page);
});

test('keys that are one letter can be switched off, and stay so', options, async () => {
  const page = await opened();
  await page.keyboard.press('?');
  await page.locator('#single-keys').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('2');
  await page.keyboard.press('t');
  await drawn(page);
  assert.equal(await page.evaluate(() => document.body.dataset.tab), 'lines');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), undefined);
  await page.keyboard.press('ArrowLeft');
  await assertText(page, '#turn', 'turn 79');
  await page.reload();
  await assertText(page, '#turn', 'turn 80');
  await page.keyboard.press('2');
  await drawn(page);
  assert.equal(await page.evaluate(() => document.body.dataset.tab), 'lines');
  assertNoFaults(page);
});

test('buttons keep Space and Enter; text that is typed is no key', options, async () => {
  const page = await opened();
  await page.locator('#back').focus();
  await page.keyboard.press(' ');
  await assertText(page, '#turn', 'turn 79');
  await page.keyboard.press('Enter');
  await assertText(page, '#turn', 'turn 78');
  await page.locator('#search input').focus();
  await page.keyboard.type('2 t[');
  await page.keyboard.press('Home');
  await assertText(page, '#turn', 'turn 78');
  assert.equal(await page.evaluate(() => document.body.dataset.tab), 'lines');
  assertNoFaults(page);
});
