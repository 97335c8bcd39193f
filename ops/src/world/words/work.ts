import { titleOf } from '@oto/api/creation/title';
import { compose } from '@oto/gpu-worker/engine/builtin/text/compose';
import type { Lang } from '@oto/schema/base/lang';
import type { Kind } from '@oto/schema/board/kind';
import { pick, type Random } from '../draw.ts';
import type { File, Library } from '../library/library.ts';
import type { AgentVersion } from './people.ts';
import { picturePrompt, textPrompt, titleFor } from './asks.ts';
import { topicOf } from './topics.ts';

/** What one step of a chain was given and wrote; no text from a painter or a voice. */
export type WorkStep = { readonly agent: AgentVersion; readonly prompt: string; readonly output: string };

/** A creation's words and files. */
export type Work = {
  /** What its author called it; empty when they left that to its words. */
  readonly asked: string;
  readonly title: string;
  readonly prompt: string;
  readonly body: string;
  readonly steps: readonly WorkStep[];
  readonly files: readonly File[];
};

/** How often an author gives a title. */
const TITLED = 0.5;

/** A work of the kind that the chain's last agent makes; text is what the built-in composer writes for the prompt and the job's seed. */
export function workOf(random: Random, seed: number, lang: Lang, kind: Kind, chain: readonly AgentVersion[], library: Library): Work {
  const { topic, prompt, files } = wishOf(random, lang, kind, library);
  const asked = kind === 'text' || random() >= TITLED ? '' : titleFor(random, lang, topic);
  const steps: WorkStep[] = [];
  let earlier: string | null = null;
  for (const agent of chain) {
    const given: string = earlier ?? prompt;
    const output: string = agent.kind === 'text' ? written(given, prompt, lang, seed, agent) : '';
    steps.push({ agent, prompt: given, output });
    if (output !== '') earlier = output;
  }
  const body = kind === 'text' ? (earlier ?? '') : '';
  return { asked, title: asked === '' ? titleOf(kind, body, prompt) : asked, prompt, body, steps, files };
}

type Wish = { readonly topic: string; readonly prompt: string; readonly files: readonly File[] };

function wishOf(random: Random, lang: Lang, kind: Kind, library: Library): Wish {
  switch (kind) {
    case 'text': {
      const topic = topicOf(random, lang);
      return { topic, prompt: textPrompt(random, lang, topic), files: [] };
    }
    case 'image':
    case 'video': {
      const shown = pick(random, library[kind]);
      return { topic: shown.topic[lang], prompt: picturePrompt(random, lang, shown.topic[lang]), files: shown.files };
    }
    case 'voice': {
      const fitting = library.voice.filter((said) => said.lang === lang);
      const said = pick(random, fitting.length === 0 ? library.voice : fitting);
      return { topic: topicOf(random, lang), prompt: said.words, files: said.files };
    }
    default:
      return kind satisfies never;
  }
}

function written(prompt: string, topic: string, lang: Lang, seed: number, { name, instructions }: AgentVersion): string {
  const { title, body } = compose({ prompt, topic, lang, seed, agent: name, instructions, model: '', inputs: [], scale: 1 });
  return `${title}\n\n${body}`;
}
