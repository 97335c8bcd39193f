import { createEffect, createMemo, on, onCleanup } from 'solid-js';
import { useApp } from '../../app/context.ts';

/** Milliseconds offline before it is said: a socket that reopens at once is nobody's worry. */
const PATIENCE = 2500;

/** Says once that the board went offline and once that it is back, and warns before unsaved work is left. */
export function ConnectionWatch(): null {
  const app = useApp();
  const state = createMemo(() => app.board()?.connection().state ?? 'connecting');
  const unsaved = createMemo(() => (app.board()?.connection().unsaved ?? 0) > 0);
  /** Null while all is well; runs through the new attempts, until the board is live again. */
  let waiting: ReturnType<typeof setTimeout> | null = null;
  let said = false;

  function sayLost(): void {
    said = true;
    app.notify({
      tone: 'info',
      title: app.t('connection.lost'),
      text: app.t(app.me() ? 'connection.lostText' : 'connection.lostWatching'),
    });
  }

  function sayBack(): void {
    said = false;
    app.notify({ tone: 'done', title: app.t('connection.back'), ...(app.me() ? { text: app.t('connection.backText') } : {}) });
  }

  createEffect(
    on(state, (now) => {
      switch (now) {
        case 'live':
          if (waiting !== null) clearTimeout(waiting);
          waiting = null;
          if (said) sayBack();
          return;
        case 'offline':
          waiting ??= setTimeout(sayLost, PATIENCE);
          return;
        case 'connecting':
          return;
        default:
          return now satisfies never;
      }
    }),
  );
  onCleanup(() => {
    if (waiting !== null) clearTimeout(waiting);
  });

  createEffect(() => {
    // A page that is too old has told where what is unsaved goes, and is to be left.
    if (!unsaved() || app.release.state() === 'outdated') return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', warn);
    onCleanup(() => removeEventListener('beforeunload', warn));
  });
  return null;
}
