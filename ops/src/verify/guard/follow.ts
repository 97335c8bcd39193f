import { z } from 'zod';
import { TERMS_VERSION } from '@oto/schema/contract/site';
import { ask } from './ask.ts';
import type { Span } from './otlp.ts';
import { until, type Service, type Stage } from './stage.ts';

const Id = z.object({ id: z.string() });
const Ordered = z.object({ job: z.object({ id: z.string(), state: z.string() }) });
const SECRET = 'a-pass-phrase-that-nobody-may-read';

/** One request for a picture of words, from the proxy to the pin. */
export type Followed = { readonly requestId: string; readonly email: string; readonly job: string };

/** Signs somebody up and has them make a note on the board; resolves once it is pinned. */
export async function makeOne(stage: Stage): Promise<Followed> {
  const { https } = stage.caddy;
  const email = 'nora@oto.test';
  const joined = await ask(https, 'POST', '/api/auth/sign-up/email', {
    json: { name: 'Nora', email, password: SECRET, terms: TERMS_VERSION },
  });
  const cookie = (joined.headers['set-cookie'] ?? []).map((line) => line.split(';', 1)[0]).join('; ');
  const agent = await ask(https, 'POST', '/api/agents', { json: { kind: 'text', name: 'Plume' }, headers: { cookie } });
  if (agent.status !== 201) throw new Error(`sign-up ${joined.status}, agent ${agent.status}: ${agent.body}`);
  const order = await ask(https, 'POST', '/generate_text?token=a-key-in-an-address', {
    json: { agents: [Id.parse(JSON.parse(agent.body)).id], prompt: 'la mer', where: 'board', maxTokens: 50 },
    headers: { cookie, 'idempotency-key': 'once-and-only-once', 'x-request-id': 'a-name-from-outside', traceparent: FOREIGN },
  });
  if (order.status !== 202) throw new Error(`order ${order.status}: ${order.body}`);
  const { id: job } = Ordered.parse(JSON.parse(order.body)).job;
  await until('the note is pinned by the worker or the outbox', () => stage.log('worker').includes('"outcome":"finished"'));
  return { requestId: String(order.headers['x-request-id']), email, job };
}

/** Sampled by somebody outside, who is not to choose what is traced here. */
const FOREIGN_TRACE = 'f'.repeat(31) + '1';
const FOREIGN = `00-${FOREIGN_TRACE}-00f067aa0ba902b7-01`;

/** The id that the proxy gave is on the lines of every service, and in a refusal; nothing secret is on any. */
export async function requestIds(stage: Stage, { requestId, email }: Followed): Promise<readonly string[]> {
  const problems: string[] = [];
  const lines = (service: Service) =>
    stage
      .log(service)
      .split('\n')
      .filter((line) => line.includes(`"requestId":"${requestId}"`));
  if (!/^[0-9a-f-]{36}$/.test(requestId)) problems.push(`the proxy did not name the request: ${requestId}`);
  const wanted: readonly (readonly [Service, string])[] = [
    ['api', '"path":"/generate_text"'],
    ['api', '/finish"'],
    ['worker', '"msg":"step begun"'],
    ['worker', '"msg":"job over"'],
  ];
  for (const [service, part] of wanted)
    if (!lines(service).some((line) => line.includes(part))) problems.push(`no line of ${service} with ${part} carries the request's id`);
  // The outbox may have been first; then the worker's pin was refused, under the same id.
  if (lines('collab').length === 0) problems.push('no line of collab carries the request’s id');
  const refused = await ask(stage.caddy.https, 'GET', '/api/me', { headers: { 'x-request-id': 'a-name-from-outside' } });
  const told = z.object({ error: z.object({ requestId: z.string() }) }).parse(JSON.parse(refused.body)).error.requestId;
  if (told === 'a-name-from-outside' || told !== refused.headers['x-request-id']) problems.push(`a refusal names its request ${told}`);
  const everything = [
    stage.log('api'),
    stage.log('collab'),
    stage.log('worker'),
    await stage.caddy.accessLog(),
    await stage.guardLog(),
  ].join('\n');
  for (const secret of [SECRET, email, 'a-key-in-an-address', 'a-name-from-outside'])
    if (everything.includes(secret)) problems.push(`a log shows ${secret}`);
  return problems;
}

/** One trace from the request over the worker's job to its finish, with the questions to PostgreSQL below. After the services have ended. */
export function traces(spans: readonly Span[], { requestId, email, job }: Followed): readonly string[] {
  const problems: string[] = [];
  const find = (service: string, name: RegExp, below?: Span) =>
    spans.find((span) => span.service === service && name.test(span.name) && (below === undefined || isBelow(spans, span, below)));
  const asked = spans.find((span) => span.name === 'POST /generate_text');
  const made = asked && find('oto-worker', /^job$/, asked);
  const ran = made && find('oto-worker', /^engine run$/, made);
  const called = made && spans.find((span) => span.service === 'oto-worker' && span.name.startsWith('POST') && isBelow(spans, span, made));
  const finished = made && find('oto-api', /^POST \/worker\/jobs\/:.*\/finish$/, made);
  const wanted = { asked, made, ran, called, finished };
  for (const [what, span] of Object.entries(wanted)) if (!span) problems.push(`no span: ${what}`);
  for (const [what, above] of [
    ['asked', asked],
    ['finished', finished],
  ] as const)
    if (above && !find('oto-api', /^pg/, above)) problems.push(`no question to PostgreSQL below what ${what}`);
  if (asked && asked.attributes['oto.request_id'] !== requestId) problems.push('the span of the request lacks its id');
  if (made && made.attributes['oto.job'] !== job) problems.push('the span of the job lacks its id');
  if (asked?.trace === FOREIGN_TRACE) problems.push('a trace from outside went on here');
  const text = JSON.stringify(spans);
  for (const secret of [SECRET, email, 'a-key-in-an-address', 'la mer']) if (text.includes(secret)) problems.push(`a span shows ${secret}`);
  return problems;
}

function isBelow(spans: readonly Span[], span: Span, above: Span): boolean {
  for (let at: Span | undefined = span; at; at = spans.find(({ id, trace }) => trace === span.trace && id === at?.parent))
    if (at === above) return true;
  return false;
}
