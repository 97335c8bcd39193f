import { expect, test } from 'vitest';
import { makeLogger } from '../http/logger.ts';
import { makeOutsideJudge } from './outside-judge.ts';
import { startModerationEndpoint, type Fault } from './testing/moderation-endpoint.ts';

const SOON_MS = 50;

function logged() {
  const lines: string[] = [];
  return { lines, log: makeLogger('info', { write: (line: string) => void lines.push(line) }) };
}

test('texts are asked at once, with key and model; the gravest category it names is ours', async () => {
  await using endpoint = await startModerationEndpoint();
  const judge = makeOutsideJudge({ url: endpoint.url, key: 'k', model: 'm', failClosed: false }, logged().log, 1);
  const texts = [
    'a boat',
    '[sexual] and [sexual/minors]',
    '[violence/graphic]',
    '[law] only',
    '[hate_and_discrimination]',
    '[self-harm/intent]',
    '[pii]',
    '[other',
  ];
  expect(await judge.verdicts(texts, 'ann')).toEqual([
    null,
    { reason: 'minors', category: 'sexual/minors' },
    { reason: 'violence', category: 'violence/graphic' },
    null,
    { reason: 'hate', category: 'hate_and_discrimination' },
    { reason: 'self_harm', category: 'self-harm/intent' },
    { reason: 'personal_data', category: 'pii' },
    { reason: 'house_rule', category: 'flagged' },
  ]);
  expect(endpoint.asked).toEqual([{ model: 'm', input: texts, authorization: 'Bearer k' }]);
});

test('a long text is asked in pieces and judged as one', async () => {
  await using endpoint = await startModerationEndpoint();
  const judge = makeOutsideJudge({ url: endpoint.url, key: null, model: null, failClosed: false }, logged().log, 1);
  const long = `${'a'.repeat(20_000)}[hate]`;
  expect(await judge.verdicts(['short', long], null)).toEqual([null, { reason: 'hate', category: 'hate' }]);
  expect(endpoint.asked[0]?.input.map((piece) => piece.length)).toEqual([5, 8000, 8000, 4006]);
  expect(endpoint.asked[0]).not.toHaveProperty('model');
});

test.each<Fault>(['silent', 'broken', 'garbage', 'short', 'redirect'])(
  '%s: open lets through, closed waits, neither logs the words',
  async (fault) => {
    await using endpoint = await startModerationEndpoint();
    endpoint.fault(fault);
    const { lines, log } = logged();
    const config = { url: endpoint.url, key: 'secret-key', model: null };
    const open = makeOutsideJudge({ ...config, failClosed: false }, log, 1, SOON_MS);
    expect(await open.verdicts(['[hate] words'], 'ann')).toEqual([null]);
    const closed = makeOutsideJudge({ ...config, failClosed: true }, log, 1, SOON_MS);
    await expect(closed.verdicts(['[hate] words'], 'ann')).rejects.toMatchObject({ code: 'unavailable' });
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toMatch(/hate|words|secret-key/);
  },
);

test('one member cannot ask without end', async () => {
  await using endpoint = await startModerationEndpoint();
  const judge = makeOutsideJudge({ url: endpoint.url, key: null, model: null, failClosed: false }, logged().log, 1);
  for (let n = 0; n < 60; n++) await judge.verdicts(['x'], 'ann');
  await expect(judge.verdicts(['x'], 'ann')).rejects.toMatchObject({ code: 'too_many_requests' });
  expect(await judge.verdicts(['x'], 'bob')).toEqual([null]);
});
