import { readFile } from 'node:fs/promises';
import type { JobApi } from '../api/client.ts';
import type { Mime } from '../engine/engine.ts';
import { EngineFailure } from '../engine/failure.ts';
import { failedCall } from './failed-call.ts';

export type Artifact = { readonly role: 'main' | 'poster'; readonly path: string; readonly mime: Mime };

/** The route's limit. */
const MAX_BYTES = 25_000_000;

/** Uploads one step's files. Repeating is safe. Throws EngineFailure when a file cannot be delivered. */
export async function uploadArtifacts(api: JobApi, step: number, artifacts: readonly Artifact[], signal: AbortSignal): Promise<number> {
  let bytes = 0;
  for (const artifact of artifacts) {
    const data = Uint8Array.from(await readFile(artifact.path));
    if (data.byteLength > MAX_BYTES) throw new EngineFailure('protocol', `${artifact.role} of ${data.byteLength} bytes is over the limit`);
    const answer = await api.putMedia(step, artifact.role, artifact.mime, data, signal);
    if (!answer.ok) throw failedCall('upload', answer);
    bytes += data.byteLength;
  }
  return bytes;
}
