import { FLAG_NAMES, FLAGS, type FlagName } from '@oto/schema/contract/flag';
import type { Db, Trx } from '../deps.ts';
import { isOn, type Asker, type FlagRule } from './is-on.ts';

type Standing = FlagRule & { readonly changedAt: Date | null };
export type FlagRules = ReadonlyMap<FlagName, Standing>;

/** Every flag the code knows, as it stands: read anew each time, so that no replica decides by what was. */
export async function flagRules(db: Db | Trx): Promise<FlagRules> {
  const rows = await db.selectFrom('feature_flag').select(['name', 'state', 'share', 'members', 'changed_at']).execute();
  const written = new Map(rows.map((row) => [row.name, row]));
  return new Map(
    FLAG_NAMES.map((name): [FlagName, Standing] => {
      const row = written.get(name);
      if (!row) return [name, { state: FLAGS[name].initial, share: 0, members: [], changedAt: null }];
      return [name, { state: row.state, share: row.share, members: row.members, changedAt: row.changed_at }];
    }),
  );
}

export async function hasFlag(db: Db | Trx, name: FlagName, who: Asker): Promise<boolean> {
  const rule = (await flagRules(db)).get(name);
  return rule !== undefined && isOn(name, rule, who);
}

/** Those a page is told of. */
export async function pageFlags(db: Db | Trx, who: Asker): Promise<FlagName[]> {
  const rules = await flagRules(db);
  return [...rules].filter(([name, rule]) => FLAGS[name].client && isOn(name, rule, who)).map(([name]) => name);
}
