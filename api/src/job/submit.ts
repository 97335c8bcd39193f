import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { canonicalJson } from '@oto/schema/base/canonical-json';
import { newId, uuidFromId, type Id } from '@oto/schema/base/id';
import type { Lang } from '@oto/schema/base/lang';
import { hashText } from '@oto/schema/base/seeded-random';
import type { Kind } from '@oto/schema/board/kind';
import { PROMPT_MAX } from '@oto/schema/contract/common';
import type { GenerateRequest } from '@oto/schema/contract/job';
import { pinNote, seatCreation } from '../creation/pin.ts';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { holdMember } from '../identity/hold-member.ts';
import { requireTerms } from '../identity/require-terms.ts';
import { recordDraws } from '../jar/draw.ts';
import { payFromJar, requireOwnJar } from '../jar/pay-from-jar.ts';
import { holdForJob } from '../ledger/hold-for-job.ts';
import { requireFit } from '../moderation/judge.ts';
import { resolveInputs, type JobInput } from '../input/resolve-inputs.ts';
import { requireRoom } from '../media/quota.ts';
import { runAgents, type RunAgent } from '../quote/agents.ts';
import { checkChain } from '../quote/chain.ts';
import { forkableParents } from '../quote/parents.ts';
import { priceOf, type Price } from '../quote/price.ts';
import { acceptQuote } from '../quote/token.ts';
import { requireActive } from '../safety/suspended.ts';
import { callWorkers } from '../worker/attempt.ts';
import { liveEngines } from '../worker/live-engines.ts';
import { lockAuthor } from './lock-author.ts';
import { tellJob } from './tell.ts';
import type { JobRow } from './view.ts';

export type Wish = z.output<typeof GenerateRequest>;
export type Submission = {
  readonly member: string;
  readonly lang: Lang;
  readonly kind: Kind;
  readonly key: string;
  readonly wish: Wish;
  /** Of the request that asks. */
  readonly requestId: string;
};
export type Submitted = { readonly job: JobRow; readonly fresh: boolean };

const CONCURRENT_MAX = 3;
const PER_MINUTE_MAX = 10;

/**
 * Accepts a generation: hold, job, creation, seat and ghost in one transaction, or an ApiError and
 * nothing at all. One key makes one job, however often and however concurrently it is sent.
 */
export async function submitJob(deps: Deps, submission: Submission): Promise<Submitted> {
  const hash = hashOf(submission);
  const earlier = await findEarlier(deps.db, submission, hash);
  if (earlier) return { job: earlier, fresh: false };
  await judge(deps, submission);
  return deps.db.transaction().execute(async (trx) => {
    await lockAuthor(trx, submission.member);
    const twin = await findEarlier(trx, submission, hash);
    if (twin) return { job: twin, fresh: false };
    await holdMember(trx, submission.member);
    await requireActive(trx, submission.member);
    await requireTerms(trx, submission.member);
    await checkLimits(trx, submission.member, deps.now(), deps.config.limitsFactor);
    // Words take no room.
    if (submission.kind !== 'text') await requireRoom(trx, deps.config, submission.member);
    return { job: await insertJob(deps, trx, submission, hash, await agree(deps, trx, submission)), fresh: true };
  });
}

/** Equal wishes have equal hashes. The proof of price is left out: a newer quote of the same wish is the same wish. */
function hashOf({ kind, wish: { quote: _quote, maxTokens: _maxTokens, ...wish } }: Submission): string {
  return createHash('sha256')
    .update(canonicalJson({ kind, ...wish }))
    .digest('hex');
}

async function findEarlier(db: Deps['db'] | Trx, { member, key }: Submission, hash: string): Promise<JobRow | null> {
  const row = await db.selectFrom('job').selectAll().where('author_id', '=', member).where('idempotency_key', '=', key).executeTakeFirst();
  if (!row) return null;
  if (row.request_hash !== hash) throw new ApiError('key_reused');
  return row;
}

async function judge(deps: Deps, { member, lang, wish }: Submission): Promise<void> {
  if (wish.prompt.trim() === '') throw new ApiError('prompt_empty', { fields: [{ path: 'prompt', message: '' }] });
  if (wish.prompt.length > PROMPT_MAX) {
    throw new ApiError('prompt_too_long', { fields: [{ path: 'prompt', message: String(wish.prompt.length) }] });
  }
  await requireFit(deps, { member, lang, words: { prompt: wish.prompt, title: wish.title } });
}

async function checkLimits(trx: Trx, member: string, now: Date, factor: number): Promise<void> {
  const generation = await trx.selectFrom('kill_switch').select('enabled').where('name', '=', 'generation').executeTakeFirst();
  if (generation?.enabled === false) throw new ApiError('generation_off');
  const { running, lately } = await trx
    .selectFrom('job')
    .select((eb) => [
      eb.fn.countAll<string>().filterWhere('state', 'in', ['queued', 'running']).as('running'),
      eb.fn
        .countAll<string>()
        .filterWhere('created_at', '>', new Date(now.getTime() - 60_000))
        .as('lately'),
    ])
    .where('author_id', '=', member)
    .executeTakeFirstOrThrow();
  if (Number(running) >= CONCURRENT_MAX) throw new ApiError('too_many_jobs');
  if (Number(lately) >= PER_MINUTE_MAX * factor) throw new ApiError('too_many_requests', { retryAfterSeconds: 60 });
}

type Agreement = {
  readonly agents: readonly RunAgent[];
  readonly parents: readonly string[];
  readonly inputs: readonly JobInput[];
  /** The step each input is for. */
  readonly takers: readonly number[];
  readonly price: Price;
  /** What the quote promised that the jar pays. */
  readonly fromJar: number;
};

/** The chain, what it is given and the price, as promised by the quote or as it is now. */
async function agree(deps: Deps, trx: Trx, { member, kind, wish }: Submission): Promise<Agreement> {
  const agents = await runAgents(trx, wish.agents);
  const last = agents.length - 1;
  if (agents[last]?.kind !== kind) {
    throw new ApiError('kind_mismatch', { fields: [{ path: `agents.${last}`, message: agents[last]?.kind ?? '' }] });
  }
  const parents = await forkableParents(trx, wish.parents, member);
  if (wish.jar !== undefined) await requireOwnJar(trx, wish.jar, parents, member);
  const inputs = await resolveInputs(trx, member, wish.inputs);
  const engines = await liveEngines(trx, deps.now());
  const takers = checkChain(agents, engines, inputs);
  if (wish.quote === undefined) {
    const price = await priceOf(trx, member, agents, parents, engines);
    if (wish.maxTokens !== undefined && price.total > wish.maxTokens) {
      throw new ApiError('quote_mismatch', { fields: [{ path: 'maxTokens', message: String(price.total) }] });
    }
    return { agents, parents, inputs, takers, price, fromJar: 0 };
  }
  const versions = agents.map((agent) => agent.versionId);
  const jar = wish.jar === undefined ? null : uuidFromId(wish.jar);
  const agreed = await acceptQuote(deps.signer, wish.quote, { member, versions, parents, jar });
  if (!agreed.ok) throw new ApiError(agreed.code, agreed.detail === undefined ? {} : { detail: agreed.detail });
  const { price, jar: share } = agreed.value;
  return { agents, parents, inputs, takers, price, fromJar: share?.tokens ?? 0 };
}

/** What yields to everything else waits one step of priority behind it. */
const PRIORITY = { normal: 0, background: -1 } as const;

async function insertJob(
  deps: Deps,
  trx: Trx,
  { member, lang, kind, key, wish, requestId }: Submission,
  hash: string,
  { agents, parents, inputs, takers, price, fromJar }: Agreement,
): Promise<JobRow> {
  const now = deps.now();
  const jobId = uuidFromId(newId());
  const creationId = uuidFromId(newId());
  const draws =
    wish.jar === undefined ? [] : await payFromJar(trx, now, { jar: wish.jar, job: jobId, member, amount: price.total, promised: fromJar });
  const drawn = draws.reduce((sum, { tokens }) => sum + tokens, 0);
  const held = await holdForJob(trx, jobId, member, price.total - drawn);
  if (!held.ok) {
    const fields = held.detail === undefined ? {} : { fields: [{ path: 'missing', message: held.detail }] };
    throw new ApiError(held.code, fields);
  }
  await trx
    .insertInto('creation')
    .values({
      id: creationId,
      author_id: member,
      kind,
      title: wish.title ?? '',
      prompt: wish.prompt,
      lang: wish.lang ?? lang,
      remake_of: wish.remakeOf === undefined ? null : await takenAgain(trx, wish.remakeOf, member),
      created_at: now,
    })
    .execute();
  for (const [position, parent_id] of parents.entries()) {
    await trx.insertInto('creation_parent').values({ creation_id: creationId, parent_id, position }).execute();
  }
  await trx
    .insertInto('job')
    .values({
      id: jobId,
      creation_id: creationId,
      author_id: member,
      kind,
      place: wish.where,
      request: JSON.stringify({ ...wish, quote: undefined }),
      idempotency_key: key,
      request_hash: hash,
      price: price.total,
      charged: null,
      seed: wish.seed ?? hashText(jobId) >>> 1,
      worker: null,
      error_code: null,
      error_detail: null,
      request_id: requestId,
      traceparent: deps.tracing.here(),
      priority: PRIORITY[wish.priority],
      engine: agents[0]?.engine ?? '',
      run_after: now,
      queued_at: now,
      created_at: now,
    })
    .execute();
  await recordDraws(trx, now, jobId, draws);
  for (const [position, { role, inputId, creationId: from, sha256, mime, bytes }] of inputs.entries()) {
    await trx
      .insertInto('job_input')
      .values({ job_id: jobId, position, role, step: takers[position] ?? 0, input_id: inputId, creation_id: from, sha256, mime, bytes })
      .execute();
  }
  for (const [position, agent] of agents.entries()) {
    const step = price.steps[position];
    await trx
      .insertInto('job_step')
      .values({
        job_id: jobId,
        position,
        agent_version_id: agent.versionId,
        engine_tokens: step?.engineTokens ?? 0,
        fee: step?.fee ?? 0,
      })
      .execute();
  }
  await insertSplit(trx, jobId, price);
  if (wish.where === 'board') {
    await seatCreation(trx, creationId, member);
    await pinNote(trx, creationId);
  }
  await callWorkers(trx, jobId);
  await tellJob(trx, now, jobId, { wallet: price.total > 0 });
  return trx.selectFrom('job').selectAll().where('id', '=', jobId).executeTakeFirstOrThrow();
}

/** The creation of this member's (uuid) that a new take is made of. Throws unknown_parent for any other. */
async function takenAgain(trx: Trx, id: Id, member: string): Promise<string> {
  const older = await trx
    .selectFrom('creation')
    .select('id')
    .where('id', '=', uuidFromId(id))
    .where('author_id', '=', member)
    .where('state', '=', 'done')
    .where('hidden_at', 'is', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!older) throw new ApiError('unknown_parent', { fields: [{ path: 'remakeOf', message: id }] });
  return older.id;
}

/** Line 0 is the platform's: all engines together. */
async function insertSplit(trx: Trx, jobId: string, price: Price): Promise<void> {
  const engines = price.steps.reduce((sum, step) => sum + step.engineTokens, 0);
  const lines = [
    { kind: 'platform' as const, payee_id: null, agent_id: null, creation_id: null, quoted: engines },
    ...price.steps
      .filter((step) => step.fee > 0)
      .map((step) => ({ kind: 'agent' as const, payee_id: step.payee, agent_id: step.agentId, creation_id: null, quoted: step.fee })),
    ...price.royalties.map((royalty) => ({
      kind: 'royalty' as const,
      payee_id: royalty.payee,
      agent_id: null,
      creation_id: royalty.creationId,
      quoted: royalty.tokens,
    })),
  ];
  await trx
    .insertInto('revenue_split')
    .values(lines.map((line, position) => ({ ...line, job_id: jobId, position, amount: null })))
    .execute();
}
