import type { z } from 'zod';
import { newId, uuidFromId, type Id } from '@oto/schema/base/id';
import type { Lang } from '@oto/schema/base/lang';
import type { AgentPatch } from '@oto/schema/contract/agent';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { holdMember } from '../identity/hold-member.ts';
import { requireFit } from '../moderation/judge.ts';
import { emitFact } from '../outbox/emit.ts';
import { knownEngines } from '../world/engines.ts';
import { chooseEngine } from './choose-engine.ts';
import { agentRecord, readAgents } from './read-agents.ts';

/**
 * Changes an agent of one's own. Versions never change: new words, engine or fee make the next one,
 * and creations go on pointing at the version they used. A change of colour redraws the note.
 * Throws unknown_agent, or forbidden for another member's.
 */
export async function changeAgent(deps: Deps, ownerUuid: string, id: Id, patch: z.output<typeof AgentPatch>, lang: Lang): Promise<void> {
  const { name, role, instructions } = patch;
  await requireFit(deps, { member: ownerUuid, lang, words: { name, role, instructions } });
  const agentUuid = uuidFromId(id);
  const engines = patch.engine === undefined && patch.model === undefined ? [] : await knownEngines(deps.db, deps.now());
  await deps.db.transaction().execute(async (trx) => {
    await holdMember(trx, ownerUuid);
    await trx.selectFrom('agent').select('id').where('id', '=', agentUuid).forNoKeyUpdate().execute();
    const [current] = await readAgents(trx, { id: agentUuid, limit: 1 });
    if (!current) throw new ApiError('unknown_agent');
    if (current.owner_id !== ownerUuid) throw new ApiError('forbidden');
    const wish = { engine: patch.engine ?? current.engine, model: patch.model ?? (patch.engine === undefined ? current.model : undefined) };
    const chosen = engines.length === 0 ? { engine: current.engine, model: current.model } : chooseEngine(engines, current.kind, wish);
    const next = {
      engine: chosen.engine,
      model: chosen.model,
      name: patch.name ?? current.name,
      role: patch.role ?? current.role,
      instructions: patch.instructions ?? current.instructions,
      fee: patch.fee ?? current.fee,
      lang: patch.lang ?? current.lang,
    };
    const words = Object.keys(next) as (keyof typeof next)[];
    if (words.some((key) => next[key] !== current[key])) {
      const versionUuid = uuidFromId(newId());
      await trx
        .insertInto('agent_version')
        .values({ id: versionUuid, agent_id: agentUuid, version: current.version + 1, kind: current.kind, ...next })
        .execute();
      await trx.updateTable('agent').set({ current_version: versionUuid }).where('id', '=', agentUuid).execute();
    }
    if (patch.colour !== undefined && patch.colour !== current.colour) {
      await trx.updateTable('agent').set({ colour: patch.colour }).where('id', '=', agentUuid).execute();
      const record = agentRecord({ ...current, colour: patch.colour });
      await emitFact(trx, { type: 'note', plot: { x: current.plot_x, y: current.plot_y }, note: id, record });
    }
  });
}
