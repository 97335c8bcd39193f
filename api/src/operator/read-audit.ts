import type { z } from 'zod';
import { idFromUuid, uuidFromId } from '@oto/schema/base/id';
import type { AuditEntry, AuditQuery } from '@oto/schema/contract/account';
import type { Db } from '../deps.ts';

type Entry = z.input<typeof AuditEntry>;

const PAGE = 100;

/** What was done by anybody, newest first. */
export async function readAudit(db: Db, { action, actor, before }: z.output<typeof AuditQuery>): Promise<Entry[]> {
  let lines = linesOf(db);
  if (action !== undefined) lines = lines.where('audit_log.action', '=', action);
  if (actor !== undefined) lines = lines.where('audit_log.actor_id', '=', uuidFromId(actor));
  if (before !== undefined) lines = lines.where('audit_log.id', '<', before);
  return (await lines.execute()).map((row) => entryOf(row));
}

/**
 * What was done by a member (uuid) and to them, newest first; all of it when `limit` is null. Who of the team did
 * something is the platform's business, and from where too.
 */
export async function readOwnAudit(db: Db, member: string, limit: number | null = PAGE): Promise<Entry[]> {
  let lines = linesOf(db)
    .where((eb) => eb.or([eb('actor_id', '=', member), eb('subject', 'in', [member, idFromUuid(member)])]))
    .clearLimit();
  if (limit !== null) lines = lines.limit(limit);
  return (await lines.execute()).map((row) => {
    if (row.actor_id === member) return entryOf(row);
    const { ip: _ip, ...detail } = detailOf(row.detail);
    return { ...entryOf(row), actor: null, detail };
  });
}

function linesOf(db: Db) {
  return db
    .selectFrom('audit_log')
    .leftJoin('member', 'member.id', 'audit_log.actor_id')
    .select(['audit_log.id', 'audit_log.created_at', 'action', 'actor_id', 'subject', 'detail', 'member.name'])
    .orderBy('audit_log.id', 'desc')
    .limit(PAGE);
}

type Row = Awaited<ReturnType<ReturnType<typeof linesOf>['execute']>>[number];

function entryOf({ id, created_at, action, actor_id, name, subject, detail }: Row): Entry {
  return {
    id,
    at: created_at.toISOString(),
    action,
    actor: actor_id === null ? null : { id: idFromUuid(actor_id), name: name ?? '' },
    subject,
    detail: detailOf(detail),
  };
}

function detailOf(detail: unknown): Record<string, unknown> {
  return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? { ...detail } : {};
}
