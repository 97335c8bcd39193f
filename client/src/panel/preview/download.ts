import type { Creation } from '@oto/schema/contract/creation';

const MEDIA_END: { readonly [mime: string]: string } = {
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'video/mp4': 'mp4',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'text/plain': 'txt',
};

/** A file name that every system takes: the title's letters and digits, at most 60. */
export function fileName(title: string, mime: string): string {
  const stem = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return `${stem === '' ? 'oto' : stem}.${MEDIA_END[mime.split(';')[0]?.trim() ?? ''] ?? 'bin'}`;
}

/** The best variant: the full file where there is one. Texts have none. */
export function bestMedia(creation: Creation): Creation['media'][number] | undefined {
  return creation.media.find((one) => one.variant === 'full') ?? creation.media.find((one) => one.variant === 'main');
}

/** Hands the creation to the browser's downloads. */
export function saveCreation(creation: Creation): void {
  const media = bestMedia(creation);
  if (media !== undefined && creation.kind !== 'text') {
    follow(media.url, fileName(creation.title, media.mime));
    return;
  }
  const url = URL.createObjectURL(new Blob([creation.text ?? ''], { type: 'text/plain;charset=utf-8' }));
  follow(url, fileName(creation.title, 'text/plain'));
  // The browser has taken its own hold on the data once the click was handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function follow(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}
