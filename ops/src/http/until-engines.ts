import { setTimeout as delay } from 'node:timers/promises';
import type { Kind } from '@oto/schema/board/kind';
import { World } from '@oto/schema/contract/world';

const WITHIN_MS = 30_000;

/** Waits until a worker offers a healthy engine for each of these kinds; throws after 30 s. */
export async function untilEngines(url: string, kinds: readonly Kind[]): Promise<void> {
  for (const until = Date.now() + WITHIN_MS; Date.now() < until; await delay(100)) {
    const answer = await fetch(`${url}/api/world`).then(
      (response) => response.json(),
      () => null,
    );
    const world = World.safeParse(answer);
    if (world.success && kinds.every((kind) => world.data.engines.some((engine) => engine.kind === kind && engine.healthy))) return;
  }
  throw new Error(`no worker offered its engines within ${WITHIN_MS / 1000} s`);
}
