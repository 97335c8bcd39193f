import { z } from 'zod';

/** One streamed chunk. The usage chunk may have no choices; servers add fields of their own. */
export const ChatChunk = z.object({
  /** Who answers; servers differ in whether they repeat the name asked for. */
  model: z.string().nullish(),
  choices: z
    .array(z.object({ delta: z.object({ content: z.string().nullish() }).nullish(), finish_reason: z.string().nullish() }))
    .nullish(),
  usage: z.object({ prompt_tokens: z.number().nullish(), completion_tokens: z.number().nullish() }).nullish(),
});
export type ChatChunk = z.infer<typeof ChatChunk>;

/** How servers tell a failure, in a refused answer or inside the stream. */
export const ChatError = z.object({
  error: z.union([
    z.string(),
    z.object({ message: z.string().default(''), code: z.union([z.string(), z.number()]).nullish(), type: z.string().nullish() }),
  ]),
});

/** GET /v1/models. `owned_by` tells the server: `vllm`, `llamacpp`, `library` (Ollama), `mistralai`. */
export const ModelList = z.object({ data: z.array(z.object({ id: z.string(), owned_by: z.string().nullish() })) });
