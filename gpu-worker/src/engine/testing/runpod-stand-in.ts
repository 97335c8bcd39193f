import { randomUUID } from 'node:crypto';
import { httpStandIn, NOT_FOUND, type HttpStandIn, type Reply, type Seen } from './http-stand-in.ts';
import { sampleMp4, samplePng, sampleWav } from './sample-media.ts';

/** How runs end, or what their handler does wrong. */
export type RunPodFault =
  | 'none'
  | 'failed'
  | 'oom'
  | 'cancelled'
  | 'timed-out'
  | 'error-in-output'
  | 'lost'
  | 'stuck'
  | 'lossy-stream'
  | 'no-file';

/** How the endpoint gives its results back. */
export type RunPodResults = 'vllm' | 'text' | 'comfyui' | 'base64' | 'url' | 'film' | 'voice';

export type RunPodOrdered = { readonly input: Record<string, unknown>; readonly policy: Record<string, number> };

export type RunPodStandIn = HttpStandIn & {
  readonly orders: RunPodOrdered[];
  readonly cancelled: string[];
  /** Of /health. */
  readonly state: { workers: Record<string, number> };
};

type Run = { looks: number; told: number; readonly input: Record<string, unknown> };

const KEY = 'Bearer stand-in-key';
const WORDS = ['Le phare', '\n\n', 'La mer ', 'respire ', 'sous la lampe.'];

/**
 * A stand-in for a RunPod serverless endpoint, written from its published routes: the first look
 * finds a run in the queue, the next ones find it in progress, then it has ended. A stream gives each
 * word once. It proves our side of the wire alone.
 */
export async function runPodStandIn(results: RunPodResults, fault: RunPodFault = 'none'): Promise<RunPodStandIn> {
  const runs = new Map<string, Run>();
  const orders: RunPodOrdered[] = [];
  const cancelled: string[] = [];
  const state = { workers: { idle: 0, ready: 0, running: 0, initializing: 0, throttled: 0, unhealthy: 0 } };
  let base = '';
  const server = await httpStandIn(async (seen) => {
    if (seen.path === '/bucket/made.png') return seen.headers.authorization === undefined ? { bytes: samplePng(3) } : NOT_FOUND;
    if (seen.headers.authorization !== KEY) return { status: 401, json: { error: 'unauthorized' } };
    const [, , endpoint, verb, id = ''] = seen.path.split('/');
    if (endpoint !== 'ep1') return NOT_FOUND;
    if (verb === 'health') return { json: { jobs: { inQueue: 0, inProgress: runs.size }, workers: state.workers } };
    if (verb === 'run') return begin(seen);
    const run = runs.get(id);
    if (run === undefined || (fault === 'lost' && run.looks > 0)) return NOT_FOUND;
    if (verb === 'cancel') {
      cancelled.push(id);
      return { json: { id, status: 'CANCELLED' } };
    }
    run.looks += 1;
    if (verb === 'stream') return streamed(run);
    return verb === 'status' ? { json: { id, ...(await standing(run)) } } : NOT_FOUND;
  });
  base = server.url;

  function begin(seen: Seen): Reply {
    const ordered = seen.json() as RunPodOrdered;
    const id = randomUUID();
    orders.push(ordered);
    runs.set(id, { looks: 0, told: 0, input: ordered.input });
    return { json: { id, status: 'IN_QUEUE' } };
  }

  async function standing(run: Run): Promise<Record<string, unknown>> {
    if (run.looks === 1) return { status: 'IN_QUEUE' };
    if (run.looks <= 3 || fault === 'stuck') return { status: 'IN_PROGRESS', output: { progress: run.looks * 20 } };
    switch (fault) {
      case 'failed':
        return { status: 'FAILED', error: '{"error_message": "the handler fell over"}' };
      case 'oom':
        return { status: 'FAILED', error: 'torch.OutOfMemoryError: CUDA out of memory' };
      case 'cancelled':
        return { status: 'CANCELLED' };
      case 'timed-out':
        return { status: 'TIMED_OUT' };
      case 'error-in-output':
        return { status: 'COMPLETED', output: { error: 'no such checkpoint' } };
      case 'no-file':
        return { status: 'COMPLETED', output: { message: 'there you are' } };
      case 'none':
      case 'lost':
      case 'lossy-stream':
        return { status: 'COMPLETED', output: await made() };
      default:
        return fault satisfies never;
    }
  }

  async function made(): Promise<unknown> {
    switch (results) {
      case 'vllm':
        return [{ choices: [{ tokens: WORDS }], usage: { input: 30, output: 60 } }];
      case 'text':
        return WORDS.join('');
      case 'comfyui':
        return { images: [{ filename: 'oto_1.png', type: 'base64', data: samplePng(1).toString('base64') }] };
      case 'base64':
        return { image: `data:image/png;base64,${samplePng(2).toString('base64')}`, seed: 7 };
      case 'url':
        return { images: [{ filename: 'made.png', type: 's3_url', data: `${base}/bucket/made.png?signature=x` }] };
      case 'film':
        return { video: (await sampleMp4()).toString('base64') };
      case 'voice':
        return { audio: { format: 'wav', data: sampleWav(2).toString('base64') } };
      default:
        return results satisfies never;
    }
  }

  /** Each word once; the second look of a lossy stream breaks after it was taken. */
  async function streamed(run: Run): Promise<Reply> {
    const now = await standing(run);
    if (results !== 'vllm' || now.status === 'IN_QUEUE') return { json: { status: now.status, error: now.error, stream: [] } };
    const upTo = now.status === 'COMPLETED' ? WORDS.length : Math.min(WORDS.length, run.told + 2);
    const words = WORDS.slice(run.told, upTo);
    run.told = upTo;
    if (fault === 'lossy-stream' && run.looks === 3) return { status: 502, json: { error: 'bad gateway' } };
    const stream = words.map((word, index) => ({
      output: { choices: [{ tokens: [word] }], usage: { input: 30, output: run.told - words.length + index + 1 } },
    }));
    return { json: { status: now.status, error: now.error, stream } };
  }

  return { ...server, orders, cancelled, state };
}
