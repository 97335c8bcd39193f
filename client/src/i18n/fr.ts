import { account } from './words/account.fr.ts';
import { board } from './words/board.fr.ts';
import { making } from './words/making.fr.ts';
import { money } from './words/money.fr.ts';
import { operator } from './words/operator.fr.ts';
import { shell } from './words/shell.fr.ts';
import { telling } from './words/telling.fr.ts';
import { verify } from './words/verify.fr.ts';

/** Every word of the interface in French, by area. English has the same keys; a test proves it. */
export const fr = { ...shell, ...board, ...making, ...account, ...money, ...operator, ...telling, ...verify } as const;
