import { sql } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import type { MemberAccount, PlatformAccount } from '@oto/schema/ledger/account';
import type { Db } from '../deps.ts';
import { partyOf, plain, type Part } from './part.ts';

/**
 * Who was paid out of these holds of a member, as parts below zero. `job` (uuid): by its revenue split, in which the
 * platform's first line carries all that promo tokens paid.
 */
export async function spentParts(
  db: Db,
  { member, job }: { readonly member: string; readonly job: string | null },
  holds: readonly string[],
): Promise<readonly Part[]> {
  if (holds.length === 0) return [];
  const { rows } = await sql<{ amount: string; from: MemberAccount; to: MemberAccount | PlatformAccount; here: boolean }>`
    select t.amount, d.kind as from, c.kind as to, t.hold_id = any(${holds}::bigint[]) as here
    from ledger.transfer t join ledger.account d on d.id = t.debit join ledger.account c on c.id = t.credit
    where t.hold_id = any(${holds}::bigint[]) or (t.hold_id is not null and t.group_id = ${job}::uuid and d.owner_id = ${member}::uuid)
    order by t.id`.execute(db);
  const paid = rows.map((row) => ({ ...row, amount: Number(row.amount) }));
  const spent = (from: MemberAccount, here: boolean) =>
    paid.filter((row) => row.from === from && (row.here || !here)).reduce((sum, row) => sum + row.amount, 0);
  const [promo, rest] = [spent('wallet_promo', true), spent('wallet_paid', true)];
  const split = job === null ? [] : await splitOf(db, job, member);
  const platform = split.findIndex(({ to }) => to === 'platform');
  const parts = split
    .map((part, index) => {
      if (index !== platform) return { ...part, tokens: rest === 0 ? 0 : part.tokens };
      const own = part.tokens - spent('wallet_promo', false);
      return { ...part, tokens: promo + (rest === 0 ? 0 : own) };
    })
    .filter(({ tokens }) => tokens > 0)
    .map((part) => ({ ...part, tokens: -part.tokens }));
  if (parts.reduce((sum, { tokens }) => sum + tokens, 0) === -promo - rest) return parts;
  return paid.filter(({ here }) => here).map(({ amount, to }) => plain(-amount, partyOf(to)));
}

/** For what of theirs a member earned this amount by a job; null when it is not what its split says. */
export async function earnedParts(
  db: Db,
  { member, job, amount }: { readonly member: string; readonly job: string; readonly amount: number },
): Promise<readonly Part[] | null> {
  const parts = await splitOf(db, job, member, member);
  return parts.length > 0 && parts.reduce((sum, { tokens }) => sum + tokens, 0) === amount ? parts : null;
}

/** The lines of a job's split that were paid, in order; those of one payee alone if one is given. */
async function splitOf(db: Db, job: string, viewer: string, payee: string | null = null): Promise<readonly Part[]> {
  const { rows } = await sql<{
    kind: 'platform' | 'agent' | 'royalty';
    payee_id: string | null;
    amount: number;
    agent: string | null;
    agent_name: string | null;
    creation: string | null;
    title: string | null;
  }>`
    select s.kind, s.payee_id, s.amount, s.agent_id as agent, v.name as agent_name, c.id as creation, c.title
    from revenue_split s
    left join agent a on a.id = s.agent_id left join agent_version v on v.id = a.current_version
    left join creation c on c.id = s.creation_id and c.deleted_at is null and c.hidden_at is null
      and (c.author_id = ${viewer}::uuid or c.visibility = 'published')
    where s.job_id = ${job}::uuid and s.amount > 0 and (${payee}::uuid is null or s.payee_id = ${payee}::uuid)
    order by s.position`.execute(db);
  return rows.map((row) => ({
    tokens: row.amount,
    to: row.payee_id === null ? 'platform' : row.kind,
    name: row.agent_name ?? row.title ?? '',
    agent: row.agent === null ? null : idFromUuid(row.agent),
    creation: row.creation === null ? null : idFromUuid(row.creation),
  }));
}
