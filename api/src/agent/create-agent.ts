import type { z } from 'zod';
import { hashText } from '@oto/schema/base/seeded-random';
import { newId, uuidFromId, type Id } from '@oto/schema/base/id';
import type { Lang } from '@oto/schema/base/lang';
import { AGENT_SIZE } from '@oto/schema/board/kind';
import { CORD_COLOURS } from '@oto/schema/board/palette';
import type { AgentCreate } from '@oto/schema/contract/agent';
import type { Deps } from '../deps.ts';
import { holdMember } from '../identity/hold-member.ts';
import { requireFit } from '../moderation/judge.ts';
import { emitFact } from '../outbox/emit.ts';
import { takeSeat } from '../plot/take-seat.ts';
import { knownEngines } from '../world/engines.ts';
import { tellAgent } from '../webhook/tell-note.ts';
import { chooseEngine } from './choose-engine.ts';
import { agentRecord } from './read-agents.ts';

/** Makes an agent with its first version and its gold post-it on the owner's plot, in one transaction. */
export async function createAgent(deps: Deps, ownerUuid: string, request: z.output<typeof AgentCreate>, lang: Lang): Promise<Id> {
  const { name, role, instructions } = request;
  await requireFit(deps, { member: ownerUuid, lang, words: { name, role, instructions } });
  const id = newId();
  const agentUuid = uuidFromId(id);
  const versionUuid = uuidFromId(newId());
  const chosen = chooseEngine(await knownEngines(deps.db, deps.now()), request.kind, request);
  await deps.db.transaction().execute(async (trx) => {
    await holdMember(trx, ownerUuid);
    const { plot, seat } = await takeSeat(trx, ownerUuid, AGENT_SIZE, hashText(id));
    const row = {
      id: agentUuid,
      owner_id: ownerUuid,
      kind: request.kind,
      colour: request.colour ?? (hashText(id) >>> 0) % CORD_COLOURS.length,
      current_version: versionUuid,
      plot_x: plot.x,
      plot_y: plot.y,
      seat_x: seat[0],
      seat_y: seat[1],
      seat_rot: seat[2],
    };
    await trx.insertInto('agent').values(row).execute();
    await trx
      .insertInto('agent_version')
      .values({
        id: versionUuid,
        agent_id: agentUuid,
        version: 1,
        kind: request.kind,
        engine: chosen.engine,
        model: chosen.model,
        name: request.name,
        role: request.role,
        instructions: request.instructions,
        fee: request.fee,
        lang: request.lang ?? lang,
      })
      .execute();
    await emitFact(trx, { type: 'note', plot: { x: plot.x, y: plot.y }, note: id, record: agentRecord(row) });
    await tellAgent(trx, deps.now(), deps.config.publicUrl, agentUuid);
  });
  return id;
}
