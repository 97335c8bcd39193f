import type { TreePlaces, TreeShape } from './tree-layout.ts';

/** Lays a family out beside the page's own thread. Rejects when that thread fails, or `signal` ends it. */
export function askLayout(shape: TreeShape, signal: AbortSignal): Promise<TreePlaces> {
  const worker = new Worker(new URL('tree-layout.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<TreePlaces>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    worker.addEventListener('message', ({ data }: MessageEvent<TreePlaces>) => resolve(data));
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(shape, { transfer: [] });
  }).finally(() => worker.terminate());
}
