import type { Creation } from '@oto/schema/contract/creation';
import type { Outdated } from '@oto/schema/contract/lineage';
import type { Quote } from '@oto/schema/contract/ledger';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import RefreshCw from 'lucide-solid/icons/refresh-cw';
import { createSignal, For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { newIdempotencyKey, nextAttempt, outcomeUnknown, type Attempt } from '../../api/idempotency.ts';
import { mergeJob, type LiveJob } from '../../api/live-jobs.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';

type Wish = NonNullable<Outdated['wish']>;

/** On a creation of mine whose parent or agent changed since: what changed, and one press to make it again at a shown price. */
export function RemakeStrip(props: { readonly creation: Creation }) {
  const app = useApp();
  const asked = useQuery(() => ({
    queryKey: KEYS.outdated(props.creation.id),
    queryFn: async () => valueOf(await app.api.outdated(props.creation.id)),
    retry: false,
    enabled: props.creation.mine,
  }));
  const changed = () => {
    const found = asked.data;
    return found !== undefined && found.parents.length + found.agents.length > 0 ? found : undefined;
  };
  return (
    <>
      <Show when={props.creation.remadeAs}>
        {(newer) => (
          <p class="take-line small">
            {app.t('remake.newer')}{' '}
            <button type="button" class="link" onClick={() => app.openNote(newer())} data-testid="remake-newer">
              {app.t('remake.see')}
            </button>
          </p>
        )}
      </Show>
      <Show when={props.creation.remakeOf}>
        {(older) => (
          <p class="take-line small">
            {app.t('remake.older')}{' '}
            <button type="button" class="link" onClick={() => app.openNote(older())} data-testid="remake-older">
              {app.t('remake.see')}
            </button>
          </p>
        )}
      </Show>
      <Show when={props.creation.remadeAs === null && changed()}>
        {(found) => (
          <section class="remake" aria-label={app.t('remake.title')} data-testid="remake">
            <p class="hand">{app.t('remake.title')}</p>
            <ul class="small">
              <For each={found().parents}>{(parent) => <li>{app.t('remake.parent', { title: parent.title })}</li>}</For>
              <For each={found().agents}>
                {(agent) => <li>{app.t('remake.agent', { name: agent.name, was: agent.was, now: agent.now })}</li>}
              </For>
            </ul>
            <Show when={found().wish} fallback={<p class="muted small">{app.t('remake.impossible')}</p>}>
              {(wish) => <Again wish={wish()} creation={props.creation} />}
            </Show>
          </section>
        )}
      </Show>
    </>
  );
}

/** The price is asked as the composer asks it, and the same quote is sent. */
function Again(props: { readonly wish: Wish; readonly creation: Creation }) {
  const app = useApp();
  const queries = useQueryClient();
  const [sending, setSending] = createSignal(false);
  let attempt: Attempt<Parameters<typeof app.api.generate>[1]> | null = null;
  const priced = useQuery(() => ({
    queryKey: [...KEYS.outdated(props.creation.id), 'price', props.wish],
    queryFn: async () => {
      const { agents, parents, inputs } = props.wish;
      return valueOf(await app.api.quote({ agents, parents, inputs }));
    },
    retry: false,
    // A quote lapses after five minutes.
    refetchInterval: 240_000,
    gcTime: 0,
  }));
  const words = (quote: Quote | undefined): string => {
    if (quote === undefined) return app.t('remake.asking');
    return quote.total === 0 ? app.t('remake.free') : app.t('remake.do', { tokens: app.count('tokens', quote.total) });
  };
  const short = (): number => (priced.data === undefined ? 0 : Math.max(0, priced.data.total - priced.data.available));

  async function send(): Promise<void> {
    const quote = priced.data;
    if (quote === undefined || sending()) return;
    setSending(true);
    const { kind, title, ...wish } = props.wish;
    const where = props.creation.visibility === 'published' ? ('board' as const) : ('private' as const);
    const wanted = { ...wish, where, lang: props.creation.lang, ...(title === '' ? {} : { title }) };
    attempt = nextAttempt(attempt, JSON.stringify(wanted), { ...wanted, quote: quote.token }, newIdempotencyKey);
    const answer = await app.api.generate(kind, attempt.body, attempt.key);
    setSending(false);
    if (!answer.ok) {
      if (!outcomeUnknown(answer.failure.status)) attempt = null;
      app.notify({ tone: 'error', title: app.sentence(answer.failure) });
      void priced.refetch();
      return;
    }
    const { job } = answer.value;
    attempt = null;
    queries.setQueryData<readonly LiveJob[]>(KEYS.jobs, (jobs) => mergeJob(jobs ?? [], job));
    app.showSide(null);
    app.notify({ tone: 'info', title: app.t('remake.sent'), text: app.t('remake.keeps') });
    if (job.plot) app.flyToNote(job.creation, job.plot);
  }

  return (
    <>
      <Button
        look="main"
        icon={<RefreshCw size={17} aria-hidden="true" />}
        pending={sending()}
        disabled={priced.data === undefined || short() > 0}
        onPress={() => void send()}
        data-testid="remake-do"
        data-tokens={priced.data?.total}
      >
        {words(priced.data)}
      </Button>
      <Show when={short() > 0}>
        <p class="form-error small" role="status">
          {app.t('remake.short', { tokens: app.count('tokens', short()) })}{' '}
          <button type="button" class="link" onClick={() => app.showDialog({ type: 'shop' })}>
            {app.t('price.buy')}
          </button>
        </p>
      </Show>
      <p class="muted small">{app.t('remake.keeps')}</p>
    </>
  );
}
