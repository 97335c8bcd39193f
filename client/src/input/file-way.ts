/** Bytes the server takes. */
export const SENT_MAX = 25_000_000;
/** Bytes that are opened here at all: what is larger could freeze the page. */
const OPENED_MAX = 200_000_000;

/** Why a file cannot be given. */
export type FileFault = 'empty' | 'too_large' | 'too_long' | 'film' | 'unknown_kind' | 'unreadable';

/** How a file becomes an input: a picture as it is or drawn anew, a sound decoded. */
export type FileWay = 'picture' | 'picture_anew' | 'sound' | FileFault;

const SENT_AS_IS = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/avif']);
/** Some systems call a recorded voice a video, and give no type to what they do not know. */
const SOUND_ENDS = /\.(wav|mp3|m4a|aac|ogg|oga|opus|flac|weba|aif|aiff|caf)$/i;
const PICTURE_ENDS = /\.(heic|heif|png|jpe?g|webp|avif|gif|bmp|svg|tiff?)$/i;

export function fileWay(file: { readonly type: string; readonly name: string; readonly size: number }): FileWay {
  if (file.size === 0) return 'empty';
  if (file.size > OPENED_MAX) return 'too_large';
  const type = file.type.split(';')[0]?.trim().toLowerCase() ?? '';
  if (SENT_AS_IS.has(type)) return file.size <= SENT_MAX ? 'picture' : 'picture_anew';
  if (type.startsWith('image/')) return 'picture_anew';
  if (type.startsWith('audio/') || SOUND_ENDS.test(file.name)) return 'sound';
  if (type.startsWith('video/')) return 'film';
  return PICTURE_ENDS.test(file.name) ? 'picture_anew' : 'unknown_kind';
}
