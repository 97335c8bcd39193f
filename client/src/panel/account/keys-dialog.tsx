import { Checkbox } from '@kobalte/core/checkbox';
import { API_SCOPES } from '@oto/schema/contract/identity';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import Check from 'lucide-solid/icons/check';
import Copy from 'lucide-solid/icons/copy';
import Trash2 from 'lucide-solid/icons/trash';
import { createSignal, For, Show } from 'solid-js';
import { valueOf, type Failure } from '../../api/http.ts';
import type { ApiScope } from '../../api/oto-api.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { Window } from '../ui/window.tsx';

/** Keys for programs. The secret is shown once, when the key is made. */
export function KeysDialog() {
  const app = useApp();
  const queries = useQueryClient();
  const asked = useQuery(() => ({ queryKey: KEYS.keys, queryFn: async () => valueOf(await app.api.keys()).keys }));
  const [name, setName] = createSignal('');
  const [scopes, setScopes] = createSignal<readonly ApiScope[]>(['generate', 'read']);
  const [secret, setSecret] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [leaving, setLeaving] = createSignal<string | null>(null);
  const [failure, setFailure] = createSignal<Failure | null>(null);

  async function create(): Promise<void> {
    if (busy() || name().trim() === '' || scopes().length === 0) return;
    setBusy(true);
    setFailure(null);
    const answer = await app.api.createKey(name().trim(), scopes());
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.failure);
      return;
    }
    setSecret(answer.value.secret ?? null);
    setName('');
    void queries.invalidateQueries({ queryKey: KEYS.keys });
  }

  async function revoke(id: string): Promise<void> {
    setLeaving(id);
    const answer = await app.api.revokeKey(id);
    setLeaving(null);
    if (answer.ok) void queries.invalidateQueries({ queryKey: KEYS.keys });
    else app.notify({ tone: 'error', title: app.sentence(answer.failure) });
  }

  async function copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      app.notify({ tone: 'done', title: app.t('keys.copied') });
    } catch {
      app.notify({ tone: 'info', title: app.t('keys.copyByHand') });
    }
  }

  return (
    <Window title={app.t('keys.title')} text={app.t('keys.lead')} testid="keys-dialog" onClose={() => app.showDialog(null)}>
      <Show when={secret()}>
        {(text) => (
          <div class="secret" role="status">
            <p>{app.t('keys.once')}</p>
            <div class="row">
              <code data-testid="key-secret">{text()}</code>
              <Button icon={<Copy size={16} aria-hidden="true" />} onPress={() => void copy(text())}>
                {app.t('action.copy')}
              </Button>
            </div>
          </div>
        )}
      </Show>
      <form
        class="form keys-form"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <Field label={app.t('keys.name')} value={name()} onInput={setName} testid="key-name" max={60} placeholder={app.t('keys.example')} />
        <fieldset class="field">
          <legend class="field-label">{app.t('keys.scopes')}</legend>
          <For each={API_SCOPES}>
            {(scope) => (
              <Checkbox
                class="radio"
                checked={scopes().includes(scope)}
                onChange={(on) => setScopes(on ? [...scopes(), scope] : scopes().filter((one) => one !== scope))}
              >
                <Checkbox.Input data-testid={`key-scope-${scope}`} />
                <Checkbox.Control class="check-box">
                  <Checkbox.Indicator>
                    <Check size={14} />
                  </Checkbox.Indicator>
                </Checkbox.Control>
                <Checkbox.Label>{app.t(`scope.${scope}`)}</Checkbox.Label>
              </Checkbox>
            )}
          </For>
        </fieldset>
        <Show when={failure()}>
          {(one) => (
            <p class="form-error" role="alert">
              {app.sentence(one())}
            </p>
          )}
        </Show>
        <Button
          type="submit"
          look="main"
          pending={busy()}
          disabled={name().trim() === '' || scopes().length === 0}
          data-testid="key-create"
        >
          {app.t('keys.create')}
        </Button>
      </form>
      <h3 class="subheading">{app.t('keys.list')}</h3>
      <Loaded asked={asked}>
        {(keys) => (
          <Show when={keys().length > 0} fallback={<Empty title={app.t('keys.empty')} />}>
            <ul class="movements">
              <For each={keys()}>
                {(key) => (
                  <li>
                    <div>
                      <strong>{key.name}</strong>
                      <small class="muted">
                        <code>{key.prefix}…</code> · {key.scopes.map((scope) => app.t(`scope.${scope}`)).join(', ')} ·{' '}
                        {key.lastUsedAt === null
                          ? app.t('keys.unused')
                          : app.t('keys.used', { when: app.format().since(key.lastUsedAt, Date.now()) })}
                      </small>
                    </div>
                    <Button
                      look="danger"
                      icon={<Trash2 size={16} aria-hidden="true" />}
                      pending={leaving() === key.id}
                      onPress={() => void revoke(key.id)}
                    >
                      {app.t('keys.revoke')}
                    </Button>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Loaded>
    </Window>
  );
}
