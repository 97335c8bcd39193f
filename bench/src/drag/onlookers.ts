import * as Y from 'yjs';
import { sharedNow } from '../collab/clock.ts';
import { enter, type Guest } from '../collab/guest.ts';

/** A process of watchers with real providers: what they see is what people see. */
export type Enter = { readonly enter: { readonly url: string; readonly region: string; readonly count: number } };
/** Asks for what was seen since the last time. */
export type Tell = { readonly tell: true };
/** For each watcher: client, step and time of every state that arrived. And the size of the document now. */
export type Seen = { readonly arrivals: readonly Float64Array[]; readonly frames: number; readonly documentBytes: number };

let guests: readonly Guest[] = [];
let arrivals: number[][] = [];
let frames = 0;

function watch({ awareness }: Guest, index: number): void {
  awareness.on('change', ({ added, updated }: { readonly added: readonly number[]; readonly updated: readonly number[] }) => {
    frames++;
    const now = sharedNow();
    for (const client of [...added, ...updated]) {
      const step: unknown = awareness.getStates().get(client)?.['cursor']?.[0];
      if (typeof step === 'number') arrivals[index]?.push(client, step, now);
    }
  });
}

process.on('message', (message: Partial<Enter & Tell>) => {
  if (message.enter) {
    const { url, region, count } = message.enter;
    Promise.all(Array.from({ length: count }, () => enter(url, region, ''))).then(
      (entered) => {
        guests = entered;
        arrivals = entered.map(() => []);
        entered.forEach(watch);
        process.send?.({ entered: true });
      },
      (error: unknown) => {
        process.stderr.write(`onlookers: ${String(error)}\n`);
        process.exit(1);
      },
    );
  }
  if (message.tell) {
    const first = guests[0];
    const seen: Seen = {
      arrivals: arrivals.map((list) => Float64Array.from(list)),
      frames,
      documentBytes: first ? Y.encodeStateAsUpdate(first.doc).byteLength : 0,
    };
    arrivals = guests.map(() => []);
    frames = 0;
    process.send?.({ seen });
  }
});
