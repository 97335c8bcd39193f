import { expect, test, vi } from 'vitest';
import { followServerLog } from './live-log.ts';

class Feed extends EventTarget {
  readyState = 0;
  close(): void {
    this.readyState = 2;
  }
  tell(type: 'open' | 'error', readyState: number): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event(type));
  }
}

test('a refusal while the servers start again is not the end; leaving is', () => {
  vi.useFakeTimers();
  const feeds: Feed[] = [];
  const heard: string[] = [];
  const stop = followServerLog(
    { level: 'info' },
    { onOpen: (again) => heard.push(again ? 'again' : 'open'), onLost: () => heard.push('lost'), onLines: () => undefined },
    () => {
      const feed = new Feed();
      feeds.push(feed);
      return feed;
    },
  );
  feeds[0]?.tell('open', 1);
  // Cut off: the browser itself comes back.
  feeds[0]?.tell('error', 0);
  vi.runAllTimers();
  expect(feeds).toHaveLength(1);
  feeds[0]?.tell('open', 1);
  // Refused: it does not.
  feeds[0]?.tell('error', 2);
  vi.runAllTimers();
  expect(feeds).toHaveLength(2);
  feeds[1]?.tell('open', 1);
  expect(heard).toEqual(['open', 'lost', 'again', 'lost', 'again']);

  feeds[1]?.tell('error', 2);
  stop();
  vi.runAllTimers();
  expect(feeds).toHaveLength(2);
  vi.useRealTimers();
});
