import BringToFront from 'lucide-solid/icons/bring-to-front';
import Eye from 'lucide-solid/icons/eye';
import LogIn from 'lucide-solid/icons/log-in';
import History from 'lucide-solid/icons/rotate-ccw-clock';
import Sparkles from 'lucide-solid/icons/sparkles';
import Spline from 'lucide-solid/icons/spline';
import X from 'lucide-solid/icons/x';
import { Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import type { BoardSelection } from '../../board/board-controller.ts';
import { BarButton } from './bar-button.tsx';
import { KnotButton } from './knot-button.tsx';
import { openHistory, openNote, useAgent, whyNotMove } from './note-actions.ts';

/** One post-it. */
export function NoteBar(props: { readonly note: Extract<BoardSelection, { type: 'note' }> }) {
  const app = useApp();
  const why = () => whyNotMove(app, [props.note.id]);
  return (
    <>
      <BarButton
        icon={<Eye size={18} aria-hidden="true" />}
        word={app.t('selection.open')}
        label={app.t('selection.open')}
        testid="selection-open"
        onPress={() => openNote(app, props.note.id)}
      />
      <Show when={app.me()}>
        <BarButton
          icon={<Spline size={18} aria-hidden="true" />}
          word={app.t('selection.tie')}
          label={app.t('selection.tieLong')}
          why={why()}
          testid="tie-start"
          onPress={() => app.board()?.beginTie(props.note.id)}
        />
        <BarButton
          icon={<BringToFront size={18} aria-hidden="true" />}
          word={app.t('selection.front')}
          label={app.t('selection.frontLong')}
          why={why()}
          testid="bring-front"
          onPress={() => app.board()?.bringToFront([props.note.id])}
        />
      </Show>
      <Show
        when={props.note.kind === 'agent'}
        fallback={
          <BarButton
            icon={<History size={18} aria-hidden="true" />}
            word={app.t('selection.history')}
            label={app.t('selection.history')}
            testid="selection-history"
            onPress={() => openHistory(app, props.note.id)}
          />
        }
      >
        <BarButton
          icon={<Sparkles size={18} aria-hidden="true" />}
          word={app.t('selection.use')}
          label={app.t('agent.use')}
          testid="selection-use"
          onPress={() => void useAgent(app, props.note.id)}
        />
      </Show>
      <SignIn />
    </>
  );
}

/** Several post-its at once. */
export function ManyBar(props: { readonly ids: readonly string[] }) {
  const app = useApp();
  return (
    <>
      <strong class="bar-words number">{app.count('selection.many', props.ids.length)}</strong>
      <Show when={app.me()}>
        <BarButton
          icon={<BringToFront size={18} aria-hidden="true" />}
          word={app.t('selection.front')}
          label={app.t('selection.frontLong')}
          why={whyNotMove(app, props.ids)}
          testid="bring-front"
          onPress={() => app.board()?.bringToFront(props.ids)}
        />
        <KnotButton ids={props.ids} />
      </Show>
      <SignIn />
      <BarButton
        icon={<X size={18} aria-hidden="true" />}
        label={app.t('selection.clear')}
        testid="selection-clear"
        onPress={() => app.board()?.select(null)}
      />
    </>
  );
}

/** A cord of a creation, or a fork's. */
export function CordBar(props: { readonly creation: string }) {
  const app = useApp();
  return (
    <>
      <BarButton
        icon={<History size={18} aria-hidden="true" />}
        word={app.t('selection.history')}
        label={app.t('selection.history')}
        testid="selection-history"
        onPress={() => openHistory(app, props.creation)}
      />
      <BarButton
        icon={<Eye size={18} aria-hidden="true" />}
        word={app.t('selection.open')}
        label={app.t('selection.open')}
        testid="selection-open"
        onPress={() => openNote(app, props.creation)}
      />
    </>
  );
}

function SignIn() {
  const app = useApp();
  return (
    <Show when={app.me() === null}>
      <BarButton
        icon={<LogIn size={18} aria-hidden="true" />}
        word={app.t('selection.signIn')}
        label={app.t('selection.signInLong')}
        testid="selection-sign-in"
        onPress={() => app.showDialog({ type: 'join', mode: 'in' })}
      />
    </Show>
  );
}
