import type { Claim } from '@oto/schema/contract/worker';
import type { JobApi } from '../api/client.ts';
import type { Ghost } from '../board/ghost.ts';
import type { EngineEvent } from '../engine/engine.ts';
import type { Log } from '../log.ts';
import { tail } from '../text/cut.ts';
import { previewSender } from './preview.ts';
import { reporter } from './reporter.ts';
import type { Stopper } from './stop.ts';

const EXCERPT = 280;
const PHASE_MAX = 40;

/** What the author and the board see of a run. */
export type Show = {
  /** A step begins, waits or ends; `place` counts the chain's steps. */
  phase(step: number, place: number, phase: string): void;
  event(event: EngineEvent, text: string): void;
  close(): Promise<void>;
};

/** Percent covers the whole chain and never falls. */
export function showRun(claim: Claim, api: JobApi, ghost: Ghost, stop: Stopper, log: Log): Show {
  const progress = reporter(api, claim.attempt, stop);
  const view = { step: claim.steps[0]?.index ?? 0, place: 0, phase: 'starting', pct: 0, text: '' };
  const tell = (): void => {
    const text = view.text === '' ? {} : { text: tail(view.text, EXCERPT) };
    const preview = previews.latest();
    progress.report({ step: view.step, phase: view.phase, pct: view.pct, ...text, ...(preview === undefined ? {} : { preview }) });
    const seen = claim.ghost?.reveals === true ? { n: previews.count(), ...text } : { n: 0 };
    ghost.show({ note: claim.creation, job: claim.job, phase: view.phase, pct: view.pct, ...seen });
  };
  const previews = previewSender(api, stop.signal, tell, log);
  const reach = (share: number): void => {
    view.pct = Math.max(view.pct, Math.round(((view.place + share) / claim.steps.length) * 1000) / 10);
  };
  return {
    phase(step, place, phase) {
      Object.assign(view, { step, place, phase });
      reach(0);
      tell();
    },
    event(event, text) {
      switch (event.type) {
        case 'queued':
          view.phase = 'queued';
          return tell();
        case 'progress':
          view.phase = event.stage.slice(0, PHASE_MAX);
          reach(event.max > 0 ? Math.min(1, Math.max(0, event.value / event.max)) : 0);
          return tell();
        case 'delta':
          view.text = text;
          return tell();
        case 'preview':
          return previews.send(view.step, event.mime, event.bytes);
        case 'artifact':
        case 'usage':
        case 'done':
          return undefined;
        default:
          return event satisfies never;
      }
    },
    async close() {
      await progress.close();
      await previews.settled();
    },
  };
}
