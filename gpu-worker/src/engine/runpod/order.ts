import type { Lang } from '@oto/schema/base/lang';
import { detectLanguage } from '../builtin/text/language.ts';
import { speakable } from '../builtin/voice/speech.ts';
import { messagesOf } from '../chat/messages.ts';
import { filledCustom, readCustom } from '../comfyui/custom.ts';
import { fillingOf } from '../comfyui/filling.ts';
import type { ComfyPlace } from '../comfyui/place.ts';
import { filmWorkflow, pictureWorkflow, type Workflow } from '../comfyui/workflow.ts';
import type { EngineRequest } from '../engine.ts';
import { EngineFailure } from '../failure.ts';
import { inputOf, type InputFile } from '../http/input.ts';
import type { Size } from '../http/place.ts';
import { speedOf } from '../openai-speech/words.ts';
import { scaled } from '../picture/size.ts';
import { pictureWords, seedOf } from '../picture/words.ts';
import type { RunPodOrder } from './place.ts';

type Models = readonly [string, ...string[]];

const TEXT_ETA_MS = 15_000;
const PICTURE_ETA_MS = 20_000;
const FILM_ETA_MS = 180_000;
const VOICE_ETA_MS = 10_000;
const GRAIN = 64;
const PICTURE: Size = { width: 1024, height: 1024 };
const FILM: Size = { width: 832, height: 480 };
const FILM_SECONDS = 4;

/** RunPod's worker for vLLM: messages in, tokens out. The model is the endpoint's own. */
export function chatOrder(models: Models, maxTokens: number): RunPodOrder {
  return {
    kind: 'text',
    models,
    accepts: [],
    etaMs: TEXT_ETA_MS,
    maxTokens,
    input: async (request) => {
      if (request.prompt.trim() === '') throw new EngineFailure('invalid', 'empty prompt');
      return {
        messages: messagesOf(request),
        sampling_params: { max_tokens: Math.max(1, Math.round(maxTokens * request.scale)), seed: seedOf(request), temperature: 0.8 },
        stream: true,
      };
    },
  };
}

/**
 * RunPod's worker for ComfyUI: a workflow and pictures by name. It gives back what was saved, not what
 * was previewed. Throws Error when the place names a workflow file that cannot be used.
 */
export function comfyOrder(models: Models, place: ComfyPlace): RunPodOrder {
  const custom = place.workflowFile === undefined ? null : readCustom(place.workflowFile);
  const pictures = custom === null || custom.uses.has('image');
  return {
    kind: place.makes,
    models,
    accepts: pictures ? ['image'] : [],
    etaMs: place.makes === 'image' ? PICTURE_ETA_MS : FILM_ETA_MS,
    maxTokens: 0,
    input: async (request) => {
      const filling = fillingOf(place, request);
      const picture = pictures ? await inputOf(request, 'image') : null;
      const name = picture === null ? null : `given.${extensionOf(picture)}`;
      const filled = filling(UNKNOWN, name);
      const own = place.makes === 'image' ? pictureWorkflow : filmWorkflow;
      return {
        workflow: saved(custom === null ? own(filled) : filledCustom(custom, filled)),
        ...(picture === null ? {} : { images: [{ name, image: picture.bytes.toString('base64') }] }),
      };
    },
  };
}

/** What a server has cannot be asked of a sleeping endpoint: its operator names it, or it is the usual. */
const UNKNOWN = { checkpoints: [], samplers: [], schedulers: [], motions: [], betaSchedules: [], formats: [], missing: [] };

function saved(workflow: Workflow): Workflow {
  return Object.fromEntries(
    Object.entries(workflow).map(([id, node]) => {
      if (node.class_type === 'PreviewImage') return [id, { class_type: 'SaveImage', inputs: { ...node.inputs, filename_prefix: 'oto' } }];
      if (node.class_type === 'VHS_VideoCombine') return [id, { ...node, inputs: { ...node.inputs, save_output: true } }];
      return [id, node];
    }),
  );
}

/** Handlers for pictures that take words, sides and a seed, as most do. */
export function pictureOrder(models: Models, pictures: boolean, size: Size = PICTURE): RunPodOrder {
  return {
    kind: 'image',
    models,
    accepts: pictures ? ['image'] : [],
    etaMs: PICTURE_ETA_MS,
    maxTokens: 0,
    input: async (request) => ({ ...(await worded(models, pictures, request)), ...scaled(size, request.scale, GRAIN) }),
  };
}

/** The same for films. */
export function filmOrder(models: Models, pictures: boolean, size: Size = FILM, seconds: number = FILM_SECONDS): RunPodOrder {
  return {
    kind: 'video',
    models,
    accepts: pictures ? ['image'] : [],
    etaMs: FILM_ETA_MS,
    maxTokens: 0,
    input: async (request) => ({ ...(await worded(models, pictures, request)), ...scaled(size, request.scale, GRAIN), seconds }),
  };
}

/** Handlers for speech, which call the words `input` or `text`. */
export function speechOrder(models: Models, voices: { readonly [L in Lang]: string }): RunPodOrder {
  return {
    kind: 'voice',
    models,
    accepts: [],
    etaMs: VOICE_ETA_MS,
    maxTokens: 0,
    input: async (request) => {
      const text = speakable(request.prompt);
      if (text === '') throw new EngineFailure('invalid', 'nothing to say');
      const voice = voices[detectLanguage(text, request.lang)];
      return { input: text, text, voice, speed: speedOf(request.instructions), model: modelOf(models, request), response_format: 'wav' };
    },
  };
}

async function worded(models: Models, pictures: boolean, request: EngineRequest): Promise<Record<string, unknown>> {
  const picture = pictures ? await inputOf(request, 'image') : null;
  return {
    prompt: pictureWords(request),
    seed: seedOf(request),
    model: modelOf(models, request),
    ...(picture === null ? {} : { image: `data:${picture.mime};base64,${picture.bytes.toString('base64')}` }),
  };
}

export function modelOf(models: Models, request: EngineRequest): string {
  return models.find((model) => model === request.model) ?? models[0];
}

function extensionOf(picture: InputFile): string {
  return picture.mime.split('/')[1] ?? 'png';
}
