import { sql } from 'kysely';
import { KINDS, type Kind } from '@oto/schema/board/kind';
import type { Deps } from '../deps.ts';
import { fileStore } from '../media/store.ts';
import { switchesOf } from '../operator/switch.ts';
import { liveEngines } from '../worker/live-engines.ts';
import { BEAT_SEEN_S, type Facts, type KindFacts } from './judge.ts';

/** A file that is not there within this is not there for people either, milliseconds. */
const READ_MS = 5_000;
/** Makings that ended within this tell how long one waits, minutes; the newest so many of a kind. */
const LATELY_MINUTES = 30;
const LATELY = 20;

type Waits = { readonly kind: Kind; readonly oldest: number | null; readonly usual: number | null };
type Mail = { readonly overdue: number | null; readonly sent: string; readonly failed: string };

/** Asks every part how it is. Rejects when the database does not answer. */
export async function readFacts(deps: Pick<Deps, 'db' | 'config' | 'payments' | 'now'>): Promise<Facts> {
  const { db, config, payments } = deps;
  const at = deps.now();
  const began = performance.now();
  await sql`select 1 from member limit 1`.execute(db);
  const databaseMs = performance.now() - began;
  const beat = await db
    .selectFrom('service_beat')
    .select(({ fn }) => fn.countAll<string>().as('living'))
    .where('service', '=', 'collab')
    .where('at', '>', new Date(at.getTime() - BEAT_SEEN_S * 1000))
    .executeTakeFirstOrThrow();
  const accounts = performance.now();
  await sql`select u.id from "user" u left join session s on s."userId" = u.id limit 1`.execute(db);
  const accountsMs = performance.now() - accounts;
  const switches = await switchesOf(db);
  return {
    databaseMs,
    accountsMs,
    documentReplicas: Number(beat.living),
    generation: switches.generation,
    kinds: await readKinds(deps, at),
    payments: await readPayments(deps, at, payments.shop !== null && switches.purchase),
    mail: config.mail === null ? null : await readMail(deps, at),
    media: await readMedia(deps),
  };
}

async function readKinds({ db }: Pick<Deps, 'db'>, at: Date): Promise<Facts['kinds']> {
  const engines = [...(await liveEngines(db, at)).values()];
  const { rows } = await sql<Waits>`
    select k.kind,
      (select extract(epoch from ${at}::timestamptz - min(j.queued_at))::float8 from job j
        where j.state = 'queued' and j.kind = k.kind and j.run_after <= ${at}) as oldest,
      (select percentile_cont(0.5) within group (order by w.wait) from (
        select extract(epoch from j.started_at - j.created_at)::float8 as wait from job j
        where j.state = 'done' and j.kind = k.kind and j.finished_at > ${at}::timestamptz - ${`${LATELY_MINUTES} minutes`}::interval
        order by j.finished_at desc limit ${LATELY}) w) as usual
    from unnest(${[...KINDS]}::text[]) as k(kind)`.execute(db);
  const of = new Map(rows.map((row) => [row.kind, row]));
  const kindFacts = (kind: Kind): KindFacts => {
    const mine = engines.filter((engine) => engine.kind === kind);
    const waits = of.get(kind);
    return {
      known: mine.length > 0,
      healthy: mine.some(({ healthy }) => healthy),
      oldestSeconds: waits?.oldest ?? null,
      usualSeconds: waits?.usual ?? null,
    };
  };
  return { text: kindFacts('text'), image: kindFacts('image'), video: kindFacts('video'), voice: kindFacts('voice') };
}

async function readPayments({ db }: Pick<Deps, 'db'>, at: Date, sold: boolean): Promise<Facts['payments']> {
  if (!sold) return null;
  const { rows } = await sql<{ reconciled: number | null; event: number | null }>`
    select (select extract(epoch from ${at}::timestamptz - (report->>'at')::timestamptz)::float8
        from reconciliation order by id desc limit 1) as reconciled,
      (select extract(epoch from ${at}::timestamptz - min(received_at))::float8 from stripe_event where handled_at is null) as event`.execute(
    db,
  );
  // The reconciler runs every ten minutes: before its first run nothing can be said against it.
  return { reconciledSeconds: rows[0]?.reconciled ?? null, upSeconds: process.uptime(), oldestEventSeconds: rows[0]?.event ?? 0 };
}

async function readMail({ db }: Pick<Deps, 'db'>, at: Date): Promise<Facts['mail']> {
  const { rows } = await sql<Mail>`
    select extract(epoch from ${at}::timestamptz - min(due_at) filter (where sent_at is null and due_at <= ${at}))::float8 as overdue,
      count(*) filter (where sent_at is not null) as sent,
      count(*) filter (where sent_at is null and tries > 0 and error is not null) as failed
    from mail where created_at > ${at}::timestamptz - interval '1 hour'`.execute(db);
  const [mail] = rows;
  return { overdueSeconds: mail?.overdue ?? 0, sent: Number(mail?.sent ?? 0), failed: Number(mail?.failed ?? 0) };
}

/** The newest file that people may look at, its first byte. */
async function readMedia({ db, config }: Pick<Deps, 'db' | 'config'>): Promise<Facts['media']> {
  const file = await db.selectFrom('media').select('sha256').orderBy('creation_id', 'desc').limit(1).executeTakeFirst();
  if (!file) return { readable: true, ms: 0 };
  const began = performance.now();
  const readable = await Promise.race([firstByte(config, file.sha256), soonNot()]);
  return { readable, ms: performance.now() - began };
}

async function firstByte(config: Deps['config'], sha256: string): Promise<boolean> {
  try {
    const stream = await fileStore(config).read(sha256, { from: 0, to: 0 });
    for await (const part of stream) if ((part as Uint8Array).byteLength > 0) return true;
    return false;
  } catch {
    return false;
  }
}

function soonNot(): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), READ_MS).unref());
}
