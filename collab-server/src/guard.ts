import type { Extension, HookName } from '@hocuspocus/server';
import type { Logger } from 'pino';
import { Refusal } from './document/refusal.ts';
import { unwatched, type Watch } from './metric/watch.ts';

/**
 * Hooks that may refuse: Hocuspocus waits for them and drops what was asked. It calls some of the
 * others without waiting, so that a throw there would be an unhandled rejection and end the process.
 */
const REFUSING: ReadonlySet<string> = new Set<HookName>([
  'onConnect',
  'onAuthenticate',
  'onTokenSync',
  'onCreateDocument',
  'onLoadDocument',
  'beforeHandleMessage',
  'beforeSync',
]);

type Payload = {
  readonly documentName?: string;
  readonly document?: { readonly name: string };
  readonly states?: unknown;
  readonly context?: { readonly socket?: { readonly requestId: string | null } };
};

/**
 * `extension` with a guard before each hook. What is not a Refusal is a bug or a lost database: it is
 * logged with its stack, and refused as `unavailable` where a hook may refuse; elsewhere work goes on.
 */
export function guarded<T>(extension: Extension<T>, log: Logger, watch: Pick<Watch, 'refused'> = unwatched): Extension<T> {
  const entries = Object.entries(extension).map(([name, part]) => [
    name,
    typeof part === 'function' ? guard(name, part, log, watch) : part,
  ]);
  return Object.fromEntries(entries) as Extension<T>;
}

type Hook = (payload: Payload) => unknown;

function guard(hook: string, work: Hook, log: Logger, watch: Pick<Watch, 'refused'>): Hook {
  return async (payload) => {
    const document = payload.documentName ?? payload.document?.name;
    const requestId = payload.context?.socket?.requestId ?? undefined;
    try {
      return await work(payload);
    } catch (error) {
      watch.refused(error instanceof Refusal ? error.reason : 'unavailable');
      if (error instanceof Refusal) log.info({ requestId, hook, document, code: error.reason, detail: error.detail }, 'refused');
      else log.error({ requestId, hook, document, err: error }, 'hook failed');
      if (REFUSING.has(hook)) throw error instanceof Refusal ? error : new Refusal('unavailable');
      // Presence that could not be judged is not passed on.
      if (hook === 'beforeHandleAwareness' && payload.states instanceof Map) payload.states.clear();
      return undefined;
    }
  };
}
