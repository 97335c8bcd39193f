const HEADER = 44;
const PEAK = 0.89;
/** Loudness aim: root mean square of full scale. */
const AIM = 0.12;

/** Scales samples toward one loudness without clipping and softens both ends over 8 ms. */
export function normalise(samples: Int16Array, rate: number): Int16Array {
  let peak = 1;
  let sum = 0;
  for (const sample of samples) {
    peak = Math.max(peak, Math.abs(sample));
    sum += sample * sample;
  }
  const rms = Math.sqrt(sum / Math.max(1, samples.length)) / 32768;
  const gain = Math.min((PEAK * 32767) / peak, rms > 0 ? AIM / rms : 1);
  const edge = Math.min(Math.floor(rate * 0.008), samples.length >> 1);
  return samples.map((sample, i) => Math.round(sample * gain * Math.min(1, (i + 1) / (edge + 1), (samples.length - i) / (edge + 1))));
}

/** Mono 16-bit PCM WAV. */
export function wave(samples: Int16Array, rate: number): Buffer {
  const file = Buffer.alloc(HEADER + samples.length * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples.length * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, i) => file.writeInt16LE(sample, HEADER + i * 2));
  return file;
}
