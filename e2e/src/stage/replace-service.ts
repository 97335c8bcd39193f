import { inject } from 'vitest';
import type { Order } from './crew.ts';

/** Ends a service as an update does; resolves when the next one begins to start. `newerClient`: it serves another build. */
export async function replaceService(service: Order['service'], { newerClient = false } = {}): Promise<void> {
  const answer = await fetch(inject('crew'), { method: 'POST', body: JSON.stringify({ service, newerClient } satisfies Order) });
  if (!answer.ok) throw new Error(await answer.text());
}
