import { createSignal, type Accessor } from 'solid-js';
import { begin, end, stepDone, stepsFrom, type Step, type Steps } from './steps.ts';

const STORED = 'oto.steps';

/** How far this browser's visitor has come; kept from one visit to the next. */
const [steps, setSteps] = createSignal<Steps>(stepsFrom(read()));

export const firstSteps: Accessor<Steps> = steps;

export function beginSteps(isMember: boolean): void {
  keep(begin(steps(), isMember));
}

export function endSteps(): void {
  keep(end(steps()));
}

export function tickStep(step: Step): void {
  keep(stepDone(steps(), step));
}

function keep(next: Steps): void {
  if (next === steps()) return;
  setSteps(next);
  try {
    localStorage.setItem(STORED, JSON.stringify(next));
  } catch {
    // Storage is refused in some private windows: this visit alone is remembered.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}
