import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { LogLines, type LogLine } from '@oto/schema/contract/log';
import { keepLog } from '@oto/schema/db/keep-log';
import type { NewLine } from '@oto/schema/log/read-line';
import { LogSink } from '@oto/schema/log/log-sink';
import { makeLogger } from '../http/logger.ts';
import { sharedApi } from '../testing/shared-api.ts';
import { pruneLog } from './prune.ts';

const shared = sharedApi();
const line = (message: string, more: Partial<NewLine> = {}): NewLine => ({
  at: new Date().toISOString(),
  service: 'api',
  replica: 'a',
  level: 'info',
  message,
  requestId: null,
  fields: {},
  ...more,
});

async function chief(): Promise<string> {
  const api = shared();
  const before = await api.send('POST', '/api/auth/sign-in/email', {
    body: { email: 'chief@oto.test', password: 'correct horse battery' },
  });
  if (before.ok)
    return before.headers
      .getSetCookie()
      .map((one) => one.split(';', 1)[0])
      .join('; ');
  return (await api.join('Chief', { email: 'chief@oto.test' })).cookie;
}

async function lines(query: string, cookie: string): Promise<readonly LogLine[]> {
  const answer = await shared().send('GET', `/api/operator/logs${query}`, { cookie });
  expect(answer.status).toBe(200);
  return LogLines.parse(await answer.json()).lines;
}

test('what a logger writes is read by operators, newest first, by level, service, words and request', async () => {
  const { db } = shared().deps;
  const cookie = await chief();
  const sink = new LogSink({ service: 'api', replica: 'one' }, 1);
  const log = makeLogger('debug', sink);
  log.debug('small');
  log.info({ requestId: 'req-1', path: '/api/me' }, 'request');
  log.error({ err: new Error('postgres://oto:hunter2@db/oto is away'), token: 'hunter2' }, 'a 100% fault');
  sink.begin((batch) => keepLog(db, batch));
  await sink.close();
  await keepLog(db, [line('job over', { service: 'gpu-worker', replica: 'w', fields: { job: 'j1' } })]);

  expect((await lines('?level=debug', cookie)).map((one) => one.message)).toEqual(['job over', 'a 100% fault', 'request', 'small']);
  expect((await lines('', cookie)).map((one) => one.message)).toEqual(['job over', 'a 100% fault', 'request']);
  const [fault] = await lines('?level=warn', cookie);
  expect(fault).toMatchObject({ level: 'error', service: 'api', replica: 'one', message: 'a 100% fault' });
  expect(JSON.stringify(fault)).not.toContain('hunter2');
  expect((await lines('?service=gpu-worker', cookie)).map((one) => one.replica)).toEqual(['w']);
  expect((await lines('?q=req-1', cookie)).map((one) => one.message)).toEqual(['request']);
  expect((await lines('?q=100%25%20f', cookie)).map((one) => one.message)).toEqual(['a 100% fault']);
  expect((await lines('?q=%25', cookie)).map((one) => one.message)).toEqual(['a 100% fault']);
  expect((await lines('?q=%2Fapi%2Fme', cookie)).map((one) => one.message)).toEqual(['request']);
  const all = await lines('?level=debug', cookie);
  expect((await lines(`?level=debug&before=${all[1]?.id}`, cookie)).map((one) => one.message)).toEqual(['request', 'small']);
});

test('a stream goes on where it was, and ends with its reader', async () => {
  const { db } = shared().deps;
  const cookie = await chief();
  await keepLog(db, [line('before')]);
  const answer = await shared().send('GET', '/api/operator/logs?q=live', { cookie, headers: { accept: 'text/event-stream' } });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const until = async (words: string): Promise<void> => {
    while (!heard.includes(words)) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`ended after ${heard}`);
      heard += value;
    }
  };
  await until('event: open');
  await keepLog(db, [line('live one'), line('dead'), line('live two')]);
  await until('live two');
  expect(heard).toContain('live one');
  expect(heard).not.toContain('dead');
  const last = [...heard.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? '';
  await reader.cancel();

  await keepLog(db, [line('live three')]);
  const again = await shared().send('GET', '/api/operator/logs?q=live', {
    cookie,
    headers: { accept: 'text/event-stream', 'last-event-id': last },
  });
  const resumed = again.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  while (!rest.includes('live three')) rest += (await resumed.read()).value ?? '';
  expect(rest).not.toContain('live two');
  await resumed.cancel();
});

test('a worker hands its lines in with its token, and they are scrubbed once more', async () => {
  const { workerToken } = shared().deps.config;
  const { service: _, ...said } = line('Bearer hunter2hunter2', { level: 'warn', replica: 'w-1', fields: { password: 'hunter2', a: 1 } });
  const hand = (token: string, body: unknown) =>
    shared().send('POST', '/worker/logs', { body, headers: { authorization: `Bearer ${token}` } });
  expect((await hand('wrong', { lines: [said] })).status).toBe(401);
  expect((await hand(workerToken, { lines: [{ ...said, level: 'loud' }] })).status).toBe(400);
  expect((await hand(workerToken, { lines: Array.from({ length: 201 }, () => said) })).status).toBe(400);
  expect((await hand(workerToken, { lines: [said] })).status).toBe(204);
  const [kept] = await lines('?service=gpu-worker&level=warn', await chief());
  expect(kept).toMatchObject({ replica: 'w-1', message: 'Bearer [redacted]', fields: { password: '[redacted]', a: 1 } });
});

test('ids rise in the order in which lines can be seen, whoever writes', async () => {
  const { db } = shared().deps;
  let last = '0';
  const seen: string[] = [];
  const writers = Array.from({ length: 4 }, async (_, n) => {
    for (let round = 0; round < 10; round++) await keepLog(db, [line('order', { replica: `${n}` }), line('order')]);
  });
  let isWriting = true;
  const reading = (async () => {
    for (;;) {
      const wasWriting = isWriting;
      const rows = await db
        .selectFrom('log_line')
        .select('id')
        .where('message', '=', 'order')
        .where('id', '>', last)
        .orderBy('id')
        .execute();
      seen.push(...rows.map((row) => row.id));
      last = seen.at(-1) ?? last;
      if (!wasWriting) return;
      await sleep(0);
    }
  })();
  await Promise.all(writers);
  isWriting = false;
  await reading;
  expect(seen).toHaveLength(80);
});

test('old lines go, and those that are too many', async () => {
  const { db } = shared().deps;
  await db.deleteFrom('log_line').execute();
  await keepLog(db, [
    line('old', { at: new Date(Date.now() - 4 * 86_400_000).toISOString() }),
    ...Array.from({ length: 9 }, (_, n) => line(`${n}`)),
  ]);
  await pruneLog({ db, now: () => new Date() }, 4);
  const left = await db.selectFrom('log_line').select('message').orderBy('id').execute();
  expect(left.map((one) => one.message)).toEqual(['5', '6', '7', '8']);
});
