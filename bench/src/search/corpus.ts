import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Lang } from '@oto/schema/base/lang';
import { KINDS } from '@oto/schema/board/kind';
import { below, pick, stream } from '@oto/ops/world/draw';
import { Rows, writeAll } from '@oto/ops/world/rows/copy';
import { FIRST_NAMES, LAST_NAMES, phrase } from './language.ts';

/** Notes of a plot: agents and creations. */
const CREATIONS = 50;
const AGENTS = 2;
/** Plots written in one transaction. */
const CHUNK = 200;
const BEGAN = Date.UTC(2025, 0, 1);
const DAY = 86_400_000;
/** The world was filled evenly over so long. */
const DAYS = 600;
/** A misspelt word in so many. */
const SLIPS = 1 / 200;

/** Members with plots, agents and published creations, as people write: by rows alone, for only search reads them. */
export async function fillCorpus(client: pg.ClientBase, creations: number, say: (line: string) => void): Promise<void> {
  const plots = Math.ceil(creations / CREATIONS);
  await client.query(`set synchronous_commit = off`);
  await client.query(`set oto.search = 'later'`);
  // A world without foreign keys to look up is written twice as fast; its rows are right by their making.
  await client.query(`set session_replication_role = replica`);
  const side = Math.ceil(Math.sqrt(plots));
  for (let from = 0; from < plots; from += CHUNK) {
    const tables = {
      member: new Rows('member'),
      plot: new Rows('plot'),
      agent: new Rows('agent'),
      version: new Rows('agent_version'),
      creation: new Rows('creation'),
    };
    for (let plot = from; plot < Math.min(plots, from + CHUNK); plot++) {
      addPlot(
        tables,
        plot,
        { x: (plot % side) + 2, y: Math.floor(plot / side) + 2 },
        plots,
        Math.min(CREATIONS, creations - plot * CREATIONS),
      );
    }
    await writeAll(client, Object.values(tables));
    if ((from / CHUNK) % 20 === 0) say(`${Math.min(creations, (from + CHUNK) * CREATIONS)} creations written`);
  }
  await client.query('reset session_replication_role');
  say('building the index');
  await client.query('select search_rebuild()');
  await client.query('vacuum analyze search_entry, search_word, creation, agent, agent_version, member, plot, media');
}

type Tables = { readonly [T in 'member' | 'plot' | 'agent' | 'version' | 'creation']: Rows };

function addPlot(
  tables: Tables,
  number: number,
  { x, y }: { readonly x: number; readonly y: number },
  plots: number,
  creations: number,
): void {
  const random = stream('search', number);
  const lang: Lang = random() < 0.6 ? 'fr' : 'en';
  const member = uuidOf('member', number);
  const joined = BEGAN + Math.floor((number / plots) * DAYS * DAY * 0.5);
  const name = `${capital(pick(random, FIRST_NAMES))} ${capital(pick(random, LAST_NAMES))}`;
  tables.member.add({ id: member, name, handle: `p${number}-${plots}`, lang, created_at: new Date(joined) });
  tables.plot.add({ x, y, owner_id: member, ordinal: 0, notes: AGENTS + creations, claimed_at: new Date(joined) });
  const seat = (note: number) => ({ plot_x: x, plot_y: y, seat_x: note * 10, seat_y: 0, seat_rot: 0 });
  for (let agent = 0; agent < AGENTS; agent++) {
    const [id, version] = [uuidOf('agent', number, agent), uuidOf('version', number, agent)];
    const kind = pick(random, KINDS);
    tables.agent.add({ id, owner_id: member, kind, colour: 0, current_version: version, ...seat(agent), created_at: new Date(joined) });
    tables.version.add({
      id: version,
      agent_id: id,
      version: 1,
      kind,
      engine: 'text',
      model: '',
      fee: 0,
      lang,
      created_at: new Date(joined),
      name: capital(phrase(random, lang, 2)),
      role: phrase(random, lang, 4),
      instructions: phrase(random, lang, 12),
    });
  }
  for (let one = 0; one < creations; one++) {
    const at = new Date(joined + Math.floor(random() * (BEGAN + DAYS * DAY - joined)));
    const kind = pick(random, KINDS);
    tables.creation.add({
      id: uuidOf('creation', number, one),
      author_id: member,
      kind,
      lang,
      state: 'done',
      visibility: 'published',
      title: capital(phrase(random, lang, 2 + below(random, 4), SLIPS)),
      prompt: phrase(random, lang, 6 + below(random, 10), SLIPS),
      body: kind === 'text' ? phrase(random, lang, 40 + below(random, 60), SLIPS) : '',
      ...seat(AGENTS + one),
      created_at: at,
      published_at: at,
    });
  }
}

/** By its name alone, so that a world is the same every time. */
function uuidOf(...name: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(name.join('/')).digest('hex').slice(0, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
