import ArrowLeft from 'lucide-solid/icons/arrow-left';
import ArrowRight from 'lucide-solid/icons/arrow-right';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import Globe from 'lucide-solid/icons/globe';
import House from 'lucide-solid/icons/house';
import MapIcon from 'lucide-solid/icons/map';
import { Show } from 'solid-js';
import { Minimap } from '../panel/minimap/minimap.tsx';
import { IconButton } from '../panel/ui/icon-button.tsx';
import { useApp } from './context.ts';

const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** In the corner of the sheet: the chart of the world, and the ways home, back, on and far. */
export function Ways(props: { readonly open: boolean; readonly onFold: (open: boolean) => void }) {
  const app = useApp();
  const visited = () => app.board()?.visited() ?? { back: false, forward: false };
  const isMap = () => app.board()?.sight().isMap === true;
  const keys = (arrow: string) => (APPLE ? `⌥${arrow}` : `Alt+${arrow}`);
  return (
    // A press here leaves the keys to the board.
    <section
      class="ways paper-card"
      classList={{ folded: !props.open }}
      aria-label={app.t('ways.title')}
      onMouseDown={(event) => event.preventDefault()}
    >
      <Show when={props.open}>
        <Minimap />
      </Show>
      <div class="ways-row">
        <IconButton
          words="top"
          label={app.t(app.me() ? 'ways.home' : 'ways.centre')}
          testid="way-home"
          onPress={() => app.board()?.flyHome()}
        >
          <House size={18} />
        </IconButton>
        <IconButton
          words="top"
          label={app.t('ways.back', { keys: keys('←') })}
          testid="way-back"
          disabled={!visited().back}
          onPress={() => app.board()?.goBack()}
        >
          <ArrowLeft size={18} />
        </IconButton>
        <IconButton
          words="top"
          label={app.t('ways.forward', { keys: keys('→') })}
          testid="way-forward"
          disabled={!visited().forward}
          onPress={() => app.board()?.goForward()}
        >
          <ArrowRight size={18} />
        </IconButton>
        <IconButton
          words="top"
          label={app.t(isMap() ? 'ways.fromMap' : 'ways.map')}
          testid="way-map"
          pressed={isMap()}
          onPress={() => app.board()?.toggleMap()}
        >
          <Globe size={18} />
        </IconButton>
        <IconButton
          words="top"
          class="ways-fold"
          label={app.t(props.open ? 'ways.hide' : 'ways.show')}
          testid="chart-fold"
          onPress={() => props.onFold(!props.open)}
        >
          <Show when={props.open} fallback={<MapIcon size={18} />}>
            <ChevronDown size={18} />
          </Show>
        </IconButton>
      </div>
    </section>
  );
}
