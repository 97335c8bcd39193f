const NAME = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/gu;

/** What was put in for a name of the environment, and where a name was missing. */
export type Interpolated = {
  readonly tree: unknown;
  /** Values from the environment, never to be shown. */
  readonly secrets: ReadonlySet<string>;
  readonly missing: readonly { readonly path: readonly (string | number)[]; readonly name: string }[];
};

/** The names that a file's text wants from the environment. */
export function namesIn(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(NAME), ([, name = '']) => name))];
}

/** Puts the environment's values in place of `${NAME}` in every text of a tree, keys of maps excepted. An empty value counts as missing. */
export function interpolate(tree: unknown, environment: NodeJS.ProcessEnv): Interpolated {
  const secrets = new Set<string>();
  const missing: { path: (string | number)[]; name: string }[] = [];
  const visit = (value: unknown, path: (string | number)[]): unknown => {
    if (typeof value === 'string')
      return value.replaceAll(NAME, (_whole, name: string) => {
        const found = environment[name] ?? '';
        if (found === '') missing.push({ path, name });
        else secrets.add(found);
        return found;
      });
    if (Array.isArray(value)) return value.map((one, index) => visit(one, [...path, index]));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, visit(one, [...path, key])]));
    return value;
  };
  return { tree: visit(tree, []), secrets, missing };
}
