import { idFromUuid } from '@oto/schema/base/id';
import type { Db } from '../../deps.ts';

/** Profile, ways in, terms, plots and where one is a guest. */
export async function accountData(db: Db, member: string): Promise<object> {
  const person = await db
    .selectFrom('member')
    .innerJoin('user', 'user.id', 'member.id')
    .select(['member.name', 'handle', 'role', 'lang', 'created_at', 'email', 'emailVerified', 'hidden_at', 'hidden_reason'])
    .where('member.id', '=', member)
    .executeTakeFirstOrThrow();
  const ways = await db.selectFrom('account').select(['providerId', 'createdAt', 'updatedAt']).where('userId', '=', member).execute();
  const terms = await db
    .selectFrom('terms_acceptance')
    .select(['version', 'accepted_at'])
    .where('member_id', '=', member)
    .orderBy('accepted_at')
    .execute();
  const plots = await db
    .selectFrom('plot')
    .select(['x', 'y', 'policy', 'notes', 'claimed_at'])
    .where('owner_id', '=', member)
    .orderBy('ordinal')
    .execute();
  const guests = await db
    .selectFrom('plot_guest')
    .innerJoin('plot', (join) => join.onRef('plot.x', '=', 'plot_x').onRef('plot.y', '=', 'plot_y'))
    .innerJoin('member', 'member.id', 'plot_guest.member_id')
    .select(['plot.x', 'plot.y', 'member.handle', 'invited_at'])
    .where('plot.owner_id', '=', member)
    .execute();
  const guestIn = await db
    .selectFrom('plot_guest')
    .select(['plot_x as x', 'plot_y as y', 'invited_at'])
    .where('member_id', '=', member)
    .execute();
  const invitation = await db.selectFrom('invitation').select(['email', 'used_at']).where('used_by', '=', member).execute();
  return {
    id: idFromUuid(member),
    ...person,
    ways,
    terms,
    plots: plots.map((plot) => ({ ...plot, guests: here(guests, plot) })),
    guestIn,
    invitation,
  };
}

type Place = { readonly x: number; readonly y: number };

function here<T extends Place>(rows: readonly T[], { x, y }: Place): readonly Omit<T, 'x' | 'y'>[] {
  return rows.filter((row) => row.x === x && row.y === y).map(({ x: _x, y: _y, ...row }) => row);
}

export async function sessionsData(db: Db, member: string): Promise<readonly object[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'createdAt', 'updatedAt', 'expiresAt', 'ipAddress', 'userAgent'])
    .where('userId', '=', member)
    .orderBy('createdAt')
    .execute();
  return rows.map(named);
}

export async function passkeysData(db: Db, member: string): Promise<readonly object[]> {
  const rows = await db
    .selectFrom('passkey')
    .select(['id', 'name', 'deviceType', 'backedUp', 'createdAt', 'lastUsedAt'])
    .where('userId', '=', member)
    .orderBy('createdAt')
    .execute();
  return rows.map(named);
}

/** Without what would let anybody in. */
export async function keysData(db: Db, member: string): Promise<readonly object[]> {
  const rows = await db
    .selectFrom('api_key')
    .select(['id', 'name', 'prefix', 'scopes', 'created_at', 'last_used_at', 'revoked_at'])
    .where('member_id', '=', member)
    .orderBy('id')
    .execute();
  return rows.map(named);
}

function named({ id, ...row }: { readonly id: string }): object {
  return { id: idFromUuid(id), ...row };
}

export async function agentsData(db: Db, member: string): Promise<readonly object[]> {
  const agents = await db
    .selectFrom('agent')
    .select(['id', 'kind', 'colour', 'plot_x', 'plot_y', 'created_at', 'hidden_at', 'hidden_reason', 'deleted_at'])
    .where('owner_id', '=', member)
    .orderBy('id')
    .execute();
  const versions = await db
    .selectFrom('agent_version')
    .innerJoin('agent', 'agent.id', 'agent_id')
    .selectAll('agent_version')
    .where('owner_id', '=', member)
    .orderBy('agent_id')
    .orderBy('version')
    .execute();
  const byAgent = Map.groupBy(versions, ({ agent_id }) => agent_id);
  return agents.map((agent) => ({
    ...agent,
    id: idFromUuid(agent.id),
    versions: (byAgent.get(agent.id) ?? []).map(({ id, agent_id: _agent, ...version }) => ({ id: idFromUuid(id), ...version })),
  }));
}
