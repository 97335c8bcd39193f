import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { testSecrets } from '@oto/api/payment/test-desk/secrets';
import { seededRandom } from '@oto/schema/base/seeded-random';
import type { Reconciliation } from '@oto/schema/contract/purchase';
import { MemberClient } from '@oto/ops/http/member-client';
import type { Stack } from '@oto/ops/local/stack';
import type { Benchmark, Figures } from '../figures/report.ts';
import { withStack } from '../figures/stack.ts';
import { countViolations } from '../ledger/violations.ts';
import { readBooks } from './books.ts';
import { buyOne, fateOf, until } from './buyer.ts';
import { Storm } from './storm.ts';

const SIZE = { full: { purchases: 400, events: 5000, kills: 6 }, quick: { purchases: 40, events: 400, kills: 1 } } as const;
const BUYERS = 8;
const GUSTS = 2;
/** The supervisor starts what has lived this long again at once. */
const STEADY_MS = 10_500;
const CHIEF = 'chief@drill.oto.example';
const SETTLED_WITHIN_MS = 60_000;

/**
 * Hundreds of purchases end in every way a payment can, while events come again, out of order, too early and forged, and
 * the api is killed with SIGKILL in the midst of it. Then the books are compared with what was really paid.
 */
export const drillPurchase: Benchmark = ({ quick, say }) =>
  withStack(say, (stack) => drill(stack, quick ? SIZE.quick : SIZE.full, say), { LIMITS_FACTOR: '10000', OPERATOR_EMAILS: CHIEF });

type Size = { readonly purchases: number; readonly events: number; readonly kills: number };

async function drill(stack: Stack, size: Size, say: (line: string) => void): Promise<Figures> {
  const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: 4 });
  pool.on('error', () => undefined);
  const random = seededRandom(50);
  const storm = new Storm(stack.url, pool, testSecrets(stack.secrets.authSecret).webhookSecret, random);
  try {
    const chief = await enter(stack, 'Chief', CHIEF);
    const buyers: MemberClient[] = [];
    for (let n = 0; n < BUYERS; n++) buyers.push(await enter(stack, `Buyer ${n}`, `buyer${n}@drill.oto.example`));
    const gusts = Array.from({ length: GUSTS }, () => storm.blow());
    let killed = 0;
    const killing = kill(stack, size.kills, say).finally(() => (killed = size.kills));
    let next = 0;
    const lanes = buyers.map(async (client) => {
      // People go on buying until the last kill is survived.
      while (next < size.purchases || killed < size.kills) {
        const n = next++;
        await buyOne(client, fateOf(random()), n % 2 === 0);
        if (n % 50 === 49) say(`${n + 1} purchases, ${storm.counts.sent} events`);
      }
    });
    await Promise.all(lanes);
    const kills = await killing;
    while (storm.counts.sent < size.events) await delay(100);
    storm.stop();
    await Promise.all(gusts);
    await settle(chief, say);
    const books = await readBooks(pool);
    const { sent, forged, forgedAccepted, repeated, refused } = storm.counts;
    if (refused > 0) say(`${refused} signed events were refused`);
    return {
      events: sent,
      events_forged: forged,
      events_repeated: repeated,
      purchases: next,
      kills,
      transfers_expected: books.expected,
      transfers_made: books.made,
      transfers_wrong: books.wrong,
      forged_accepted: forgedAccepted + books.forgedKept,
      signed_refused: refused,
      ledger_violations: await countViolations(pool),
    };
  } finally {
    storm.stop();
    await pool.end();
  }
}

async function enter(stack: Stack, name: string, email: string): Promise<MemberClient> {
  const client = new MemberClient(stack.url);
  await client.enter({ name, email, password: stack.secrets.seedPassword });
  return client;
}

async function kill(stack: Stack, times: number, say: (line: string) => void): Promise<number> {
  let done = 0;
  while (done < times) {
    await (await until(() => fetch(`${stack.url}/healthz`), 200)).body?.cancel();
    await delay(STEADY_MS);
    const pid = stack.services.api.pid();
    if (pid === undefined) continue;
    process.kill(pid, 'SIGKILL');
    say(`api killed, ${++done} of ${times}`);
  }
  return done;
}

/** Compares with the stand-in until nothing is left to mend, as the chore does every ten minutes. */
async function settle(chief: MemberClient, say: (line: string) => void): Promise<void> {
  const headers = { cookie: chief.cookie, origin: chief.url };
  for (const end = Date.now() + SETTLED_WITHIN_MS; ;) {
    const answer = await until(() => fetch(`${chief.url}/api/operator/reconcile`, { method: 'POST', headers }), 200);
    const { undelivered, mended } = (await answer.json()) as Reconciliation;
    say(`reconciled: ${undelivered.length} events had not come, ${mended.length} purchases mended`);
    if (undelivered.length + mended.length === 0) return;
    if (Date.now() > end) throw new Error('the books do not come to rest');
  }
}
