import type pg from 'pg';
import * as Y from 'yjs';
import { regionName } from '@oto/schema/board/document-name';
import type { LoggedEdit } from '../kill/edit-log.ts';

/**
 * The database writes down by itself who held a document's tile at the moment that each row of the journal
 * was committed (a deferred trigger runs then, and sees what others have committed), and which connection
 * wrote the row. Each replica connects under its own `application_name`.
 */
export async function installAudit(pool: pg.Pool): Promise<void> {
  await pool.query(`
    create schema drill;
    create table drill.holding (tile text, holder text, epoch bigint, at timestamptz default clock_timestamp());
    create table drill.committed (id bigint primary key, replica text, fence bigint, holder text, epoch bigint);
    create function drill.held() returns trigger language plpgsql as $$ begin
      if tg_op = 'INSERT' or new.epoch <> old.epoch then
        insert into drill.holding (tile, holder, epoch) values (new.tile, new.holder, new.epoch);
      end if;
      return null;
    end $$;
    create trigger held after insert or update on collab.lease for each row execute function drill.held();
    create function drill.tile(document text) returns text language sql immutable as $$
      select case when document like 'atlas/%' then at[1] || ',' || at[2]
        else floor(at[1]::int / 16.0)::int || ',' || floor(at[2]::int / 16.0)::int end
      from regexp_match(document, '^[a-z]+/(-?[0-9]+),(-?[0-9]+)[.][0-9]+$') as at $$;
    create function drill.commits() returns trigger language plpgsql as $$ begin
      insert into drill.committed
      select new.id, current_setting('application_name'), new.lease_epoch, l.holder, l.epoch
      from (select drill.tile(new.document) as tile) as t left join collab.lease l using (tile);
      return null;
    end $$;
    create constraint trigger commits after insert on collab.journal deferrable initially deferred
      for each row execute function drill.commits()`);
}

export type Audit = {
  /** Acknowledged edits whose row was committed by a replica that did not hold the tile's newest epoch then. */
  readonly splitBrainAcks: number;
  /** Acknowledged edits of which no row of the journal knows. */
  readonly unknownAcks: number;
  /** Acknowledged edits that made no struct, as a cut does: theirs are among all rows, but not to be told from others. */
  readonly unattributedAcks: number;
  /** Rows of anybody, acknowledged or not, that were committed like that. */
  readonly staleCommits: number;
  /** Acknowledged edits by the replica that committed them. */
  readonly acksBy: ReadonlyMap<string, number>;
  /** Times that a tile got a new epoch. */
  readonly holdings: number;
};

type Row = { readonly id: string; readonly document: string; readonly update: Buffer; readonly replica: string; readonly sound: boolean };
type Span = { readonly from: number; readonly to: number; readonly replica: string; readonly sound: boolean };

/** Finds for each acknowledged edit the row that made it last, and who wrote that. */
export async function audit(pool: pg.Pool, edits: Iterable<LoggedEdit>): Promise<Audit> {
  const { rows } = await pool.query<Row>(`
    select j.id, j.document, j.update, c.replica,
      coalesce(c.replica = c.holder and c.fence = c.epoch, false) as sound
    from collab.journal j left join drill.committed c on c.id = j.id order by j.id`);
  const spans = new Map<string, Span[]>();
  for (const { document, update, replica, sound } of rows) {
    const { from, to } = Y.parseUpdateMeta(update);
    for (const [client, end] of to) {
      const key = `${document} ${client}`;
      const known = spans.get(key) ?? [];
      spans.set(key, known);
      known.push({ from: from.get(client) ?? 0, to: end, replica, sound });
    }
  }
  const acksBy = new Map<string, number>();
  let splitBrainAcks = 0;
  let unknownAcks = 0;
  let unattributedAcks = 0;
  for (const edit of edits) {
    if (edit.ackedAt === null) continue;
    if (edit.end === 0) {
      unattributedAcks++;
      continue;
    }
    const known = spans.get(`${regionName(edit.plot, edit.epoch)} ${edit.client}`);
    const span = known?.find(({ from, to }) => from < edit.end && to >= edit.end);
    if (!span) unknownAcks++;
    else {
      acksBy.set(span.replica, (acksBy.get(span.replica) ?? 0) + 1);
      if (!span.sound) splitBrainAcks++;
    }
  }
  const holdings = await pool.query<{ count: number }>('select count(*)::int as count from drill.holding');
  return {
    splitBrainAcks,
    unknownAcks,
    unattributedAcks,
    staleCommits: rows.filter(({ sound }) => !sound).length,
    acksBy,
    holdings: holdings.rows[0]?.count ?? 0,
  };
}
