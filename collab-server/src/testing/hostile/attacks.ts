import { CONTENT_ATTACKS } from './contents.ts';
import type { Attack } from './prey.ts';
import { STRUCTURE_ATTACKS } from './structures.ts';

/** Every class of update that no region may take, whoever sends it. */
export const ATTACKS: readonly Attack[] = [...CONTENT_ATTACKS, ...STRUCTURE_ATTACKS];
