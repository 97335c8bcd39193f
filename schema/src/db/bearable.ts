/** What a statement does that the version before, which runs on while it is applied, may not bear. */
export type Burden = { readonly rule: string; readonly statement: string };

const NAME = '(?:"?[a-z_][a-z0-9_$]*"?\\.)?"?[a-z_][a-z0-9_$]*"?';
const ALTER = new RegExp(`^alter table (?:if exists )?(?:only )?(${NAME}) (.*)$`);
const CREATED = new RegExp(`^create (?:unlogged )?table (?:if not exists )?(${NAME})`);
const INDEX = new RegExp(`^create (?:unique )?index (?!concurrently)(?:if not exists )?(?:${NAME} )?on (?:only )?(${NAME})`);

/** Each with what it must not match in what an `alter table` says of a table that is there already. */
const OF_A_TABLE: readonly (readonly [string, RegExp])[] = [
  ['drops a column', /\bdrop (?:column )?(?!constraint|not null|default|expression|identity)(?:if exists )?"?[a-z_]/],
  ['renames', /\brename\b/],
  ['sets not null', /\bset not null\b/],
  ['changes a type', /\b(?:alter (?:column )?"?[a-z_][a-z0-9_]*"? )(?:set data )?type\b/],
  ['drops a default', /\bdrop default\b/],
  [
    'adds a column that is not null and has no default',
    /\badd (?:column )?(?!constraint)(?=[^,]*\bnot null\b)(?![^,]*\b(?:default|generated)\b)/,
  ],
  ['adds a stored column, which writes the table anew', /\bgenerated always as \(.*\) stored\b/],
  [
    'adds a constraint without `not valid`',
    /\badd (?:constraint "?[a-z_0-9]+"? )?(?:check|foreign key|unique|exclude|primary key)\b(?!.*\bnot valid\b)/,
  ],
];
const ELSEWHERE: readonly (readonly [string, RegExp])[] = [
  [
    'drops',
    /^drop (?:table|view|materialized view|function|procedure|trigger|type|domain|schema|sequence|extension|index(?! concurrently))\b/,
  ],
  ['renames', /^alter (?:view|function|type|sequence|index|schema) .*\brename\b/],
  ['takes values from a type', /^alter type .*\b(?:drop|rename)\b/],
  ['takes rows away', /^(?:delete from|truncate)\b/],
];

/**
 * What of a migration the version before may not bear: it still reads and writes by its own columns, and waits for
 * every lock. `statements` in order; what the migration itself creates it may treat as it likes.
 */
export function burdens(statements: readonly string[]): readonly Burden[] {
  const own = new Set<string>();
  const found: Burden[] = [];
  for (const statement of statements.map(plain)) {
    const created = CREATED.exec(statement)?.[1];
    if (created !== undefined) own.add(created);
    const alter = ALTER.exec(statement);
    if (alter) {
      const [, table = '', what = ''] = alter;
      if (own.has(table)) continue;
      for (const [rule, pattern] of OF_A_TABLE) if (pattern.test(what)) found.push({ rule, statement });
      continue;
    }
    const indexed = INDEX.exec(statement)?.[1];
    if (indexed !== undefined && !own.has(indexed)) found.push({ rule: 'indexes a table while nobody may write to it', statement });
    for (const [rule, pattern] of ELSEWHERE) if (pattern.test(statement)) found.push({ rule, statement });
  }
  return found;
}

/** Lower case, one space, without comments and without the bodies of functions, which run later. */
function plain(statement: string): string {
  return statement
    .replaceAll(/--[^\n]*/g, ' ')
    .replaceAll(/\/\*[\s\S]*?\*\//g, ' ')
    .replaceAll(/\$([a-z_]*)\$[\s\S]*?\$\1\$/gi, '$$$$')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
