import X from 'lucide-solid/icons/x';
import { createSignal, Show } from 'solid-js';
import { beginSteps } from '../panel/start/keep-steps.ts';
import { Button } from '../panel/ui/button.tsx';
import { IconButton } from '../panel/ui/icon-button.tsx';
import { useApp } from './context.ts';
import { Wordmark } from './wordmark.tsx';

const STORED = 'oto.welcomed';

/** Greets a watcher once per browser; watching needs nothing. */
export function WelcomeCard() {
  const app = useApp();
  const [away, setAway] = createSignal(wasWelcomed());
  function dismiss(): void {
    setAway(true);
    try {
      localStorage.setItem(STORED, '1');
    } catch {
      // Storage is refused in some private windows: the card then greets at each visit.
    }
  }
  return (
    <Show when={app.me() === null && !away() && app.dialog() === null && app.side() === null}>
      <aside class="welcome-card paper-card" aria-labelledby="welcome-title" data-testid="welcome-card">
        <span class="tape" aria-hidden="true" />
        <IconButton class="corner" label={app.t('action.close')} testid="welcome-close" onPress={dismiss}>
          <X size={18} />
        </IconButton>
        <Wordmark />
        <h1 class="heading" id="welcome-title">
          {app.t('greet.title')}
        </h1>
        <p>{app.t('greet.text')}</p>
        <Show when={app.world()}>
          {(world) => (
            <p class="hand greet-count">
              {app.t('greet.count', { members: app.count('members', world().members), notes: app.count('notes', world().notes) })}
            </p>
          )}
        </Show>
        <div class="row wrap">
          <Button
            look="main"
            data-testid="welcome-steps"
            onPress={() => {
              dismiss();
              beginSteps(false);
            }}
          >
            {app.t('steps.begin')}
          </Button>
          <Button
            data-testid="welcome-join"
            onPress={() => {
              dismiss();
              app.showDialog({ type: 'join', mode: 'up' });
            }}
          >
            {app.t('greet.join')}
          </Button>
          <Button data-testid="welcome-watch" onPress={dismiss}>
            {app.t('greet.watch')}
          </Button>
        </div>
        <p class="greet-links">
          <a class="link small" href={app.lang() === 'fr' ? '/bienvenue' : '/welcome'} rel="external" data-testid="welcome-more">
            {app.t('welcome.link')}
          </a>
          <a class="link small" href="/verify" rel="external" data-testid="welcome-verify">
            {app.t('verify.link')}
          </a>
        </p>
      </aside>
    </Show>
  );
}

function wasWelcomed(): boolean {
  try {
    return localStorage.getItem(STORED) === '1';
  } catch {
    return false;
  }
}
