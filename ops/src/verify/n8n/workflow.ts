import { z } from 'zod';

const Connection = z.strictObject({ node: z.string(), type: z.literal('main'), index: z.int().min(0) });

const Node = z.strictObject({
  parameters: z.record(z.string(), z.unknown()),
  id: z.uuid(),
  name: z.string().min(1),
  type: z.string(),
  typeVersion: z.number(),
  position: z.tuple([z.number(), z.number()]),
  webhookId: z.uuid().optional(),
  /** By name alone: an id would be that of somebody's own n8n. */
  credentials: z.record(z.string(), z.strictObject({ name: z.string().min(1) })).optional(),
  retryOnFail: z.boolean().optional(),
  maxTries: z.int().min(2).max(5).optional(),
  waitBetweenTries: z.int().min(0).max(5000).optional(),
});
export type WorkflowNode = z.infer<typeof Node>;

/** A workflow as n8n exports it. Connections are by the names of nodes: of each source, an array a way out. */
export const Workflow = z.strictObject({
  name: z.string().min(1),
  nodes: z.array(Node).min(1),
  pinData: z.strictObject({}),
  connections: z.record(z.string(), z.strictObject({ main: z.array(z.array(Connection)) })),
  active: z.literal(false),
  settings: z.strictObject({ executionOrder: z.literal('v1') }),
  meta: z.strictObject({ templateCredsSetupCompleted: z.literal(false) }),
  tags: z.tuple([]),
});
export type Workflow = z.infer<typeof Workflow>;
