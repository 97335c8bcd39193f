import { readFile } from 'node:fs/promises';
import { createDecoder, hasContent, readVarUint8Array } from 'lib0/decoding';
import * as Y from 'yjs';
import { regionOf } from '@oto/schema/board/roots';

/** Loads the region states of a file as the server and the browser do; tells memory and time by IPC. */
export type Loaded = { readonly notes: number; readonly heapBytes: number; readonly loadMs: readonly number[] };

const ROUNDS = 7;

const decoder = createDecoder(new Uint8Array(await readFile(process.argv[2] ?? '')));
const states: Uint8Array[] = [];
while (hasContent(decoder)) states.push(readVarUint8Array(decoder));

const load = (): Y.Doc[] =>
  states.map((state) => {
    const doc = new Y.Doc();
    regionOf(doc);
    Y.applyUpdate(doc, state);
    return doc;
  });

const loadMs: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const started = performance.now();
  for (const doc of load()) doc.destroy();
  loadMs.push(performance.now() - started);
}
const before = heldBytes();
const docs = load();
const heapBytes = heldBytes() - before;
const notes = docs.reduce((total, doc) => total + regionOf(doc).notes.size, 0);
const answer: Loaded = { notes, heapBytes, loadMs };
process.send?.(answer);

function heldBytes(): number {
  if (!globalThis.gc) throw new Error('start me with --expose-gc');
  for (let round = 0; round < 3; round++) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
