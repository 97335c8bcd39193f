import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Db, Deps } from '../deps.ts';

/** A stream that is not refreshed for this long counts as gone: longer than its heartbeat, shorter than a walk to the kitchen. */
const COUNTS_MS = 45_000;
const REFRESH_MS = 15_000;

/** One open stream, as all replicas know it. */
export type OpenStream = {
  /** While it lives, as often as one likes. False once its session has ended: then it is to end too. */
  refresh(): Promise<boolean>;
  closed(): Promise<void>;
};

/** Writes down that a member (uuid) has a stream open, so that nobody is called who is looking. `session`: by which one, null with a key. */
export async function openStream({ db, now }: Pick<Deps, 'db' | 'now'>, member: string, session: string | null): Promise<OpenStream> {
  const id = uuidFromId(newId());
  let told = performance.now();
  const until = () => new Date(now().getTime() + COUNTS_MS);
  await db.insertInto('open_stream').values({ id, member_id: member, until: until() }).execute();
  return {
    async refresh() {
      if (performance.now() - told < REFRESH_MS) return true;
      told = performance.now();
      await db.updateTable('open_stream').set({ until: until() }).where('id', '=', id).execute();
      if (session === null) return true;
      const alive = await db.selectFrom('session').select('id').where('id', '=', session).where('expiresAt', '>', now()).executeTakeFirst();
      return alive !== undefined;
    },
    async closed() {
      await db.deleteFrom('open_stream').where('id', '=', id).execute();
    },
  };
}

/** Whether the member (uuid) has the board open somewhere. */
export async function isLooking(db: Db, member: string, now: Date): Promise<boolean> {
  const open = await db
    .selectFrom('open_stream')
    .select('id')
    .where('member_id', '=', member)
    .where('until', '>', now)
    .limit(1)
    .executeTakeFirst();
  return open !== undefined;
}
