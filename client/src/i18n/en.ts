import { account } from './words/account.en.ts';
import { board } from './words/board.en.ts';
import { filter } from './words/filter.en.ts';
import { launch } from './words/launch.en.ts';
import { lineage } from './words/lineage.en.ts';
import { log } from './words/log.en.ts';
import { making } from './words/making.en.ts';
import { money } from './words/money.en.ts';
import { operator } from './words/operator.en.ts';
import { presence } from './words/presence.en.ts';
import { profile } from './words/profile.en.ts';
import { release } from './words/release.en.ts';
import { safety } from './words/safety.en.ts';
import { search } from './words/search.en.ts';
import { shell } from './words/shell.en.ts';
import { social } from './words/social.en.ts';
import { start } from './words/start.en.ts';
import { status } from './words/status.en.ts';
import { telling } from './words/telling.en.ts';
import { verify } from './words/verify.en.ts';
import { webhook } from './words/webhook.en.ts';
import type { fr } from './fr.ts';

/** Every word of the interface in English. */
export const en: { readonly [K in keyof typeof fr]: string } = {
  ...shell,
  ...board,
  ...making,
  ...account,
  ...money,
  ...operator,
  ...status,
  ...telling,
  ...verify,
  ...webhook,
  ...social,
  ...search,
  ...filter,
  ...launch,
  ...lineage,
  ...profile,
  ...release,
  ...safety,
  ...presence,
  ...start,
  ...log,
};
