import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Claim } from '@oto/schema/contract/worker';
import { refusal } from '../testing/api.ts';
import { plainPng, stage, type Stage } from '../testing/generation.ts';

async function painting(api: Stage, where: 'board' | 'private'): Promise<Claim> {
  const ann = await api.join(where === 'board' ? 'Ann' : 'Bea');
  const agent = await api.agent(ann, { kind: 'image' });
  await api.order(ann, 'image', { agents: [agent.id], prompt: 'Une forêt bleue', where });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  return claim;
}
const seen = (api: Stage, claim: Claim, n: number) => api.send('GET', `/media/ghost/${claim.creation}?n=${n}`);
const show = (api: Stage, claim: Claim, side: number) => api.work(claim, 'PUT', '/preview/0', plainPng(side, side), 'image/png');

test('whoever watches the board sees a picture develop, until it is done', async () => {
  await using api = await stage();
  Object.assign(api.deps.config, { newcomerHours: 0 });
  const claim = await painting(api, 'board');
  expect(await refusal(await seen(api, claim, 0))).toBe('404 not_found');
  await show(api, claim, 40);
  const first = Buffer.from(await (await seen(api, claim, 1)).arrayBuffer());
  await show(api, claim, 64);
  const answer = await seen(api, claim, 2);
  expect(Object.fromEntries(answer.headers)).toMatchObject({ 'content-type': 'image/webp', 'cache-control': 'no-store' });
  expect(Buffer.from(await answer.arrayBuffer()).equals(first)).toBe(false);
  await api.work(claim, 'POST', '/fail', { attempt: claim.attempt, code: 'engine_invalid', retryable: false });
  expect(await refusal(await seen(api, claim, 3))).toBe('404 not_found');
});

test('what is made in private, and on an account’s first day, is not shown', async () => {
  await using api = await stage();
  Object.assign(api.deps.config, { newcomerHours: 0 });
  const hidden = await painting(api, 'private');
  await show(api, hidden, 40);
  expect(await refusal(await seen(api, hidden, 1))).toBe('404 not_found');
  const shown = await painting(api, 'board');
  await show(api, shown, 40);
  expect((await seen(api, shown, 1)).status).toBe(200);
  Object.assign(api.deps.config, { newcomerHours: 24 });
  expect(await refusal(await seen(api, shown, 1))).toBe('404 not_found');
});

test('what nothing judges is kept back until it is done, unless the operator decides otherwise', async () => {
  await using api = await stage();
  Object.assign(api.deps.config, { newcomerHours: 0 });
  const claim = await painting(api, 'board');
  expect(claim.ghost?.reveals).toBe(true);
  await show(api, claim, 40);
  await sql`update worker set engines = (select jsonb_agg(e || '{"trained": true}') from jsonb_array_elements(engines) e)`.execute(
    api.deps.db,
  );
  expect(await refusal(await seen(api, claim, 1))).toBe('404 not_found');
  Object.assign(api.deps.config, { unjudgedPreviews: true });
  expect((await seen(api, claim, 1)).status).toBe(200);
});
