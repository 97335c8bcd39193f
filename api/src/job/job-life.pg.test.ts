import { expect, test } from 'vitest';
import { newId, uuidFromId } from '@oto/schema/base/id';
import { NoteRecord } from '@oto/schema/board/record';
import { Job } from '@oto/schema/contract/job';
import type { Statement } from '@oto/schema/contract/statement';
import { sql } from 'kysely';
import { refusal } from '../testing/api.ts';
import { plainPng, report, stage, tone, type Stage } from '../testing/generation.ts';
import { sweepLeases } from '../chore/sweep-leases.ts';
import { recordHash } from '../worker/collab-pass.ts';
import { COLLAB_AUDIENCE, COLLAB_TYP } from '@oto/schema/contract/pass';

async function endLease(api: Stage, jobId: string): Promise<void> {
  await api.deps.db
    .updateTable('job')
    .set({ lease_until: new Date(Date.now() - 1000) })
    .where('id', '=', uuidFromId(jobId))
    .execute();
}

async function runNow(api: Stage): Promise<void> {
  await api.deps.db
    .updateTable('job')
    .set({ run_after: new Date(0) })
    .where('state', '=', 'queued')
    .execute();
}

test('a note made on the board: ghost, hold, result, capture, pin', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await api.agent(ann, { fee: 7 });
  const quote = await api.quote(bob, [agent.id]);
  expect(quote).toMatchObject({ total: 12, available: 100 });
  expect(quote.lines.map((line) => [line.kind, line.payee, line.tokens])).toEqual([
    ['engine', null, 5],
    ['agent', ann.id, 7],
  ]);

  await api.fund(bob, 10);
  const job = Job.parse(await api.order(bob, 'text', { agents: [agent.id], prompt: 'Un phare', where: 'board', quote: quote.token }));
  expect(job).toMatchObject({ state: 'queued', position: 0, price: 12, where: 'board', agents: [agent.id], plot: bob.me.plots[0] });
  expect(await api.wallet(bob)).toEqual({ available: 98, paid: 10, promo: 100, held: 12, earnings: 0, debt: 0, expiring: null });

  const ghost = (await api.facts()).find((fact) => fact.type === 'note' && fact.note === job.creation);
  expect(ghost).toMatchObject({
    record: {
      j: job.id,
      k: 'text',
      o: bob.id,
      a: [[[agent.id, ann.me.plots[0]?.x, ann.me.plots[0]?.y, agent.seat[0], agent.seat[1]], agent.colour]],
    },
  });
  const inbound = (await api.facts()).find((fact) => fact.type === 'inbound');
  expect(inbound).toMatchObject({ plot: ann.me.plots[0], record: { k: 'agent', here: agent.id, c: agent.colour } });
  expect(await refusal(await api.send('GET', `/api/creations/${job.creation}`, { cookie: ann.cookie }))).toBe('404 not_found');

  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  expect(claim).toMatchObject({
    job: job.id,
    attempt: 1,
    prompt: 'Un phare',
    steps: [{ agent: agent.id, kind: 'text', engine: 'builtin-text' }],
  });
  expect(claim.ghost?.document).toMatch(/^region\//);
  const progress = await api.work(claim, 'POST', '/progress', { attempt: 1, step: 0, phase: 'writing', pct: 40 });
  expect(await progress.json()).toMatchObject({ cancelled: false });
  expect(await api.job(bob, job.id)).toMatchObject({ state: 'running', pct: 40, phase: 'writing' });

  const done = await api.finish(claim);
  const record = NoteRecord.parse(done.pin?.record);
  expect(record.j).toBeUndefined();
  const pass = await api.deps.signer.verify(done.pin?.pass ?? '', { audience: COLLAB_AUDIENCE, typ: COLLAB_TYP });
  expect(pass).toMatchObject({ role: 'service', document: claim.ghost?.document, note: job.creation, record: recordHash(record) });
  expect(await api.finish(claim)).toMatchObject({ creation: job.creation, pin: { record } });

  // 5 promo tokens of 100 were held first, so all of it was promo and nobody earned.
  expect(await api.wallet(bob)).toEqual({ available: 100, paid: 10, promo: 90, held: 0, earnings: 0, debt: 0, expiring: null });
  expect(await api.wallet(ann)).toMatchObject({ earnings: 0 });
  const split = await api.deps.db
    .selectFrom('revenue_split')
    .select(['kind', 'amount'])
    .where('job_id', '=', uuidFromId(job.id))
    .orderBy('position')
    .execute();
  expect(split).toEqual([
    { kind: 'platform', amount: 10 },
    { kind: 'agent', amount: 0 },
  ]);
  expect(await api.job(bob, job.id)).toMatchObject({ state: 'succeeded', charged: 10, pct: 100 });

  const creation = await (await api.send('GET', `/api/creations/${job.creation}`)).json();
  expect(creation).toMatchObject({
    title: 'Le phare',
    visibility: 'published',
    tokens: 10,
    mine: false,
    mayFork: true,
    plot: bob.me.plots[0],
  });
  const facts = (await api.facts()).filter((fact) => fact.type === 'note' && fact.note === job.creation);
  expect(facts.at(-1)).toMatchObject({ record });
  const events = await api.deps.db.selectFrom('event').select('body').where('member_id', '=', bob.uuid).orderBy('id').execute();
  expect(events.map((row) => (row.body as { type: string }).type)).toEqual([
    'job',
    'wallet',
    'job',
    'step',
    'job',
    'wallet',
    'published',
    'notification',
  ]);
});

test('paid tokens earn the agent’s owner and the forked author their shares', async () => {
  await using api = await stage();
  const [ann, bob, cyd] = [await api.join('Ann'), await api.join('Bob'), await api.join('Cyd')];
  const agent = await api.agent(ann, { fee: 20 });
  const parent = await api.order(bob, 'text', { agents: [agent.id], prompt: 'Racine', where: 'board' });
  const first = await api.claim();
  if (!first) throw new Error('no claim');
  await api.finish(first);

  await api.deps.db.updateTable('creation').set({ fork: 'no' }).where('id', '=', uuidFromId(parent.creation)).execute();
  const forbidden = await api.generate(cyd, 'text', { agents: [agent.id], prompt: 'Suite', parents: [parent.creation] });
  expect(await refusal(forbidden)).toBe('403 fork_not_allowed');
  await api.deps.db.updateTable('creation').set({ fork: 'allowed' }).where('id', '=', uuidFromId(parent.creation)).execute();

  await sql`select ledger.transfer('spend', ledger.member_account(${cyd.uuid}::uuid, 'wallet_promo'),
    ledger.platform_account('expired'), 90, 'expiry', gen_random_uuid())`.execute(api.deps.db);
  await api.fund(cyd, 50);
  const quote = await api.quote(cyd, [agent.id], [parent.creation]);
  expect(quote.lines.map((line) => [line.kind, line.payee, line.tokens])).toEqual([
    ['engine', null, 5],
    ['agent', ann.id, 20],
    ['royalty', bob.id, 3],
  ]);
  const job = await api.order(cyd, 'text', {
    agents: [agent.id],
    prompt: 'Suite',
    parents: [parent.creation],
    where: 'board',
    quote: quote.token,
  });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  expect(claim).toMatchObject({ parentTitle: 'Le phare', parentText: expect.stringContaining('Il éclaire') });
  const { pin } = await api.finish(claim);
  expect(pin?.record.p).toEqual([[parent.creation, bob.me.plots[0]?.x, bob.me.plots[0]?.y, expect.any(Number), expect.any(Number)]]);

  // 3 + 20 + 3 = 26 used; 10 promo to the platform; 16 paid split 3:20:3 by largest remainder.
  expect(await api.wallet(cyd)).toEqual({ available: 34, paid: 34, promo: 0, held: 0, earnings: 0, debt: 0, expiring: null });
  expect(await api.wallet(ann)).toMatchObject({ earnings: 12 });
  expect(await api.wallet(bob)).toMatchObject({ earnings: 2 });
  expect(await api.job(cyd, job.id)).toMatchObject({ charged: 26 });
  const told = await api.deps.db
    .selectFrom('event')
    .select('body')
    .where('member_id', '=', bob.uuid)
    .orderBy('id', 'desc')
    .limit(2)
    .execute();
  expect(told.map(({ body }) => body)).toMatchObject([
    { type: 'notification', notification: { about: 'forked', creation: job.creation, actor: { name: 'Cyd' } } },
    { type: 'forked', creation: job.creation, parent: parent.creation, by: 'Cyd' },
  ]);
  const tree = await (await api.send('GET', `/api/creations/${parent.creation}`)).json();
  expect(tree).toMatchObject({ children: [{ id: job.creation }] });
  const statement = (await (await api.send('GET', '/api/wallet/statement', { cookie: cyd.cookie })).json()) as Statement;
  expect(statement.entries.map(({ kind, amount }) => [kind, amount])).toEqual([
    ['capture', 2],
    ['hold', -28],
    ['purchase', 50],
    ['expiry', -90],
    ['welcome', 100],
  ]);
});

test('one key makes one job, however it is sent', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agent = await api.agent(ann);
  const body = { agents: [agent.id], prompt: 'Une fois', where: 'private' };
  const key = newId();
  const answers = await Promise.all(Array.from({ length: 6 }, () => api.generate(ann, 'text', body, key)));
  const jobs = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { job: Job }).job.id));
  expect(new Set(jobs).size).toBe(1);
  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 200, 202]);
  expect(await refusal(await api.generate(ann, 'text', { ...body, prompt: 'Autre' }, key))).toBe('409 key_reused');
  expect((await api.generate(ann, 'text', { ...body, quote: (await api.quote(ann, [agent.id])).token }, key)).status).toBe(200);
  expect(await refusal(await api.generate(ann, 'text', body, 'short'))).toBe('400 idempotency_key_required');
  expect((await api.wallet(ann)).held).toBe(5);
});

test('what cannot be made is refused before anything is charged', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await api.agent(ann, { fee: 1000 });
  const cheap = await api.agent(bob);
  const image = await api.agent(bob, { kind: 'image' });
  const ask = async (body: object, kind: 'text' | 'image' = 'text') =>
    refusal(await api.generate(bob, kind, { agents: [cheap.id], prompt: 'Bonjour', ...body }));
  expect(await ask({ prompt: '  ' })).toBe('422 prompt_empty');
  expect(await ask({ prompt: 'x'.repeat(2001) })).toBe('422 prompt_too_long');
  expect(await ask({ agents: [newId()] })).toBe('404 unknown_agent');
  expect(await ask({}, 'image')).toBe('422 kind_mismatch');
  expect(await ask({ agents: [image.id, cheap.id] })).toBe('422 chain_broken');
  expect(await ask({ parents: [newId()] })).toBe('404 unknown_parent');
  expect(await ask({ agents: [agent.id] })).toBe('402 empty_wallet');
  expect(await ask({ maxTokens: 4 })).toBe('409 quote_mismatch');
  const refused = await api.generate(bob, 'text', { agents: [cheap.id], prompt: 'Dis-moi comment fabriquer une bombe' });
  expect(await refused.clone().json()).toMatchObject({ error: { fields: [{ path: 'prompt', message: 'comment fabriquer une bombe' }] } });
  expect(await refusal(refused)).toBe('422 prompt_refused');

  const quote = await api.quote(bob, [cheap.id]);
  expect(await ask({ quote: (await api.quote(ann, [cheap.id])).token })).toBe('409 quote_mismatch');
  expect(await ask({ quote: `${quote.token.slice(0, -6)}AAAAAA` })).toBe('409 quote_mismatch');
  expect(await ask({ quote: quote.token, agents: [image.id] }, 'image')).toBe('409 quote_mismatch');
  await api.send('PATCH', `/api/agents/${cheap.id}`, { cookie: bob.cookie, body: { fee: 3 } });
  expect(await ask({ quote: quote.token })).toBe('409 quote_mismatch');

  const anonymous = await api.send('POST', '/api/quotes', { body: { agents: [cheap.id] } });
  expect(await anonymous.json()).toMatchObject({ available: 0, total: 8 });
  expect(
    await refusal(
      await api.send('POST', '/generate_text', { body: { agents: [cheap.id], prompt: 'x' }, headers: { 'idempotency-key': newId() } }),
    ),
  ).toBe('401 not_signed_in');

  await api.deps.db.updateTable('kill_switch').set({ enabled: false }).where('name', '=', 'generation').execute();
  expect(await ask({})).toBe('503 generation_off');
  await api.deps.db.updateTable('kill_switch').set({ enabled: true }).where('name', '=', 'generation').execute();
  await api.deps.db
    .updateTable('worker')
    .set({ seen_at: new Date(Date.now() - 60_000) })
    .execute();
  expect(await ask({})).toBe('503 no_engine');
  const { count } = await api.deps.db
    .selectFrom('job')
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  expect(Number(count)).toBe(0);
  expect(await api.wallet(bob)).toMatchObject({ available: 100, held: 0 });
});

test('three at once and ten a minute, not more', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agent = await api.agent(ann);
  const body = { agents: [agent.id], prompt: 'Encore' };
  for (let i = 0; i < 3; i++) await api.order(ann, 'text', body);
  expect(await refusal(await api.generate(ann, 'text', body))).toBe('429 too_many_jobs');
  for (let i = 0; i < 7; i++) {
    const claim = await api.claim();
    if (!claim) throw new Error('no claim');
    await api.finish(claim, { tokens: 0 });
    await api.order(ann, 'text', body);
  }
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.finish(claim, { tokens: 0 });
  expect(await refusal(await api.generate(ann, 'text', body))).toBe('429 too_many_requests');
});

test('a cancel ends a job at once, queued or running; its worker hears of it and is refused; too late afterwards', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await api.agent(ann);
  const board = { agents: [agent.id], prompt: 'Annule', where: 'board' };
  const queued = await api.order(ann, 'text', board);
  expect(await refusal(await api.send('POST', `/api/jobs/${queued.id}/cancel`, { cookie: bob.cookie }))).toBe('404 not_found');
  const cancelled = await api.send('POST', `/api/jobs/${queued.id}/cancel`, { cookie: ann.cookie });
  expect(await cancelled.json()).toMatchObject({ state: 'cancelled', charged: 0, plot: null });
  expect((await api.facts()).filter((fact) => fact.type === 'unpin')).toMatchObject([{ note: queued.creation }]);
  expect(await api.wallet(ann)).toMatchObject({ available: 100, held: 0 });
  expect(await api.claim()).toBeNull();

  const running = await api.order(ann, 'text', board);
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  const heard = api.work(claim, 'GET', '/signal?waitMs=20000');
  const asked = await api.send('POST', `/api/jobs/${running.id}/cancel`, { cookie: ann.cookie });
  expect(await asked.json()).toMatchObject({ state: 'cancelled', charged: 0, plot: null, error: null });
  expect(await api.wallet(ann)).toMatchObject({ available: 100, held: 0 });
  expect(await (await heard).json()).toEqual({ cancelled: true });
  const progress = await api.work(claim, 'POST', '/progress', { attempt: 1, step: 0, phase: 'x', pct: 9 });
  expect(await progress.json()).toMatchObject({ cancelled: true });
  expect(await refusal(await api.work(claim, 'POST', '/finish', report(claim)))).toBe('409 stale_attempt');
  const gone = { attempt: 1, code: 'cancelled', retryable: false };
  expect(await (await api.work(claim, 'POST', '/fail', gone)).json()).toEqual({ state: 'cancelled' });
  expect(await (await api.send('POST', `/api/jobs/${running.id}/cancel`, { cookie: ann.cookie })).json()).toMatchObject({
    state: 'cancelled',
  });
  const plot = await api.deps.db.selectFrom('plot').select('notes').where('owner_id', '=', ann.uuid).executeTakeFirstOrThrow();
  expect(plot.notes).toBe(1);

  const done = await api.order(ann, 'text', board);
  const last = await api.claim();
  if (!last) throw new Error('no claim');
  await api.finish(last);
  expect(await refusal(await api.send('POST', `/api/jobs/${done.id}/cancel`, { cookie: ann.cookie }))).toBe('409 wrong_state');
});

test('a worker that dies gives its job back; its late report is refused; the third death refunds', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agent = await api.agent(ann);
  const job = await api.order(ann, 'text', { agents: [agent.id], prompt: 'Survis', where: 'board' });
  const first = await api.claim();
  if (!first) throw new Error('no claim');
  await endLease(api, job.id);
  expect(await sweepLeases(api.deps)).toBe(1);
  expect(await refusal(await api.work(first, 'POST', '/finish', report(first)))).toBe('409 stale_attempt');
  expect(await api.claim()).toBeNull();
  await runNow(api);
  const second = await api.claim();
  expect(second?.attempt).toBe(2);
  expect(await refusal(await api.work(first, 'POST', '/progress', { attempt: 1, step: 0, phase: 'x', pct: 1 }))).toBe('409 stale_attempt');
  expect(await refusal(await api.work(first, 'POST', '/fail', { attempt: 1, code: 'engine_oom', retryable: false }))).toBe(
    '409 stale_attempt',
  );
  expect(await refusal(await api.work(first, 'GET', '/signal?waitMs=0'))).toBe('409 stale_attempt');

  await endLease(api, job.id);
  await sweepLeases(api.deps);
  await runNow(api);
  const third = await api.claim();
  expect(third?.attempt).toBe(3);
  await endLease(api, job.id);
  await sweepLeases(api.deps);
  expect(await api.job(ann, job.id)).toMatchObject({ state: 'failed', charged: 0, error: { code: 'worker_lost' }, plot: null });
  expect(await api.wallet(ann)).toMatchObject({ available: 100, held: 0 });
  expect((await api.facts()).at(-1)?.type).toBe('atlas');
  expect((await api.facts()).some((fact) => fact.type === 'unpin' && fact.note === job.creation)).toBe(true);
});

test('an engine’s failure is tried again when that may help, else refunded with its reason', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agent = await api.agent(ann);
  const again = await api.order(ann, 'text', { agents: [agent.id], prompt: 'Une' });
  const first = await api.claim();
  if (!first) throw new Error('no claim');
  const oom = { attempt: 1, code: 'engine_oom', retryable: true, engineMessage: 'CUDA' };
  expect(await (await api.work(first, 'POST', '/fail', oom)).json()).toEqual({ state: 'queued' });
  expect(await (await api.work(first, 'POST', '/fail', oom)).json()).toEqual({ state: 'queued' });
  await runNow(api);
  const second = await api.claim();
  if (!second) throw new Error('no claim');
  expect(await (await api.work(second, 'POST', '/fail', { ...oom, attempt: 2, code: 'engine_blocked', retryable: false })).json()).toEqual({
    state: 'failed',
  });
  expect(await api.job(ann, again.id)).toMatchObject({ state: 'failed', error: { code: 'engine_blocked' } });
  expect(await api.wallet(ann)).toMatchObject({ available: 100, held: 0 });
});

test('a worker proves itself, and a pass opens one job', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agent = await api.agent(ann);
  const claimBody = { worker: 'test-worker', kinds: ['text'], waitMs: 0 };
  expect(await refusal(await api.send('POST', '/worker/claim', { body: claimBody }))).toBe('401 bad_credential');
  expect(await refusal(await api.send('POST', '/worker/claim', { body: claimBody, headers: { authorization: 'Bearer nope' } }))).toBe(
    '401 bad_credential',
  );
  await api.order(ann, 'text', { agents: [agent.id], prompt: 'A' });
  await api.order(ann, 'text', { agents: [agent.id], prompt: 'B' });
  const [a, b] = [await api.claim(), await api.claim()];
  if (!a || !b) throw new Error('no claim');
  expect(await refusal(await api.work({ ...a, job: b.job }, 'POST', '/finish', report(b)))).toBe('401 bad_credential');
  expect(await refusal(await api.work(a, 'POST', '/pass'))).toBe('404 not_found');
  const waiting = api.claim(['text'], 20_000);
  const bob = await api.join('Bob');
  const late = await api.order(bob, 'text', { agents: [agent.id], prompt: 'C' });
  expect((await waiting)?.job).toBe(late.id);
});

test('a chain goes to a worker that can make its next step', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const [text, image] = [await api.agent(ann), await api.agent(ann, { kind: 'image' })];
  await api.order(ann, 'image', { agents: [text.id, image.id], prompt: 'Chaîne', where: 'board' });
  const hello = (worker: string, kinds: readonly string[]) =>
    api.send('POST', '/worker/hello', {
      headers: { authorization: `Bearer ${api.deps.config.workerToken}` },
      body: {
        worker,
        engines: kinds.map((kind) => ({
          id: `builtin-${kind}`,
          kind,
          name: kind,
          models: ['one'],
          trained: false,
          ceiling: 5,
          healthy: true,
        })),
      },
    });
  expect((await hello('test-worker', ['image'])).status).toBe(204);
  expect(await api.claim()).toBeNull();
  await hello('test-worker', ['image', 'text']);
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  expect(claim.steps.map((step) => step.kind)).toEqual(['text', 'image']);
  expect(await refusal(await api.work(claim, 'POST', '/finish', report(claim)))).toBe('422 bad_media');
  expect((await api.work(claim, 'PUT', '/media/1/main', plainPng(64, 48), 'image/png')).status).toBe(200);
  const { pin } = await api.finish(claim);
  expect(pin?.record).toMatchObject({ k: 'image', m: 1 });
  expect(pin?.record.a?.length).toBe(2);
  const detail = await (await api.send('GET', `/api/creations/${claim.creation}`)).json();
  expect(detail).toMatchObject({
    title: 'Chaîne',
    steps: [
      { index: 0, kind: 'text' },
      { index: 1, kind: 'image', engineName: 'image' },
    ],
  });
});

test('private stays private until it is published, once', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await api.agent(bob);
  const voice = await api.agent(bob, { kind: 'voice' });
  const job = await api.order(ann, 'voice', { agents: [voice.id], prompt: 'Chut', title: 'Secret d’été' });
  expect(job.plot).toBeNull();
  const before = (await api.facts()).length;
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  expect(claim.ghost).toBeUndefined();
  expect((await api.work(claim, 'PUT', '/media/0/main', tone(), 'audio/x-wav')).status).toBe(200);
  expect((await api.finish(claim)).pin).toBeUndefined();
  expect((await api.facts()).length).toBe(before);

  const path = `/api/creations/${job.creation}`;
  const publish = (who: typeof ann, body: object = {}) => api.send('POST', `${path}/publish`, { cookie: who.cookie, body });
  expect(await refusal(await api.send('GET', path, { cookie: bob.cookie }))).toBe('404 not_found');
  expect(await refusal(await api.send('GET', `/media/${job.creation}/main`, { cookie: bob.cookie }))).toBe('404 not_found');
  expect(await refusal(await publish(bob))).toBe('404 not_found');
  expect(await refusal(await api.generate(bob, 'text', { agents: [agent.id], prompt: 'x', parents: [job.creation] }))).toBe(
    '404 unknown_parent',
  );
  const own = await api.send('GET', `/media/${job.creation}/main?download=1`, { cookie: ann.cookie });
  expect(own.headers.get('cache-control')).toBe('private, no-store');
  expect(own.headers.get('content-disposition')).toContain('attachment; filename="secret-d-ete.wav"');
  const tray = () => api.send('GET', '/api/creations?mine=1&visibility=private', { cookie: ann.cookie }).then((answer) => answer.json());
  expect(await tray()).toMatchObject({ creations: [{ id: job.creation, title: 'Secret d’été', plot: null }] });

  expect(await (await publish(ann, { unlisted: true })).json()).toMatchObject({ visibility: 'unlisted', plot: null });
  const published = await (await publish(ann, { fork: 'no', title: 'Plus secret' })).json();
  expect(published).toMatchObject({ visibility: 'published', fork: 'no', title: 'Plus secret', plot: ann.me.plots[0], durationMs: 500 });
  const again = await (await publish(ann, { fork: 'no' })).json();
  expect(again).toEqual(published);
  expect((await api.facts()).filter((fact) => fact.type === 'note' && fact.note === job.creation)).toHaveLength(1);
  expect(await refusal(await publish(ann, { unlisted: true }))).toBe('409 wrong_state');
  expect(await tray()).toEqual({ creations: [] });
  expect((await api.send('GET', path, { cookie: bob.cookie })).status).toBe(200);
  expect(await refusal(await api.send('PATCH', path, { cookie: bob.cookie, body: { title: 'Mien' } }))).toBe('403 forbidden');
  expect(await (await api.send('PATCH', path, { cookie: ann.cookie, body: { title: 'Tien' } })).json()).toMatchObject({ title: 'Tien' });
});

test('a free run holds and charges nothing', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agent = await api.agent(ann);
  await sql`update worker set engines = (select jsonb_agg(e || '{"ceiling": 0}') from jsonb_array_elements(engines) e)`.execute(
    api.deps.db,
  );
  const job = await api.order(ann, 'text', { agents: [agent.id], prompt: 'Gratuit' });
  expect(job.price).toBe(0);
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.finish(claim, { tokens: 50 });
  expect(await api.job(ann, job.id)).toMatchObject({ state: 'succeeded', charged: 0 });
  expect((await api.wallet(ann)).available).toBe(100);
});
