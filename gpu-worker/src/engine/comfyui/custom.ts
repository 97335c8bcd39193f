import { readFileSync } from 'node:fs';
import { EngineFailure } from '../failure.ts';
import { Workflow, type Filling } from './workflow.ts';

/** Names that a workflow file may use. */
const NAMES = [
  'prompt',
  'negative',
  'seed',
  'checkpoint',
  'motion',
  'width',
  'height',
  'steps',
  'cfg',
  'denoise',
  'frames',
  'rate',
  'image',
] as const satisfies readonly (keyof Filling)[];
type Name = (typeof NAMES)[number];

const PLACEHOLDER = /\{\{(\w+)\}\}/gu;

/** A workflow file and the placeholders it uses. */
export type Custom = { readonly workflow: Workflow; readonly uses: ReadonlySet<Name> };

/** Reads a workflow file. Throws Error naming the file and what is wrong with it, for the operator at the start. */
export function readCustom(file: string): Custom {
  const wrong = (why: string): Error => new Error(`workflow ${file}: ${why}`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (thrown) {
    throw wrong(thrown instanceof Error ? thrown.message : String(thrown));
  }
  const parsed = Workflow.safeParse(json);
  if (!parsed.success) throw wrong('not in the API format (class_type and inputs by node)');
  const uses = new Set<Name>();
  for (const [, word] of JSON.stringify(json).matchAll(PLACEHOLDER)) {
    const name = NAMES.find((one) => one === word);
    if (name === undefined) throw wrong(`unknown placeholder {{${word}}}`);
    uses.add(name);
  }
  if (!uses.has('prompt')) throw wrong('no {{prompt}}: it would make the same thing for everybody');
  return { workflow: parsed.data, uses };
}

/** The workflow with its placeholders filled. A value that is nothing but a placeholder keeps its own type. */
export function filledCustom(custom: Custom, filling: Filling): Workflow {
  if (custom.uses.has('image') && filling.image === null) throw new EngineFailure('invalid', 'this workflow starts from a picture');
  return Workflow.parse(filled(custom.workflow, filling));
}

/** Words that people write are put into parsed values, never into JSON text: they cannot change the workflow. */
function filled(value: unknown, filling: Filling): unknown {
  if (typeof value === 'string') {
    const whole = NAMES.find((name) => value === `{{${name}}}`);
    if (whole !== undefined) return filling[whole];
    return value.replaceAll(PLACEHOLDER, (text, word: string) => {
      const name = NAMES.find((one) => one === word);
      return name === undefined ? text : String(filling[name]);
    });
  }
  if (Array.isArray(value)) return value.map((one: unknown) => filled(one, filling));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, filling)]));
  return value;
}
