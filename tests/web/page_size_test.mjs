import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { pageFolder } from './page_server.mjs';

test('all files of the page together take at most 150 KiB', () => {
  const served = readdirSync(pageFolder).filter((name) => ['.html', '.css', '.js', '.svg'].includes(extname(name)));
  const bytes = served.reduce((sum, name) => sum + statSync(join(pageFolder, name)).size, 0);
  assert.ok(served.length > 20 && bytes <= 150 * 1024, `${served.length} files, ${bytes} bytes`);
});
