import { describeRoute, resolver } from 'hono-openapi';
import { z } from 'zod';
import { Refusal as Refused } from '@oto/schema/contract/moderation';

/** What /openapi.json says of a refusal; the law is ErrorBody in contract/errors. */
const Refusal = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    requestId: z.string(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    refusal: Refused.optional(),
  }),
});

/** Describes a route: one sentence, its area, and the shape of its answer (none for 204). */
export function describe(summary: string, tag: string, answer?: z.ZodType, status: 200 | 201 | 202 | 204 = answer ? 200 : 204) {
  return describeRoute({
    summary,
    tags: [tag],
    responses: {
      [status]: answer ? { description: 'OK', content: { 'application/json': { schema: shape(answer) } } } : { description: 'Done' },
      default: { description: 'Refused', content: { 'application/json': { schema: shape(Refusal) } } },
    },
  });
}

function shape(schema: z.ZodType) {
  return resolver(schema, { options: { unrepresentable: 'any' } });
}
