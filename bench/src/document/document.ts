import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEncoder, toUint8Array, writeVarUint8Array } from 'lib0/encoding';
import * as Y from 'yjs';
import { freshRegion } from '@oto/collab-server/epoch/fresh';
import { PLOT_CAPACITY } from '@oto/schema/board/placement';
import { percentile } from '../figures/percentile.ts';
import type { Benchmark } from '../figures/report.ts';
import type { Loaded } from './load.ts';
import { buildRegion } from './region.ts';

const LOAD_WITHIN_MS = 120_000;

/** What a note costs in a region document after ten moves: stored, in memory, loading, and written anew under the next epoch. */
export const benchDocument: Benchmark = async ({ quick, say }) => {
  const count = Math.ceil((quick ? 2_400 : 24_000) / PLOT_CAPACITY);
  say(`${count} full plots, each note moved ten times`);
  const states: Uint8Array[] = [];
  let freshBytes = 0;
  for (let index = 0; index < count; index++) {
    const { plot, doc } = buildRegion(index);
    const state = Y.encodeStateAsUpdate(doc);
    doc.destroy();
    states.push(state);
    freshBytes += freshRegion(state, plot).state.byteLength;
  }
  const bytes = states.reduce((total, state) => total + state.byteLength, 0);
  say('loading them in a process of their own');
  const loaded = await loadApart(states);
  return {
    notes: loaded.notes,
    bytes_per_note: tenth(bytes / loaded.notes),
    bytes_per_note_after_epoch: tenth(freshBytes / loaded.notes),
    heap_kb_per_note: hundredth(loaded.heapBytes / loaded.notes / 1024),
    load_ms_per_10k: tenth((percentile(loaded.loadMs, 0.5) / loaded.notes) * 10_000),
  };
};

async function loadApart(states: readonly Uint8Array[]): Promise<Loaded> {
  const folder = await mkdtemp(join(tmpdir(), 'oto-document-'));
  try {
    const encoder = createEncoder();
    for (const state of states) writeVarUint8Array(encoder, state);
    const file = join(folder, 'states');
    await writeFile(file, toUint8Array(encoder));
    const child = fork(fileURLToPath(new URL('load.ts', import.meta.url)), [file], {
      execArgv: ['--expose-gc'],
      timeout: LOAD_WITHIN_MS,
      killSignal: 'SIGKILL',
    });
    const [answer] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`the loading process ended early (${String(code)})`);
      }),
    ])) as [Loaded];
    return answer;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}
