import { ServerEvent } from '@oto/schema/contract/event';
import { parseAnswer } from './origin.ts';

export type StreamState = 'connecting' | 'live' | 'retrying' | 'following';

/** The part of EventSource that is used, so that a stand-in can take its place. */
export type EventFeed = {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: Event) => void): void;
  close(): void;
};

export type EventStreamDeps = {
  readonly open: (url: string) => EventFeed;
  /** Separates members that share a browser. */
  readonly member: string;
  readonly onEvent: (event: ServerEvent) => void;
  readonly onState: (state: StreamState) => void;
  /** Called when events may have been missed: refetch what they keep fresh. */
  readonly onGap: () => void;
};

export const EVENT_TYPES = [
  'hello',
  'job',
  'progress',
  'step',
  'wallet',
  'purchase',
  'earned',
  'notification',
  'published',
  'forked',
  'flags',
  'notice',
] as const satisfies readonly ServerEvent['type'][];
const CLOSED = 2;
const RETRY_MS = [1000, 2000, 5000, 10_000, 20_000] as const;

type Relay = { readonly type: 'event'; readonly data: string };

/** Null for anything that the contract does not know. */
export function parseServerEvent(data: string): ServerEvent | null {
  try {
    const parsed = ServerEvent.safeParse(parseAnswer(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Milliseconds before the n-th new connection in a row, n from 0, spread so that browsers do not return as one. */
export function retryDelay(n: number, random: number): number {
  const base = RETRY_MS[Math.min(n, RETRY_MS.length - 1)] as number;
  return Math.round(base * (0.75 + random / 2));
}

/**
 * The member's events. Among the tabs of one browser a single one, the holder of a lock, keeps the
 * connection and relays to the others. Returns the way to stop.
 */
export function followEvents(deps: EventStreamDeps): () => void {
  const stop = new AbortController();
  const name = `oto-events:${deps.member}`;
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', (message: MessageEvent<Relay>) => deliver(message.data.data));

  function deliver(data: string): void {
    const event = parseServerEvent(data);
    if (event !== null) deps.onEvent(event);
  }

  function ignoreAbort(error: unknown): void {
    if (!stop.signal.aborted) throw error;
  }

  function lead(): Promise<void> {
    if (stop.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      let feed: EventFeed | null = null;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let failures = 0;
      const connect = (): void => {
        deps.onState(failures === 0 ? 'connecting' : 'retrying');
        feed = deps.open('/events');
        const current = feed;
        feed.addEventListener('open', () => {
          if (failures > 0) deps.onGap();
          failures = 0;
          deps.onState('live');
        });
        feed.addEventListener('error', () => {
          if (stop.signal.aborted) return;
          deps.onState('retrying');
          failures += 1;
          // The browser resumes by itself, with the last id, unless the server refused.
          if (current.readyState !== CLOSED) return;
          current.close();
          clearTimeout(timer);
          timer = setTimeout(connect, retryDelay(failures - 1, Math.random()));
        });
        for (const type of EVENT_TYPES) {
          feed.addEventListener(type, (event) => {
            const data: unknown = (event as MessageEvent<unknown>).data;
            if (typeof data !== 'string') return;
            deliver(data);
            // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the rule is for windows and cannot tell a BroadcastChannel, whose postMessage takes no second argument
            channel.postMessage({ type: 'event', data } satisfies Relay);
          });
        }
      };
      stop.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        feed?.close();
        resolve();
      });
      deps.onGap();
      connect();
    });
  }

  if (navigator.locks === undefined) void lead();
  else {
    const queue = (): Promise<void> => navigator.locks.request(name, { signal: stop.signal }, lead);
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock !== null) return lead();
        deps.onState('following');
        void queue().catch(ignoreAbort);
        return undefined;
      })
      .catch(ignoreAbort);
  }
  return () => {
    stop.abort();
    channel.close();
  };
}
