import Eye from 'lucide-solid/icons/eye';
import MapPin from 'lucide-solid/icons/map-pin';
import Network from 'lucide-solid/icons/network';
import { Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KindBadge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { TokenAmount } from '../ui/token-amount.tsx';
import type { Paper } from './tree.ts';

/** What is known of the chosen creation, and the ways to it. */
export function PaperCard(props: { readonly paper: Omit<Paper, 'x' | 'y'>; readonly isRoot: boolean; readonly onGo: () => void }) {
  const app = useApp();
  return (
    <aside class="tree-card paper-card" data-testid="lineage-card">
      <Show
        when={props.paper.shown}
        fallback={
          <div aria-live="polite">
            <p class="hand">{app.t('lineage.gone')}</p>
            <p class="muted small">{app.t('lineage.goneText')}</p>
          </div>
        }
      >
        {(shown) => (
          <>
            <div class="tree-card-words" aria-live="polite">
              <div class="row wrap">
                <KindBadge kind={shown().kind} />
                <Show when={props.isRoot}>
                  <span class="badge">{app.t('lineage.here')}</span>
                </Show>
                <Show when={shown().remakeOf}>
                  <span class="badge badge-edited">{app.t('lineage.remake')}</span>
                </Show>
              </div>
              <p class="tree-card-title hand">{shown().title}</p>
              <p class="muted small">
                {app.t('lineage.by', { name: shown().author.name })} · {app.format().since(shown().createdAt, Date.now())}
              </p>
              <Show when={shown().agents.length > 0}>
                <p class="small">{app.t('lineage.agents', { agents: app.format().list(shown().agents.map(({ name }) => name)) })}</p>
              </Show>
              <p class="quoted small tree-card-prompt">{shown().prompt}</p>
              <p class="small row">
                <span class="muted">{app.t('lineage.price')}</span> <TokenAmount n={shown().tokens} />
              </p>
            </div>
            <div class="actions">
              <Show when={shown().plot} fallback={<p class="muted small">{app.t('lineage.unseated')}</p>}>
                <Button look="main" icon={<MapPin size={17} aria-hidden="true" />} onPress={() => props.onGo()} data-testid="lineage-fly">
                  {app.t('lineage.fly')}
                </Button>
              </Show>
              <Button
                icon={<Eye size={17} aria-hidden="true" />}
                onPress={() => {
                  app.showDialog(null);
                  app.openNote(props.paper.id);
                }}
                data-testid="lineage-open-note"
              >
                {app.t('lineage.read')}
              </Button>
              <Show when={!props.isRoot}>
                <Button
                  look="quiet"
                  icon={<Network size={17} aria-hidden="true" />}
                  onPress={() => app.showDialog({ type: 'lineage', id: props.paper.id })}
                  data-testid="lineage-root"
                >
                  {app.t('lineage.root')}
                </Button>
              </Show>
            </div>
          </>
        )}
      </Show>
    </aside>
  );
}
