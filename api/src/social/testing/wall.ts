import { idFromUuid, newId, uuidFromId, type Id } from '@oto/schema/base/id';
import type { Comment, Comments, NoteSocial } from '@oto/schema/contract/social';
import type { Notification } from '@oto/schema/contract/notification';
import type { Person, TestApi } from '../../testing/api.ts';
import { landOf, type Land } from '../../testing/land.ts';

/** One an api: it counts the seats that are taken. */
const LANDS = new WeakMap<TestApi, Land>();

/** People who have to do with each other's notes. */
export function wallOf(api: TestApi) {
  const { db } = api.deps;
  const land = LANDS.get(api) ?? landOf(db);
  LANDS.set(api, land);
  const as = (who: Person | null, method: string, path: string, body?: unknown, key?: string) =>
    api.send(method, path, {
      ...(who === null ? {} : { cookie: who.cookie }),
      ...(body === undefined ? {} : { body }),
      ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
    });
  const read = async <T>(answer: Response): Promise<T> => {
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    as,
    read,
    /** A finished note on its author's plot. */
    async note(author: Person, more: Parameters<typeof land.creation>[3] = {}, at = new Date(), agents: readonly Id[] = []): Promise<Id> {
      const [plot] = author.me.plots;
      if (!plot) throw new Error('no plot');
      const uuid = await land.creation(plot.x, plot.y, { author: author.uuid, agents: agents.map(uuidFromId) }, more);
      await db.updateTable('creation').set({ published_at: at, title: 'Le phare' }).where('id', '=', uuid).execute();
      return idFromUuid(uuid);
    },
    async agent(owner: Person): Promise<Id> {
      const [plot] = owner.me.plots;
      if (!plot) throw new Error('no plot');
      return idFromUuid(await land.agent(plot.x, plot.y, 0, owner.uuid));
    },
    social: async (who: Person | null, note: Id) => read<NoteSocial>(await as(who, 'GET', `/api/notes/${note}/social`)),
    say: async (who: Person, note: Id, body: string, thread?: Id) =>
      read<Comment>(await as(who, 'POST', `/api/notes/${note}/comments`, { body, ...(thread === undefined ? {} : { thread }) }, newId())),
    comments: async (who: Person | null, note: Id) => read<Comments>(await as(who, 'GET', `/api/notes/${note}/comments`)),
    async news(who: Person): Promise<readonly Notification[]> {
      const answer = await as(who, 'GET', '/api/notifications');
      return (await read<{ notifications: readonly Notification[] }>(answer)).notifications;
    },
    block: (who: Person, whom: Person) => db.insertInto('block').values({ member_id: who.uuid, blocked_id: whom.uuid }).execute(),
    suspend: (who: Person) =>
      db
        .insertInto('statement_of_reasons')
        .values({
          id: uuidFromId(newId()),
          member_id: who.uuid,
          subject: 'member',
          subject_id: who.uuid,
          sanction: 'suspend',
          ground: 'terms',
          reason: 'spam',
          facts: '',
          decided_by: null,
        })
        .execute(),
  };
}
