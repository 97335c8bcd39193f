import type { Person, TestApi } from '../../testing/api.ts';

/** A person at their browser who has just shown that it is they. */
export async function confirm(api: Pick<TestApi, 'deps'>, person: Person): Promise<void> {
  await api.deps.db
    .updateTable('session')
    .set({ confirmedUntil: new Date(Date.now() + 600_000) })
    .where('userId', '=', person.uuid)
    .execute();
}

export async function leave(api: TestApi, person: Person, works: 'remove' | 'anonymise'): Promise<Response> {
  await confirm(api, person);
  return api.send('POST', '/api/me/delete', { cookie: person.cookie, body: { handle: person.me.handle, works } });
}
