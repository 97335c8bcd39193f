const EXTENSIONS: { readonly [mime: string]: string } = {
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'audio/wav': 'wav',
  'text/plain': 'txt',
  'text/markdown': 'md',
};

/** A name for a downloaded file: the title in plain letters, or `fallback` when none are left. */
export function fileName(title: string, fallback: string, mime: string): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '');
  return `${plain === '' ? fallback : plain}.${EXTENSIONS[mime] ?? 'bin'}`;
}
