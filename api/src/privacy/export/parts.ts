import type { Lang } from '@oto/schema/base/lang';
import { STATEMENT_ACCOUNTS } from '@oto/schema/contract/statement';
import type { Deps } from '../../deps.ts';
import { statementCsv } from '../../ledger/statement-csv.ts';
import { linesOf } from '../../ledger/statement.ts';
import { walletOf } from '../../ledger/wallet.ts';
import type { MediaStore } from '../../media/store.ts';
import { readOwnAudit } from '../../operator/read-audit.ts';
import { accountData, agentsData, keysData, passkeysData, sessionsData } from './account.ts';
import { appealsData, feedbackData, notificationsData, notificationSettings, purchasesData, refusalsData } from './affairs.ts';
import { creationParts, feedbackPictures, inputParts, json } from './creations.ts';
import { readme } from './readme.ts';
import { safetyData } from './safety.ts';
import { socialData } from './social.ts';
import type { Part } from './zip.ts';

const WHOLE = { from: null, until: null, zone: 'UTC' } as const;

/** Everything of a member (uuid), one file after the other. Secrets stay where they are: hashes of keys, tokens of sessions. */
export async function* exportParts(deps: Deps, store: MediaStore, member: string): AsyncGenerator<Part> {
  const { db, config } = deps;
  const at = deps.now();
  const { name, handle, lang } = await db
    .selectFrom('member')
    .select(['name', 'handle', 'lang'])
    .where('id', '=', member)
    .executeTakeFirstOrThrow();
  const as = (file: string, value: unknown): Part => ({ name: file, content: json(value), at });
  yield { name: 'README.txt', content: readme(lang, { name, handle, at, site: config.publicUrl }), at };
  yield as('account.json', await accountData(db, member));
  yield as('sessions.json', await sessionsData(db, member));
  yield as('passkeys.json', await passkeysData(db, member));
  yield as('keys.json', await keysData(db, member));
  yield as('agents.json', await agentsData(db, member));
  yield as('wallet/balance.json', await walletOf(db, member));
  for (const account of STATEMENT_ACCOUNTS) {
    yield { name: `wallet/${account}.csv`, content: await statement(deps, member, account, lang), at };
  }
  yield as('purchases.json', await purchasesData(db, member));
  yield as('social.json', await socialData(db, member));
  yield as('notifications.json', await notificationsData(db, member));
  yield as('notification-settings.json', await notificationSettings(db, member));
  yield as('refusals.json', await refusalsData(db, member));
  yield as('appeals.json', await appealsData(db, member));
  yield as('feedback.json', await feedbackData(db, member));
  yield as('safety.json', await safetyData(db, member));
  yield as('audit.json', await readOwnAudit(db, member, null));
  yield* feedbackPictures(db, store, member);
  yield* inputParts(db, store, member);
  yield* creationParts(db, store, member);
}

async function statement({ db }: Deps, member: string, account: (typeof STATEMENT_ACCOUNTS)[number], lang: Lang): Promise<string> {
  const lines = await linesOf(db, { member, account, kind: null, before: null, period: WHOLE }, null);
  return statementCsv(lines.toReversed(), lang, WHOLE.zone);
}
