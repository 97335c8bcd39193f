import { createHash } from 'node:crypto';
import { newId } from '@oto/schema/base/id';
import type { ProvenanceRecord, VerifyReport } from '@oto/schema/contract/provenance';
import { expect, test } from 'vitest';
import type { Answer } from '../api/http.ts';
import type { Page } from './page-context.ts';
import { isFingerprint, linkedFingerprint, readMarks, seek, type Sought, type Stage } from './sought.ts';

const sha256 = (data: string) => createHash('sha256').update(data).digest('hex');
const record: ProvenanceRecord = {
  creation: newId(),
  kind: 'text',
  variant: 'main',
  shown: true,
  title: 'Le phare',
  author: 'Léa',
  trained: false,
  madeAt: '2026-01-01T00:00:00.000Z',
  steps: [],
  ingredients: [],
  manifest: null,
};
const refused = { ok: false, failure: { code: 'too_many_requests', status: 429, requestId: null, fields: [] } } as const;

/** A server that knows one fingerprint; `asked` is what left the device. */
function server(known: string, report?: Answer<VerifyReport>) {
  const asked: string[] = [];
  const routes: Page['routes'] = {
    provenance(print) {
      asked.push(print);
      return Promise.resolve({ ok: true, value: { records: print === known ? [record] : [] } });
    },
    readMarks(file) {
      asked.push(`file of ${file.size}`);
      return Promise.resolve(report ?? refused);
    },
    publishedKeys: () => Promise.resolve(refused),
  };
  return { asked, routes };
}

async function stagesOf(sought: Sought, routes: Page['routes'], signal = new AbortController().signal): Promise<readonly Stage[]> {
  const stages: Stage[] = [];
  await seek(sought, routes, signal, (stage) => stages.push(stage));
  return stages;
}
const file = (words: string, type: string): Sought => ({ from: 'file', pasted: false, file: new File([words], 'x', { type }) });

test('a file is read, asked about by its fingerprint alone, and known', async () => {
  const { asked, routes } = server(sha256('bytes'));
  const stages = await stagesOf(file('bytes', 'image/webp'), routes);
  expect(stages.map((stage) => stage.type)).toEqual(['reading', 'reading', 'asking', 'known']);
  expect(stages.at(-1)).toEqual({ type: 'known', sha256: sha256('bytes'), records: [record] });
  expect(asked).toEqual([sha256('bytes')]);
});

test('a text file is known however its lines were written down, a picture only as it is', async () => {
  const { routes } = server(sha256('Un phare\nla nuit'));
  expect((await stagesOf(file('Un phare\r\nla nuit\r\n', 'text/plain'), routes)).at(-1)?.type).toBe('known');
  expect((await stagesOf({ from: 'text', text: ' Un phare\nla nuit' }, routes)).at(-1)?.type).toBe('known');
  expect((await stagesOf(file('Un phare\r\nla nuit\r\n', 'image/png'), routes)).at(-1)?.type).toBe('unknown');
});

test('what is not known is told under the fingerprint of what was given', async () => {
  const { routes } = server('');
  expect((await stagesOf({ from: 'text', text: 'Rien ' }, routes)).at(-1)).toEqual({ type: 'unknown', sha256: sha256('Rien ') });
});

test.each([
  [file('', 'image/png'), 'empty'],
  [{ from: 'text', text: '' }, 'empty'],
  [{ from: 'link', sha256: 'abc' }, 'link'],
] as const)('%o is a problem of its own: %s', async (sought, code) => {
  const { asked, routes } = server('');
  expect((await stagesOf(sought, routes)).at(-1)).toEqual({ type: 'problem', problem: { code } });
  expect(asked).toEqual([]);
});

test('a refusal is told with when it came, and nothing is told once it was stopped', async () => {
  const { routes } = server('');
  const busy: Page['routes'] = { ...routes, provenance: () => Promise.resolve(refused) };
  expect((await stagesOf(file('x', ''), busy)).at(-1)).toEqual({
    type: 'problem',
    problem: { code: 'refused', failure: 'too_many_requests', at: 'asking' },
  });
  expect(await stagesOf(file('x', ''), routes, AbortSignal.abort())).toEqual([]);
});

test('marks are read from the file itself; a record found there is a certificate', async () => {
  const told: Stage[] = [];
  const report: VerifyReport = { sha256: sha256('x'), mime: null, records: [], sourceType: null, credential: null };
  const live = new AbortController().signal;
  const given = new File(['x'], 'x.png');
  const tell = (stage: Stage): void => void told.push(stage);
  await readMarks(given, sha256('x'), server('').routes, live, tell);
  await readMarks(given, sha256('x'), server('', { ok: true, value: report }).routes, live, tell);
  await readMarks(given, sha256('x'), server('', { ok: true, value: { ...report, records: [record] } }).routes, live, tell);
  expect(told.map((stage) => stage.type)).toEqual(['sending', 'problem', 'sending', 'told', 'sending', 'known']);
});

test('an address may name a fingerprint', () => {
  expect(linkedFingerprint('?sha256=AB')).toBe('AB');
  expect(linkedFingerprint('')).toBeNull();
  expect(isFingerprint('A'.repeat(64))).toBe(true);
  expect(isFingerprint('g'.repeat(64))).toBe(false);
});
