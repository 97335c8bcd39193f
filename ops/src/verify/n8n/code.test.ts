import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { keyOfSecret, newWebhookSecret } from '@oto/api/webhook/secret';
import { signedHeaders } from '@oto/api/webhook/sign';
import { WEBHOOK_DATA, webhookBody } from '@oto/schema/contract/webhook';
import { newId } from '@oto/schema/base/id';
import { expect, test } from 'vitest';

const FOLDER = join(import.meta.dirname, '../../../n8n');
type Item = { readonly json: Record<string, unknown> };

function codeOf(file: string, name: string): string {
  const { nodes } = JSON.parse(readFileSync(join(FOLDER, `${file}.json`), 'utf8')) as {
    nodes: { name: string; parameters: { jsCode?: string } }[];
  };
  return nodes.find((node) => node.name === name)?.parameters.jsCode ?? '';
}

type World = {
  readonly input: readonly Item[];
  readonly body?: string;
  readonly kept?: object;
  readonly runIndex?: number;
  readonly before?: Record<string, readonly Item[]>;
};

/** Runs a Code node's JavaScript once for all items, with what n8n gives it and nothing of ours. */
async function run(
  file: string,
  name: string,
  { input, body = '', kept = {}, runIndex = 0, before = {} }: World,
): Promise<readonly Item[]> {
  const asked = (items: readonly Item[]) => ({ first: () => items[0], all: () => items });
  const world = {
    $input: asked(input),
    $: (other: string) => asked(before[other] ?? []),
    $runIndex: runIndex,
    $getWorkflowStaticData: () => kept,
    helpers: { getBinaryDataBuffer: async () => Buffer.from(body) },
  };
  const made = runInNewContext(`(async function () {\n${codeOf(file, name)}\n})`, world) as () => Promise<readonly Item[]>;
  // What comes back is made in the other context.
  return JSON.parse(JSON.stringify(await made.call(world))) as readonly Item[];
}

type Delivery = { readonly body: string; readonly headers: Readonly<Record<string, string>> };

/** Read delivery, the Crypto node's HMAC with the key as text, Judge signature. */
async function judge(file: string, { body, headers }: Delivery, key: string, kept: object = {}): Promise<Record<string, unknown>> {
  const [read] = await run(file, 'Read delivery', { input: [{ json: { headers } }], body });
  const signed = String(read?.json['signed']);
  const expected = createHmac('sha256', key).update(signed).digest('base64');
  const [judged] = await run(file, 'Judge signature', { input: [{ json: { ...read?.json, expected } }], kept });
  return judged?.json ?? {};
}

const body = JSON.stringify(
  webhookBody('creation.published', WEBHOOK_DATA['creation.published']).parse({
    type: 'creation.published',
    version: 1,
    timestamp: '2026-01-01T00:00:00.000Z',
    data: {
      id: newId(),
      kind: 'image',
      title: 'Le phare',
      author: { id: newId(), name: 'Zoé 🌊', handle: 'zoe' },
      plot: { x: 0, y: 1 },
      url: 'https://oto.example/n/x',
      picture: 'https://oto.example/share/x.jpg',
    },
  }),
);

test.each(['payment-watcher', 'new-creation'])('%s lets in what oTo signed, with the key as text, and nothing forged', async (file) => {
  const [secret, other] = [newWebhookSecret(), newWebhookSecret()];
  const key = keyOfSecret(secret).toString();
  const at = (ms: number, secrets: readonly string[] = [secret]) =>
    signedHeaders({ id: 'msg_1', body }, secrets, new Date(Date.now() + ms));
  const genuine = async (delivery: Delivery) => (await judge(file, delivery, key))['genuine'];
  expect(await judge(file, { body, headers: at(0) }, key)).toEqual({ genuine: true, again: false, id: 'msg_1', event: JSON.parse(body) });
  expect(await genuine({ body, headers: at(0, [other, secret]) })).toBe(true);
  const forged: readonly Delivery[] = [
    { body: body.replace('phare', 'phase'), headers: at(0) },
    { body: `${body} `, headers: at(0) },
    { body, headers: at(0, [other]) },
    { body, headers: at(-400_000) },
    { body, headers: at(400_000) },
    { body, headers: { ...at(0), 'webhook-id': 'msg_2' } },
    { body, headers: { ...at(0), 'webhook-timestamp': String(Math.floor(Date.now() / 1000) + 1) } },
    { body, headers: { ...at(0), 'webhook-timestamp': 'soon' } },
    { body, headers: { ...at(0), 'webhook-signature': '' } },
    { body, headers: { ...at(0), 'webhook-signature': 'v1,' } },
    { body, headers: { ...at(0), 'webhook-signature': at(0)['webhook-signature'].replace('v1,', 'v2,') } },
    { body, headers: {} },
  ];
  for (const delivery of forged) expect(await genuine(delivery)).toBe(false);
  const kept = {};
  const turns = [await judge(file, { body, headers: at(0) }, key, kept), await judge(file, { body, headers: at(0) }, key, kept)];
  expect(turns.map(({ again }) => again)).toEqual([false, true]);
});

test('a new creation is announced once, with its link and picture; nothing else is', async () => {
  const announce = (again: boolean, event: unknown) =>
    run('new-creation', 'Announcement', { input: [{ json: { again, id: 'msg_1', event } }] });
  const [told] = await announce(false, JSON.parse(body));
  expect(told?.json).toEqual({
    id: 'msg_1',
    url: 'https://oto.example/n/x',
    picture: 'https://oto.example/share/x.jpg',
    text: '“Le phare” by Zoé 🌊, new on the board:\nhttps://oto.example/n/x',
  });
  expect(await announce(true, JSON.parse(body))).toEqual([]);
  expect(await announce(false, { type: 'member.joined', data: {} })).toEqual([]);
});

test('payments become a line for operators', async () => {
  const words = (type: string, data: object, again = false) =>
    run('payment-watcher', 'Words for operators', { input: [{ json: { again, event: { type, data } } }] });
  expect(await words('payment.completed', { purchase: 'p', tokens: 1100, cents: 1000, test: false })).toEqual([
    { json: { line: 'Paid: 10.00 € for 1100 tokens (purchase p)', urgent: false } },
  ]);
  expect(await words('payment.disputed', { purchase: 'p', cents: 1000, state: 'open' })).toEqual([
    { json: { line: 'Disputed, open: 10.00 € (purchase p)', urgent: true } },
  ]);
  expect(await words('payment.refunded', { purchase: 'p', tokens: 1, cents: 5 }, true)).toEqual([]);
  expect(await words('member.joined', {})).toEqual([]);
});

test('only ids of paid sessions go to the api; what is settled is left alone, the rest asked again, ten times at most', async () => {
  const file = 'tokens-after-payment';
  const listed = {
    data: [
      { id: 'cs_1', payment_status: 'paid', amount_total: 1000 },
      { id: 'cs_2', payment_status: 'unpaid' },
      { id: 'cs_3', payment_status: 'paid' },
    ],
  };
  const asked = await run(file, 'Session ids', { input: [{ json: listed }] });
  expect(asked).toEqual([{ json: { session: 'cs_1' } }, { json: { session: 'cs_3' } }]);
  expect(await run(file, 'Session ids', { input: [{ json: {} }] })).toEqual([]);
  const answer = (statusCode: number, settled = false): Item => ({ json: { statusCode, body: { settled } } });
  const open = (runIndex: number, ...input: readonly Item[]) =>
    run(file, 'What is open still', { input, runIndex, before: { 'Session ids': asked, 'A minute later': asked } });
  expect(await open(0, answer(200, true), answer(200))).toEqual([{ json: { session: 'cs_3' } }]);
  expect(await open(3, answer(503), answer(429))).toHaveLength(2);
  expect(await open(0, answer(200, true), answer(404))).toEqual([]);
  expect(await open(9, answer(200, true), answer(200, true))).toEqual([]);
  await expect(open(9, answer(200, true), answer(200))).rejects.toThrow('not settled after ten tries');
  await expect(open(0, answer(401), answer(401))).rejects.toThrow('refuses our key');
});
