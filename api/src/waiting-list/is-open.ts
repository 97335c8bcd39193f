import type { Config } from '../config.ts';
import type { Db } from '../deps.ts';
import { hasFlag } from '../flag/read-flags.ts';
import { sendsMail } from '../identity/letters.ts';
import { switchesOf } from '../operator/switch.ts';

/** Whether whoever has no invitation may leave an address: while one is needed, and letters come somewhere. */
export async function waitingListOpen(db: Db, config: Config): Promise<boolean> {
  const { signup, open_signup: open } = await switchesOf(db);
  return signup && !open && sendsMail(config) && hasFlag(db, 'waiting_list', null);
}
