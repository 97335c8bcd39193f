import { describe } from 'vitest';
import { engineContract, hostilePrompts } from '../testing/contract-suite.ts';
import { crayon } from './image/engine.ts';
import { plume } from './text/engine.ts';
import { lanterne } from './video/engine.ts';
import { voix } from './voice/engine.ts';

engineContract('oTo plume', () => plume(0), { against: 'real code', what: 'the built-in composer' });
engineContract('oTo crayon', crayon, { against: 'real code', what: 'the built-in painter' });
engineContract('oTo lanterne', lanterne, { against: 'real code', what: 'the built-in camera, H.264' });
engineContract('oTo voix', voix, { against: 'real code', what: 'eSpeak NG' });

describe('hostile prompts', () => {
  hostilePrompts('oTo plume', () => plume(0));
  hostilePrompts('oTo crayon', crayon, 6);
  hostilePrompts('oTo voix', voix);
  hostilePrompts('oTo lanterne', lanterne, 1);
});
