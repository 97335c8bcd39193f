import { expect } from 'vitest';
import { World } from '@oto/schema/contract/world';

/** The worker says every few seconds how its engines are; a page reads it when it opens. */
export async function untilOffered(url: string, engine: string): Promise<void> {
  const isOffered = async () => {
    const { engines } = World.parse(await (await fetch(`${url}/api/world`)).json());
    return engines.some(({ name, healthy }) => name === engine && healthy);
  };
  await expect.poll(isOffered, { timeout: 60_000 }).toBe(true);
}
