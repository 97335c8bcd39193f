import type { EngineRequest } from '../engine.ts';
import type { Size } from '../http/place.ts';
import { inputOf } from '../http/input.ts';
import { scaled } from '../picture/size.ts';
import { pictureWords, seedOf } from '../picture/words.ts';

export type SdOptions = {
  readonly size?: Size;
  readonly steps?: number;
  readonly cfg?: number;
  readonly negative?: string;
  /** How far a given picture is left behind, 0..1. */
  readonly strength?: number;
};

export type FilmOptions = { readonly frames?: number; readonly rate?: number };

const GRAIN = 64;
const STEPS = 24;
const CFG = 7;
const STRENGTH = 0.65;
const PICTURE: Size = { width: 768, height: 768 };
const FILM: Size = { width: 832, height: 480 };
/** 4n + 1: other numbers are rounded down to one by the server. */
const FRAMES = 33;
const RATE = 16;

/** The body of img_gen. No settings inside the picture: the file carries nothing but what it shows. */
export async function pictureOrder(options: SdOptions, request: EngineRequest): Promise<object> {
  return {
    ...(await common(options, PICTURE, request)),
    batch_count: 1,
    embed_image_metadata: false,
    output_format: 'png',
  };
}

/** The body of vid_gen. The containers are WebM, animated WebP and AVI; only AVI opens without a decoder of its own. */
export async function filmOrder(options: SdOptions & FilmOptions, request: EngineRequest): Promise<object> {
  return {
    ...(await common(options, FILM, request)),
    video_frames: options.frames ?? FRAMES,
    fps: options.rate ?? RATE,
    output_format: 'avi',
  };
}

async function common(options: SdOptions, full: Size, request: EngineRequest): Promise<object> {
  const picture = await inputOf(request, 'image');
  return {
    prompt: pictureWords(request),
    negative_prompt: options.negative ?? '',
    ...scaled(options.size ?? full, request.scale, GRAIN),
    seed: seedOf(request),
    sample_params: { sample_steps: options.steps ?? STEPS, guidance: { txt_cfg: options.cfg ?? CFG } },
    ...(picture === null ? {} : { init_image: picture.bytes.toString('base64'), strength: options.strength ?? STRENGTH }),
  };
}
