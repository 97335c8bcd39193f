import { z } from 'zod';
import { EngineFailure } from '../failure.ts';
import { askBytes, askJson, type Door } from '../http/door.ts';
import { FILE_MOST } from '../http/keep.ts';
import type { Ear } from '../http/watch.ts';
import { readWav, writeWav, type Sound } from '../sound/wav.ts';

/** As the server names them; see its own `GET /params`. */
export type RvcParams = {
  /** How pitch is found: `rmvpe`, `harvest`, `crepe`, `pm`. */
  readonly f0method?: string;
  /** Half tones up or down. */
  readonly f0up_key?: number;
  readonly index_rate?: number;
  readonly filter_radius?: number;
  readonly rms_mix_rate?: number;
  readonly protect?: number;
};

/** Set at every turn, since others may have left theirs. */
const USUAL: Required<RvcParams> = { f0method: 'rmvpe', f0up_key: 0, index_rate: 0.5, filter_radius: 3, rms_mix_rate: 0.25, protect: 0.33 };

const Models = z.object({ models: z.array(z.string()) });

/** The voices that the server has. Its route that takes new ones unpacks whatever it is sent: we never call it. */
export async function modelsOf(door: Door, ear: Ear): Promise<readonly string[]> {
  return (await askJson(door, { method: 'GET', path: '/models' }, Models, ear)).models;
}

/** Loads a voice, for everybody who uses this server. */
export async function load(door: Door, model: string, params: RvcParams, ear: Ear): Promise<void> {
  try {
    await askJson(door, { method: 'POST', path: `/models/${encodeURIComponent(model)}` }, z.object({ message: z.string() }), ear);
    await askJson(
      door,
      { method: 'POST', path: '/params', json: { params: { ...USUAL, ...params } } },
      z.object({ message: z.string() }),
      ear,
    );
  } catch (thrown) {
    // A voice or a setting that is not there is ours to mend, not the person's.
    if (thrown instanceof EngineFailure && thrown.code === 'invalid') throw new EngineFailure('unavailable', thrown.engineMessage, false);
    throw thrown;
  }
}

/** A conversion that is left goes on there to its end; whoever is next loads a voice of their own. */
export async function convert(door: Door, sound: Sound, ear: Ear): Promise<Sound> {
  const json = { audio_data: writeWav(sound).toString('base64') };
  try {
    return readWav(await askBytes(door, { method: 'POST', path: '/convert', json, most: FILE_MOST }, ear));
  } catch (thrown) {
    if (thrown instanceof EngineFailure && thrown.engineMessage.includes('No model loaded'))
      throw new EngineFailure('unavailable', 'the server forgot the voice', true);
    throw thrown;
  }
}
