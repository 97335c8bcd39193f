import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Claim } from '@oto/schema/contract/worker';
import { sweepLeases } from '../chore/sweep-leases.ts';
import { refusal } from '../testing/api.ts';
import { bareMp4, claimDue, plainPng, report, stage, stepReport, tone, type Stage } from '../testing/generation.ts';

/** The worker dies: its lease ends and is swept. */
async function die(api: Stage, claim: Claim): Promise<void> {
  await api.deps.db
    .updateTable('job')
    .set({ lease_until: new Date(Date.now() - 1000) })
    .where('id', '=', uuidFromId(claim.job))
    .execute();
  await sweepLeases(api.deps);
}

const paint = (api: Stage, claim: Claim, step: number) => api.work(claim, 'PUT', `/media/${step}/main`, plainPng(64, 48), 'image/png');

/** Laws that hold at any moment: what is broken, by name. */
async function broken(api: Stage): Promise<readonly string[]> {
  const { rows } = await sql<{ law: string }>`
    select 'a balance is not the sum of its transfers' as law from ledger.account a where owner_id is not null and posted <>
      coalesce((select sum(amount) from ledger.transfer where credit = a.id), 0) - coalesce((select sum(amount) from ledger.transfer where debit = a.id), 0)
    union all select 'held is not the sum of open holds' from ledger.account a where held <>
      coalesce((select sum(amount) from ledger.hold h where h.account = a.id and state = 'open'), 0)
    union all select 'a finished job still holds' from job j join ledger.hold h on h.group_id = j.id
      where j.state in ('succeeded', 'failed', 'cancelled') and h.state = 'open'
    union all select 'charged is not what was captured' from job j where coalesce(j.charged, 0) <>
      (select coalesce(sum(h.captured), 0) from ledger.hold h where h.group_id = j.id)
    union all select 'a split does not sum' from job j where j.charged > 0 and j.charged <>
      (select coalesce(sum(r.amount), 0) from revenue_split r where r.job_id = j.id)
    union all select 'charged without anything kept' from job j where j.charged > 0 and j.state <> 'succeeded' and j.kept is null
    union all select 'a creation has two jobs, or none' from creation c where (select count(*) from job where creation_id = c.id) <> 1
    union all select 'a failed creation kept its seat' from creation where state = 'failed' and plot_x is not null
    union all select 'an attempt never ended' from job_attempt a join job j on j.id = a.job_id
      where a.ended_at is null and (j.state <> 'running' or a.attempt <> j.attempt)`.execute(api.deps.db);
  return rows.map((row) => row.law);
}

test('three agents make one film: each step is told, kept, and made from the one before', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const text = await api.agent(bob, { fee: 7 });
  const image = await api.agent(bob, { kind: 'image' });
  const film = await api.agent(ann, { kind: 'video' });
  const job = await api.order(ann, 'video', { agents: [text.id, image.id, film.id], prompt: 'Un phare', where: 'board' });
  expect(job).toMatchObject({ price: 22, agents: [text.id, image.id, film.id] });
  const claim = await claimDue(api);
  expect(await refusal(await api.work(claim, 'POST', '/steps/1', stepReport(claim, 1)))).toBe('400 bad_request');
  expect((await api.work(claim, 'POST', '/steps/0', stepReport(claim, 0))).status).toBe(204);
  expect((await api.work(claim, 'POST', '/steps/0', stepReport(claim, 0, { text: 'autre' }))).status).toBe(204);
  expect(await refusal(await api.work(claim, 'POST', '/steps/1', stepReport(claim, 1)))).toBe('422 bad_media');
  await paint(api, claim, 1);
  const painted = { sources: [{ from: 'step' as const, step: 0 }], model: 'sd' };
  expect((await api.work(claim, 'POST', '/steps/1', stepReport(claim, 1, painted))).status).toBe(204);
  const picture = await api.work(claim, 'GET', '/steps/1/main');
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp']);
  expect(await refusal(await api.work(claim, 'GET', '/steps/0/main'))).toBe('404 not_found');
  expect(await refusal(await api.work(claim, 'POST', '/finish', { attempt: 1, steps: [] }))).toBe('400 bad_request');
  expect(await refusal(await api.work(claim, 'POST', '/finish', report(claim)))).toBe('422 bad_media');
  expect((await api.work(claim, 'PUT', '/media/2/main', bareMp4(4000, 1000), 'video/mp4')).status).toBe(200);
  await api.finish(claim);
  expect(await api.job(ann, job.id)).toMatchObject({ state: 'succeeded', kind: 'video', charged: 16, kept: null });
  const steps = await api.deps.db.selectFrom('creation_step').selectAll().orderBy('position').execute();
  expect(steps.map(({ model, sources, output }) => [model, sources, output !== ''])).toMatchObject([
    ['one', [], true],
    ['sd', painted.sources, false],
    ['one', [], false],
  ]);
  const files = await api.deps.db.selectFrom('step_media').select(['position', 'variant']).execute();
  expect(files.map(({ position, variant }) => `${position} ${variant}`).toSorted()).toEqual(['1 main', '1 thumb']);
  const events = await api.deps.db.selectFrom('event').select('body').where('member_id', '=', ann.uuid).orderBy('id').execute();
  expect(events.map(({ body }) => (body as { type: string }).type).filter((type) => type === 'step')).toHaveLength(3);
  expect(await broken(api)).toEqual([]);
});

test('a worker that dies between any two words loses nothing, and no delivered step is made again', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agents = [await api.agent(ann), await api.agent(ann, { kind: 'image' }), await api.agent(ann, { kind: 'image' })];
  const job = await api.order(ann, 'image', { agents: agents.map(({ id }) => id), prompt: 'Chaîne', where: 'board' });
  // It dies after the first step; a claim of the second attempt says what is there.
  const first = await claimDue(api);
  await api.work(first, 'POST', '/steps/0', stepReport(first, 0));
  await die(api, first);
  const second = await claimDue(api);
  expect(second.steps.map(({ delivered }) => delivered?.text.slice(0, 10))).toEqual(['# Le phare', undefined, undefined]);
  expect(await refusal(await api.work(first, 'POST', '/steps/1', stepReport(first, 1)))).toBe('409 stale_attempt');
  // It dies between the upload and the step: the file alone delivers nothing.
  await paint(api, second, 1);
  await die(api, second);
  const third = await claimDue(api);
  expect(third.steps.map(({ delivered }) => delivered !== undefined)).toEqual([true, false, false]);
  expect(await refusal(await api.work(third, 'POST', '/steps/1', stepReport(third, 1)))).toBe('422 bad_media');
  expect(await refusal(await api.work(second, 'PUT', '/media/1/main', plainPng(8, 8), 'image/png'))).toBe('409 stale_attempt');
  await paint(api, third, 1);
  await api.work(third, 'POST', '/steps/1', stepReport(third, 1));
  // The last one is delivered too, then it drains: no attempt is lost, and only the finish is left.
  await paint(api, third, 2);
  expect((await api.work(third, 'POST', '/steps/2', stepReport(third, 2))).status).toBe(204);
  expect(await (await api.work(third, 'POST', '/fail', { attempt: 3, code: 'drained', retryable: true })).json()).toEqual({
    state: 'queued',
  });
  const fourth = await claimDue(api);
  expect(fourth.attempt).toBe(4);
  expect(fourth.steps.every(({ delivered }) => delivered !== undefined)).toBe(true);
  const answer = await api.finish(fourth);
  // The answer got lost: the same again.
  expect((await api.finish(fourth)).pin?.record).toEqual(answer.pin?.record);
  expect(await refusal(await api.work(third, 'POST', '/finish', report(third)))).toBe('409 stale_attempt');
  expect(await api.job(ann, job.id)).toMatchObject({ state: 'succeeded', charged: 9 });
  const media = await api.deps.db.selectFrom('media').select('variant').where('creation_id', '=', uuidFromId(job.creation)).execute();
  expect(media.map(({ variant }) => variant).toSorted()).toEqual(['main', 'thumb']);
  const attempts = await api.deps.db.selectFrom('job_attempt').select(['attempt', 'code']).orderBy('attempt').execute();
  expect(attempts.map(({ code }) => code)).toEqual(['worker_lost', 'worker_lost', 'drained', 'done']);
  const notes = (await api.facts()).filter((fact) => fact.type === 'note' && fact.note === job.creation);
  expect(new Set(notes.map((fact) => fact.type === 'note' && JSON.stringify(fact.record))).size).toBe(2);
  expect(await broken(api)).toEqual([]);
});

test('a chain that fails keeps what it delivered, in private, and only that is paid for', async () => {
  await using api = await stage();
  const [ann, bob, cyd] = [await api.join('Ann'), await api.join('Bob'), await api.join('Cyd')];
  const root = await api.order(cyd, 'text', { agents: [(await api.agent(cyd)).id], prompt: 'Racine', where: 'board' });
  await api.finish(await claimDue(api));
  await sql`select ledger.transfer('spend', ledger.member_account(${ann.uuid}::uuid, 'wallet_promo'),
    ledger.platform_account('expired'), 100, 'expiry', gen_random_uuid())`.execute(api.deps.db);
  await api.fund(ann, 100);
  const [poet, painter] = [await api.agent(bob, { fee: 7 }), await api.agent(bob, { kind: 'image', fee: 13 })];
  const order = { agents: [poet.id, painter.id], prompt: 'Un phare', parents: [root.creation], where: 'board' };
  const job = await api.order(ann, 'image', order);
  // 5 + 7 and 5 + 13 make 30; a tenth of it is the parent's.
  expect(job.price).toBe(33);
  const claim = await claimDue(api);
  await api.work(claim, 'POST', '/steps/0', stepReport(claim, 0));
  const why = { attempt: 1, code: 'engine_blocked', retryable: false, engineMessage: 'NSFW\0 filter' };
  expect(await (await api.work(claim, 'POST', '/fail', why)).json()).toEqual({ state: 'failed' });
  // Engine 3 of 5, fee 7, royalty 3 * 12 / 30 = 1.
  expect(await api.job(ann, job.id)).toMatchObject({
    state: 'failed',
    kind: 'image',
    kept: 'text',
    charged: 11,
    plot: null,
    error: { code: 'engine_blocked' },
  });
  expect(await api.wallet(ann)).toEqual({ available: 89, paid: 89, promo: 0, held: 0, earnings: 0, debt: 0, expiring: null });
  expect(await api.wallet(bob)).toMatchObject({ earnings: 7 });
  expect(await api.wallet(cyd)).toMatchObject({ earnings: 1 });
  const path = `/api/creations/${job.creation}`;
  const kept = await (await api.send('GET', path, { cookie: ann.cookie })).json();
  expect(kept).toMatchObject({ kind: 'text', visibility: 'private', plot: null, title: 'Le phare', tokens: 11, steps: [{ kind: 'text' }] });
  expect(await refusal(await api.send('GET', path, { cookie: bob.cookie }))).toBe('404 not_found');
  expect((await api.facts()).some((fact) => fact.type === 'unpin' && fact.note === job.creation)).toBe(true);
  expect(await api.deps.db.selectFrom('notification').select('about').where('member_id', '=', ann.uuid).execute()).toEqual([
    { about: 'partly' },
  ]);
  const published = await api.send('POST', `${path}/publish`, { cookie: ann.cookie, body: {} });
  expect(await published.json()).toMatchObject({ visibility: 'published', kind: 'text' });
  const note = (await api.facts()).findLast((fact) => fact.type === 'note' && fact.note === job.creation);
  // Only the agent that did something has a cord.
  expect(note?.type === 'note' && note.record.a?.map(([end]) => end[0])).toEqual([poet.id]);
  expect(await broken(api)).toEqual([]);
});

test('a picture that is kept comes with its file, though its worker died long before', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agents = [await api.agent(ann, { kind: 'image' }), await api.agent(ann, { kind: 'video' })];
  const job = await api.order(ann, 'video', { agents: agents.map(({ id }) => id), prompt: 'Film' });
  const first = await claimDue(api);
  await paint(api, first, 0);
  await api.work(first, 'POST', '/steps/0', stepReport(first, 0));
  for (let claim = first; ; claim = await claimDue(api)) {
    await die(api, claim);
    if ((await api.job(ann, job.id)).state === 'failed') break;
  }
  expect(await api.job(ann, job.id)).toMatchObject({ kept: 'image', charged: 3, error: { code: 'worker_lost' }, attempt: 3 });
  expect((await api.send('GET', `/media/${job.creation}/main`, { cookie: ann.cookie })).status).toBe(200);
  expect(await broken(api)).toEqual([]);
});

test('cancelled in the middle of a chain: everything is given back, nothing is kept', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agents = [await api.agent(ann), await api.agent(ann, { kind: 'image' })];
  const job = await api.order(ann, 'image', { agents: agents.map(({ id }) => id), prompt: 'Non', where: 'board' });
  const claim = await claimDue(api);
  await api.work(claim, 'POST', '/steps/0', stepReport(claim, 0));
  const gone = await api.send('POST', `/api/jobs/${job.id}/cancel`, { cookie: ann.cookie });
  expect(await gone.json()).toMatchObject({ state: 'cancelled', charged: 0, kept: null, plot: null });
  for (const [method, path, body] of [
    ['POST', '/steps/1', stepReport(claim, 1)],
    ['PUT', '/media/1/main', plainPng(8, 8)],
    ['POST', '/finish', report(claim)],
  ] as const) {
    expect(await refusal(await api.work(claim, method, path, body, method === 'PUT' ? 'image/png' : undefined))).toBe('409 stale_attempt');
  }
  expect(await api.wallet(ann)).toMatchObject({ available: 100, held: 0 });
  expect(await broken(api)).toEqual([]);
});

test('what no agent can be fed, and what no agent can use, is refused by name, before it is paid for', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const [text, image, voice] = [await api.agent(ann), await api.agent(ann, { kind: 'image' }), await api.agent(ann, { kind: 'voice' })];
  const picture = await api.order(ann, 'image', { agents: [image.id], prompt: 'Un chat' });
  const claim = await claimDue(api);
  await paint(api, claim, 0);
  await api.finish(claim);
  const inputs = [{ creation: picture.creation }];
  const asked = async (agents: readonly string[], more: object = {}) => {
    const quote = await api.send('POST', '/api/quotes', { cookie: ann.cookie, body: { agents, ...more } });
    const order = await api.generate(ann, 'voice', { agents, prompt: 'x', ...more });
    const fields = ((await order.clone().json()) as { error: { fields?: { path: string; message: string }[] } }).error.fields;
    return [await refusal(quote), await refusal(order), fields?.[0]?.path];
  };
  expect(await asked([text.id, image.id, voice.id])).toEqual(['422 chain_broken', '422 chain_broken', 'agents.2']);
  expect(await asked([text.id, voice.id], { inputs })).toEqual(['422 input_unused', '422 input_unused', 'inputs.0']);
  expect((await asked([voice.id], { inputs: [{ creation: newId() }] }))[1]).toBe('404 unknown_input');
  const anonymous = await api.send('POST', '/api/quotes', { body: { agents: [image.id], inputs } });
  expect(await refusal(anonymous)).toBe('401 not_signed_in');

  const again = await api.order(ann, 'image', { agents: [text.id, image.id], prompt: 'Le même, de nuit', inputs });
  const next = await claimDue(api);
  expect([next.job, next.inputs]).toMatchObject([again.id, [{ index: 0, role: 'image', step: 1, mime: 'image/webp' }]]);
  const file = await api.work(next, 'GET', '/inputs/0');
  expect([file.status, (await file.arrayBuffer()).byteLength]).toEqual([200, next.inputs[0]?.bytes]);
  expect(await refusal(await api.work(next, 'GET', '/inputs/1'))).toBe('404 not_found');
  await die(api, next);
  expect(await refusal(await api.work(next, 'GET', '/inputs/0'))).toBe('409 stale_attempt');
});

test('a chain goes from worker to worker as it needs their engines', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agents = [await api.agent(ann), await api.agent(ann, { kind: 'image' })];
  await api.hello('writer', [{}]);
  await api.hello('painter', [{ id: 'builtin-image', kind: 'image' }]);
  await api.order(ann, 'image', { agents: agents.map(({ id }) => id), prompt: 'Relais' });
  expect(await api.claim(['image'], 0, { worker: 'painter' })).toBeNull();
  const first = await api.claim(['text'], 0, { worker: 'writer' });
  if (!first) throw new Error('no claim');
  await api.work(first, 'POST', '/steps/0', stepReport(first, 0));
  await api.work(first, 'POST', '/fail', { attempt: 1, code: 'drained', retryable: true });
  expect(await api.claim(['text'], 0, { worker: 'writer' })).toBeNull();
  const second = await api.claim(['image'], 0, { worker: 'painter' });
  if (!second) throw new Error('no claim');
  await paint(api, second, 1);
  await api.finish(second);
  expect(await broken(api)).toEqual([]);
});

test('a voice feeds a voice, once there is sound to be had', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const agents = [await api.agent(ann, { kind: 'voice' }), await api.agent(ann, { kind: 'voice' })];
  await api.order(ann, 'voice', { agents: agents.map(({ id }) => id), prompt: 'Bonjour' });
  const claim = await claimDue(api);
  await api.work(claim, 'PUT', '/media/0/main', tone(), 'audio/wav');
  await api.work(claim, 'POST', '/steps/0', stepReport(claim, 0));
  await api.work(claim, 'PUT', '/media/1/main', tone(4000), 'audio/wav');
  await api.finish(claim);
  expect(await broken(api)).toEqual([]);
});
