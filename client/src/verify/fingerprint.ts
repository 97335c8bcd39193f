/** Nothing made here is near this: a file beyond is not worth a browser's memory. */
export const MOST_BYTES = 512 * 1024 * 1024;

/** The file cannot be read: a folder, or gone since it was chosen. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/**
 * SHA-256 of a whole file, 64 hex digits, made on this device. `onProgress` hears the bytes read so far.
 * Throws Unreadable, or the signal's reason once it is aborted.
 */
export async function fingerprint(file: Blob, onProgress: (read: number) => void, signal: AbortSignal): Promise<string> {
  const bytes = new Uint8Array(file.size);
  const reader = file.stream().getReader();
  let read = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw new Unreadable('reading failed', { cause: error });
      });
      signal.throwIfAborted();
      if (done) break;
      if (read + value.length > bytes.length) throw new Unreadable('the file grew while it was read');
      bytes.set(value, read);
      read += value.length;
      onProgress(read);
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
  if (read !== bytes.length) throw new Unreadable('the file shrank while it was read');
  return hex(await crypto.subtle.digest('SHA-256', bytes));
}

/** SHA-256 of a text's UTF-8. */
export async function textFingerprint(text: string): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

/**
 * A text and how else it may have been written down: line ends of another system, spaces around it,
 * letters composed otherwise, a byte order mark. The first is the text as given.
 */
export function textVariants(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  return [...new Set([text, lines, lines.trim(), lines.trim().normalize('NFC')])].filter((one) => one !== '');
}

function hex(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
