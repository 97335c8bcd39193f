import type { Message } from './message.ts';
import type { Workflow } from './workflow.ts';

/** How far a prompt is, by what its nodes tell. */
export type Standing = {
  /** Takes a message of this prompt in. */
  hear(message: Message): void;
  /** 0..1 of the whole workflow. */
  share(): number;
  stage(): string;
};

/** Sampling is nearly all of the work. */
const SAMPLING = 20;
const COMBINING = 3;

export function standingOf(workflow: Workflow, making: string): Standing {
  const weights = new Map(Object.entries(workflow).map(([id, { class_type: type }]) => [id, weightOf(type)]));
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const done = new Map<string, number>();
  let current: string | null = null;
  const raise = (id: string, share: number): void => {
    if (weights.has(id)) done.set(id, Math.max(done.get(id) ?? 0, Math.min(1, Math.max(0, share))));
  };
  const enter = (id: string | null): void => {
    // Servers that tell only which node runs: the one before it is done.
    if (current !== null && current !== id) raise(current, 1);
    current = id;
  };
  return {
    hear: (message) => {
      if (message.type === 'execution_cached') for (const id of message.data.nodes) raise(id, 1);
      if (message.type === 'executing') enter(message.data.node);
      if (message.type === 'progress' && typeof message.data.node === 'string') {
        enter(message.data.node);
        raise(message.data.node, shareOf(message.data));
      }
      if (message.type !== 'progress_state') return;
      for (const [id, node] of Object.entries(message.data.nodes)) {
        raise(id, node.state === 'finished' ? 1 : shareOf(node));
        if (node.state === 'running') current = id;
      }
    },
    share: () => [...done].reduce((sum, [id, share]) => sum + share * (weights.get(id) ?? 0), 0) / Math.max(1, total),
    stage: () => stageOf(current === null ? undefined : workflow[current]?.class_type, making),
  };
}

function shareOf({ value, max }: { readonly value: number; readonly max: number }): number {
  return max > 0 ? value / max : 0;
}

function weightOf(type: string): number {
  if (/sampler/iu.test(type)) return SAMPLING;
  return /combine|save_?video/iu.test(type) ? COMBINING : 1;
}

function stageOf(type: string | undefined, making: string): string {
  if (type === undefined || /load/iu.test(type)) return 'starting';
  return /combine|save_?video/iu.test(type) ? 'encoding' : making;
}
