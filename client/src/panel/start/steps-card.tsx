import Check from 'lucide-solid/icons/check';
import X from 'lucide-solid/icons/x';
import { createEffect, createMemo, on, onCleanup, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import type { BoardSight } from '../../board/board-controller.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { endSteps, firstSteps, tickStep } from './keep-steps.ts';
import { stepNow, stepsFor } from './steps.ts';

/** The view has been moved: by this share of the screen, or nearer or farther by this factor. */
const MOVED = 0.12;
const ZOOMED = 1.15;

/** One small paper, one thing to try; the next comes when it has been done. */
export function StepsCard() {
  const app = useApp();
  const isMember = () => Boolean(app.me());
  const step = createMemo(() => (app.me() === undefined ? null : stepNow(firstSteps(), isMember())));
  watchDeeds();

  return (
    <Show when={app.dialog() === null && app.welcome() === null ? step() : null} keyed>
      {(now) => (
        <aside class="steps-card paper-card" aria-labelledby="steps-title" data-testid="steps" data-step={now}>
          <span class="tape" aria-hidden="true" />
          <IconButton class="corner" label={app.t('steps.end')} testid="steps-end" onPress={endSteps}>
            <X size={18} />
          </IconButton>
          <p class="steps-count muted" aria-hidden="true">
            {app.t('steps.of', { n: stepsFor(isMember()).indexOf(now) + 1, of: stepsFor(isMember()).length })}
          </p>
          <div role="status">
            <h2 class="subheading" id="steps-title">
              {app.t(`steps.${now}`)}
            </h2>
            <p>{app.t(`steps.${now}.how`)}</p>
          </div>
          <div class="row wrap">
            <Show when={now === 'join'}>
              <Button look="main" onPress={() => app.showDialog({ type: 'join', mode: 'up' })} data-testid="steps-do">
                {app.t('greet.join')}
              </Button>
            </Show>
            <Show when={now === 'agent'}>
              <Button look="main" onPress={() => app.showDialog({ type: 'agent' })} data-testid="steps-do">
                {app.t('dock.newAgent')}
              </Button>
            </Show>
            <Show when={now === 'create'}>
              <Button look="main" onPress={() => app.showDialog({ type: 'composer', agents: [] })} data-testid="steps-do">
                {app.t('dock.create')}
              </Button>
            </Show>
            <Button icon={<Check size={17} aria-hidden="true" />} onPress={() => tickStep(now)} data-testid="steps-next">
              {app.t('steps.next')}
            </Button>
          </div>
        </aside>
      )}
    </Show>
  );
}

/** Ticks each step when it is done, by whichever way. */
function watchDeeds(): void {
  const app = useApp();
  let from: BoardSight | null = null;
  createEffect(() => {
    const shown = firstSteps().shown;
    const sight = app.board()?.sight();
    if (!shown || sight === undefined) from = null;
    else if (from === null) from = sight;
    else if (isElsewhere(from, sight)) tickStep('move');
  });
  createEffect(
    on(app.side, (side) => {
      if (!firstSteps().shown) return;
      if (side?.type === 'note') tickStep('open');
      if (side?.type === 'history') tickStep('string');
    }),
  );
  createEffect(() => {
    if (firstSteps().shown && app.me()) tickStep('join');
  });
  createEffect(() => {
    if (firstSteps().shown && app.jobs().some((job) => job.state === 'succeeded')) tickStep('create');
  });
  // Pulling one takes the string's history along the whole way.
  createEffect(() => {
    const board = app.board();
    if (board !== null) onCleanup(board.onPull(() => firstSteps().shown && tickStep('string')));
  });
}

function isElsewhere(a: BoardSight, b: BoardSight): boolean {
  const zoomed = Math.max(a.zoom, b.zoom) / Math.min(a.zoom, b.zoom);
  const moved = Math.hypot(a.x - b.x, a.y - b.y) * b.zoom;
  return zoomed > ZOOMED || moved > MOVED * Math.min(b.width, b.height);
}
