import { crc32, deflateSync } from 'node:zlib';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@oto/schema/base/id';
import type { Kind } from '@oto/schema/board/kind';
import type { Agent, AgentCreate } from '@oto/schema/contract/agent';
import type { Job } from '@oto/schema/contract/job';
import type { Quote, Wallet } from '@oto/schema/contract/ledger';
import type { OutboxFact } from '@oto/schema/contract/outbox';
import type { Claim, FinishAnswer, FinishReport } from '@oto/schema/contract/worker';
import { sql } from 'kysely';
import type { Config } from '../config.ts';
import { testApi, type Person, type TestApi } from './api.ts';

/** An api with a media folder of its own, and the two sides of a generation: a person and a worker. */
export type Stage = TestApi & {
  agent(owner: Person, more?: Partial<AgentCreate>): Promise<Agent>;
  quote(person: Person, agents: readonly string[], parents?: readonly string[]): Promise<Quote>;
  generate(person: Person, kind: Kind, body: object, key?: string): Promise<Response>;
  /** Generates and expects it to be accepted. */
  order(person: Person, kind: Kind, body: object): Promise<Job>;
  job(person: Person, id: string): Promise<Job>;
  wallet(person: Person): Promise<Wallet>;
  /** Tokens that were paid for, so that they may become somebody's earnings. */
  fund(person: Person, amount: number): Promise<void>;
  claim(kinds?: readonly Kind[], waitMs?: number, more?: object): Promise<Claim | null>;
  /** A worker says which engines it has, each as `builtin-<kind>`; two of a name are the same. */
  hello(worker: string, engines: readonly object[], more?: object): Promise<void>;
  work(claim: Claim, method: string, path: string, body?: unknown, mime?: string): Promise<Response>;
  finish(claim: Claim, more?: Partial<FinishReport['steps'][number]>): Promise<FinishAnswer>;
  /** Undelivered facts, oldest first. */
  facts(): Promise<readonly OutboxFact[]>;
};

export async function stage(overrides: Partial<Config> = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'oto-media-'));
  const api = await testApi({ mediaFolder: folder, ...overrides });
  const read = async <T>(answer: Response): Promise<T> => {
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const worker = { authorization: `Bearer ${api.deps.config.workerToken}` };
  const self: Stage = {
    ...api,
    agent: async (owner, more = {}) =>
      read(await api.send('POST', '/api/agents', { cookie: owner.cookie, body: { kind: 'text', name: 'Plume', ...more } })),
    quote: async (person, agents, parents = []) =>
      read(await api.send('POST', '/api/quotes', { cookie: person.cookie, body: { agents, parents } })),
    generate: (person, kind, body, key = newId()) =>
      api.send('POST', `/generate_${kind}`, { cookie: person.cookie, body, headers: { 'idempotency-key': key } }),
    order: async (person, kind, body) => (await read<{ job: Job }>(await self.generate(person, kind, body))).job,
    job: async (person, id) => read(await api.send('GET', `/api/jobs/${id}`, { cookie: person.cookie })),
    wallet: async (person) => read(await api.send('GET', '/get_tokens', { cookie: person.cookie })),
    async fund(person, amount) {
      await sql`select ledger.transfer(${`fund:${newId()}`}, ledger.platform_account('stripe_clearing'),
        ledger.member_account(${person.uuid}::uuid, 'wallet_paid'), ${amount}::bigint, 'purchase', gen_random_uuid())`.execute(api.deps.db);
    },
    async hello(name, engines, more = {}) {
      const body = { worker: name, ...more, engines: engines.map((engine) => ({ ...ENGINE, ...engine })) };
      await read(
        await api
          .send('POST', '/worker/hello', { headers: worker, body })
          .then((answer) => (answer.status === 204 ? Response.json(null) : answer)),
      );
    },
    async claim(kinds = ['text', 'image', 'video', 'voice'], waitMs = 0, more = {}) {
      const body = { worker: 'test-worker', kinds, waitMs, ...more };
      const answer = await api.send('POST', '/worker/claim', { headers: worker, body });
      return answer.status === 204 ? null : read<Claim>(answer);
    },
    work: (claim, method, path, body, mime) => work(api, claim, method, path, body, mime),
    async finish(claim, more = {}) {
      return read(await self.work(claim, 'POST', '/finish', report(claim, more)));
    },
    async facts() {
      const rows = await api.deps.db.selectFrom('outbox').select('fact').orderBy('id').execute();
      return rows.map((row) => row.fact as OutboxFact);
    },
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return self;
}

const ENGINE = { id: 'builtin-text', kind: 'text', name: 'text', models: ['one'], trained: false, ceiling: 5, healthy: true };

async function work(api: TestApi, claim: Claim, method: string, path: string, body: unknown, mime?: string): Promise<Response> {
  const headers = { authorization: `Bearer ${claim.pass}`, ...(mime === undefined ? {} : { 'content-type': mime }) };
  return api.send(method, `/worker/jobs/${claim.job}${path}`, { headers, ...(body === undefined ? {} : { body }) });
}

/** A report in which every step left of the claim ran well. */
export function report(claim: Claim, more: Partial<FinishReport['steps'][number]> = {}): FinishReport {
  return {
    attempt: claim.attempt,
    steps: claim.steps
      .filter((step) => !step.delivered)
      .map((step) => ({
        index: step.index,
        engine: step.engine,
        model: step.model,
        trained: false,
        prompt: claim.prompt,
        text: step.kind === 'text' ? '# Le phare\n\nIl éclaire la mer.' : '',
        tokens: 3,
        startedAt: new Date().toISOString(),
        durationMs: 5,
        ...more,
      })),
  };
}

/** The report of one step, for its own route. */
export function stepReport(claim: Claim, index: number, more: Partial<FinishReport['steps'][number]> = {}): object {
  return { attempt: claim.attempt, result: report(claim, more).steps.find((step) => step.index === index) };
}

/** Half a second of a 440 Hz tone: mono, 16 bits. */
export function tone(rate = 8000): Uint8Array {
  const frames = rate / 2;
  const bytes = Buffer.alloc(44 + frames * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + frames * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(frames * 2, 40);
  for (let i = 0; i < frames; i++) bytes.writeInt16LE(Math.round(Math.sin((i * 440 * 2 * Math.PI) / rate) * 20_000), 44 + i * 2);
  return bytes;
}

/** A black PNG. With fewer `rows` than its height it promises more than it holds. */
export function plainPng(width: number, height: number, rows = height): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const row = Buffer.alloc(1 + Math.ceil(width / 8));
  const body = deflateSync(Buffer.alloc(row.length * rows));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', body),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(8 + named.length);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), 4 + named.length);
  return framed;
}

/** A film of one sample of 64 bytes that no decoder understands, in boxes that are sound. Its data comes before its header. */
export function bareMp4(duration: number, timescale: number): Uint8Array {
  const type = box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2avc1mp41', 'latin1'));
  const words = (...values: number[]) => {
    const bytes = Buffer.alloc(values.length * 4);
    for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
    return bytes;
  };
  const header = Buffer.alloc(100);
  header.writeUInt32BE(timescale, 12);
  header.writeUInt32BE(duration, 16);
  const look = Buffer.alloc(84);
  look.writeUInt16BE(512, 76);
  look.writeUInt16BE(512, 80);
  const tables = [
    box('stsd', Buffer.concat([words(0, 1), box('avc1', Buffer.alloc(78))])),
    box('stts', words(0, 1, 1, duration)),
    box('stsc', words(0, 1, 1, 1, 1)),
    box('stsz', words(0, 64, 1)),
    box('stco', words(0, 1, type.length + 8)),
  ];
  const own = box('dinf', box('dref', Buffer.concat([words(0, 1), box('url ', words(1))])));
  const info = box('minf', Buffer.concat([box('vmhd', Buffer.alloc(12)), own, box('stbl', Buffer.concat(tables))]));
  const handler = box('hdlr', Buffer.concat([words(0, 0), Buffer.from('vide'), Buffer.alloc(12), Buffer.from('a workflow\0')]));
  const media = box('mdia', Buffer.concat([box('mdhd', Buffer.alloc(24)), handler, info]));
  const track = box('trak', Buffer.concat([box('tkhd', look), media]));
  const movie = box('moov', Buffer.concat([box('mvhd', header), track, box('udta', Buffer.from('the whole workflow'))]));
  return Buffer.concat([type, box('mdat', Buffer.alloc(64, 'picture')), movie]);
}

function box(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + data.length, 0);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, data]);
}

/** Claims the next job, one that backs off too. Throws when there is none. */
export async function claimDue(api: Stage): Promise<Claim> {
  await api.deps.db
    .updateTable('job')
    .set({ run_after: new Date(0) })
    .where('state', '=', 'queued')
    .execute();
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  return claim;
}
