import { expect, test } from 'vitest';
import { readLine } from './read-line.ts';
import { scrub, scrubText, SECRET_NAMES } from './scrub.ts';

test('what stands under a secret’s name goes, at every depth', () => {
  for (const name of SECRET_NAMES) {
    const clean = JSON.stringify(scrub({ [name]: 'hunter2', a: { [name.toUpperCase()]: 'hunter2', b: [{ c: { [name]: 'hunter2' } }] } }));
    expect(clean).not.toContain('hunter2');
  }
});

test('secrets are known by their looks, in any text', () => {
  const pass = 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl';
  for (const secret of [
    pass,
    `connecting to postgres://oto:hunter2@db:5432/oto`,
    'Authorization: Bearer hunter2hunter2',
    'sk_test_hunter2hunter2',
    'whsec_hunter2hunter2',
    'no such mailbox: hunter2@oto.test',
  ]) {
    expect(scrubText(secret)).not.toMatch(/hunter2|c2lnbmF0dXJl/);
  }
  expect(scrubText('job over in 20 ms, https://oto.test:443/n/abc')).toBe('job over in 20 ms, https://oto.test:443/n/abc');
});

test('a line is bounded, however large it was written', () => {
  const deep = { a: { b: { c: { d: { e: { f: 'far' } } } } } };
  const fields = { deep, many: Array.from({ length: 1000 }, () => 'x'.repeat(10_000)) };
  const line = readLine(JSON.stringify({ level: 60, time: 1_777_000_000_000, msg: 'm'.repeat(9000), ...fields }), {
    service: 'gpu-worker',
    replica: 'w',
  });
  expect(line?.level).toBe('error');
  expect(JSON.stringify(line).length).toBeLessThan(40_000);
  expect(JSON.stringify(line)).not.toContain('far');
});

test('no secret is halved by the cut, and no character', () => {
  const start = 'x'.repeat(1980);
  expect(scrubText(`${start} postgres://oto:hunter2hunter2@db/oto`)).not.toContain('hunter');
  const line = readLine(JSON.stringify({ level: 30, time: 1_777_000_000_000, msg: 'm', said: `x${'🌊'.repeat(2000)}` }), {
    service: 'api',
    replica: 'a',
  });
  const many = readLine(JSON.stringify({ level: 30, time: 1_777_000_000_000, msg: 'm', many: Array(9).fill(`xx${'🌊'.repeat(900)}`) }), {
    service: 'api',
    replica: 'a',
  });
  for (const fields of [line?.fields, many?.fields]) expect(JSON.stringify(fields)).not.toMatch(/\\ud[89a-f]/);
});

test('what is no line of pino’s is none', () => {
  for (const text of ['', 'words', '[1]', '{}', '{"level":30}', '{"level":30,"time":"never"}', 'null']) {
    expect(readLine(text, { service: 'api', replica: 'a' })).toBeNull();
  }
});
