import type { Id } from '@oto/schema/base/id';
import type { ServerEvent } from '@oto/schema/contract/event';
import { isErrorCode, type ErrorCode } from '@oto/schema/contract/errors';
import type { Me } from '@oto/schema/contract/identity';
import type { Job } from '@oto/schema/contract/job';
import type { Notification } from '@oto/schema/contract/notification';
import type { Purchase } from '@oto/schema/contract/purchase';
import type { QueryClient } from '@tanstack/solid-query';
import { reduceJobs, type LiveJob } from '../api/live-jobs.ts';
import { addNews, type News } from '../panel/inbox/news.ts';
import { refundWords, whyWords } from '../panel/job/job-words.ts';
import { keepPurchase } from '../panel/wallet/keep-purchase.ts';
import type { BoardController } from '../board/board-controller.ts';
import type { Language } from '../i18n/language.ts';
import type { Journal } from './journal.ts';
import type { Notify } from './notify.tsx';
import { phaseText } from './phase.ts';
import { KEYS } from './query-keys.ts';

export type LiveDeps = {
  readonly queries: QueryClient;
  readonly language: Language;
  readonly journal: Journal;
  readonly notify: Notify;
  readonly board: () => BoardController | null;
  readonly openNote: (id: Id) => void;
  readonly openAppeals: () => void;
  /** A window says what becomes of this purchase. */
  readonly watches: (purchase: Id) => boolean;
  readonly sentence: (code: ErrorCode) => string;
};

/** What an event changes: the query cache, the log console, and now and then a word to the person. */
export function applyEvent(event: ServerEvent, deps: LiveDeps): void {
  const { queries, journal, notify } = deps;
  const { t, count, format } = deps.language;
  queries.setQueryData<readonly LiveJob[]>(KEYS.jobs, (jobs) => reduceJobs(jobs ?? [], event));
  switch (event.type) {
    case 'hello':
      return;
    case 'job':
      jobChanged(event.job, deps);
      return;
    case 'progress':
      journal.write({
        area: 'generation',
        level: 'info',
        code: `phase_${event.phase}`,
        text: () => t('log.progress', { step: event.step + 1, phase: phaseText(t, event.phase), pct: Math.round(event.pct) }),
      });
      return;
    case 'step':
      journal.write({
        area: 'generation',
        level: 'info',
        code: 'step_done',
        text: () =>
          t('log.step', {
            step: event.step + 1,
            engine: event.engine,
            model: event.model,
            tokens: count('tokens', event.tokens),
            time: format().duration(event.durationMs),
          }),
      });
      return;
    case 'wallet':
      queries.setQueryData<Me | null>(KEYS.me, (me) => (me ? { ...me, wallet: event.wallet } : me));
      void queries.invalidateQueries({ queryKey: KEYS.statement });
      void queries.invalidateQueries({ queryKey: KEYS.use });
      journal.write({
        area: 'wallet',
        level: 'info',
        code: 'wallet',
        text: () => t('log.wallet', { available: count('tokens', event.wallet.available), held: format().number(event.wallet.held) }),
      });
      return;
    case 'purchase':
      journal.write({
        area: 'wallet',
        level: 'info',
        code: `purchase_${event.purchase.state}`,
        text: () => t(`purchase.${event.purchase.state}`),
      });
      purchaseChanged(event.purchase, deps);
      return;
    case 'earned':
      journal.write({
        area: 'wallet',
        level: 'info',
        code: 'earned',
        text: () => t('log.earned', { tokens: count('tokens', event.tokens) }),
      });
      earned(event, deps);
      return;
    case 'notification':
      newsCame(event.notification, event.unread, deps);
      return;
    case 'published':
      void queries.invalidateQueries({ queryKey: KEYS.creation(event.creation) });
      void queries.invalidateQueries({ queryKey: KEYS.tray });
      deps.board()?.refreshCards([event.creation]);
      journal.write({ area: 'generation', level: 'info', code: 'published', text: () => t('log.published') });
      return;
    case 'forked':
      void queries.invalidateQueries({ queryKey: KEYS.creation(event.parent) });
      notify({
        tone: 'info',
        title: t('notice.forked', { name: event.by }),
        action: { label: t('action.open'), run: () => deps.openNote(event.creation) },
      });
      return;
    case 'flags':
      void Promise.all([KEYS.me, KEYS.site].map((queryKey) => queries.invalidateQueries({ queryKey })));
      return;
    case 'notice': {
      const code = event.code;
      const words = isErrorCode(code) ? () => deps.sentence(code) : () => t('log.notice', { code });
      journal.write({ area: 'events', level: event.level, code, text: words });
      if (event.level !== 'info') notify({ tone: event.level === 'error' ? 'error' : 'info', title: words() });
      return;
    }
    default:
      return event satisfies never;
  }
}

/** What many people's use brings within a moment is told as one sum. */
function earned(event: Extract<ServerEvent, { readonly type: 'earned' }>, { queries, notify, language, openNote }: LiveDeps): void {
  const title = (sum: number): string => language.t('notice.earned', { tokens: language.count('tokens', sum) });
  const { creation, tokens, agents, ancestors } = event;
  for (const agent of agents) void queries.invalidateQueries({ queryKey: KEYS.agent(agent) });
  for (const ancestor of ancestors) void queries.invalidateQueries({ queryKey: KEYS.creation(ancestor) });
  const by = agents.length === 0 ? 'fork' : ancestors.length === 0 ? 'agent' : 'both';
  notify({
    tone: 'done',
    title: title(tokens),
    text: language.t(`notice.earned.${by}`),
    adds: { key: 'earned', n: tokens, title },
    ...(creation === null ? {} : { action: { label: language.t('action.open'), run: () => openNote(creation) } }),
  });
}

/** Every tab shows it; the one that watches it in a window of its own needs no other word. */
function purchaseChanged(purchase: Purchase, { queries, notify, language, watches }: LiveDeps): void {
  const before =
    queries.getQueryData<Purchase>(KEYS.purchase(purchase.id)) ??
    queries.getQueryData<readonly Purchase[]>(KEYS.purchases)?.find((one) => one.id === purchase.id);
  keepPurchase(queries, purchase);
  const { t, count, format } = language;
  if (purchase.refunded.cents > (before?.refunded.cents ?? 0)) {
    notify({ tone: 'done', title: t('notice.purchase.refunded', { price: format().euros(purchase.refunded.cents) }) });
  } else if (before?.state !== purchase.state && !watches(purchase.id)) {
    if (purchase.state === 'granted' && !purchase.disputed) {
      notify({ tone: 'done', title: t('notice.purchase.granted', { tokens: count('tokens', purchase.tokens) }) });
    } else if (purchase.state === 'failed' || purchase.state === 'refused')
      notify({ tone: 'error', title: t(`purchase.${purchase.state}`) });
  }
}

/** A job's end is told by the job itself; an appeal's only here. */
function newsCame(one: Notification, unread: number, { queries, notify, language, openAppeals }: LiveDeps): void {
  queries.setQueryData<News>(KEYS.news, (news) => news && addNews(news, one, unread));
  if (one.about === 'statement' || one.about === 'report') {
    void queries.invalidateQueries({ queryKey: KEYS.decisions });
    notify({ tone: 'info', title: language.t(`inbox.about.${one.about}`), text: shorten(one.title) });
  }
  if (one.about === 'sponsored' && one.creation !== null) void queries.invalidateQueries({ queryKey: KEYS.jar(one.creation) });
  if (one.about !== 'appeal') return;
  void queries.invalidateQueries({ queryKey: KEYS.appeals });
  notify({
    tone: one.code === 'allowed' ? 'done' : 'info',
    title: language.t(one.code === 'allowed' ? 'inbox.about.allowed' : 'inbox.about.kept'),
    text: shorten(one.title),
    action: { label: language.t('action.open'), run: openAppeals },
  });
}

function jobChanged(job: Job, deps: LiveDeps): void {
  const { queries, journal, notify } = deps;
  const { t } = deps.language;
  const level = job.state === 'failed' ? 'error' : job.state === 'cancelled' ? 'warn' : 'info';
  journal.write({
    area: 'generation',
    level,
    code: job.error?.code ?? `job_${job.state}`,
    text: () => `${t(`log.job.${job.state}`, { prompt: shorten(job.prompt) })}${job.error ? ` ${job.error.message}` : ''}`,
  });
  // A jar may pay for it, and has back what was not spent.
  void queries.invalidateQueries({ queryKey: ['jar'] });
  switch (job.state) {
    case 'queued':
    case 'running':
      return;
    case 'succeeded':
      // Its parents have one more child, what it was made again from has a newer take.
      for (const queryKey of [['creation'], ['outdated'], KEYS.card(job.creation), KEYS.tray]) void queries.invalidateQueries({ queryKey });
      deps.board()?.refreshCards([job.creation]);
      notify({
        tone: 'done',
        title: t('notice.done'),
        text: shorten(job.prompt),
        action: { label: t('action.open'), run: () => deps.openNote(job.creation) },
      });
      return;
    case 'failed':
      // What a failed chain kept is in the tray.
      void queries.invalidateQueries({ queryKey: KEYS.tray });
      void queries.invalidateQueries({ queryKey: KEYS.card(job.creation) });
      notify({
        tone: 'error',
        title: t(job.kept === null ? 'notice.failed' : 'notice.partly'),
        text: `${whyWords(deps.language, job)} ${refundWords(deps.language, known(queries, job))}`,
        ...(job.kept === null ? {} : { action: { label: t('job.openKept'), run: () => deps.openNote(job.creation) } }),
      });
      return;
    case 'cancelled':
      notify({ tone: 'info', title: t('notice.cancelled'), text: refundWords(deps.language, job) });
      return;
    default:
      return job.state satisfies never;
  }
}

/** The job with what its events told besides. */
function known(queries: QueryClient, job: Job): LiveJob {
  return queries.getQueryData<readonly LiveJob[]>(KEYS.jobs)?.find((one) => one.id === job.id) ?? job;
}

export function shorten(text: string, most = 60): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}
