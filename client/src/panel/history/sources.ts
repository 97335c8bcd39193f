import type { Creation, Step } from '@oto/schema/contract/creation';

/** What a step was given, in order, as a row shows it. */
export type Given =
  | { readonly type: 'words'; readonly text: string; readonly from: 'prompt' }
  /** Words that an earlier step wrote. */
  | { readonly type: 'words'; readonly text: string; readonly from: Step }
  | { readonly type: 'parent'; readonly parent: Creation['parents'][number] }
  | { readonly type: 'file'; readonly input: Creation['inputs'][number] }
  /** A picture or a voice that an earlier step made. */
  | { readonly type: 'made'; readonly step: Step };

/** Nothing is invented: a source that is not told any more is left out; the prompt is always told. */
export function givenTo(step: Step, creation: Pick<Creation, 'steps' | 'parents' | 'inputs'>): readonly Given[] {
  const earlier = (index: number): Step | undefined => creation.steps.find((one) => one.index === index && index < step.index);
  const writer = step.sources.reduce<Step | undefined>((found, source) => {
    const one = source.from === 'step' ? earlier(source.step) : undefined;
    return one?.kind === 'text' ? one : found;
  }, undefined);
  const words: Given = { type: 'words', text: step.prompt, from: writer ?? 'prompt' };
  const rest = step.sources.flatMap((source): readonly Given[] => {
    switch (source.from) {
      case 'prompt':
        return [];
      case 'parent':
        return creation.parents[0] === undefined ? [] : [{ type: 'parent', parent: creation.parents[0] }];
      case 'input': {
        const input = creation.inputs[source.index];
        return input === undefined ? [] : [{ type: 'file', input }];
      }
      case 'step': {
        const one = earlier(source.step);
        return one === undefined || one.kind === 'text' ? [] : [{ type: 'made', step: one }];
      }
      default:
        return source satisfies never;
    }
  });
  return [words, ...rest];
}

/** The files that a step left: the last one's are the creation's own. */
export function filesOf(step: Step, creation: Pick<Creation, 'steps' | 'media'>): Step['media'] {
  return step.index === creation.steps.at(-1)?.index ? creation.media : step.media;
}
