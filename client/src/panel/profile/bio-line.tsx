import { BIO_MAX } from '@oto/schema/contract/identity';
import type { Profile } from '@oto/schema/contract/profile';
import { useQueryClient } from '@tanstack/solid-query';
import Pencil from 'lucide-solid/icons/pencil';
import { createSignal, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { FormError } from '../ui/form-error.tsx';

/** What a member says of themselves; one's own is written in its place. */
export function BioLine(props: { readonly profile: Profile }) {
  const app = useApp();
  const queries = useQueryClient();
  const [draft, setDraft] = createSignal<string | null>(null);
  const [pending, setPending] = createSignal(false);
  const [trouble, setTrouble] = createSignal<string | null>(null);
  let box!: HTMLDivElement;

  /** Null: no longer. The focus goes along. */
  function write(text: string | null): void {
    setDraft(text);
    setTrouble(null);
    queueMicrotask(() => box.querySelector<HTMLElement>(text === null ? '[data-testid="bio-edit"]' : 'textarea')?.focus());
  }

  async function save(bio: string): Promise<void> {
    setPending(true);
    const answer = await app.api.patchMe({ bio: bio.trim() });
    setPending(false);
    setTrouble(answer.ok ? null : app.sentence(answer.failure));
    if (!answer.ok) return;
    write(null);
    await queries.invalidateQueries({ queryKey: KEYS.profile(props.profile.person.handle) });
  }

  return (
    <div ref={box}>
      <Show
        when={draft() !== null}
        fallback={
          <div class="bio">
            <Show
              when={props.profile.bio}
              fallback={<Show when={props.profile.mine}>{<p class="muted">{app.t('profile.noBio')}</p>}</Show>}
            >
              {(bio) => (
                <p class="hand" data-testid="profile-bio">
                  {bio()}
                </p>
              )}
            </Show>
            <Show when={props.profile.mine}>
              <button type="button" class="link small" onClick={() => write(props.profile.bio)} data-testid="bio-edit">
                <Pencil size={14} aria-hidden="true" /> {app.t('profile.editBio')}
              </button>
            </Show>
          </div>
        }
      >
        <form
          class="bio-form"
          onSubmit={(event) => {
            event.preventDefault();
            void save(draft() ?? '');
          }}
        >
          <Field label={app.t('profile.bio')} value={draft() ?? ''} onInput={setDraft} rows={3} max={BIO_MAX} testid="bio-field" />
          <FormError text={trouble()} />
          <div class="actions">
            <Button type="submit" look="main" pending={pending()} data-testid="bio-save">
              {app.t('action.save')}
            </Button>
            <Button look="quiet" onPress={() => write(null)}>
              {app.t('action.close')}
            </Button>
          </div>
        </form>
      </Show>
    </div>
  );
}
