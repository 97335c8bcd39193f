/** Variables of a process, as they come. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment with every value that lies in a file: where `NAME_FILE` is set, `NAME` is what the
 * file holds, without the line end that editors leave. An empty file counts as an empty value.
 *
 * Only `names` are looked for, since other programs have variables of such names too. Throws one
 * Error that names each variable whose file cannot be read or that is given both ways, never a value.
 */
export function fromFiles(environment: Environment, read: (path: string) => string, names: readonly string[]): Environment {
  const found: Record<string, string | undefined> = { ...environment };
  const problems: string[] = [];
  for (const name of names) {
    const path = environment[`${name}_FILE`] ?? '';
    if (path === '') continue;
    if ((environment[name] ?? '') !== '') {
      problems.push(`${name}: set it or ${name}_FILE, not both`);
      continue;
    }
    try {
      found[name] = read(path).replace(/\r?\n$/, '');
    } catch {
      problems.push(`${name}_FILE: no readable file at ${path}`);
    }
  }
  if (problems.length > 0) throw new Error(`The configuration is refused:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  return found;
}
