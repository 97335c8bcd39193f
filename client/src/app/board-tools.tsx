import Minus from 'lucide-solid/icons/minus';
import Plus from 'lucide-solid/icons/plus';
import Redo2 from 'lucide-solid/icons/redo-2';
import History from 'lucide-solid/icons/rotate-ccw-clock';
import Undo2 from 'lucide-solid/icons/undo-2';
import { Show } from 'solid-js';
import { IconButton } from '../panel/ui/icon-button.tsx';
import { useApp } from './context.ts';

const ZOOM_STEP = 1.4;
const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** At the right edge: the past, one's own last moves, and the distance to the paper. */
export function BoardTools() {
  const app = useApp();
  const undoable = () => app.board()?.undoable() ?? { undo: false, redo: false };
  const redoKeys = () => (APPLE ? '⇧⌘Z' : `Ctrl+${app.t('undo.shift')}+Z`);

  function lookBack(): void {
    const plot = app.board()?.plotInView() ?? null;
    if (app.past() !== null) app.showPast(null);
    else if (plot === null) app.notify({ tone: 'info', title: app.t('past.nowhere') });
    else app.showPast({ plot, moment: null });
  }

  return (
    // A press here leaves the keys to the board.
    <section class="zoom" aria-label={app.t('zoom.title')} onMouseDown={(event) => event.preventDefault()}>
      <IconButton words="left" label={app.t('past.open')} testid="timeline-open" pressed={app.past() !== null} onPress={lookBack}>
        <History size={19} />
      </IconButton>
      <Show when={app.me()}>
        <IconButton
          words="left"
          label={app.t('undo.undo', { keys: APPLE ? '⌘Z' : 'Ctrl+Z' })}
          testid="undo"
          disabled={!undoable().undo || app.past() !== null}
          onPress={() => app.board()?.undo()}
        >
          <Undo2 size={19} />
        </IconButton>
        <IconButton
          words="left"
          label={app.t('undo.redo', { keys: redoKeys() })}
          testid="redo"
          disabled={!undoable().redo || app.past() !== null}
          onPress={() => app.board()?.redo()}
        >
          <Redo2 size={19} />
        </IconButton>
      </Show>
      <IconButton words="left" class="zoom-step" label={app.t('zoom.in')} testid="zoom-in" onPress={() => app.board()?.zoomBy(ZOOM_STEP)}>
        <Plus size={19} />
      </IconButton>
      <IconButton
        words="left"
        class="zoom-step"
        label={app.t('zoom.out')}
        testid="zoom-out"
        onPress={() => app.board()?.zoomBy(1 / ZOOM_STEP)}
      >
        <Minus size={19} />
      </IconButton>
    </section>
  );
}
