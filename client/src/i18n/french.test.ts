import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const CLIENT = join(import.meta.dirname, '..');

test('a post-it takes no s in French, however many there are', async () => {
  const files = await Array.fromAsync(glob('**/*.fr.ts', { cwd: CLIENT }));
  expect(files.length).toBeGreaterThan(10);
  const paths = [...files.map((file) => join(CLIENT, file)), join(CLIENT, '../../CHANGELOG.fr.md')];
  const wrong = await Promise.all(paths.map(async (path) => (/post-its/i.test(await readFile(path, 'utf8')) ? [path] : [])));
  expect(wrong.flat()).toEqual([]);
});
