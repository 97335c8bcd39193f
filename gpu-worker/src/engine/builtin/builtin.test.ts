import { describe } from 'vitest';
import type { Engine } from '../engine.ts';
import { engineContract, hostilePrompts } from '../testing/contract-suite.ts';
import { crayon } from './image/engine.ts';
import { plume } from './text/engine.ts';
import { lanterne } from './video/engine.ts';
import { voix } from './voice/engine.ts';

/** The engine at the size it takes after it ran out of memory: the same code, a fraction of the pixels. `film.test.ts` makes one of full size. */
function small(engine: Engine, scale: number): Engine {
  return { ...engine, generate: (request, context) => engine.generate({ ...request, scale }, context) };
}
const sketch = (): Engine => small(crayon(), 0.3);
const loop = (): Engine => small(lanterne(), 0.25);

engineContract('oTo plume', () => plume(0), { against: 'real code', what: 'the built-in composer' });
engineContract('oTo crayon', sketch, { against: 'real code', what: 'the built-in painter' });
engineContract('oTo lanterne', loop, { against: 'real code', what: 'the built-in camera, H.264' });
engineContract('oTo voix', voix, { against: 'real code', what: 'eSpeak NG' });

describe('hostile prompts', () => {
  hostilePrompts('oTo plume', () => plume(0));
  hostilePrompts('oTo crayon', sketch, 6);
  hostilePrompts('oTo voix', voix);
  hostilePrompts('oTo lanterne', loop, 1);
});
