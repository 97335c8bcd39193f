import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '@oto/schema/base/result';
import type { Role } from '@oto/schema/job/chain';
import type { CallCode } from '../api/call.ts';
import type { EngineInput, Mime } from '../engine/engine.ts';
import { EngineFailure } from '../engine/failure.ts';
import { failedCall } from './failed-call.ts';

type Shape = { readonly mime: Mime; readonly ending: string; readonly at: number; readonly magic: string };

/** What the api hands out, by the bytes it begins with. */
const SHAPES: readonly Shape[] = [
  { mime: 'image/png', ending: 'png', at: 1, magic: 'PNG' },
  { mime: 'image/jpeg', ending: 'jpg', at: 0, magic: '\u00ff\u00d8\u00ff' },
  { mime: 'image/webp', ending: 'webp', at: 8, magic: 'WEBP' },
  { mime: 'audio/wav', ending: 'wav', at: 8, magic: 'WAVE' },
];

/** Writes a downloaded file into the job's folder, under a name of its own. Throws EngineFailure when it did not come or is no file an engine reads. */
export async function keepSource(
  folder: string,
  name: string,
  role: Role,
  answer: Result<Uint8Array<ArrayBuffer>, CallCode>,
): Promise<EngineInput> {
  if (!answer.ok) throw answer.code === 'refused' ? new EngineFailure('invalid', `${name} is gone`) : failedCall(name, answer);
  const head = Buffer.from(answer.value.subarray(0, 16)).toString('latin1');
  const shape = SHAPES.find(({ mime, at, magic }) => mime.startsWith(role) && head.startsWith(magic, at));
  if (!shape) throw new EngineFailure('invalid', `${name} is no ${role} file`);
  const path = join(folder, `${name}.${shape.ending}`);
  await writeFile(path, answer.value);
  return { role, path, mime: shape.mime };
}
