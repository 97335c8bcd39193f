import type { Expression, SqlBool } from 'kysely';
import type { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import type { Kind } from '@oto/schema/board/kind';
import type { NoteRecord } from '@oto/schema/board/record';
import type { Agent } from '@oto/schema/contract/agent';
import type { Db, Trx } from '../deps.ts';

export type AgentFilter = {
  readonly id?: string;
  readonly kind?: Kind;
  readonly owner?: string;
  /** Words sought in name and role. */
  readonly q?: string;
  readonly limit: number;
};

/** Agents on offer with their current version, newest first. Hidden and deleted ones, and those of hidden members, are left out. */
export function readAgents(db: Db | Trx, filter: AgentFilter) {
  return db
    .selectFrom('agent')
    .innerJoin('agent_version as version', 'version.id', 'agent.current_version')
    .innerJoin('member', 'member.id', 'agent.owner_id')
    .select([
      'agent.id',
      'agent.kind',
      'agent.colour',
      'agent.plot_x',
      'agent.plot_y',
      'agent.seat_x',
      'agent.seat_y',
      'agent.seat_rot',
      'agent.created_at',
      'agent.owner_id',
      'agent.current_version',
      'version.version',
      'version.engine',
      'version.model',
      'version.name',
      'version.role',
      'version.instructions',
      'version.fee',
      'version.lang',
      'member.name as owner_name',
      'member.handle as owner_handle',
    ])
    .where('agent.hidden_at', 'is', null)
    .where('agent.deleted_at', 'is', null)
    .where('member.hidden_at', 'is', null)
    .where((eb) => {
      const wanted: Expression<SqlBool>[] = [];
      if (filter.id !== undefined) wanted.push(eb('agent.id', '=', filter.id));
      if (filter.kind !== undefined) wanted.push(eb('agent.kind', '=', filter.kind));
      if (filter.owner !== undefined) wanted.push(eb('agent.owner_id', '=', filter.owner));
      if (filter.q !== undefined) {
        const pattern = `%${filter.q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
        wanted.push(eb.or([eb('version.name', 'ilike', pattern), eb('version.role', 'ilike', pattern)]));
      }
      return eb.and(wanted);
    })
    .orderBy('agent.id', 'desc')
    .limit(filter.limit)
    .execute();
}

export type AgentRow = Awaited<ReturnType<typeof readAgents>>[number];

export function agentOf(row: AgentRow, viewerUuid: string | null): z.input<typeof Agent> {
  return {
    id: idFromUuid(row.id),
    versionId: idFromUuid(row.current_version),
    version: row.version,
    owner: { id: idFromUuid(row.owner_id), name: row.owner_name, handle: row.owner_handle },
    kind: row.kind,
    engine: row.engine,
    model: row.model,
    name: row.name,
    role: row.role,
    instructions: row.instructions,
    fee: row.fee,
    colour: row.colour,
    lang: row.lang,
    plot: { x: row.plot_x, y: row.plot_y },
    seat: [row.seat_x, row.seat_y, row.seat_rot],
    createdAt: row.created_at.toISOString(),
    mine: row.owner_id === viewerUuid,
  };
}

type Seated = Pick<AgentRow, 'kind' | 'colour' | 'owner_id' | 'seat_x' | 'seat_y' | 'seat_rot'>;

/** The gold post-it as its region document holds it. */
export function agentRecord(row: Seated): NoteRecord {
  return {
    k: 'agent',
    g: row.kind,
    s: [row.seat_x, row.seat_y, row.seat_rot],
    o: idFromUuid(row.owner_id),
    c: row.colour,
  };
}
