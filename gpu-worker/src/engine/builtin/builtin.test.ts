import { describe } from 'vitest';
import { engineContract, hostilePrompts } from '../testing/contract-suite.ts';
import { crayon } from './image/engine.ts';
import { plume } from './text/engine.ts';
import { lanterne } from './video/engine.ts';
import { voix } from './voice/engine.ts';

engineContract('oTo plume', () => plume(0));
engineContract('oTo crayon', crayon);
engineContract('oTo lanterne', lanterne);
engineContract('oTo voix', voix);

describe('hostile prompts', () => {
  hostilePrompts('oTo plume', () => plume(0));
  hostilePrompts('oTo crayon', crayon, 6);
  hostilePrompts('oTo voix', voix);
  hostilePrompts('oTo lanterne', lanterne, 1);
});
