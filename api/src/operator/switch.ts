import type { Db } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';

export const SWITCHES = ['generation', 'signup', 'purchase'] as const;
export type SwitchName = (typeof SWITCHES)[number];
export type Switches = { readonly [S in SwitchName]: boolean };

export async function switchesOf(db: Db): Promise<Switches> {
  const rows = await db.selectFrom('kill_switch').select(['name', 'enabled']).execute();
  const on = new Map(rows.map((row) => [row.name, row.enabled]));
  return { generation: on.get('generation') ?? true, signup: on.get('signup') ?? true, purchase: on.get('purchase') ?? true };
}

/** Throws generation_off, signup_off or purchase_off while an operator has paused it. */
export async function requireSwitch(db: Db, name: SwitchName): Promise<void> {
  const row = await db.selectFrom('kill_switch').select('enabled').where('name', '=', name).executeTakeFirst();
  if (row && !row.enabled) throw new ApiError(`${name}_off`);
}
