import type { EngineRequest } from '../engine.ts';
import type { Size } from '../http/place.ts';
import { scaled } from '../picture/size.ts';
import { pictureWords, seedOf } from '../picture/words.ts';
import type { Catalogue } from './catalogue.ts';
import type { ComfyPlace } from './place.ts';
import type { Filling } from './workflow.ts';

const SIZE: Size = { width: 512, height: 512 };
const GRAIN = 64;
const STEPS = 25;
const CFG = 7;
const SAMPLERS = ['dpmpp_2m', 'euler_ancestral', 'euler'];
const SCHEDULERS = ['karras', 'normal'];
const FILM_SAMPLERS = ['euler_ancestral', 'euler'];
const FILM_SCHEDULERS = ['normal'];
const NEGATIVE = 'low quality, blurry, watermark, text, deformed';
/** A picture is redrawn; a film keeps more of its first picture only to move it. */
const DENOISE = { image: 0.65, video: 0.8 };
const FRAMES = 32;
const RATE = 8;
const BETA = 'autoselect';

/**
 * What a request asks of a workflow, once it is known what the server has and what it calls the
 * picture. Throws EngineFailure at once for a request without words or picture.
 */
export function fillingOf(place: ComfyPlace, request: EngineRequest): (there: Catalogue, image: string | null) => Filling {
  const prompt = pictureWords(request);
  const sampling = place.sampling ?? {};
  const motion = place.makes === 'video' ? (place.motion ?? {}) : {};
  const film = place.makes === 'video';
  return (there, image) => ({
    prompt,
    negative: sampling.negative ?? NEGATIVE,
    seed: seedOf(request),
    checkpoint: place.models.find((model) => model === request.model) ?? place.models[0] ?? there.checkpoints[0] ?? '',
    motion: motion.model ?? there.motions[0] ?? '',
    ...scaled(sampling.size ?? SIZE, request.scale, GRAIN),
    steps: sampling.steps ?? STEPS,
    cfg: sampling.cfg ?? CFG,
    sampler: chosen(sampling.sampler, film ? FILM_SAMPLERS : SAMPLERS, there.samplers),
    scheduler: chosen(sampling.scheduler, film ? FILM_SCHEDULERS : SCHEDULERS, there.schedulers),
    denoise: sampling.denoise ?? DENOISE[place.makes],
    frames: motion.frames ?? FRAMES,
    rate: motion.rate ?? RATE,
    loop: motion.loop ?? false,
    betaSchedule: chosen(undefined, [BETA], there.betaSchedules),
    image,
  });
}

/** The operator's choice; else the first that is liked and there; else the first there. */
function chosen(wanted: string | undefined, liked: readonly string[], there: readonly string[]): string {
  return wanted ?? liked.find((one) => there.includes(one)) ?? there[0] ?? liked[0] ?? '';
}
