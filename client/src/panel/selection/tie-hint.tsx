import Spline from 'lucide-solid/icons/spline';
import X from 'lucide-solid/icons/x';
import { createEffect, onCleanup, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { IconButton } from '../ui/icon-button.tsx';

/** While a string hangs from a note to the pointer: what to do with it. */
export function TieHint() {
  const app = useApp();
  const tying = () => app.board()?.tying() ?? null;
  // The board hears Escape only while nothing else has the focus.
  createEffect(() => {
    if (tying() === null) return;
    const letGo = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') app.board()?.beginTie(null);
    };
    addEventListener('keydown', letGo);
    onCleanup(() => removeEventListener('keydown', letGo));
  });
  return (
    <div class="tie-hint-place" role="status">
      <Show when={tying() !== null}>
        <div class="tie-hint" data-testid="tie-hint">
          <Spline size={20} aria-hidden="true" />
          <span class="hand">{app.t('tie.hint')}</span>
          <IconButton class="small" label={app.t('tie.letGoLong')} testid="tie-let-go" onPress={() => app.board()?.beginTie(null)}>
            <X size={17} />
          </IconButton>
        </div>
      </Show>
    </div>
  );
}
