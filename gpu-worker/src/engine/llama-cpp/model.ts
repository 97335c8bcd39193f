import { open } from 'node:fs/promises';
import type { Llama, LlamaContext, LlamaModel } from 'node-llama-cpp';
import type { Health } from '../engine.ts';
import { EngineFailure } from '../failure.ts';
import { bindingOf, type Binding, type ImportBinding } from './binding.ts';
import type { LlamaPlace } from './place.ts';

export type Loaded = {
  readonly binding: Binding;
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly context: LlamaContext;
  /** What the native library complained of first; empty when of nothing. */
  readonly complaint: () => string;
};

export type ModelHolder = {
  /** The model, loaded at the first call and shared by all. `scale` below 1 asks for a smaller context where it is not loaded yet. */
  get(scale: number): Promise<Loaded>;
  /** Without loading it. */
  health(): Promise<Health>;
  close(): Promise<void>;
};

/** How long a failed load makes the engine count as ill, so that it is tried again but not all the time. */
const ILL_MS = 60_000;

export function modelHolder(place: LlamaPlace, load: ImportBinding): ModelHolder {
  let loading: Promise<Loaded> | null = null;
  let ill: { readonly at: number; readonly why: string } | null = null;
  return {
    get: (scale) => {
      if (loading) return loading;
      const now = loadModel(place, load, scale);
      loading = now;
      now.then(
        () => {
          ill = null;
        },
        (thrown: unknown) => {
          loading = null;
          ill = { at: Date.now(), why: thrown instanceof EngineFailure ? thrown.engineMessage : String(thrown) };
        },
      );
      return now;
    },
    health: async () => {
      if (ill && Date.now() - ill.at < ILL_MS) return { healthy: false, detail: ill.why };
      if (loading) return { healthy: true };
      try {
        await bindingOf(load);
        await checkFile(place.path);
        return { healthy: true, detail: 'loads with its first run' };
      } catch (thrown) {
        return { healthy: false, detail: thrown instanceof EngineFailure ? thrown.engineMessage : String(thrown) };
      }
    },
    close: async () => {
      const loaded = await loading?.catch(() => null);
      loading = null;
      await loaded?.llama.dispose();
    },
  };
}

async function loadModel(place: LlamaPlace, load: ImportBinding, scale: number): Promise<Loaded> {
  const binding = await bindingOf(load);
  await checkFile(place.path);
  let llama: Llama | null = null;
  let first = '';
  const complaint = (): string => first;
  try {
    llama = await binding.getLlama({
      gpu: place.gpu === 'none' ? false : place.gpu,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      maxThreads: place.threads,
      logLevel: binding.LlamaLogLevel.error,
      logger: (_level, message) => {
        // The first line of a complaint says why, the next ones that it was so.
        if (first === '') first = message.trim();
      },
    });
    const model = await llama.loadModel({
      modelPath: place.path,
      ...(place.gpuLayers === undefined ? {} : { gpuLayers: place.gpuLayers }),
    });
    const context = await model.createContext({
      sequences: place.slots,
      threads: place.threads,
      contextSize: Math.max(256, Math.floor(Math.min(place.contextSize, model.trainContextSize) * scale)),
    });
    return { binding, llama, model, context, complaint };
  } catch (thrown) {
    await llama?.dispose();
    throw nativeFailure(thrown, { binding, complaint });
  }
}

/** What the native library's errors mean. */
export function nativeFailure(thrown: unknown, { binding, complaint }: Pick<Loaded, 'binding' | 'complaint'>): EngineFailure {
  if (thrown instanceof EngineFailure) return thrown;
  const message = [thrown instanceof Error ? thrown.message : String(thrown), complaint()].filter((part) => part !== '').join(': ');
  if (
    thrown instanceof binding.InsufficientMemoryError ||
    /out of memory|insufficient memory|failed to allocate|not enough (?:v?ram|memory)/iu.test(message)
  )
    return new EngineFailure('oom', message, true);
  if (thrown instanceof binding.NoBinaryFoundError)
    return new EngineFailure('unavailable', `no binary of node-llama-cpp for this machine: ${message}`, false);
  return new EngineFailure('unavailable', message, false);
}

/** Throws EngineFailure when there is no GGUF file. */
async function checkFile(path: string): Promise<void> {
  try {
    await using file = await open(path);
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (buffer.toString('latin1') === 'GGUF') return;
  } catch {
    throw new EngineFailure('unavailable', `no file at ${path}`, false);
  }
  throw new EngineFailure('unavailable', `${path} is not a GGUF file`, false);
}
