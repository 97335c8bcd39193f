import { z } from 'zod';
import { IdText, Instant, KindText, LangText, PlotShape, Tokens } from './common.ts';

export const Agent = z.object({
  id: IdText,
  versionId: IdText,
  version: z.int(),
  owner: z.object({ id: IdText, name: z.string(), handle: z.string() }),
  kind: KindText,
  engine: z.string(),
  model: z.string(),
  name: z.string(),
  role: z.string(),
  instructions: z.string(),
  /** The author's fee for one run, in tokens, over the engine's own price. */
  fee: Tokens,
  /** Index into CORD_COLOURS. */
  colour: z.int(),
  lang: LangText,
  plot: PlotShape,
  seat: z.tuple([z.int(), z.int(), z.int()]),
  createdAt: Instant,
  mine: z.boolean(),
});
export type Agent = z.infer<typeof Agent>;

/** POST /api/agents (201 Agent), PATCH /api/agents/:id makes a new version; GET /api/agents?kind=&mine=1&q= -> {agents}; GET /api/agents/:id */
export const AgentCreate = z.object({
  kind: KindText,
  name: z.string().trim().min(1).max(40),
  /** One line under the name: "conteuse", "storyteller". */
  role: z.string().trim().max(60).default(''),
  instructions: z.string().trim().max(2000).default(''),
  /** Engine id from GET /api/world; the built-in engine of the kind when absent. */
  engine: z.string().max(80).optional(),
  model: z.string().max(120).optional(),
  fee: z.int().min(0).max(1000).default(0),
  colour: z.int().min(0).max(7).optional(),
  lang: LangText.optional(),
});
export type AgentCreate = z.input<typeof AgentCreate>;
/** No defaults here: what a patch leaves out stays as it is. */
export const AgentPatch = AgentCreate.omit({ kind: true })
  .extend({
    role: AgentCreate.shape.role.unwrap(),
    instructions: AgentCreate.shape.instructions.unwrap(),
    fee: AgentCreate.shape.fee.unwrap(),
  })
  .partial();
