import { createRoot } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRelease, EVERY_MS } from './release.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function set(own: string | null = 'one', stored: string | null = null, write?: () => void) {
  const seen: { visibilityState: DocumentVisibilityState } = { visibilityState: 'visible' };
  const page = Object.assign(new EventTarget(), seen);
  const kept = new Map<string, string>(stored === null ? [] : [['oto.loadedFor', stored]]);
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: write ?? ((key: string, value: string) => void kept.set(key, value)),
  };
  const server: { version: string | null | undefined } = { version: own };
  const asked = vi.fn<() => Promise<string | null | undefined>>(async () => server.version);
  const reload = vi.fn<() => void>();
  const { release, end } = createRoot((dispose) => ({
    release: createRelease({ own, served: asked, reload, page, storage, now: () => Date.now() }),
    end: dispose,
  }));
  const later = () => vi.advanceTimersByTimeAsync(EVERY_MS);
  return { release, end, page, kept, server, asked, reload, later };
}

test('a version that comes is found within minutes, and when the page is looked at again; it is put away for good', async () => {
  const { release, server, later, page, asked, end } = set();
  await later();
  expect(release.state()).toBe('current');
  server.version = 'two';
  await later();
  expect(release.state()).toBe('newer');
  release.putAway();
  await later();
  expect(release.state()).toBe('current');
  server.version = 'three';
  await vi.advanceTimersByTimeAsync(60_000);
  page.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(0);
  expect(release.state()).toBe('newer');
  // The page of before is served again.
  server.version = 'one';
  await later();
  expect(release.state()).toBe('current');
  end();
  const before = asked.mock.calls.length;
  await later();
  expect(asked.mock.calls.length).toBe(before);
});

test('nothing is asked while nobody looks, twice within seconds, or by a page that is never old', async () => {
  const hidden = set();
  hidden.page.visibilityState = 'hidden';
  await hidden.later();
  hidden.page.visibilityState = 'visible';
  for (let turn = 0; turn < 5; turn++) hidden.release.look();
  await vi.advanceTimersByTimeAsync(0);
  for (let turn = 0; turn < 5; turn++) hidden.release.look();
  await vi.advanceTimersByTimeAsync(1000);
  expect(hidden.asked).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(hidden.asked).toHaveBeenCalledTimes(2);
  const developed = set(null);
  await developed.later();
  expect(developed.asked).not.toHaveBeenCalled();
  hidden.end();
  developed.end();
});

test('servers that do not answer just now are asked again soon', async () => {
  const { release, server, later, end } = set();
  server.version = undefined;
  await later();
  server.version = 'two';
  await vi.advanceTimersByTimeAsync(10_000);
  expect(release.state()).toBe('newer');
  end();
});

test('whoever reloads and is given the old page once more is not asked again for the same', async () => {
  const first = set();
  first.server.version = 'two';
  await first.later();
  first.release.reload();
  expect(first.reload).toHaveBeenCalledTimes(1);
  first.end();
  const second = set('one', first.kept.get('oto.loadedFor') ?? null);
  second.server.version = 'two';
  await second.later();
  expect(second.release.state()).toBe('current');
  second.end();
});

test('one reloads although the browser keeps nothing', async () => {
  const full = new DOMException('', 'QuotaExceededError');
  const { release, server, reload, later, end } = set('one', null, () => {
    throw full;
  });
  server.version = 'two';
  await later();
  release.reload();
  expect(reload).toHaveBeenCalledTimes(1);
  end();
});

test('a page that was refused for its age stays so, whatever is served, and one that cannot tell says nothing', async () => {
  const { release, server, later, end } = set();
  server.version = null;
  await later();
  expect(release.state()).toBe('current');
  release.refused();
  server.version = 'one';
  await later();
  expect(release.state()).toBe('outdated');
  end();
});
