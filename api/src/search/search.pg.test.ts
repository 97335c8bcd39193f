import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { idFromUuid } from '@oto/schema/base/id';
import { SearchResult, type Hit } from '@oto/schema/contract/search';
import { sharedApi } from '../testing/shared-api.ts';
import { landOf, type Land } from '../testing/land.ts';
import { countWords } from './count-words.ts';

const api = sharedApi();
let plots = 10;
let cookie = '';
beforeAll(async () => {
  // Members are answered anew; what visitors are told may be some seconds old.
  cookie = (await api().join('Iris')).cookie;
});

/** A plot of somebody's own, for the creations of one case. */
async function ground(name = 'Zoé'): Promise<{ land: Land; x: number; owner: string }> {
  const land = landOf(api().deps.db);
  const owner = await land.member(name);
  const x = ++plots;
  await land.plot(x, 10, owner);
  return { land, x, owner };
}

type Words = Partial<{ title: string; prompt: string; body: string; lang: 'fr' | 'en'; kind: 'text' | 'image' }>;

async function made(x: number, land: Land, words: Words, origin: { agents?: readonly string[] } = {}): Promise<string> {
  const id = await land.creation(x, 10, origin);
  await api().deps.db.updateTable('creation').set(words).where('id', '=', id).execute();
  return id;
}

async function ask(q: string, more = ''): Promise<SearchResult> {
  const answer = await api().send('GET', `/api/search?q=${encodeURIComponent(q)}${more}`, { cookie });
  expect(answer.status).toBe(200);
  return SearchResult.parse(await answer.json());
}

const idOf = (hit: Hit): string => (hit.type === 'person' ? hit.person.id : hit.id);
const found = async (q: string, more = ''): Promise<readonly string[]> => (await ask(q, more)).hits.map(idOf);

test('words are found without accents, in other forms, as beginnings, and where they are misspelt', async () => {
  const { land, x } = await ground();
  const id = idFromUuid(await made(x, land, { title: 'Les étoiles filantes', prompt: 'Un ciel', body: 'Une comète traversait la nuit.' }));
  const english = idFromUuid(await made(x, land, { title: 'Running lighthouses', prompt: 'waves', lang: 'en' }));
  await countWords(api().deps);
  for (const q of ['étoiles filantes', 'etoile filante', 'ETOILES', 'étoi', 'comete nuit', 'filant', 'etoiels', 'comette', 'comètte ciel'])
    expect({ q, found: await found(q) }).toEqual({ q, found: [id] });
  for (const q of ['lighthouse', 'run lighthouse', 'lighthuose', 'runing'])
    expect({ q, found: await found(q) }).toEqual({ q, found: [english] });
  expect(await found('étoiles lighthouse')).toEqual([]);
  expect((await ask('commete nuit')).readAs).toBe('comete nuit');
  expect((await ask('comète')).readAs).toBeNull();
});

test('a title counts more than the text, and the newest comes first', async () => {
  const { land, x } = await ground();
  const titled = await made(x, land, { title: 'Un grimoire' });
  const inText = await made(x, land, { title: 'Autre', body: 'On y lit un grimoire.' });
  const newer = await made(x, land, { title: 'Grimoire neuf' });
  await countWords(api().deps);
  expect(await found('grimoire', '&in=creations')).toEqual([newer, titled, inText].map(idFromUuid));
  const [hit] = (await ask('grimoir')).hits;
  expect(hit?.type === 'creation' && hit.titleMarks.map(([from, to]) => hit.title.slice(from, to))).toEqual(['Grimoire']);
});

test('what is private, unlisted, hidden, deleted or not done is never found, from the same moment on', async () => {
  const { db } = api().deps;
  const { land, x, owner } = await ground();
  const id = await made(x, land, { title: 'Xylographe' });
  const set = (values: Readonly<Record<string, unknown>>) =>
    sql`update creation set ${sql.join(Object.entries(values).map(([column, value]) => sql`${sql.ref(column)} = ${value}`))} where id = ${id}`.execute(
      db,
    );
  const now = new Date();
  const states = [
    [{ visibility: 'private' }, { visibility: 'published' }],
    [{ visibility: 'unlisted' }, { visibility: 'published' }],
    [{ hidden_at: now }, { hidden_at: null }],
    [{ deleted_at: now }, { deleted_at: null }],
    [{ state: 'failed' }, { state: 'done' }],
    [
      { plot_x: null, plot_y: null, seat_x: null, seat_y: null, seat_rot: null },
      { plot_x: x, plot_y: 10, seat_x: 1, seat_y: 1, seat_rot: 0 },
    ],
  ] as const;
  for (const [gone, back] of states) {
    expect(await found('xylographe')).toEqual([idFromUuid(id)]);
    await set(gone);
    expect({ gone, found: await found('xylographe') }).toEqual({ gone, found: [] });
    expect((await sql`select from search_entry where id = ${id}`.execute(db)).rows).toEqual([]);
    await set(back);
  }
  await db.updateTable('member').set({ hidden_at: now }).where('id', '=', owner).execute();
  expect(await found('xylographe')).toEqual([]);
  expect((await sql`select from search_entry where id in (${id}, ${owner})`.execute(db)).rows).toEqual([]);
  await db.updateTable('member').set({ hidden_at: null }).where('id', '=', owner).execute();
  expect(await found('xylographe')).toEqual([idFromUuid(id)]);
  await set({ title: 'Lithographe' });
  expect(await found('xylographe')).toEqual([]);
  expect(await found('lithographe')).toEqual([idFromUuid(id)]);
});

test('an entry left behind is not told: what is shown is asked of the creation itself', async () => {
  const { db } = api().deps;
  const { land, x } = await ground();
  const id = await made(x, land, { title: 'Fantômette' });
  await db.transaction().execute(async (trx) => {
    await sql`set local oto.search = 'later'`.execute(trx);
    await trx.updateTable('creation').set({ visibility: 'private' }).where('id', '=', id).execute();
  });
  expect((await sql`select from search_entry where id = ${id}`.execute(db)).rows).toHaveLength(1);
  expect(await found('fantomette')).toEqual([]);
  await sql`select search_put(array[${id}]::uuid[])`.execute(db);
});

test('people and agents come first under their exact names', async () => {
  const { land, x, owner } = await ground('Éloïse Tramontane');
  await ground('Tramontane Dupré');
  const agent = await land.agent(x, 10);
  const other = await made(x, land, { title: 'Tramontane' });
  await countWords(api().deps);
  expect((await found('eloise tramontane'))[0]).toBe(idFromUuid(owner));
  expect(await found('tramontane', '&in=people')).toHaveLength(2);
  expect(await found('tramontane', '&in=creations')).toEqual([idFromUuid(other)]);
  expect(await found('plume', '&in=agents')).toContain(idFromUuid(agent));
  const [person] = (await ask('eloise', '&in=people')).hits;
  expect(person).toMatchObject({ type: 'person', plot: { x, y: 10 }, notes: 2, marks: [[0, 6]] });
});

test('an agent is found by what it says of itself as it is now', async () => {
  const { db } = api().deps;
  const { land, x } = await ground();
  const agent = await land.agent(x, 10);
  await db.updateTable('agent').set({ deleted_at: new Date() }).where('id', '=', agent).execute();
  expect(await found('plume', '&in=agents')).not.toContain(idFromUuid(agent));
});

test('filters narrow by kind, author, agent and day', async () => {
  const { db } = api().deps;
  const { land, x, owner } = await ground();
  const agent = await land.agent(x, 10);
  const text = await made(x, land, { title: 'Baobab écrit' }, { agents: [agent] });
  const image = await made(x, land, { title: 'Baobab peint', kind: 'image' });
  await db
    .updateTable('creation')
    .set({ created_at: '2025-03-04T10:00:00Z', published_at: '2025-03-04T10:00:00Z', title: 'Baobab ancien' })
    .where('id', '=', text)
    .execute();
  const { handle } = await db.selectFrom('member').select('handle').where('id', '=', owner).executeTakeFirstOrThrow();
  const ids = async (more: string) => (await found('baobab', more)).toSorted();
  expect(await ids('')).toEqual([text, image].map(idFromUuid).toSorted());
  expect(await ids('&kind=image')).toEqual([idFromUuid(image)]);
  expect(await ids(`&author=${handle}`)).toHaveLength(2);
  expect(await ids('&author=nobody')).toEqual([]);
  expect(await ids(`&agent=${idFromUuid(agent)}`)).toEqual([idFromUuid(text)]);
  expect(await ids('&after=2025-03-04&before=2025-03-04')).toEqual([idFromUuid(text)]);
  expect(await ids('&after=2025-03-05')).toEqual([idFromUuid(image)]);
  expect(await ids('&before=2025-03-03')).toEqual([]);
});

test('days narrow before the best are taken, however much is newer', async () => {
  const { db } = api().deps;
  const { land, x } = await ground();
  const old = await made(x, land, { title: 'Séquoia' });
  const at = (day: string) => ({ created_at: `${day}T10:00:00Z`, published_at: `${day}T10:00:00Z`, visibility: 'published' as const });
  await db
    .updateTable('creation')
    .set({ ...at('2025-05-02'), title: 'Séquoia ancien' })
    .where('id', '=', old)
    .execute();
  const newer: string[] = [];
  for (let n = 0; n < 31; n++) newer.push(await made(x, land, { title: 'Séquoia' }));
  await db
    .updateTable('creation')
    .set({ ...at('2025-05-20'), title: 'Séquoia neuf' })
    .where('id', 'in', newer)
    .execute();
  expect(await found('sequoia', '&after=2025-05-01&before=2025-05-03')).toEqual([idFromUuid(old)]);
});

test('letters that are written like signs neither break a search nor hide a word', async () => {
  const { db } = api().deps;
  const { land, x } = await ground();
  // Modifier letters, a soft hyphen, and vowel signs written apart.
  const odd = await made(x, land, { title: 'Zyg\u02bcomorphe', body: '\u02c6quetsche\u02bb mira\u00adbelle हिन्दी' });
  const { rows } = await sql<{ word: string }>`
    select word from unnest(tsvector_to_array((select words from search_entry where id = ${odd}))) as word
      where word !~ '^#' and word !~ '^\\^?[[:alnum:]]+$' or word = '^quetsche'`.execute(db);
  expect(rows).toEqual([]);
  await countWords(api().deps);
  for (const q of ['zyg', 'zygomorphe', 'zyg\u02bcomorphe', 'zygomorfe', 'quetsche', 'mirabelle', 'mira\u00adbelle', 'हिन्दी'])
    expect({ q, found: await found(q) }).toEqual({ q, found: [idFromUuid(odd)] });
  // Whatever the vocabulary may hold, it is asked for as a word.
  await sql`insert into search_word (word, docs, titles) values ('pamplemousse''x', 1, 1), ('pamplemousse\\', 1, 1)`.execute(db);
  expect(await found('pamplemousse')).toEqual([]);
  await sql`delete from search_word where word like 'pamplemousse%'`.execute(db);
});

test('the vocabulary forgets a word with the last who wrote it, and a rebuilt index is the same', async () => {
  const { db } = api().deps;
  const { land, x } = await ground();
  const id = await made(x, land, { title: 'Zinzolin' });
  await countWords(api().deps);
  const known = async () =>
    (await sql<{ docs: number; titles: number }>`select docs, titles from search_word where word = 'zinzolin'`.execute(db)).rows;
  expect(await known()).toEqual([{ docs: 1, titles: 1 }]);
  const words = async () => (await sql`select word, docs, titles, fr, en from search_word order by word`.execute(db)).rows;
  const entries = async () => (await sql`select id, type, at, name from search_entry order by id`.execute(db)).rows;
  const before = [await words(), await entries()];
  await sql`select search_rebuild()`.execute(db);
  expect([await words(), await entries()]).toEqual(before);
  await db.updateTable('creation').set({ deleted_at: new Date() }).where('id', '=', id).execute();
  await countWords(api().deps);
  expect(await known()).toEqual([]);
});

test('signs, stop words and nonsense find nothing and break nothing', async () => {
  for (const q of [`'`, `\\`, `a'b & !c`, '   .  ', `"':*|`, 'le la les', 'x'.repeat(120), '日本語', '🦋', '½', '%_', 'ﬀ', '\u0301']) {
    const answer = await api().send('GET', `/api/search?q=${encodeURIComponent(q)}`);
    expect({ q, answered: [200, 400].includes(answer.status) }).toEqual({ q, answered: true });
  }
});
