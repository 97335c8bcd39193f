import { execFile } from 'node:child_process';

const PATIENCE_MS = 20_000;

/** Where the operator names none. */
export const FFMPEG = 'ffmpeg';

/**
 * Runs ffmpeg on local files. False when the program is not there, refuses the file or takes too
 * long. Inputs are opened as MP4 and from disk alone, so that a disguised playlist reaches nothing.
 */
export async function ffmpeg(
  program: string | null,
  input: readonly string[],
  output: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  if (program === null) return false;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  execFile(
    program,
    ['-nostdin', '-v', 'error', '-protocol_whitelist', 'file', '-f', 'mp4', ...input, '-y', ...output],
    { timeout: PATIENCE_MS, killSignal: 'SIGKILL', signal, maxBuffer: 100_000 },
    (error) => resolve(error === null),
  );
  return await promise;
}
