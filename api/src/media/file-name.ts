const EXTENSIONS: { readonly [mime: string]: string } = {
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'video/mp4': 'mp4',
  'audio/wav': 'wav',
  'text/plain': 'txt',
  'text/markdown': 'md',
};

const LENGTH_MAX = 60;

/** A name for a downloaded file: the title in plain letters, or `fallback` when none are left. */
export function fileName(title: string, fallback: string, mime: string): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LENGTH_MAX)
    .replaceAll(/^-+|-+$/g, '');
  return `${plain === '' ? fallback : plain}.${extensionOf(mime)}`;
}

/** The title as it is written, without what no file system takes or what would turn the reading round. */
function wholeName(title: string, fallback: string, mime: string): string {
  const clean = title
    .normalize('NFC')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}"*/:<>?\\|]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[ .]+|[ .]+$/g, '');
  const short = Array.from(new Intl.Segmenter().segment(clean), ({ segment }) => segment)
    .slice(0, LENGTH_MAX)
    .join('')
    .trim();
  return `${short === '' ? fallback : short}.${extensionOf(mime)}`;
}

/** Content-Disposition: a plain name for old programs, the title itself for the others (RFC 6266). */
export function disposition(how: 'inline' | 'attachment', title: string, fallback: string, mime: string): string {
  const whole = encodeURIComponent(wholeName(title, fallback, mime)).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${fileName(title, fallback, mime)}"; filename*=UTF-8''${whole}`;
}

function extensionOf(mime: string): string {
  return EXTENSIONS[mime] ?? 'bin';
}
