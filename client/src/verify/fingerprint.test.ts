import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprint, textFingerprint, textVariants, Unreadable } from './fingerprint.ts';

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const calm = new AbortController().signal;

test('a file’s fingerprint is its SHA-256, and the reading of it is told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300_000 }), async (bytes) => {
      const heard: number[] = [];
      const found = await fingerprint(new Blob([Uint8Array.from(bytes)]), (read) => heard.push(read), calm);
      expect(found).toBe(sha256(bytes));
      expect(heard.at(-1) ?? 0).toBe(bytes.length);
      expect(heard.toSorted((a, b) => a - b)).toEqual(heard);
    }),
    { seed: 3, numRuns: 30 },
  );
});

test('what cannot be read is told as such, and a stopped reading stops', async () => {
  const folder = new Blob(['x']);
  folder.stream = () => new ReadableStream({ pull: () => Promise.reject(new Error('NotFoundError')) });
  await expect(fingerprint(folder, () => {}, calm)).rejects.toBeInstanceOf(Unreadable);
  const cut = new Blob(['ab']);
  cut.stream = () => new Blob(['a']).stream();
  await expect(fingerprint(cut, () => {}, calm)).rejects.toBeInstanceOf(Unreadable);
  const stopped = AbortSignal.abort(new DOMException('enough', 'AbortError'));
  await expect(fingerprint(new Blob(['x']), () => {}, stopped)).rejects.toThrow('enough');
});

test('a text is known by its UTF-8, however its lines were written down', async () => {
  expect(await textFingerprint('Été à l’ombre')).toBe(sha256('Été à l’ombre'));
  const made = 'Un phare\n\nla nuit';
  for (const seen of [made, 'Un phare\r\n\r\nla nuit\r\n', `\uFEFF${made}`, `  ${made}\n`]) {
    expect(textVariants(seen)).toContain(made);
    expect(textVariants(seen)[0]).toBe(seen);
  }
  expect(textVariants('e\u0301te\u0301')).toContain('été');
  expect(textVariants('')).toEqual([]);
});
