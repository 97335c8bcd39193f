import type { Role } from '@oto/schema/job/chain';
import { fileWay, SENT_MAX, type FileFault } from './file-way.ts';
import { mixDown, peaksOf, wavOf } from './wav.ts';

/** Enough for speech, and what the engines ask for. Hz. */
const RATE = 24_000;
const PEAKS = 120;
/** Milliseconds. Beyond, no engine listens, and decoding would fill the memory. */
export const SOUND_MAX = 5 * 60_000;
/** Longest side of a picture drawn anew, px. */
const SIDE_MAX = 4096;

/** A file as it is sent, and what shows it here. `url` lasts until it is revoked. */
export type Prepared = {
  readonly role: Role;
  readonly name: string;
  readonly file: Blob;
  readonly url: string;
  /** Sounds alone. */
  readonly sound: { readonly peaks: readonly number[]; readonly durationMs: number } | null;
};

export type PreparedFile = { readonly ok: true; readonly value: Prepared } | { readonly ok: false; readonly fault: FileFault };

/**
 * Turns any picture or sound this browser knows into one that the server takes: PNG, JPEG, WebP and
 * AVIF as they are, other pictures as JPEG or PNG, sounds as 16-bit mono WAV of 24 kHz.
 */
export async function prepareFile(file: File): Promise<PreparedFile> {
  const way = fileWay(file);
  switch (way) {
    case 'picture':
      // What the browser cannot draw, nobody could check before sending.
      return (await drawn(file)) === null ? refused('unreadable') : prepared('image', file.name, file, null);
    case 'picture_anew': {
      const anew = await redraw(file);
      return anew === null ? refused('unreadable') : anew.size > SENT_MAX ? refused('too_large') : prepared('image', file.name, anew, null);
    }
    case 'sound':
      return hear(file);
    case 'empty':
    case 'too_large':
    case 'too_long':
    case 'film':
    case 'unknown_kind':
    case 'unreadable':
      return refused(way);
    default:
      return way satisfies never;
  }
}

async function hear(file: File): Promise<PreparedFile> {
  const heard = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await file.arrayBuffer()).catch(() => null);
  if (heard === null || heard.length === 0) return refused('unreadable');
  if (heard.duration * 1000 > SOUND_MAX) return refused('too_long');
  const samples = mixDown(Array.from({ length: heard.numberOfChannels }, (_, index) => heard.getChannelData(index)));
  const wav = new Blob([wavOf(samples, heard.sampleRate)], { type: 'audio/wav' });
  return prepared('audio', file.name, wav, { peaks: peaksOf(samples, PEAKS), durationMs: Math.round(heard.duration * 1000) });
}

/** Its picture, or null when this browser cannot draw it. */
async function drawn(file: Blob): Promise<HTMLImageElement | null> {
  const url = URL.createObjectURL(file);
  const image = new Image();
  image.src = url;
  const can = await image.decode().then(
    () => true,
    () => false,
  );
  URL.revokeObjectURL(url);
  return can && image.naturalWidth > 0 ? image : null;
}

/** The picture without anything else that was in the file; what is see-through stays so. */
async function redraw(file: Blob): Promise<Blob | null> {
  const image = await drawn(file);
  if (image === null) return null;
  const scale = Math.min(1, SIDE_MAX / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const type = /gif|svg|bmp/.test(file.type) ? 'image/png' : 'image/jpeg';
  return new Promise((resolve) => {
    canvas.toBlob(resolve, type, 0.92);
  });
}

function prepared(role: Role, name: string, file: Blob, sound: Prepared['sound']): PreparedFile {
  return { ok: true, value: { role, name, file, url: URL.createObjectURL(file), sound } };
}

function refused(fault: FileFault): PreparedFile {
  return { ok: false, fault };
}
