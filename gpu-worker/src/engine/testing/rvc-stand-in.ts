import { httpStandIn, NOT_FOUND, type HttpStandIn } from './http-stand-in.ts';
import { sampleWav } from './sample-media.ts';

/** How the server is when it converts: as it should, without memory, or without the voice that was loaded. */
export type RvcScript = 'good' | 'oom' | 'forgot';

export type RvcStandIn = HttpStandIn & {
  /** In order: what was loaded, set and converted. */
  readonly steps: string[];
  /** The sounds given. */
  readonly given: Buffer[];
};

/**
 * A stand-in for an rvc-python server, written from the protocol's published shapes: the loaded voice
 * is one for all who use it. Each conversion answers as long a tone, whose pitch is the voice's.
 */
export async function rvcStandIn(script: RvcScript = 'good'): Promise<RvcStandIn> {
  const steps: string[] = [];
  const given: Buffer[] = [];
  let loaded = '';
  const server = await httpStandIn((seen) => {
    const { path } = seen;
    if (seen.method === 'GET' && path === '/models') return { json: { models: ['ada', 'basile'] } };
    const [, model] = /^\/models\/(\w+)$/u.exec(path) ?? [];
    if (model !== undefined) {
      if (model !== 'ada' && model !== 'basile') return { status: 400, json: { detail: `Model ${model} not found` } };
      loaded = model;
      steps.push(`load ${model}`);
      return { json: { message: `Model ${model} loaded successfully` } };
    }
    if (path === '/params') {
      steps.push(`params ${JSON.stringify(seen.json())}`);
      return { json: { message: 'Parameters updated successfully' } };
    }
    if (path !== '/convert') return NOT_FOUND;
    if (script === 'oom') return { status: 500, json: { detail: 'An error occurred: CUDA out of memory. Tried to allocate 2.00 GiB' } };
    if (script === 'forgot') return { status: 400, json: { detail: 'No model loaded. Please load a model first.' } };
    const { audio_data: audio } = seen.json() as { audio_data: string };
    const sound = Buffer.from(audio, 'base64');
    given.push(sound);
    steps.push(`convert ${loaded}`);
    const seconds = sound.readUInt32LE(40) / 2 / sound.readUInt32LE(24);
    return { bytes: sampleWav(seconds, (loaded === 'ada' ? 200 : 300) + (sound[sound.length >> 1] ?? 0), 8000), type: 'audio/wav' };
  });
  return { ...server, steps, given };
}
