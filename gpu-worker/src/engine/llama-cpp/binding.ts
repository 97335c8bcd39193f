import type * as llama from 'node-llama-cpp';
import { EngineFailure } from '../failure.ts';

export type Binding = typeof llama;
export type ImportBinding = () => Promise<Binding>;

export const importBinding: ImportBinding = () => import('node-llama-cpp');

/** The optional library. Throws EngineFailure with what to install when it is not there. */
export async function bindingOf(load: ImportBinding): Promise<Binding> {
  try {
    return await load();
  } catch (thrown) {
    const missing = thrown instanceof Error && 'code' in thrown && String(thrown.code) === 'ERR_MODULE_NOT_FOUND';
    const why = missing ? 'node-llama-cpp is not installed; add it with: pnpm --filter @oto/gpu-worker add node-llama-cpp' : String(thrown);
    throw new EngineFailure('unavailable', why, false);
  }
}
