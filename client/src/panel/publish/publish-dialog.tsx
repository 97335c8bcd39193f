import { RadioGroup } from '@kobalte/core/radio-group';
import { Switch } from '@kobalte/core/switch';
import { FORK_LICENCES } from '@oto/schema/contract/common';
import type { Creation } from '@oto/schema/contract/creation';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, Show } from 'solid-js';
import type { Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Window } from '../ui/window.tsx';

type Licence = (typeof FORK_LICENCES)[number];

export function PublishDialog(props: { readonly creation: Creation }) {
  const app = useApp();
  const queries = useQueryClient();
  const [title, setTitle] = createSignal(props.creation.title);
  const [fork, setFork] = createSignal<Licence>('allowed');
  const [listed, setListed] = createSignal(true);
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);

  async function submit(): Promise<void> {
    if (busy()) return;
    setBusy(true);
    setFailure(null);
    const answer = await app.api.publish(props.creation.id, { title: title(), fork: fork(), unlisted: !listed() });
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.failure);
      return;
    }
    const creation = answer.value;
    queries.setQueryData(KEYS.creation(creation.id), creation);
    void queries.invalidateQueries({ queryKey: KEYS.tray });
    void queries.invalidateQueries({ queryKey: KEYS.card(creation.id) });
    app.board()?.refreshCards([creation.id]);
    app.showDialog(null);
    app.notify({ tone: 'done', title: app.t('publish.done') });
    if (creation.plot && creation.seat) app.flyToNote(creation.id, creation.plot, { x: creation.seat[0], y: creation.seat[1] });
  }

  return (
    <Window
      title={app.t('publish.title')}
      text={app.t('publish.lead')}
      testid="publish-dialog"
      class="window-narrow"
      onClose={() => app.showDialog(null)}
    >
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field label={app.t('publish.name')} value={title()} onInput={setTitle} testid="publish-name" max={80} />
        <RadioGroup class="field" value={fork()} onChange={(value) => setFork(value as Licence)}>
          <RadioGroup.Label class="field-label">{app.t('publish.fork')}</RadioGroup.Label>
          <For each={FORK_LICENCES}>
            {(licence) => (
              <RadioGroup.Item value={licence} class="radio">
                <RadioGroup.ItemInput data-testid={`publish-fork-${licence}`} />
                <RadioGroup.ItemControl class="radio-dot" />
                <RadioGroup.ItemLabel>
                  <strong>{app.t(`fork.${licence}`)}</strong>
                  <small>{app.t(`fork.${licence}Text`)}</small>
                </RadioGroup.ItemLabel>
              </RadioGroup.Item>
            )}
          </For>
        </RadioGroup>
        <Switch class="switch" checked={listed()} onChange={setListed}>
          <Switch.Input data-testid="publish-listed" />
          <Switch.Control class="switch-track">
            <Switch.Thumb class="switch-thumb" />
          </Switch.Control>
          <Switch.Label>
            <strong>{app.t('publish.listed')}</strong>
            <small>{app.t('publish.listedText')}</small>
          </Switch.Label>
        </Switch>
        <Show when={failure()}>
          {(one) => (
            <p class="form-error" role="alert">
              {app.sentence(one())}
            </p>
          )}
        </Show>
        <Button type="submit" look="main" class="wide" pending={busy()} data-testid="publish-submit">
          {app.t('publish.submit')}
        </Button>
      </form>
    </Window>
  );
}
