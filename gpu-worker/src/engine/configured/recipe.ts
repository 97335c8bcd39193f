import type { z } from 'zod';
import type { Engine } from '../engine.ts';

/** What an entry's engine needs beside the entry: the folder of the file, to which paths are relative. */
export type Surroundings = { readonly folder: string };

/** Reads an entry of one type; the answer makes its engine, or says what is wrong with its fields. */
export type Recipe = {
  read(raw: unknown): { readonly make: (around: Surroundings) => Engine } | { readonly issues: readonly z.core.$ZodIssue[] };
};

export function recipe<Shape extends z.ZodType>(shape: Shape, make: (entry: z.output<Shape>, around: Surroundings) => Engine): Recipe {
  return {
    read: (raw) => {
      const parsed = shape.safeParse(raw);
      return parsed.success ? { make: (around) => make(parsed.data, around) } : { issues: parsed.error.issues };
    },
  };
}

/** Without the fields that are undefined: absent and undefined are two things to the engines' options. */
export function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
