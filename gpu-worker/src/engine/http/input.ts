import { readFile } from 'node:fs/promises';
import type { Role } from '@oto/schema/job/chain';
import type { EngineInput, EngineRequest, Mime } from '../engine.ts';

export type InputFile = { readonly bytes: Buffer<ArrayBuffer>; readonly mime: Mime };

/** The file given for a role, whole; null when none was given. */
export async function inputOf(request: EngineRequest, role: Role): Promise<InputFile | null> {
  const input: EngineInput | undefined = request.inputs.find((one) => one.role === role);
  return input === undefined ? null : { bytes: Buffer.from(await readFile(input.path)), mime: input.mime };
}

/** As multipart forms carry it. */
export function blobOf(file: InputFile): Blob {
  return new Blob([file.bytes], { type: file.mime });
}
