import type { Deps, Trx } from '../deps.ts';
import { addresseeOf, sendLetter, sendsMail } from './letters.ts';
import { issueToken } from './mail-token.ts';

/** Nothing is sent to an address that is confirmed already, nor where no mail is sent. */
export async function sendVerification(trx: Trx, { config, now }: Pick<Deps, 'config' | 'now'>, userUuid: string): Promise<void> {
  if (!sendsMail(config)) return;
  const to = await addresseeOf(trx, userUuid);
  if (to.emailVerified) return;
  await sendLetter(trx, config, to, 'verify', `/account/verify#${await issueToken(trx, 'verify', userUuid, now())}`);
}
