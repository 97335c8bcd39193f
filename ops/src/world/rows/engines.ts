import { crayon } from '@oto/gpu-worker/engine/builtin/image/engine';
import { plume } from '@oto/gpu-worker/engine/builtin/text/engine';
import { lanterne } from '@oto/gpu-worker/engine/builtin/video/engine';
import { voix } from '@oto/gpu-worker/engine/builtin/voice/engine';
import type { Engine } from '@oto/gpu-worker/engine/engine';
import type { Kind } from '@oto/schema/board/kind';

type Run = {
  readonly engine: string;
  readonly name: string;
  readonly model: string;
  readonly trained: boolean;
  /** Milliseconds that a run of this kind takes, about. */
  readonly takes: number;
};

/** The engines that come with oTo, one a kind: all a made world runs on. */
export const ENGINES: { readonly [K in Kind]: Run } = {
  text: runOf(plume(0), 1_500),
  image: runOf(crayon(), 1_200),
  video: runOf(lanterne(), 9_000),
  voice: runOf(voix(), 800),
};

function runOf({ id, displayName, models, trained }: Engine, takes: number): Run {
  return { engine: id, name: displayName, model: models[0] ?? '', trained, takes };
}
