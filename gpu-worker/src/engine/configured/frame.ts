import { z } from 'zod';
import type { HttpPlace } from '../http/place.ts';
import { present } from './recipe.ts';

/** http:// or https://, kept without a slash at its end. */
export const Address = z
  .url({ protocol: /^https?$/u, message: 'must be an http:// or https:// address' })
  .refine((value) => !/^https?:\/\/[^/]*@/u.test(value), 'a name or password does not belong here: use key')
  .transform((value) => value.replace(/\/+$/u, ''));

export const Label = z.string().min(1).max(120);

/** What every engine of the file has. */
export const frame = {
  /** Unique; agents keep it, so it is not changed later. `oto-` is for built-in engines. */
  id: z
    .string()
    .regex(
      /^(?!oto-)[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/u,
      'must be of lower case letters, digits and hyphens, at most 64, and not begin with oto-',
    ),
  /** As people see it; absent: the id. */
  name: Label.optional(),
  /** Most tokens one run may cost. */
  ceiling: z.int().min(1).max(100_000),
  /** Runs at once. */
  slots: z.int().min(1).max(64).optional(),
};

/** A server behind HTTP. */
export const serverFields = {
  url: Address,
  /** Sent as a bearer; meant for `${NAME}`. */
  key: z.string().min(1).optional(),
  /** Milliseconds without a byte before the server counts as silent. */
  timeoutMs: z.int().min(100).max(3_600_000).optional(),
};

/** What every engine behind HTTP has. */
export const httpFrame = { ...frame, ...serverFields };

type HttpFrame = z.output<z.ZodObject<typeof httpFrame>>;

/** `slots`: where the entry says nothing. */
export function httpPlace(entry: HttpFrame, slots: number): HttpPlace {
  return {
    id: entry.id,
    name: entry.name ?? entry.id,
    url: entry.url,
    key: entry.key ?? null,
    ceiling: entry.ceiling,
    slots: entry.slots ?? slots,
    ...present({ silenceMs: entry.timeoutMs }),
  };
}

/** One model as `model`, or several as `models`; the first answers for agents that name none of them. */
export const modelFields = { model: Label.optional(), models: z.array(Label).min(1).max(50).optional() };

type ModelFields = { readonly model?: string | undefined; readonly models?: readonly string[] | undefined };

/** Asks for at least one model. Judged beside the other fields, so that all that is wrong is told at once. */
export function withModels<Shape extends z.ZodType<ModelFields>>(shape: Shape): Shape {
  return shape.refine((entry) => modelsOf(entry) !== null, {
    path: ['model'],
    message: 'one of model and models is needed, without repetition',
    when: ({ value }) => typeof value === 'object' && value !== null,
  });
}

/** The models of an entry; null unless exactly one of the two fields is there, without repetition. */
export function modelsOf({ model, models }: ModelFields): readonly [string, ...string[]] | null {
  const all = Array.isArray(models) ? models : model === undefined ? [] : [model];
  const [first, ...others] = all;
  if (first === undefined || (model !== undefined && models !== undefined)) return null;
  return new Set(all).size === all.length ? [first, ...others] : null;
}

/** The models of an entry that `withModels` has judged. */
export function judgedModels(entry: ModelFields): readonly [string, ...string[]] {
  const models = modelsOf(entry);
  if (models === null) throw new Error('an entry without models');
  return models;
}

/** Pixels of a full result. */
export const size = z.strictObject({ width: z.int().min(128).max(4096), height: z.int().min(128).max(4096) }).optional();
