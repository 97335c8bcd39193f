import { idFromUuid } from '@oto/schema/base/id';
import type { QuoteLine } from '@oto/schema/contract/ledger';
import { royalties } from '@oto/schema/ledger/royalty';
import type { Db, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import type { LiveEngine } from '../worker/live-engines.ts';
import type { RunAgent } from './agents.ts';
import { royaltyAncestors } from './ancestry.ts';

/** What each part of a run may cost at most. Ids are uuids; `payee` null is the platform. */
export type Price = {
  readonly steps: readonly {
    readonly agentId: string;
    readonly versionId: string;
    readonly agentName: string;
    readonly engineName: string;
    readonly engineTokens: number;
    readonly payee: string;
    readonly fee: number;
  }[];
  readonly royalties: readonly {
    readonly creationId: string;
    readonly title: string;
    readonly payee: string | null;
    readonly generation: number;
    readonly tokens: number;
  }[];
  readonly total: number;
};

/** `payer` null: someone not signed in. Throws no_engine when an agent's engine is not running. */
export async function priceOf(
  db: Db | Trx,
  payer: string | null,
  agents: readonly RunAgent[],
  parents: readonly string[],
  engines: ReadonlyMap<string, LiveEngine>,
): Promise<Price> {
  const steps = agents.map((agent, index) => {
    const engine = engineFor(agent, engines, index);
    return {
      agentId: agent.agentId,
      versionId: agent.versionId,
      agentName: agent.name,
      engineName: engine.name,
      engineTokens: engine.ceiling,
      payee: agent.ownerId,
      fee: agent.ownerId === payer ? 0 : agent.fee,
    };
  });
  const base = steps.reduce((sum, step) => sum + step.engineTokens + step.fee, 0);
  const lines = royalties(base, await royaltyAncestors(db, parents, payer), payer);
  return {
    steps,
    royalties: lines.map(({ ancestor, tokens }) => ({
      creationId: ancestor.id,
      title: ancestor.title,
      payee: ancestor.forfeited ? null : ancestor.author,
      generation: ancestor.generation,
      tokens,
    })),
    total: base + lines.reduce((sum, line) => sum + line.tokens, 0),
  };
}

/** The live engine an agent runs on. Throws no_engine. */
export function engineFor(agent: RunAgent, engines: ReadonlyMap<string, LiveEngine>, index: number): LiveEngine {
  const engine = engines.get(agent.engine);
  if (!engine?.healthy || engine.kind !== agent.kind) {
    throw new ApiError('no_engine', { fields: [{ path: `agents.${index}`, message: agent.engine }] });
  }
  return engine;
}

/** What the person is shown. Sums exactly to the total. */
export async function linesOf(db: Db, price: Price): Promise<QuoteLine[]> {
  const payees = [...price.steps, ...price.royalties].flatMap(({ payee }) => (payee === null ? [] : [payee]));
  const rows = payees.length === 0 ? [] : await db.selectFrom('member').select(['id', 'name']).where('id', 'in', payees).execute();
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const runs = price.steps.flatMap((step) => {
    const agent = idFromUuid(step.agentId);
    const engine = { kind: 'engine' as const, label: step.engineName, agent, payee: null, payeeName: null, tokens: step.engineTokens };
    const payeeName = names.get(step.payee) ?? null;
    const fee = { kind: 'agent' as const, label: step.agentName, agent, payee: idFromUuid(step.payee), payeeName, tokens: step.fee };
    return step.fee === 0 ? [engine] : [engine, fee];
  });
  const shares = price.royalties.map((royalty) => ({
    kind: 'royalty' as const,
    label: royalty.title,
    creation: idFromUuid(royalty.creationId),
    payee: royalty.payee === null ? null : idFromUuid(royalty.payee),
    payeeName: royalty.payee === null ? null : (names.get(royalty.payee) ?? null),
    generation: royalty.generation,
    tokens: royalty.tokens,
  }));
  return [...runs, ...shares];
}
