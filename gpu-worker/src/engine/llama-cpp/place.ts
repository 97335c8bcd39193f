import { availableParallelism } from 'node:os';

/** A GGUF file run in this process, and how much of the machine it may take. */
export type LlamaPlace = {
  readonly id: string;
  readonly name: string;
  /** The GGUF file. */
  readonly path: string;
  /** As agents name it. */
  readonly model: string;
  /** Most tokens of ours that one run may cost. */
  readonly ceiling: number;
  /** Runs at once: sequences of one context. */
  readonly slots: number;
  /** Most model tokens of one answer. */
  readonly maxTokens: number;
  /** Model tokens of prompt and answer together, for each run; never more than the model was trained for. */
  readonly contextSize: number;
  readonly threads: number;
  readonly gpu: 'auto' | 'cuda' | 'vulkan' | 'metal' | 'none';
  /** Layers on the graphics card; absent: as many as fit. */
  readonly gpuLayers?: number;
  /** 0: always the likeliest word. */
  readonly temperature: number;
};

const MANY = 4;

/**
 * Threads, where nobody says how many: a few, and one core left to others. They wait for one another
 * by spinning, so a thread more than there are free cores makes an answer a hundred times slower.
 */
export function usualThreads(): number {
  return Math.max(1, Math.min(MANY, availableParallelism() - 1));
}
