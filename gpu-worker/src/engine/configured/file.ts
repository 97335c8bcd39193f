import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Engine } from '../engine.ts';
import { runPodRecipe } from './cloud.ts';
import { discreet, redacted } from './discreet.ts';
import { interpolate } from './interpolate.ts';
import { comfyImageRecipe, comfyVideoRecipe, openAiImagesRecipe, openAiVideosRecipe, sdCppRecipe } from './picture.ts';
import type { Recipe } from './recipe.ts';
import { remembered } from './remembered.ts';
import { llamaCppRecipe, openAiChatRecipe } from './text.ts';
import { openAiSpeechRecipe } from './voice.ts';

const RECIPES: { readonly [type: string]: Recipe } = {
  'openai-chat': openAiChatRecipe,
  'llama-cpp': llamaCppRecipe,
  'comfyui-image': comfyImageRecipe,
  'comfyui-video': comfyVideoRecipe,
  'sd-cpp': sdCppRecipe,
  'openai-images': openAiImagesRecipe,
  'openai-videos': openAiVideosRecipe,
  'openai-speech': openAiSpeechRecipe,
  runpod: runPodRecipe,
};

/** With the built-in ones, no more than a worker's hello holds. */
const ENGINES_MOST = 40;

const TopLevel = z.strictObject({
  /** Built-in engines: all, none, or those named. */
  builtin: z.union([z.boolean(), z.array(z.string())]).default(true),
  engines: z.array(z.looseObject({})).max(ENGINES_MOST).default([]),
});

/** What a file asks for. */
export type Configured = {
  /** The built-in engines wanted: all, or these ids. */
  readonly builtin: 'all' | readonly string[];
  readonly engines: readonly Engine[];
};

/** `problems`: every one, each with its entry and field, none with a value from the environment. */
export type FileReading =
  | { readonly ok: true; readonly configured: Configured }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads an engines file. `folder` is where its paths begin. Makes the engines, and talks to no server. */
export function readEngines(text: string, folder: string, environment: NodeJS.ProcessEnv): FileReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0)
    return { ok: false, problems: document.errors.map((error) => `line ${lines.linePos(error.pos[0]).line}: ${error.message}`) };
  const raw: unknown = document.toJS() ?? {};
  const { tree, secrets, missing } = interpolate(raw, environment);
  const nameAt = (path: readonly PropertyKey[]): string => placeName(raw, path);
  const problems = missing.map(({ path, name }) => `${nameAt(path)}: the environment has no ${name}`);
  const top = TopLevel.safeParse(tree);
  if (!top.success) {
    problems.push(...top.error.issues.map((issue) => `${nameAt(issue.path)}: ${issue.message}`));
    return { ok: false, problems: problems.map((problem) => redacted(problem, secrets)) };
  }
  const engines: Engine[] = [];
  for (const [index, entry] of top.data.engines.entries()) {
    const here = ['engines', index];
    const found = Object.hasOwn(RECIPES, String(entry.type)) ? RECIPES[String(entry.type)] : undefined;
    if (found === undefined) {
      problems.push(`${nameAt([...here, 'type'])}: must be one of ${Object.keys(RECIPES).join(', ')}`);
      continue;
    }
    const read = found.read(entry);
    if ('issues' in read) {
      for (const issue of read.issues) {
        const field = nameAt([...here, ...issue.path]);
        // What the environment lacks is told once, not again as an empty value.
        if (!missing.some(({ path }) => nameAt(path) === field)) problems.push(`${field}: ${issue.message}`);
      }
      continue;
    }
    try {
      engines.push(remembered(discreet(read.make({ folder }), secrets)));
    } catch (thrown) {
      problems.push(`${nameAt(here)}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  }
  problems.push(...repeated(top.data.engines.map((entry) => String(entry.id))));
  if (top.data.builtin === false && top.data.engines.length === 0) problems.push('engines: none, and no built-in ones either');
  if (problems.length > 0) return { ok: false, problems: problems.map((problem) => redacted(problem, secrets)) };
  const { builtin } = top.data;
  return { ok: true, configured: { builtin: builtin === true ? 'all' : builtin === false ? [] : builtin, engines } };
}

function repeated(ids: readonly string[]): string[] {
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [...new Set(twice)].map((id) => `${id}: id: used by two entries`);
}

/** "mistral: url", or "entry 3: url" where it has no id; as written, before the environment came in. */
function placeName(raw: unknown, path: readonly PropertyKey[]): string {
  const [first, index, ...rest] = path;
  if (first !== 'engines' || typeof index !== 'number') return path.map(String).join('.') || 'file';
  const entry = (raw as { engines?: unknown[] }).engines?.[index];
  const id = typeof entry === 'object' && entry !== null && 'id' in entry && typeof entry.id === 'string' ? entry.id : `entry ${index + 1}`;
  return rest.length === 0 ? id : `${id}: ${rest.map(String).join('.')}`;
}
