import { parseSync } from 'vite';

export type Ask = { readonly source: string; readonly flags: string };
/** `complexity` as the checker says it; null: safe. */
export type Judged = { readonly complexity: string | null; readonly unknown: boolean };

/** Every literal of a file, and what `new RegExp('…')` is given as plain text. Throws when the file cannot be read as code. */
export function regexesIn(file: string, text: string): readonly Ask[] {
  const { program, errors } = parseSync(file, text);
  const [error] = errors;
  if (error) throw new Error(`${file}: ${error.message}`);
  const found: Ask[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const one of node) walk(one);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const literal = literalOf(node);
    if (literal) found.push(literal);
    for (const value of Object.values(node)) walk(value);
  };
  walk(program);
  return found;
}

function literalOf(node: object): Ask | null {
  if ('regex' in node && typeof node.regex === 'object' && node.regex !== null) {
    const { pattern, flags } = node.regex as { readonly pattern: string; readonly flags: string };
    return { source: pattern, flags };
  }
  const isMade = 'type' in node && (node.type === 'NewExpression' || node.type === 'CallExpression');
  if (!isMade || !('callee' in node) || !('arguments' in node)) return null;
  if ((node.callee as { readonly name?: unknown }).name !== 'RegExp') return null;
  const [source, flags] = node.arguments as readonly { readonly value?: unknown }[];
  if (typeof source?.value !== 'string') return null;
  return { source: source.value, flags: typeof flags?.value === 'string' ? flags.value : '' };
}
