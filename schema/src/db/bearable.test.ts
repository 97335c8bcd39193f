import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { expect, test } from 'vitest';
import { burdens, type Burden } from './bearable.ts';
import { MIGRATIONS } from './migrate.ts';

/** The last that was made before anybody ran two versions at once. */
const LAST_ALONE = '0009-search';

/**
 * What is done all the same, and why the version before bears it. Each names the migration, the rule, and a part of
 * the statement.
 */
const LAWFUL: readonly { readonly migration: string; readonly rule: string; readonly part: string; readonly because: string }[] = [
  {
    migration: '0014-people-and-search',
    rule: 'drops',
    part: 'drop function search_find(tsquery, integer)',
    because:
      'made anew by the next statement of the same transaction, with two arguments more that have defaults: a call with two finds it',
  },
  ...['notification_liked_creation', 'notification_liked_agent', 'notification_followed', 'notification_comment'].map((index) => ({
    migration: '0014-people-and-search',
    rule: 'indexes a table while nobody may write to it',
    part: `create index ${index} `,
    because: 'news are thinned out, so the table stays small; who writes one waits for one reading of it',
  })),
  {
    migration: '0014-people-and-search',
    rule: 'indexes a table while nobody may write to it',
    part: 'create index comment_taken_off ',
    because: 'of the few that were taken off alone; who comments waits for one reading of the comments',
  },
];

/** Every statement of a migration, in order; nothing is run. */
async function statementsOf(name: string): Promise<readonly string[]> {
  const statements: string[] = [];
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (inner) => new PostgresIntrospector(inner),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: (event) => void statements.push(event.query.sql),
  });
  await MIGRATIONS[name]?.up(db);
  await db.destroy();
  return statements;
}

test('the version before bears every migration while it runs on', async () => {
  const later = Object.keys(MIGRATIONS).filter((name) => name > LAST_ALONE);
  const unlawful: string[] = [];
  const used = new Set<(typeof LAWFUL)[number]>();
  for (const name of later) {
    const statements = await statementsOf(name);
    expect([name, statements.length > 0]).toEqual([name, true]);
    for (const { rule, statement } of burdens(statements)) {
      const lawful = LAWFUL.find((one) => one.migration === name && one.rule === rule && statement.includes(one.part));
      if (lawful) used.add(lawful);
      else unlawful.push(`${name} ${rule}: ${statement.slice(0, 120)}`);
    }
  }
  expect(unlawful).toEqual([]);
  expect(LAWFUL.filter((one) => !used.has(one))).toEqual([]);
});

test.each<[string, Burden['rule']]>([
  ['alter table member drop column name', 'drops a column'],
  ['alter table member drop if exists name', 'drops a column'],
  ['alter table ledger.account rename column kind to sort', 'renames'],
  ['alter table member rename to person', 'renames'],
  ['alter table member alter column bio set not null', 'sets not null'],
  ['alter table job alter column price type bigint', 'changes a type'],
  ['alter table job alter price set data type bigint', 'changes a type'],
  ['alter table job alter column price drop default', 'drops a default'],
  ['alter table member add column age integer not null', 'adds a column that is not null and has no default'],
  ['alter table member add seen timestamptz, add age integer not null', 'adds a column that is not null and has no default'],
  ['alter table member add column n text generated always as (lower(name)) stored', 'adds a stored column, which writes the table anew'],
  ['alter table member add constraint c check (age > 0)', 'adds a constraint without `not valid`'],
  ['alter table member add unique (name)', 'adds a constraint without `not valid`'],
  ['create unique index member_name on member (name)', 'indexes a table while nobody may write to it'],
  ['create index on member using gin (name)', 'indexes a table while nobody may write to it'],
  ['drop  table\n member', 'drops'],
  ['DROP FUNCTION search_put(uuid[])', 'drops'],
  ['drop trigger audit_log_frozen on audit_log', 'drops'],
  ['truncate event', 'takes rows away'],
  ['delete from event where id < 5', 'takes rows away'],
])('is told: %s', (statement, rule) => {
  expect(burdens([statement]).map((burden) => burden.rule)).toEqual([rule]);
});

test.each([
  ['a column with a default', ['alter table member add column age integer not null default 0']],
  ['a column that may be null', ['alter table member add column age integer, add seen timestamptz']],
  ['a constraint for what comes', ['alter table member add constraint c check (age > 0) not valid']],
  ['a looser constraint', ['alter table member drop constraint c', 'alter table member alter column age drop not null']],
  ['a new table and all that is its own', ['create table a (id uuid)', 'alter table a add unique (id)', 'create index a_id on a (id)']],
  ['an index made meanwhile', ['create index concurrently member_name on member (name)']],
  [
    'what a function does later',
    ['create or replace function f() returns void language sql as $$ delete from member; drop table member $$'],
  ],
  ['words in a remark', ['create table b (id uuid /* drop table member */) -- truncate event']],
])('is borne: %s', (_what, statements) => {
  expect(burdens(statements)).toEqual([]);
});
