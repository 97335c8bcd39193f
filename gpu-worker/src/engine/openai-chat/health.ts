import type { Health } from '../engine.ts';
import { baseOf, headersOf, type ChatPlace } from './place.ts';
import { ModelList } from './shape.ts';

const HEALTH_MS = 3000;

/**
 * Asks for the list of models and, beside it, for /health: llama.cpp lists its model while it still
 * loads it and says 503 there; vLLM says 503 when its engine died; Ollama and hosted servers know no
 * such path, which counts for nothing. A server that lists its models has to list ours.
 */
export async function chatHealth(place: ChatPlace): Promise<Health> {
  const base = baseOf(place);
  const ask = (path: string): Promise<Response> =>
    fetch(`${base}${path}`, { headers: headersOf(place), signal: AbortSignal.timeout(HEALTH_MS) });
  try {
    const [models, own] = await Promise.all([ask('/v1/models'), ask('/health')]);
    const ownText = await own.text();
    if (own.status === 503) return { healthy: false, detail: /loading/iu.test(ownText) ? 'loading its model' : 'its engine is down' };
    const text = await models.text();
    if (models.status === 503) return { healthy: false, detail: 'loading its model' };
    if (models.status === 401 || models.status === 403) return { healthy: false, detail: `the key was refused (status ${models.status})` };
    // A server without this list may still chat.
    if (models.status === 404) return own.ok ? { healthy: true } : { healthy: false, detail: 'status 404' };
    if (!models.ok) return { healthy: false, detail: `status ${models.status}` };
    return judgeList(place.models, text);
  } catch (thrown) {
    return { healthy: false, detail: unreachable(thrown) };
  }
}

function judgeList(wanted: readonly string[], text: string): Health {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { healthy: false, detail: 'no list of models' };
  }
  const list = ModelList.safeParse(json);
  if (!list.success || list.data.data.length === 0) return { healthy: true };
  // llama.cpp serves its one model under any name.
  if (list.data.data.some((model) => model.owned_by === 'llamacpp')) return { healthy: true };
  const known = new Set(list.data.data.flatMap((model) => [model.id, model.id.replace(/:latest$/u, '')]));
  const missing = wanted.filter((model) => !known.has(model));
  if (missing.length === 0) return { healthy: true };
  return { healthy: missing.length < wanted.length, detail: `no model named ${missing.join(', ')} there` };
}

function unreachable(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  if (thrown.name === 'TimeoutError') return 'no answer in time';
  return thrown.cause instanceof Error ? thrown.cause.message : thrown.message;
}
