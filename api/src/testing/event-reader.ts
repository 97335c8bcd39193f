import { ServerEvent } from '@oto/schema/contract/event';
import type { Person, TestApi } from './api.ts';

export type Told = { readonly id: string | undefined; readonly event: ServerEvent };

export type EventReader = {
  /** Rejects when the stream ends. */
  next(): Promise<Told>;
  close(): Promise<void>;
};

/** Reads an event stream of a person event by event. */
export async function readEvents({ send }: Pick<TestApi, 'send'>, person: Person, lastEventId?: string): Promise<EventReader> {
  const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const answer = await send('GET', '/events', { cookie: person.cookie, headers });
  if (answer.headers.get('content-type') !== 'text/event-stream') throw new Error(`no stream: ${answer.status}`);
  const reader = (answer.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  return {
    async next() {
      for (;;) {
        const end = rest.indexOf('\n\n');
        if (end >= 0) {
          const lines = rest.slice(0, end).split('\n');
          rest = rest.slice(end + 2);
          const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
          const data = field('data');
          if (data !== undefined) return { id: field('id'), event: ServerEvent.parse(JSON.parse(data)) };
          continue;
        }
        const { done, value } = await reader.read();
        if (done) throw new Error('the stream ended');
        rest += value;
      }
    },
    close: () => reader.cancel(),
  };
}
