import { PgBoss } from 'pg-boss';
import type { Deps } from '../deps.ts';
import { expirePromo } from '../ledger/expire-promo.ts';
import { forfeitLeft } from '../ledger/forfeit.ts';
import { matureEarnings } from '../ledger/mature-earnings.ts';
import { closeDueGifts } from '../jar/close.ts';
import { pruneInputs } from '../input/prune.ts';
import { makeWaitingForms } from '../media/forms.ts';
import { mediaStore } from '../media/store.ts';
import { sweepFiles } from '../media/sweep.ts';
import { reconcile } from '../payment/reconcile.ts';
import { countWords } from '../search/count-words.ts';
import { closeWeeks } from '../social/close-weeks.ts';
import { tellCounts } from '../social/tell-counts.ts';
import { expireHolds, prune } from './prune.ts';
import { sweepLeases } from './sweep-leases.ts';

/** Leases last 30 s, so their sweep needs a finer clock than cron's minute. Rows are claimed, so every replica may sweep. */
const SWEEP_MS = 5000;
/** Smaller forms of pictures, one at a time on each replica. */
const FORMS_MS = 5000;
/** How soon the words of what is published are known to the vocabulary of the search. */
const WORDS_MS = 3000;
/** What people made of notes; each region is told less often than that. */
const COUNTS_MS = 1000;

type Chore = { readonly name: string; readonly cron: string; readonly run: (deps: Deps) => Promise<unknown> };

const CHORES: readonly Chore[] = [
  { name: 'expire-holds', cron: '*/10 * * * *', run: expireHolds },
  { name: 'close-gifts', cron: '*/5 * * * *', run: closeDueGifts },
  { name: 'prune', cron: '*/15 * * * *', run: prune },
  { name: 'prune-inputs', cron: '25 * * * *', run: pruneInputs },
  { name: 'sweep-files', cron: '*/20 * * * *', run: (deps) => sweepFiles(deps, mediaStore(deps)) },
  { name: 'mature-earnings', cron: '40 * * * *', run: (deps) => matureEarnings(deps.db, deps.now()) },
  { name: 'expire-promo', cron: '*/5 * * * *', run: (deps) => expirePromo(deps.db, deps.now()) },
  { name: 'reconcile-payments', cron: '*/10 * * * *', run: (deps) => reconcile(deps) },
  // A week ends at midnight in Paris; each is closed once, whenever this comes by.
  { name: 'close-weeks', cron: '4-59/10 * * * *', run: closeWeeks },
  { name: 'forfeit-left', cron: '50 * * * *', run: (deps) => forfeitLeft(deps.db) },
];

/** Starts the recurring work of this replica. `stop` waits for what runs. */
export async function startChores(deps: Deps): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => deps.pool.query(text, values) },
    schema: 'pgboss',
    superviseIntervalSeconds: 300,
    cronMonitorIntervalSeconds: 45,
    cronWorkerIntervalSeconds: 30,
  });
  boss.on('error', (error) => deps.log.error({ err: error }, 'a chore failed'));
  await boss.start();
  for (const { name, cron, run } of CHORES) {
    await boss.createQueue(name, { policy: 'singleton', retryLimit: 2, expireInSeconds: 300 });
    await boss.schedule(name, cron);
    await boss.work(name, { pollingIntervalSeconds: 30 }, async () => {
      await deps.tracing.around(`chore ${name}`, {}, () => run(deps));
    });
  }
  const store = mediaStore(deps);
  const stopSweep = every(SWEEP_MS, () => sweepLeases(deps), deps);
  const stopForms = every(FORMS_MS, () => makeWaitingForms(deps, store), deps);
  const stopWords = every(WORDS_MS, () => countWords(deps), deps);
  const stopCounts = every(COUNTS_MS, () => tellCounts(deps), deps);
  return {
    async stop() {
      await Promise.all([stopSweep(), stopForms(), stopCounts(), stopWords()]);
      await boss.stop({ graceful: true, timeout: 5000 });
    },
  };
}

/** Repeats `work` with `ms` between the end of one and the start of the next; it never overlaps itself. */
function every(ms: number, work: () => Promise<unknown>, { log }: Pick<Deps, 'log'>): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const run = async () => {
    try {
      await work();
    } catch (error) {
      log.error({ err: error }, 'a chore failed');
    }
    schedule();
  };
  const schedule = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = run();
    }, ms);
  };
  schedule();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
