import type { Log } from '../log.ts';
import type { JobApi } from '../api/client.ts';

/** One preview travels at a time; those that come meanwhile are dropped, since a newer one follows. */
export type PreviewSender = {
  send(step: number, mime: string, bytes: Uint8Array): void;
  latest(): string | undefined;
  count(): number;
  settled(): Promise<void>;
};

export function previewSender(api: JobApi, signal: AbortSignal, onSent: () => void, log: Log): PreviewSender {
  let flight: Promise<void> | null = null;
  let url: string | undefined;
  let count = 0;
  return {
    send: (step, mime, bytes) => {
      if (flight !== null || signal.aborted) return;
      flight = api.putPreview(step, mime, Uint8Array.from(bytes), signal).then((answer) => {
        flight = null;
        if (answer.ok) {
          url = answer.value.url.slice(0, 300);
          count += 1;
          onSent();
        } else if (answer.code !== 'stopped') log.debug({ code: answer.code }, 'preview not delivered');
      });
    },
    latest: () => url,
    count: () => count,
    settled: async () => {
      await flight;
    },
  };
}
