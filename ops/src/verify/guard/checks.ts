import type { Check } from '../check.ts';
import { guardRun } from '../checker/guard-run.ts';
import { prometheus } from '../checker/prometheus.ts';
import { runbooks } from '../checker/runbooks.ts';
import { wall, wallRun } from '../checker/wall.ts';

/** Of everything under ops/guard, and of the runbooks. */
export const GUARD: readonly Check[] = [wall, wallRun, prometheus, guardRun, runbooks];
