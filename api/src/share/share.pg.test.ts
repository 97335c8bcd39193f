import sharp from 'sharp';
import { expect, test } from 'vitest';
import { stage } from '../testing/generation.ts';
import { mediaStore } from '../media/store.ts';
import { photograph } from '../testing/picture.ts';

test('other sites show what everybody may see: a picture of it on its board, a frame without script or cookie, oEmbed', async () => {
  await using api = await stage();
  const ann = await api.join('Ann <i>');
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  const writer = await api.agent(ann, { role: 'Écrit la mer' });
  const painter = await api.agent(ann, { kind: 'image', name: 'Pinceau' });
  const text = await api.order(ann, 'text', { agents: [writer.id], prompt: 'La mer', title: 'Mer <b> & sel', where: 'board' });
  const first = await api.claim(['text']);
  if (!first) throw new Error('no claim');
  await api.finish(first, { text: '# Mer\n\nElle <script>monte</script>.' });
  const image = await api.order(ann, 'image', { agents: [painter.id], prompt: 'La mer', where: 'board' });
  const second = await api.claim(['image']);
  if (!second) throw new Error('no claim');
  await api.work(second, 'PUT', '/media/0/main', await photograph(3, 'png'), 'image/png');
  await api.finish(second);
  const kept = await api.order(ann, 'text', { agents: [writer.id], prompt: 'Journal' });
  const third = await api.claim(['text']);
  if (!third) throw new Error('no claim');
  await api.finish(third);
  const get = (path: string, headers: Record<string, string> = {}) => api.send('GET', path, { cookie: ann.cookie, headers });

  // A picture that cannot be read now is not left out of what is kept.
  const still = await api.deps.db.selectFrom('media').select(['sha256', 'mime']).where('variant', '=', 'thumb').executeTakeFirstOrThrow();
  const store = mediaStore(api.deps);
  const bytes = await store.readAll(still.sha256);
  await store.remove(still.sha256);
  expect((await get(`/share/${image.creation}.jpg`)).status).toBe(503);
  await store.put(bytes, still.mime);
  for (const id of [text.creation, image.creation, writer.id]) {
    const picture = await get(`/share/${id}.jpg`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const bytes = Buffer.from(await picture.arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 1200, height: 630, format: 'jpeg' });
    const again = await get(`/share/${id}.jpg`, { 'if-none-match': picture.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  }

  const frame = await get(`/embed/n/${text.creation}`);
  expect(frame.status).toBe(200);
  expect(frame.headers.get('content-security-policy')).toContain('frame-ancestors *');
  expect(frame.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect([frame.headers.get('x-frame-options'), frame.headers.get('set-cookie')]).toEqual([null, null]);
  const html = await frame.text();
  expect(html).toContain('Mer &lt;b&gt; &amp; sel');
  expect(html).toContain('&lt;script&gt;');
  expect(html).not.toMatch(/<script|<i>/);
  expect(await (await get(`/embed/n/${image.creation}`)).text()).toContain(`<img src="/media/${image.creation}/main"`);

  const url = encodeURIComponent(`http://oto.test/n/${text.creation}`);
  const told = await get(`/oembed?url=${url}&maxwidth=300&format=json`);
  expect(await told.json()).toMatchObject({ version: '1.0', type: 'rich', title: 'Mer <b> & sel', width: 300, thumbnail_width: 1200 });
  expect((await get(`/oembed?url=${url}&format=xml`)).status).toBe(400);
  expect((await get(`/oembed?url=${encodeURIComponent(`https://elsewhere.test/n/${text.creation}`)}`)).status).toBe(404);

  // The picture is another one when what it says is.
  const etag = async (asked: number) => (await get(`/share/${writer.id}.jpg?v=${asked}`)).headers.get('etag');
  const drawn = await etag(1);
  expect((await api.send('PATCH', `/api/agents/${writer.id}`, { cookie: ann.cookie, body: { role: 'Écrit la terre' } })).status).toBe(200);
  expect(await etag(2)).not.toBe(drawn);

  // What is private is shown to nobody here, its author included; what is hidden no longer.
  for (const path of ['/share/$.jpg', '/embed/n/$', `/oembed?url=http://oto.test/n/$`]) {
    expect((await get(path.replace('$', kept.creation))).status).toBe(404);
  }
  expect((await get('/share/nothing.jpg')).status).toBe(404);
  await api.send('POST', '/api/operator/hide', {
    cookie: chief.cookie,
    body: { type: 'creation', id: text.creation, hidden: true, reason: 'essai de la maison' },
  });
  expect((await get(`/embed/n/${text.creation}`)).status).toBe(404);
  for (const path of ['/', '/api/world', `/n/${text.creation}`]) {
    const other = await get(path);
    expect(other.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(other.headers.get('x-frame-options')).toBe('DENY');
  }
});
