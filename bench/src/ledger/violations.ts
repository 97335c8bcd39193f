import type pg from 'pg';
import { LEDGER_LAWS } from '@oto/schema/db/ledger-law';

/** How often the laws of the ledger do not hold. */
export async function countViolations(pool: pg.Pool): Promise<number> {
  let found = 0;
  for (const { law, query } of LEDGER_LAWS) {
    const { rowCount } = await pool.query(query);
    if (rowCount) process.stderr.write(`violated ${rowCount} times: ${law}\n`);
    found += rowCount ?? 0;
  }
  return found;
}
