/** A RIFF file of 16-bit mono PCM. `samples` -1 to 1, beyond is clipped; `rate` in Hz. */
export function wavOf(samples: Float32Array, rate: number): Uint8Array<ArrayBuffer> {
  const HEAD = 44;
  const bytes = new Uint8Array(HEAD + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const word = (at: number, text: string): void => text.split('').forEach((one, index) => view.setUint8(at + index, one.charCodeAt(0)));
  word(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, index) => {
    const held = Math.max(-1, Math.min(1, sample));
    view.setInt16(HEAD + index * 2, Math.round(held < 0 ? held * 32_768 : held * 32_767), true);
  });
  return bytes;
}

/** The mean of all channels. They are of one length; none is silence. */
export function mixDown(channels: readonly Float32Array[]): Float32Array {
  const mixed = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels) {
    for (const [index, sample] of channel.entries()) mixed[index] = (mixed[index] as number) + sample / channels.length;
  }
  return mixed;
}

/** `count` peaks, 0 to 1, each the loudest of its share. */
export function peaksOf(samples: Float32Array, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * samples.length) / count);
    const to = Math.floor(((index + 1) * samples.length) / count);
    let most = 0;
    for (let at = from; at < to; at++) most = Math.max(most, Math.abs(samples[at] as number));
    return Math.min(1, most);
  });
}
