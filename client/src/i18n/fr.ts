import { account } from './words/account.fr.ts';
import { board } from './words/board.fr.ts';
import { filter } from './words/filter.fr.ts';
import { launch } from './words/launch.fr.ts';
import { lineage } from './words/lineage.fr.ts';
import { log } from './words/log.fr.ts';
import { making } from './words/making.fr.ts';
import { money } from './words/money.fr.ts';
import { operator } from './words/operator.fr.ts';
import { presence } from './words/presence.fr.ts';
import { profile } from './words/profile.fr.ts';
import { release } from './words/release.fr.ts';
import { safety } from './words/safety.fr.ts';
import { search } from './words/search.fr.ts';
import { shell } from './words/shell.fr.ts';
import { social } from './words/social.fr.ts';
import { start } from './words/start.fr.ts';
import { status } from './words/status.fr.ts';
import { telling } from './words/telling.fr.ts';
import { verify } from './words/verify.fr.ts';
import { webhook } from './words/webhook.fr.ts';

/** Every word of the interface in French, by area. English has the same keys; a test proves it. */
export const fr = {
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
} as const;
