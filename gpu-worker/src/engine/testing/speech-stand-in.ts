import { httpStandIn, NOT_FOUND, type HttpStandIn } from './http-stand-in.ts';
import { sampleWav } from './sample-media.ts';

export type SpeechStandIn = HttpStandIn & { readonly orders: Record<string, unknown>[] };

/** Seconds of sound for each character said. */
export const SECONDS_PER_CHARACTER = 0.02;

/** A stand-in for an OpenAI-style speech server, written from the protocol's published shapes. `streamed`: its WAV does not know its length. */
export async function speechStandIn(streamed = false): Promise<SpeechStandIn> {
  const orders: Record<string, unknown>[] = [];
  const server = await httpStandIn((seen) => {
    if (seen.path === '/v1/models') return { json: { object: 'list', data: [{ id: 'kokoro' }] } };
    if (seen.path !== '/v1/audio/speech') return NOT_FOUND;
    const order = seen.json() as Record<string, unknown>;
    orders.push(order);
    const wav = sampleWav(String(order['input']).length * SECONDS_PER_CHARACTER, 200 + orders.length * 20, 8000);
    if (streamed) {
      wav.writeUInt32LE(0xffff_ffff, 4);
      wav.writeUInt32LE(0xffff_ffff, 40);
    }
    return { bytes: wav, type: 'audio/wav' };
  });
  return { ...server, orders };
}
