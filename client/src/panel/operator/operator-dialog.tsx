import { Tabs } from '@kobalte/core/tabs';
import { createEffect, createSignal, For, on, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Window } from '../ui/window.tsx';
import { AllUsePage } from './all-use-page.tsx';
import { AppealsPage } from './appeals-page.tsx';
import { AuditPage } from './audit-page.tsx';
import { BalancePage } from './balance-page.tsx';
import { DeadPage } from './dead-page.tsx';
import { DeploysPage } from './deploys-page.tsx';
import { FeedbackPage } from './feedback-page.tsx';
import { FlagsPage } from './flags-page.tsx';
import { IncidentsPage } from './incidents-page.tsx';
import { InvitationsPage } from './invitations-page.tsx';
import { logAsked } from './log-asked.ts';
import { LogsPage } from './logs-page.tsx';
import { MembersPage } from './members-page.tsx';
import { PurchasesPage } from './purchases-page.tsx';
import { useAllAppeals, useOperatorQueue } from './queries.ts';
import { QueuePage } from './queue-page.tsx';
import { useCases, useDisputed } from './queries-safety.ts';
import { ReportsPage } from './reports-page.tsx';
import { RulesPage } from './rules-page.tsx';
import { ServicePage } from './service-page.tsx';
import { WebhooksPage } from './webhooks-page.tsx';
import { WavesPage } from './waves-page.tsx';
import { WorkersPage } from './workers-page.tsx';

const PAGES = [
  { id: 'workers', Page: WorkersPage },
  { id: 'queue', Page: QueuePage },
  { id: 'dead', Page: DeadPage },
  { id: 'rules', Page: RulesPage },
  { id: 'reports', Page: ReportsPage },
  { id: 'appeals', Page: AppealsPage },
  { id: 'balance', Page: BalancePage },
  { id: 'purchases', Page: PurchasesPage },
  { id: 'use', Page: AllUsePage },
  { id: 'members', Page: MembersPage },
  { id: 'invitations', Page: InvitationsPage },
  { id: 'waves', Page: WavesPage },
  { id: 'feedback', Page: FeedbackPage },
  { id: 'flags', Page: FlagsPage },
  { id: 'audit', Page: AuditPage },
  { id: 'logs', Page: LogsPage },
  { id: 'incidents', Page: IncidentsPage },
  { id: 'deploys', Page: DeploysPage },
  { id: 'webhooks', Page: WebhooksPage },
  { id: 'service', Page: ServicePage },
] as const;
type PageId = (typeof PAGES)[number]['id'];

/** For operators alone: what is made and what failed, what is refused, the books, who is here, what was done, and the switches. */
export function OperatorDialog() {
  const app = useApp();
  const queue = useOperatorQueue();
  const appeals = useAllAppeals();
  const cases = useCases(() => 'open');
  const disputed = useDisputed();
  const [page, setPage] = createSignal<string>('workers');
  // A page may lead to the servers’ lines of one request.
  createEffect(on(logAsked, () => setPage('logs'), { defer: true }));
  /** What asks for somebody, by page. */
  const waiting = (page: PageId): number => {
    if (page === 'queue') return queue.data?.waiting.length ?? 0;
    if (page === 'dead') return queue.data?.dead.length ?? 0;
    if (page === 'reports') return (cases.data?.length ?? 0) + (disputed.data?.length ?? 0);
    return page === 'appeals' ? (appeals.data?.filter((one) => one.state === 'open').length ?? 0) : 0;
  };
  return (
    <Window
      title={app.t('operator.title')}
      text={app.t('operator.lead')}
      testid="operator"
      class="window-roomy"
      onClose={() => app.showDialog(null)}
    >
      <Tabs class="operator" value={page()} onChange={setPage}>
        <Tabs.List class="tabs operator-tabs" data-sideways aria-label={app.t('operator.title')}>
          <For each={PAGES}>
            {({ id }) => (
              <Tabs.Trigger class="tab" value={id} data-testid={`operator-${id}`}>
                {app.t(`operator.page.${id}`)}
                <Show when={waiting(id) > 0}>
                  {' '}
                  <span class="tab-count" data-alarm={id !== 'queue'}>
                    {app.format().number(waiting(id))}
                  </span>
                </Show>
              </Tabs.Trigger>
            )}
          </For>
        </Tabs.List>
        <For each={PAGES}>
          {({ id, Page }) => (
            <Tabs.Content class="operator-page" value={id}>
              <Page />
            </Tabs.Content>
          )}
        </For>
      </Tabs>
    </Window>
  );
}
