import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { httpStandIn } from '../testing/http-stand-in.ts';
import { sampleJpeg, sampleMp4, samplePng, sampleWav } from '../testing/sample-media.ts';
import { climb, meanwhile, stretch } from './climb.ts';
import { askBytes, askJson, doorOf } from './door.ts';
import { mimeOf } from './magic.ts';
import { errorText, refusalOf, toldFailure } from './refusal.ts';

const ear = { signal: new AbortController().signal, silenceMs: 5000 };

test.each([
  [429, 'slow down', 'unavailable', true],
  [502, '<html>Bad Gateway</html>', 'unavailable', true],
  [408, '', 'timeout', true],
  [401, '{"error":{"message":"bad key"}}', 'unavailable', false],
  [404, '{"detail":"Not Found"}', 'unavailable', false],
  [400, '{"error":{"message":"bad size"}}', 'invalid', false],
  [422, '{"detail":[{"loc":["body"],"msg":"field required"}]}', 'invalid', false],
  [400, '{"error":{"code":"moderation_blocked","message":"no"}}', 'blocked', false],
  [500, '{"detail":"CUDA out of memory. Tried to allocate 2 GiB"}', 'oom', true],
  [400, '{"error":"Allocation on device 0 would exceed allowed memory"}', 'oom', true],
])('%d %s is %s', (status, text, code, retryable) => {
  expect(refusalOf(status, text)).toMatchObject({ code, retryable });
});

test('the sentence is found in every shape that servers use', () => {
  expect(errorText('{"error":{"type":"t","message":"m","details":"d"}}')).toBe('m: d');
  expect(errorText('{"message":"m"}')).toBe('m');
  expect(errorText('<p>proxy')).toBe('<p>proxy');
  expect(toldFailure('ggml: failed to allocate 3 GB').code).toBe('oom');
});

describe('an answer', () => {
  test('longer than agreed is left, whether its length was told or not', async () => {
    await using server = await httpStandIn(() => ({ bytes: Buffer.alloc(5000), headers: { 'content-length': '5000' } }));
    await expect(askBytes(doorOf({ url: server.url, key: null }), { method: 'GET', path: '/', most: 4000 }, ear)).rejects.toMatchObject({
      code: 'protocol',
    });
    await using silent = await httpStandIn(() => ({ bytes: Buffer.alloc(5000), headers: { 'transfer-encoding': 'chunked' } }));
    await expect(askBytes(doorOf({ url: silent.url, key: null }), { method: 'GET', path: '/', most: 4000 }, ear)).rejects.toMatchObject({
      code: 'protocol',
    });
  });

  test('of another shape is a broken protocol that names the place', async () => {
    await using server = await httpStandIn(() => ({ json: { job: { id: 4 } } }));
    const asked = askJson(
      doorOf({ url: server.url, key: null }),
      { method: 'GET', path: '/job' },
      z.object({ job: z.object({ id: z.string() }) }),
      ear,
    );
    await expect(asked).rejects.toMatchObject({ code: 'protocol', engineMessage: expect.stringContaining('job.id') });
  });

  test('from another path of the same host is fetched, with a path before the first kept', async () => {
    await using server = await httpStandIn((seen) =>
      seen.path === '/base/old'
        ? { status: 302, headers: { location: '/base/new' } }
        : { json: { key: seen.headers.authorization, path: seen.path } },
    );
    const door = doorOf({ url: `${server.url}/base/`, key: 'k' });
    expect(await askJson(door, { method: 'GET', path: '/old' }, z.unknown(), ear)).toEqual({ key: 'Bearer k', path: '/base/new' });
  });

  test('that leads round and round ends', async () => {
    await using server = await httpStandIn(() => ({ status: 302, headers: { location: '/again' } }));
    await expect(askBytes(doorOf({ url: server.url, key: null }), { method: 'GET', path: '/' }, ear)).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(server.log).toHaveLength(4);
  });
});

test('bytes say what they are', async () => {
  expect([samplePng(), sampleJpeg(), await sampleMp4(), sampleWav(0.01)].map(mimeOf)).toEqual([
    'image/png',
    'image/jpeg',
    'video/mp4',
    'audio/wav',
  ]);
  expect([Buffer.from('\0\0\0\u0018ftypavif'), Buffer.from('GIF89a'), Buffer.alloc(0)].map(mimeOf)).toEqual([null, null, null]);
});

test('progress never falls and is whole only at the end', async () => {
  const path = climb('painting');
  const half = stretch(path, 0.5, 1);
  const shares = [path.to(0.7), half.to(0.1), half.to(1), path.to(Number.NaN), path.end()].map((event) => event.value);
  expect(shares).toEqual([0.7, 0.7, 0.99, 0.99, 1]);
  const waiting = meanwhile(Promise.reject(new Error('refused')), climb('painting'), 10);
  await expect(Array.fromAsync(waiting)).rejects.toThrow('refused');
});
