import { createEffect, onCleanup, Show } from 'solid-js';
import { useQuery } from '@tanstack/solid-query';
import Eye from 'lucide-solid/icons/eye';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { holdLaser } from './hold-laser.ts';
import { LaserSheet } from './laser-sheet.tsx';
import { laserMode, setLaserMode } from './laser-mode.ts';
import { WavingHands } from './waving-hands.tsx';

/** What happens over the board because others are there: whose view is followed, who follows, hands that wave, the laser. */
export function Together() {
  const app = useApp();
  const following = () => app.board()?.following() ?? null;

  const blocks = useQuery(() => ({
    queryKey: KEYS.blocks,
    queryFn: async () => valueOf(await app.api.blocks()),
    enabled: Boolean(app.me()),
  }));
  createEffect(() => {
    const hidden = app.me() ? (blocks.data?.people ?? []) : [];
    app.board()?.hidePeople(new Set(hidden.map(({ id }) => id)));
  });

  createEffect(() => {
    if (!app.me()) setLaserMode(false);
  });
  createEffect(() => {
    const board = app.board();
    if (board === null) return;
    if (app.me()) onCleanup(holdLaser(board));
    onCleanup(
      board.onFollowEnd(({ name }, why) => {
        if (why !== 'stopped') app.notify({ tone: 'info', title: app.t(why === 'gone' ? 'presence.gone' : 'presence.moved', { name }) });
      }),
    );
  });
  createEffect(() => {
    if (following() === null) return;
    const end = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && app.dialog() === null) app.board()?.follow(null);
    };
    addEventListener('keydown', end);
    onCleanup(() => removeEventListener('keydown', end));
  });

  return (
    <>
      <Show when={following()}>
        {(person) => <div class="follow-frame" style={{ '--face': person().colour }} aria-hidden="true" data-testid="follow-frame" />}
      </Show>
      <div class="together" role="status">
        <Show when={following()}>
          {(person) => (
            <div class="together-slip paper-card" style={{ '--face': person().colour }} data-testid="following">
              <Eye size={20} aria-hidden="true" />
              <p>
                <span class="hand">{app.t('presence.following', { name: person().name })}</span>
                <small class="muted">{app.t('presence.followingHint')}</small>
              </p>
              <Button look="quiet" onPress={() => app.board()?.follow(null)} data-testid="follow-stop">
                {app.t('presence.stop')}
              </Button>
            </div>
          )}
        </Show>
        <Followers />
      </div>
      <WavingHands />
      <Show when={laserMode()}>
        <LaserSheet />
      </Show>
    </>
  );
}

function Followers() {
  const app = useApp();
  const followers = () => app.board()?.followers() ?? [];
  const names = () => new Intl.ListFormat(app.lang(), { type: 'conjunction' }).format(followers().map(({ name }) => name));
  return (
    <Show when={followers().length > 0}>
      <div class="together-slip paper-card" style={{ '--face': followers()[0]?.colour }} data-testid="followers">
        <Eye size={20} aria-hidden="true" />
        <p class="hand">{app.t(followers().length === 1 ? 'presence.followers.one' : 'presence.followers.other', { names: names() })}</p>
      </div>
    </Show>
  );
}
