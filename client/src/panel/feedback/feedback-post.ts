import { createEffect, on, onCleanup } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { dropWaiting, readWaiting } from './kept.ts';
import { mayPass } from './may-pass.ts';

/** Milliseconds between two tries while the network says nothing. */
const EVERY_MS = 60_000;

/** Sends what was written while there was no way to, once there is one, as who wrote it. */
export function FeedbackPost(): null {
  const app = useApp();
  let busy = false;

  async function send(): Promise<void> {
    if (busy || app.me() === undefined) return;
    busy = true;
    for (const { by, request } of readWaiting()) {
      if (by !== (app.me()?.id ?? null)) continue;
      const answer = await app.api.sendFeedback(request);
      // A refusal stays one; what may pass is tried again.
      if (!answer.ok && mayPass(answer.failure.status)) break;
      dropWaiting(request.key);
      if (answer.ok) app.notify({ tone: 'done', title: app.t('feedback.sentLater') });
      else app.notify({ tone: 'error', title: app.t('feedback.refusedLater'), text: app.sentence(answer.failure) });
    }
    busy = false;
  }

  createEffect(
    on(
      () => app.me()?.id ?? (app.me() === null ? null : undefined),
      () => void send(),
    ),
  );
  const timer = setInterval(() => void send(), EVERY_MS);
  const online = (): void => void send();
  window.addEventListener('online', online);
  onCleanup(() => {
    clearInterval(timer);
    window.removeEventListener('online', online);
  });
  return null;
}
