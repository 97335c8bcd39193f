import type { AuditEntry } from '@oto/schema/contract/account';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { deedWords } from '../account/audit-words.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { DEEDS } from './deed-names.ts';
import { Freshness } from './freshness.tsx';
import { useAllDeeds } from './queries-people.ts';

const ALL = 'all';

/** What was done, by whom, newest first. Nothing here can be changed. */
export function AuditPage() {
  const app = useApp();
  const [action, setAction] = createSignal<string | null>(null);
  const asked = useAllDeeds(action);
  const entries = createMemo(() => asked.data?.pages.flat() ?? []);
  const options = () => [
    { value: ALL, label: app.t('operator.allActions') },
    ...DEEDS.map((deed) => ({ value: deed, label: deedWords(app, deed) })).toSorted((a, b) => a.label.localeCompare(b.label, app.lang())),
  ];
  return (
    <>
      <Freshness asked={asked} />
      <div class="audit-filter">
        <Choice
          label={app.t('operator.action')}
          options={options()}
          value={action() ?? ALL}
          onChoose={(value) => setAction(value === ALL ? null : value)}
          testid="audit-action"
        />
      </div>
      <Loaded asked={asked} lines={6}>
        {() => (
          <Show
            when={entries().length > 0}
            fallback={<Empty title={app.t('operator.auditEmpty')} text={app.t('operator.auditEmptyText')} />}
          >
            <ol class="audit">
              <For each={entries()}>{(entry) => <AuditLine entry={entry} />}</For>
            </ol>
            <Show when={asked.hasNextPage}>
              <Button pending={asked.isFetchingNextPage} onPress={() => void asked.fetchNextPage()} data-testid="audit-more">
                {app.t('operator.more')}
              </Button>
            </Show>
          </Show>
        )}
      </Loaded>
    </>
  );
}

function AuditLine(props: { readonly entry: AuditEntry }) {
  const app = useApp();
  const one = () => props.entry;
  const detail = () => Object.entries(one().detail).filter(([, value]) => value !== null && value !== '');
  return (
    <li class="audit-line" data-testid="audit-line" data-action={one().action}>
      <time class="muted small" dateTime={one().at}>
        {app.format().stamp(one().at)}
      </time>
      <div>
        <p>
          <b>{deedWords(app, one().action)}</b>{' '}
          <span class="muted">
            {one().actor?.name ?? app.t('operator.byPlatform')}
            <Show when={one().subject}>
              {(what) => (
                <>
                  {' '}
                  · <code>{what()}</code>
                </>
              )}
            </Show>
          </span>
        </p>
        <Show when={detail().length > 0}>
          <dl class="audit-detail small">
            <For each={detail()}>
              {([name, value]) => (
                <div>
                  <dt>{name}</dt>
                  <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
                </div>
              )}
            </For>
          </dl>
        </Show>
      </div>
    </li>
  );
}
