import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineEvent, EngineRequest } from '../../engine.ts';
import { easelOf } from '../scene/easel.ts';
import { sceneOf } from '../scene/scene.ts';
import { thumbnail } from '../scene/thumbnail.ts';
import { TOKENS } from './price.ts';

const SIZE = 768;

/** The instant of the scene's film that a picture shows: the camera at rest. */
const REST = 0.5;

/** The words that steer a picture: the agent's taste matters less than the prompt, so it comes last. */
export function steering(request: EngineRequest): string {
  const words = request.prompt === request.topic ? request.prompt : `${request.topic}\n${request.prompt}`;
  return `${words}\n${request.instructions}`;
}

/** Paints the prompt's scene into a 768 px PNG, with a preview after every third layer. */
export async function* paint(request: EngineRequest, folder: string): AsyncGenerator<EngineEvent> {
  const size = Math.round(SIZE * request.scale);
  const scene = sceneOf(steering(request), request.seed, size);
  const easel = easelOf(scene);
  const count = scene.layers.length;
  for (let i = 0; ; i++) {
    const name = easel.prepare();
    if (name === null) break;
    yield { type: 'progress', value: i + 1, max: count + 1, stage: 'painting' };
    if (i % 3 !== 2 || i === count - 1) continue;
    easel.draw(REST);
    yield { type: 'preview', bytes: await thumbnail(easel.canvas), mime: 'image/jpeg' };
  }
  easel.draw(REST);
  const path = join(folder, 'picture.png');
  await writeFile(path, await easel.canvas.encode('png'));
  yield { type: 'progress', value: count + 1, max: count + 1, stage: 'painting' };
  yield { type: 'artifact', role: 'main', path, mime: 'image/png', meta: { width: size, height: size } };
  yield { type: 'usage', tokens: TOKENS };
  yield { type: 'done' };
}
