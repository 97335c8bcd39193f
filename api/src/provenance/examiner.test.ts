import { expect, test } from 'vitest';
import { startExaminer } from './examiner.ts';

const thread = (body: string): URL =>
  new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'; ${body}`)}`);
const NOTHING = { mime: null, sourceType: null, credential: null };

test('a file that keeps the thread for ever, fills its memory or kills it is told nothing of, and the next is read', async () => {
  const examiner = startExaminer(
    thread(`parentPort.on('message', (bytes) => {
      if (bytes[0] === 1) for (;;);
      if (bytes[0] === 2) { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); }
      if (bytes[0] === 3) process.exit(1);
      if (bytes[0] === 4) throw new Error('no');
      parentPort.postMessage({ mime: 'text/plain', sourceType: null, credential: null });
    });`),
    1500,
  );
  for (const kind of [0, 1, 0, 2, 0, 3, 0, 4, 0]) {
    const examined = await examiner.examine(Uint8Array.of(kind));
    expect([kind, examined]).toEqual([kind, kind === 0 ? { ...NOTHING, mime: 'text/plain' } : NOTHING]);
  }
});

test('no more files wait than can be read soon', async () => {
  const examiner = startExaminer(thread(`parentPort.on('message', () => parentPort.postMessage(${JSON.stringify(NOTHING)}));`));
  const asked = Array.from({ length: 30 }, () => examiner.examine(Uint8Array.of(0)));
  const read = asked.filter((answer) => answer !== null);
  expect(read.length).toBeLessThan(15);
  await Promise.all(read);
  expect(await examiner.examine(Uint8Array.of(0))).toEqual(NOTHING);
});
