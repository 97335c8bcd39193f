import type { Db } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';

export const SWITCHES = ['generation', 'signup', 'purchase', 'open_signup'] as const;
/** open_signup off: by invitation only. */
export type SwitchName = (typeof SWITCHES)[number];
export type Switches = { readonly [S in SwitchName]: boolean };

export async function switchesOf(db: Db): Promise<Switches> {
  const rows = await db.selectFrom('kill_switch').select(['name', 'enabled']).execute();
  const on = new Map(rows.map((row) => [row.name, row.enabled]));
  const isOn = (name: SwitchName) => on.get(name) ?? true;
  return { generation: isOn('generation'), signup: isOn('signup'), purchase: isOn('purchase'), open_signup: isOn('open_signup') };
}

/** Throws generation_off, signup_off or purchase_off while an operator has paused it. */
export async function requireSwitch(db: Db, name: Exclude<SwitchName, 'open_signup'>): Promise<void> {
  const row = await db.selectFrom('kill_switch').select('enabled').where('name', '=', name).executeTakeFirst();
  if (row && !row.enabled) throw new ApiError(`${name}_off`);
}
