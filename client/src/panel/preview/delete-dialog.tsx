import { AlertDialog } from '@kobalte/core/alert-dialog';
import type { Id } from '@oto/schema/base/id';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, Show } from 'solid-js';
import type { Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { returnFocus } from '../ui/focus-return.ts';

/** Asks once before a private creation is deleted for good. `onGone`: it is. */
export function DeleteDialog(props: {
  readonly creation: { readonly id: Id; readonly title: string };
  readonly onClose: () => void;
  readonly onGone: () => void;
}) {
  const app = useApp();
  const queries = useQueryClient();
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);

  async function remove(): Promise<void> {
    setBusy(true);
    setFailure(null);
    const answer = await app.api.deleteCreation(props.creation.id);
    setBusy(false);
    // Gone already is as good as deleted now.
    if (!answer.ok && answer.failure.code !== 'not_found') {
      setFailure(answer.failure);
      return;
    }
    void queries.invalidateQueries({ queryKey: KEYS.tray });
    void queries.invalidateQueries({ queryKey: KEYS.storage });
    queries.removeQueries({ queryKey: KEYS.creation(props.creation.id) });
    queries.removeQueries({ queryKey: KEYS.card(props.creation.id) });
    props.onClose();
    props.onGone();
    app.notify({ tone: 'done', title: app.t('delete.done', { title: props.creation.title }) });
  }

  return (
    <AlertDialog open onOpenChange={(open) => !open && props.onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay class="window-shade" />
        <div class="window-place">
          <AlertDialog.Content class="window window-narrow paper-card" data-testid="delete-dialog" onCloseAutoFocus={returnFocus}>
            <span class="tape" aria-hidden="true" />
            <AlertDialog.Title class="heading">{app.t('delete.title')}</AlertDialog.Title>
            <AlertDialog.Description class="lead">{app.t('delete.lead', { title: props.creation.title })}</AlertDialog.Description>
            <Show when={failure()}>
              {(one) => (
                <p class="form-error" role="alert">
                  {app.sentence(one())}
                </p>
              )}
            </Show>
            <div class="row end wrap delete-actions">
              <Button onPress={() => props.onClose()} data-testid="delete-keep">
                {app.t('delete.keep')}
              </Button>
              <Button look="danger" pending={busy()} onPress={() => void remove()} data-testid="delete-confirm">
                {app.t('delete.confirm')}
              </Button>
            </div>
          </AlertDialog.Content>
        </div>
      </AlertDialog.Portal>
    </AlertDialog>
  );
}
