import type { Agent } from '@oto/schema/contract/agent';
import type { World } from '@oto/schema/contract/world';
import type { ChainAgent } from './chain.ts';

/** An agent as a chain sees it. An engine that nobody offers now takes words alone. */
export function chainAgent(agent: Agent, engines: World['engines']): ChainAgent {
  const { id, name, role, kind, colour } = agent;
  return { id, name, role, kind, colour, accepts: engines.find((engine) => engine.id === agent.engine)?.accepts ?? [] };
}
