import type { Status } from '@oto/schema/contract/status';

/** Milliseconds: a restart is nobody's worry. */
const LASTING = 180_000;

/** What people should hear of; null: nothing. */
export function troubleOf({ components, incidents }: Status, now: number): 'slow' | 'down' | null {
  const said = incidents.filter(({ overAt }) => overAt === null).map(({ impact }) => impact);
  const lasting = components.some(
    ({ name, state, since }) =>
      (name === 'board' || name === 'accounts') && state === 'down' && since !== null && now - Date.parse(since) > LASTING,
  );
  if (lasting || said.includes('down')) return 'down';
  return said.includes('slow') ? 'slow' : null;
}
