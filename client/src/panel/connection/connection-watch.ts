import { createEffect, createMemo, on, onCleanup } from 'solid-js';
import { useApp } from '../../app/context.ts';

/** Milliseconds offline before it is said: a socket that reopens at once is nobody's worry. */
const PATIENCE = 2500;

/** Says once that the board went offline and once that it is back, and warns before unsaved work is left. */
export function ConnectionWatch(): null {
  const app = useApp();
  const state = createMemo(() => app.board()?.connection().state ?? 'connecting');
  const unsaved = createMemo(() => (app.board()?.connection().unsaved ?? 0) > 0);
  let wasLive = false;
  let said = false;

  createEffect(
    on(state, (now) => {
      switch (now) {
        case 'live':
          wasLive = true;
          if (said) {
            said = false;
            app.notify({
              tone: 'done',
              title: app.t('connection.back'),
              ...(app.me() ? { text: app.t('connection.backText') } : {}),
            });
          }
          return;
        case 'offline':
        case 'connecting': {
          if (!wasLive || said) return;
          const timer = setTimeout(() => {
            said = true;
            app.notify({
              tone: 'info',
              title: app.t('connection.lost'),
              text: app.t(app.me() ? 'connection.lostText' : 'connection.lostWatching'),
            });
          }, PATIENCE);
          onCleanup(() => clearTimeout(timer));
          return;
        }
        default:
          return now satisfies never;
      }
    }),
  );

  createEffect(() => {
    if (!unsaved()) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', warn);
    onCleanup(() => removeEventListener('beforeunload', warn));
  });
  return null;
}
