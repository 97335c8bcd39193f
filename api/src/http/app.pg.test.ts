import { Validator } from '@seriousme/openapi-schema-validator';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { newId, uuidFromId } from '@oto/schema/base/id';
import { refusal, testApi } from '../testing/api.ts';
import { PER_MINUTE } from './limits.ts';

test('unknown addresses, wrong methods and large bodies are refused in our shape', async () => {
  await using api = await testApi();
  expect(await refusal(await api.send('GET', '/api/nothing'))).toBe('404 not_found');
  expect(await refusal(await api.send('POST', '/api/nothing', { body: {} }))).toBe('404 not_found');
  expect(await refusal(await api.send('GET', '/some/page'))).toBe('404 not_found');
  const wrong = await api.send('DELETE', '/api/world');
  expect(wrong.headers.get('allow')).toBe('GET, HEAD');
  expect(await refusal(wrong)).toBe('405 method_not_allowed');
  const large = await api.send('POST', '/api/auth/sign-in/email', { body: { email: 'a@b.test', password: 'x'.repeat(1_100_000) } });
  expect(await refusal(large)).toBe('413 payload_too_large');
  expect(await refusal(await api.send('GET', '/api/auth/list-sessions'))).toBe('404 not_found');
});

test('a null character is a malformed request, wherever it stands', async () => {
  await using api = await testApi();
  const { cookie } = await api.join('Nil');
  expect(await refusal(await api.send('GET', '/api/agents?q=%00'))).toBe('400 bad_request');
  expect(await refusal(await api.send('PATCH', '/api/me', { cookie, body: { name: 'a\0b' } }))).toBe('400 bad_request');
});

test('every answer carries its id and the headers that keep a page safe', async () => {
  await using api = await testApi();
  const answer = await api.send('GET', '/healthz');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{12}$/);
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("worker-src 'self' blob:");
  expect(policy).not.toContain('unsafe-eval');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await api.send('GET', '/api/me')).headers.get('content-security-policy')).toBe(policy);
});

test('a visitor has sixty requests a minute, and board reads of their own beside them', async () => {
  await using api = await testApi();
  const statuses = async (path: string, times: number, ip: string) => {
    const answers = await Promise.all(Array.from({ length: times }, () => api.send('GET', path, { ip })));
    return answers.filter((answer) => answer.status === 429).length;
  };
  expect(await statuses('/api/agents', 62, '192.0.2.1')).toBe(2);
  expect(await statuses('/api/agents', 60, '192.0.2.2')).toBe(0);
  expect(await statuses('/api/world', PER_MINUTE.boardReads + 2, '192.0.2.1')).toBe(2);
});

test('a member has three hundred requests a minute wherever they come from, a key counts as its member', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const key = await api.send('POST', '/api/keys', { cookie: ann.cookie, body: { name: 'k', scopes: ['read'] } });
  const { secret } = (await key.json()) as { secret: string };
  // The member was read once at sign-up, and the key made.
  const left = PER_MINUTE.member - 2;
  const answers = await Promise.all(
    Array.from({ length: left + 3 }, (_, index) =>
      api.send(
        'GET',
        '/api/agents',
        index % 2 === 0
          ? { cookie: ann.cookie, ip: `192.0.2.${index % 250}` }
          : { headers: { authorization: `Bearer ${secret}` }, ip: `198.51.100.${index % 250}` },
      ),
    ),
  );
  expect(PER_MINUTE).toMatchObject({ member: 300, anonymous: 60 });
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(3);
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('the description of the api names every area, and the reference needs no script', async () => {
  await using api = await testApi();
  const spec = (await (await api.send('GET', '/openapi.json')).json()) as {
    openapi: string;
    paths: Record<string, Record<string, { requestBody?: unknown }>>;
  };
  expect(spec.openapi).toBe('3.1.0');
  const { valid, errors } = await new Validator().validate(spec);
  expect([valid, errors]).toEqual([true, undefined]);
  for (const path of [
    '/events',
    '/get_tokens',
    '/api/jobs',
    '/generate_text',
    '/api/me',
    '/api/agents/{id}',
    '/api/cards',
    '/api/world',
    '/api/keys',
    '/api/pass',
    '/api/wallet/statement.csv',
  ])
    expect(spec.paths[path]).toBeDefined();
  expect(JSON.stringify(spec.paths['/api/agents']?.post?.requestBody)).toContain('"instructions"');
  const page = await (await api.send('GET', '/docs')).text();
  expect(page).toContain('/api/agents/{id}');
  expect(page).not.toContain('<script');
});

test('the client’s files, its page for every address (with 404 where its router leads nowhere), and previews of public notes alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'oto-site-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><html><head><title>oTo</title></head><body>app</body></html>');
  await writeFile(join(folder, 'verify.html'), '<!doctype html><title>origin</title>');
  await writeFile(join(folder, 'terms.html'), '<!doctype html><title>papers</title>');
  await writeFile(join(folder, 'sw.js'), 'addEventListener("push", () => {});');
  await writeFile(join(folder, 'assets/main-B1x9Zk3q.js'), 'export {};'.repeat(400));
  await writeFile(join(folder, 'assets/main-B1x9Zk3q.js.gz'), gzipSync('export {};'.repeat(400)));
  await writeFile(join(folder, 'favicon.svg'), '<svg/>');
  {
    await using api = await testApi({ clientFolder: folder });
    const script = await api.send('GET', '/assets/main-B1x9Zk3q.js', { headers: { 'accept-encoding': 'gzip' } });
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await script.arrayBuffer()).toString()).toHaveLength(4000);
    const plain = await api.send('GET', '/assets/main-B1x9Zk3q.js', { headers: { range: 'bytes=0-8' } });
    expect([plain.status, plain.headers.get('vary'), await plain.text()]).toEqual([206, 'Accept-Encoding', 'export {}']);
    const tags = [script, plain].map((answer) => answer.headers.get('etag') ?? '');
    expect(new Set(tags).size).toBe(2);
    for (const tag of tags) {
      const known = await api.send('GET', '/assets/main-B1x9Zk3q.js', { headers: { 'accept-encoding': 'gzip', 'if-none-match': tag } });
      expect(known.status).toBe(tag === tags[0] ? 304 : 200);
    }
    expect(script.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect((await api.send('GET', '/favicon.svg')).headers.get('cache-control')).toBe('public, max-age=300');
    for (const [path, status] of [
      ['/', 200],
      ['/@zoe.b', 200],
      ['/account/reset', 200],
      ['/board/deep/link', 404],
      ['/wp-admin', 404],
    ] as const) {
      const page = await api.send('GET', path);
      expect([page.status, page.headers.get('cache-control'), await page.text()]).toEqual([
        status,
        'no-cache',
        expect.stringContaining('app'),
      ]);
    }
    for (const [path, words] of [
      ['/verify?sha256=00', 'origin'],
      ['/terms', 'papers'],
      ['/privacy', 'papers'],
    ] as const) {
      const own = await api.send('GET', path);
      expect([own.status, own.headers.get('cache-control'), await own.text()]).toEqual([200, 'no-cache', expect.stringContaining(words)]);
    }
    expect((await api.send('GET', '/sw.js')).headers.get('cache-control')).toBe('no-cache');
    for (const path of ['/missing.js', '/assets/../../etc/passwd.txt', '/%2e%2e/secret.txt', '/api/x']) {
      expect((await api.send('GET', path)).status).toBe(404);
    }
    expect(await refusal(await api.send('POST', '/', { body: {} }))).toBe('404 not_found');

    const ann = await api.join('Ann <b>');
    const [open, secret] = [newId(), newId()];
    const row = { author_id: ann.uuid, kind: 'image', prompt: 'La mer "calme"', lang: 'fr', state: 'done' } as const;
    await api.deps.db
      .insertInto('creation')
      .values([
        { ...row, id: uuidFromId(open), title: 'Mer & <ciel>', visibility: 'published' },
        { ...row, id: uuidFromId(secret), title: 'Secret', visibility: 'private' },
      ])
      .execute();
    await api.deps.db
      .insertInto('media')
      .values({ creation_id: uuidFromId(open), variant: 'thumb', sha256: 'a', mime: 'image/webp', bytes: 1, width: 320, height: 320 })
      .execute();
    const shared = await (await api.send('GET', `/n/${open}`)).text();
    expect(shared).toContain('<title>Mer &amp; &lt;ciel&gt; · oTo</title>');
    expect(shared).toContain(`<meta property="og:image" content="http://oto.test/share/${open}.jpg?v=`);
    expect(shared).toContain('La mer &quot;calme&quot;');
    const hidden = await api.send('GET', `/n/${secret}`, { cookie: ann.cookie });
    expect(await hidden.text()).not.toContain('Secret');
  }
  await rm(folder, { recursive: true });
});
