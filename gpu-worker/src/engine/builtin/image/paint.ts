import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Canvas } from '@napi-rs/canvas';
import type { EngineEvent, EngineInput, EngineRequest } from '../../engine.ts';
import { givenPicture, loadGiven } from '../picture/given.ts';
import { PARTS, redrawingOf } from '../picture/redraw.ts';
import { easelOf } from '../scene/easel.ts';
import { sceneOf } from '../scene/scene.ts';
import { thumbnail } from '../scene/thumbnail.ts';
import { REST } from '../scene/wind.ts';
import { TOKENS } from './price.ts';

const SIZE = 768;

/** The words that steer a picture: the agent's taste matters less than the prompt, so it comes last. */
export function steering(request: EngineRequest): string {
  const words = request.prompt === request.topic ? request.prompt : `${request.topic}\n${request.prompt}`;
  return `${words}\n${request.instructions}`;
}

/** Paints the prompt's scene into a 768 px PNG, or draws the given picture anew, with previews on the way. */
export async function* paint(request: EngineRequest, folder: string): AsyncGenerator<EngineEvent> {
  const given = givenPicture(request);
  const canvas = yield* given ? redraw(request, given) : invent(request);
  const path = join(folder, 'picture.png');
  await writeFile(path, await canvas.encode('png'));
  yield { type: 'progress', value: 1, max: 1, stage: 'painting' };
  yield { type: 'artifact', role: 'main', path, mime: 'image/png', meta: { width: canvas.width, height: canvas.height } };
  yield { type: 'usage', tokens: TOKENS };
  yield { type: 'done' };
}

async function* invent(request: EngineRequest): AsyncGenerator<EngineEvent, Canvas> {
  const scene = sceneOf(steering(request), request.seed, Math.round(SIZE * request.scale));
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
  return easel.canvas;
}

async function* redraw(request: EngineRequest, given: EngineInput): AsyncGenerator<EngineEvent, Canvas> {
  const picture = await loadGiven(given, Math.round(SIZE * request.scale), 1);
  const work = redrawingOf(picture, steering(request), request.seed);
  for (let done = 1; work.next() !== null; done++) {
    yield { type: 'progress', value: done, max: PARTS + 1, stage: 'drawing' };
    if (done % 2 === 0) yield { type: 'preview', bytes: await thumbnail(work.canvas), mime: 'image/jpeg' };
  }
  return work.canvas;
}
