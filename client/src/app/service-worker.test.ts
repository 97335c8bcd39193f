import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { parseAddress } from './address.ts';

const SOURCE = readFileSync(new URL('../../public/sw.js', import.meta.url), 'utf8');
const SITE = 'https://oto.example';

/** Clicks a notification while pages stand open; tells the page that was to open it, null: a new one. */
async function click(paths: readonly string[]): Promise<string | null> {
  const listeners = new Map<string, (event: object) => void>();
  let told: string | null = null;
  const done: Promise<unknown>[] = [];
  const self = {
    location: { href: `${SITE}/sw.js`, origin: SITE },
    addEventListener: (name: string, listener: (event: object) => void) => void listeners.set(name, listener),
    clients: {
      matchAll: async () =>
        paths.map((path) => ({ url: `${SITE}${path}`, postMessage: () => void (told = path), focus: async () => undefined })),
      openWindow: async () => null,
    },
  };
  runInNewContext(SOURCE, { self, URL });
  listeners.get('notificationclick')?.({
    notification: { close: () => undefined, data: { path: '/n/x' } },
    waitUntil: (work: Promise<unknown>) => done.push(work),
  });
  await Promise.all(done);
  return told;
}

test.each(['/', '/n/AZKzWpHQfTe3rQnbtK7OuA', '/@lea', '/@lea?plot'])('a message is opened in the board at %s', async (path) => {
  expect(parseAddress(new URL(path, SITE).pathname).type).not.toBe('lost');
  expect(await click(['/verify', path])).toBe(path);
});

test('pages that cannot open a note are left as they are', async () => {
  const others = ['/verify', '/terms', '/privacy', '/bienvenue', '/welcome', '/live', '/status', '/nouveautes', '/whats-new', '/docs'];
  expect(await click(others)).toBeNull();
});
