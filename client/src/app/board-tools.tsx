import MapIcon from 'lucide-solid/icons/map';
import Minus from 'lucide-solid/icons/minus';
import Newspaper from 'lucide-solid/icons/newspaper';
import Plus from 'lucide-solid/icons/plus';
import Redo2 from 'lucide-solid/icons/redo-2';
import History from 'lucide-solid/icons/rotate-ccw-clock';
import Undo2 from 'lucide-solid/icons/undo-2';
import { createSignal, Show } from 'solid-js';
import { IconButton } from '../panel/ui/icon-button.tsx';
import { isChartOpen, rememberChart } from './chart-memory.ts';
import { useApp } from './context.ts';
import { Ways } from './ways.tsx';

const ZOOM_STEP = 1.4;
const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The corner at the right: one's tools on the board, and the ways across it. */
export function CornerTools() {
  const [open, setOpen] = createSignal(isChartOpen());
  const fold = (next: boolean): void => {
    setOpen(next);
    rememberChart(next);
  };
  return (
    <div class="corner-tools">
      <BoardTools charted={open()} onChart={fold} />
      <Ways open={open()} onFold={fold} />
    </div>
  );
}

/** The past, one's own last moves, and the distance to the paper. */
function BoardTools(props: { readonly charted: boolean; readonly onChart: (open: boolean) => void }) {
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
      <IconButton
        words="left"
        class="chart-toggle"
        label={app.t(props.charted ? 'ways.hide' : 'ways.show')}
        testid="chart-toggle"
        pressed={props.charted}
        onPress={() => props.onChart(!props.charted)}
      >
        <MapIcon size={19} />
      </IconButton>
      <IconButton
        words="left"
        label={app.t('feed.open')}
        testid="feed-toggle"
        pressed={app.side()?.type === 'feed'}
        onPress={() => app.showSide(app.side()?.type === 'feed' ? null : { type: 'feed' })}
      >
        <Newspaper size={19} />
      </IconButton>
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
