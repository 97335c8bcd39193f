import { idFromUuid, uuidFromId, type Id } from '@oto/schema/base/id';
import type { Kind } from '@oto/schema/board/kind';
import type { Db, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';

/** An agent at its current version, as a run uses it. */
export type RunAgent = {
  readonly agentId: string;
  readonly versionId: string;
  readonly ownerId: string;
  readonly kind: Kind;
  readonly engine: string;
  readonly model: string;
  readonly name: string;
  readonly fee: number;
};

/** The agents of a chain, in its order. Throws unknown_agent, naming the one that is not offered. */
export async function runAgents(db: Db | Trx, ids: readonly Id[]): Promise<readonly RunAgent[]> {
  const rows = await db
    .selectFrom('agent')
    .innerJoin('agent_version', 'agent_version.id', 'agent.current_version')
    .select([
      'agent.id as agentId',
      'agent_version.id as versionId',
      'agent.owner_id as ownerId',
      'agent.kind as kind',
      'agent_version.engine as engine',
      'agent_version.model as model',
      'agent_version.name as name',
      'agent_version.fee as fee',
    ])
    .where('agent.id', 'in', ids.map(uuidFromId))
    .where('agent.hidden_at', 'is', null)
    .where('agent.deleted_at', 'is', null)
    .execute();
  const byId = new Map(rows.map((row) => [idFromUuid(row.agentId), row]));
  return ids.map((id, index) => {
    const agent = byId.get(id);
    if (!agent) throw new ApiError('unknown_agent', { fields: [{ path: `agents.${index}`, message: id }] });
    return agent;
  });
}
