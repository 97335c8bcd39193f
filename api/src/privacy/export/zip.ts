import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { ZipArchive } from 'archiver';

/** One file of an archive; `packed` says that compressing it again gains nothing. */
export type Part = { readonly name: string; readonly content: string | Readable; readonly at?: Date; readonly packed?: boolean };

export type ZipLimits = {
  /** A reader that takes nothing for this long is let go. */
  readonly stalledMs: number;
  /** The whole may take this long. */
  readonly wholeMs: number;
};

/**
 * A zip of `parts`, made as it is read: the next part is asked for when the one before has been taken, so that no
 * more than a few buffers of it are ever in memory. The stream is destroyed with an error when a part fails or a limit
 * is passed; destroying it ends `parts` too.
 */
export function zipOf(parts: AsyncIterable<Part>, { stalledMs, wholeMs }: ZipLimits): Readable {
  const archive = new ZipArchive({ zlib: { level: 6 } });
  const ended = new AbortController();
  const late = setTimeout(() => archive.destroy(new Error(`an archive took more than ${wholeMs} ms`)), wholeMs);
  let before = -1;
  const stalled = setInterval(() => {
    if (archive.pointer() === before) archive.destroy(new Error(`nobody took an archive for ${stalledMs} ms`));
    before = archive.pointer();
  }, stalledMs);
  archive.once('close', () => {
    clearTimeout(late);
    clearInterval(stalled);
    ended.abort();
  });
  fill(archive, parts, ended.signal).catch((error: unknown) => archive.destroy(error instanceof Error ? error : new Error(String(error))));
  return archive;
}

async function fill(archive: ZipArchive, parts: AsyncIterable<Part>, signal: AbortSignal): Promise<void> {
  for await (const { name, content, at, packed } of parts) {
    if (signal.aborted) {
      if (typeof content !== 'string') content.destroy();
      return;
    }
    const release = typeof content === 'string' ? null : bind(content, archive);
    const taken = once(archive, 'entry', { signal });
    archive.append(content, { name, store: packed === true, ...(at === undefined ? {} : { date: at }) });
    await taken;
    release?.();
  }
  if (!signal.aborted) await archive.finalize();
}

/** A source and its archive end together: archiver does not hear a source that fails, nor does a source hear it leave. */
function bind(source: Readable, archive: ZipArchive): () => void {
  const drop = () => source.destroy();
  source.once('error', (error) => archive.destroy(error));
  archive.once('close', drop);
  return () => archive.off('close', drop);
}
