import { GUESTS_MAX, type PlotFacts } from '@oto/schema/contract/plot';
import UserPlus from 'lucide-solid/icons/user-plus';
import X from 'lucide-solid/icons/x';
import { createSignal, For, Show } from 'solid-js';
import type { Answer } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { initials } from '../account/account-menu.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';

type Guests = NonNullable<PlotFacts['guests']>;

/** Whom the owner lets move and tie, by handle. */
export function GuestList(props: {
  readonly guests: Guests;
  /** Whether the policy asks this list now. */
  readonly counts: boolean;
  readonly onAdd: (handle: string) => Promise<Answer<PlotFacts>>;
  readonly onRemove: (handle: string) => Promise<Answer<PlotFacts>>;
}) {
  const app = useApp();
  const [handle, setHandle] = createSignal('');
  const [adding, setAdding] = createSignal(false);
  const [problem, setProblem] = createSignal<string | undefined>();
  const [said, setSaid] = createSignal('');

  async function add(): Promise<void> {
    const wanted = handle().trim().replace(/^@/, '').toLowerCase();
    if (adding() || wanted === '') return;
    setSaid('');
    setProblem(refusal(wanted));
    if (problem() !== undefined) return;
    setAdding(true);
    const answer = await props.onAdd(wanted);
    setAdding(false);
    if (answer.ok) {
      const guest = answer.value.guests?.find((one) => one.handle.toLowerCase() === wanted);
      setSaid(app.t('plot.added', { name: guest?.name ?? `@${wanted}` }));
      setHandle('');
    } else if (answer.failure.code === 'not_found' || answer.failure.code === 'bad_request') setProblem(app.t('plot.unknown'));
    else setProblem(app.sentence(answer.failure));
  }

  /** What needs no server to be known. */
  function refusal(wanted: string): string | undefined {
    if (wanted === app.me()?.handle.toLowerCase()) return app.t('plot.yourself');
    if (props.guests.some((one) => one.handle.toLowerCase() === wanted)) return app.t('plot.already');
    return props.guests.length >= GUESTS_MAX ? app.t('plot.full', { n: GUESTS_MAX }) : undefined;
  }

  async function remove(guest: Guests[number]): Promise<void> {
    setProblem(undefined);
    const answer = await props.onRemove(guest.handle);
    if (answer.ok) setSaid(app.t('plot.removed', { name: guest.name }));
    else setProblem(app.sentence(answer.failure));
  }

  return (
    <section class="guests">
      <h3 class="field-label">{app.t('plot.guests')}</h3>
      <Show when={!props.counts}>
        <p class="field-hint">{app.t('plot.guestsIdle')}</p>
      </Show>
      <Show when={props.guests.length > 0} fallback={<p class="muted hand">{app.t('plot.noGuests')}</p>}>
        <ul class="guest-list" classList={{ idle: !props.counts }}>
          <For each={props.guests}>
            {(guest) => (
              <li data-testid="guest">
                <span class="face" aria-hidden="true">
                  {initials(guest.name)}
                </span>
                <span class="guest-name">
                  {guest.name} <small class="muted">@{guest.handle}</small>
                </span>
                <IconButton
                  class="small"
                  label={app.t('plot.remove', { name: guest.name })}
                  testid="guest-remove"
                  onPress={() => void remove(guest)}
                >
                  <X size={16} />
                </IconButton>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <form
        class="guest-form"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Field
          label={app.t('plot.handle')}
          value={handle()}
          onInput={(text) => {
            setHandle(text);
            setProblem(undefined);
          }}
          error={problem()}
          autocomplete="off"
          max={61}
          testid="guest-handle"
        />
        <Button
          type="submit"
          icon={<UserPlus size={18} aria-hidden="true" />}
          pending={adding()}
          disabled={handle().trim() === ''}
          data-testid="guest-add"
        >
          {app.t('plot.add')}
        </Button>
      </form>
      <p class="sr-only" role="status">
        {said()}
      </p>
    </section>
  );
}
