import type { Db } from '../../deps.ts';
import { blockedPeople } from '../../safety/block.ts';
import { reportsOf } from '../../safety/report.ts';
import { statementsOf } from '../../safety/statement.ts';

/** What one reported, what was decided about what is one's own, and whom one has blocked. */
export async function safetyData(db: Db, member: string): Promise<object> {
  return {
    reports: await reportsOf(db, member, null),
    decisions: await statementsOf(db, member, null),
    blocked: await blockedPeople(db, member),
  };
}
