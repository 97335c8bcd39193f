import { useQuery, useQueryClient } from '@tanstack/solid-query';
import Fingerprint from 'lucide-solid/icons/fingerprint-pattern';
import Trash2 from 'lucide-solid/icons/trash';
import { createSignal, For, Show } from 'solid-js';
import { valueOf, type Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { FormError } from '../ui/form-error.tsx';
import { Loaded } from '../ui/states.tsx';
import { deviceOf } from './device.ts';
import { makePasskey, passkeysWork } from './passkey-device.ts';

const FAILED: Pick<Failure, 'code' | 'fields'> = { code: 'passkey_failed', fields: [] };

/** The passkeys of this account; one may be made in this browser and any taken away. */
export function PasskeyList() {
  const app = useApp();
  const queries = useQueryClient();
  const asked = useQuery(() => ({ queryKey: KEYS.passkeys, queryFn: async () => valueOf(await app.api.passkeys()).passkeys }));
  const here = deviceOf(navigator.userAgent);
  const [name, setName] = createSignal(here === null ? '' : app.t('session.device', here));
  const [busy, setBusy] = createSignal<string | null>(null);
  const [failure, setFailure] = createSignal<Pick<Failure, 'code' | 'fields'> | null>(null);

  /** The account says how many there are. */
  async function again(): Promise<void> {
    await Promise.all([KEYS.passkeys, KEYS.me, KEYS.audit].map((queryKey) => queries.invalidateQueries({ queryKey })));
  }

  async function add(): Promise<void> {
    if (busy() !== null || name().trim() === '') return;
    setBusy('new');
    setFailure(await problemOfAdding());
    setBusy(null);
  }

  async function problemOfAdding(): Promise<Pick<Failure, 'code' | 'fields'> | null> {
    const options = await app.api.passkeyWish();
    if (!options.ok) return options.failure;
    const made = await makePasskey(options.value);
    if (made.type !== 'done') return made.type === 'failed' ? FAILED : null;
    const answer = await app.api.addPasskey(name().trim(), made.response);
    if (!answer.ok) return answer.failure;
    await again();
    app.notify({ tone: 'done', title: app.t('passkey.added') });
    return null;
  }

  async function remove(id: string): Promise<void> {
    setBusy(id);
    const answer = await app.api.removePasskey(id);
    setBusy(null);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) await again();
  }

  return (
    <>
      <Loaded asked={asked} lines={1}>
        {(passkeys) => (
          <Show when={passkeys().length > 0}>
            <ul class="movements" data-testid="passkeys">
              <For each={passkeys()}>
                {(one) => (
                  <li>
                    <div>
                      <strong>{one.name}</strong>
                      <small class="muted">
                        {app.t('passkey.made', { date: app.format().date(one.createdAt) })} ·{' '}
                        {one.lastUsedAt === null
                          ? app.t('keys.unused')
                          : app.t('keys.used', { when: app.format().since(one.lastUsedAt, Date.now()) })}
                      </small>
                    </div>
                    <Button
                      look="danger"
                      icon={<Trash2 size={16} aria-hidden="true" />}
                      pending={busy() === one.id}
                      onPress={() => void remove(one.id)}
                      data-testid="passkey-remove"
                    >
                      {app.t('passkey.remove')}
                      <span class="sr-only">{app.t('list.of', { name: one.name })}</span>
                    </Button>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Loaded>
      <FormError text={failure() && app.sentence(failure()!)} />
      <Show when={passkeysWork()} fallback={<p class="muted small">{app.t('passkey.unsupported')}</p>}>
        <form
          class="add-line"
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <Field label={app.t('passkey.name')} value={name()} onInput={setName} testid="passkey-name" max={60} />
          <Button
            type="submit"
            icon={<Fingerprint size={17} aria-hidden="true" />}
            pending={busy() === 'new'}
            disabled={name().trim() === ''}
            data-testid="passkey-add"
          >
            {app.t('passkey.add')}
          </Button>
        </form>
      </Show>
    </>
  );
}
