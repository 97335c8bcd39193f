import type { AuditEntry, Session } from '@oto/schema/contract/account';
import type { Me } from '@oto/schema/contract/identity';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import LogOut from 'lucide-solid/icons/log-out';
import { createSignal, For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { keepPush } from '../../app/keep-push.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { deedWords } from './audit-words.ts';
import { deviceOf } from './device.ts';

/** Where this account is open now, and what was done with it. */
export function DevicesPage(props: { readonly me: Me }) {
  const app = useApp();
  const audit = useQuery(() => ({ queryKey: KEYS.audit, queryFn: async () => valueOf(await app.api.audit()).entries }));
  return (
    <>
      <section class="account-part" aria-labelledby="account-sessions">
        <h3 class="subheading" id="account-sessions">
          {app.t('session.title')}
        </h3>
        <Sessions />
      </section>
      <section class="account-part" aria-labelledby="account-audit">
        <h3 class="subheading" id="account-audit">
          {app.t('audit.title')}
        </h3>
        <p class="muted small">{app.t('audit.lead')}</p>
        <Loaded asked={audit}>
          {(entries) => (
            <Show when={entries().length > 0} fallback={<Empty title={app.t('audit.empty')} />}>
              <ol class="deeds" tabindex="0" aria-labelledby="account-audit" data-testid="account-deeds">
                <For each={entries()}>{(entry) => <Deed entry={entry} mine={props.me.id} />}</For>
              </ol>
            </Show>
          )}
        </Loaded>
      </section>
    </>
  );
}

function Deed(props: { readonly entry: AuditEntry; readonly mine: string }) {
  const app = useApp();
  const who = () => {
    const { actor } = props.entry;
    if (actor === null) return app.t('audit.platform');
    return actor.id === props.mine ? '' : actor.name;
  };
  return (
    <li>
      <span>{deedWords(app, props.entry.action)}</span>
      <Show when={who()}>
        <span class="muted"> · {who()}</span>
      </Show>
      <time class="muted number" datetime={props.entry.at}>
        {app.format().moment(props.entry.at)}
      </time>
    </li>
  );
}

function Sessions() {
  const app = useApp();
  const queries = useQueryClient();
  const asked = useQuery(() => ({ queryKey: KEYS.sessions, queryFn: async () => valueOf(await app.api.sessions()).sessions }));
  const [ending, setEnding] = createSignal<string | null>(null);
  const deviceWords = (one: Session): string => {
    const device = deviceOf(one.userAgent);
    return device === null ? app.t('session.unknown') : app.t('session.device', device);
  };

  async function end(id: string): Promise<void> {
    setEnding(id);
    const answer = await (id === 'others' ? app.api.endOtherSessions() : app.api.endSession(id));
    setEnding(null);
    if (!answer.ok) {
      app.notify({ tone: 'error', title: app.sentence(answer.failure) });
      return;
    }
    for (const queryKey of [KEYS.sessions, KEYS.audit]) void queries.invalidateQueries({ queryKey });
    await keepPush(app.api, app.push);
  }

  return (
    <Loaded asked={asked}>
      {(sessions) => (
        <>
          <ul class="movements" data-testid="sessions">
            <For each={sessions()}>
              {(one) => (
                <li data-current={one.current}>
                  <div>
                    <strong>{deviceWords(one)}</strong>
                    <small class="muted">
                      <Show when={one.address !== ''}>
                        <span class="number">{one.address}</span> ·{' '}
                      </Show>
                      {one.current ? app.t('session.current') : app.t('session.seen', { when: app.format().since(one.seenAt, Date.now()) })}
                    </small>
                  </div>
                  <Show when={!one.current}>
                    <Button pending={ending() === one.id} onPress={() => void end(one.id)} data-testid="session-end">
                      {app.t('session.end')}
                      <span class="sr-only"> {app.t('session.of', { name: deviceWords(one) })}</span>
                    </Button>
                  </Show>
                </li>
              )}
            </For>
          </ul>
          <Show when={sessions().length > 1}>
            <Button
              icon={<LogOut size={16} aria-hidden="true" />}
              pending={ending() === 'others'}
              onPress={() => void end('others')}
              data-testid="sessions-end-others"
            >
              {app.t('session.endOthers')}
            </Button>
          </Show>
        </>
      )}
    </Loaded>
  );
}
