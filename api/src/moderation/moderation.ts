import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Bus } from '../database/bus.ts';
import type { Kysely } from 'kysely';
import type { Tables } from '@oto/schema/db/tables';
import { startHouseRules, type HouseRuleCache } from './house-rules.ts';
import { makeOutsideJudge, type OutsideJudge } from './outside-judge.ts';

/** What judging needs beside the built-in rules; one a process. */
export type Moderation = { readonly houseRules: HouseRuleCache; readonly outside: OutsideJudge | null; close(): void };

export async function startModeration(db: Kysely<Tables>, bus: Bus, config: Config, log: Logger): Promise<Moderation> {
  const houseRules = await startHouseRules(db, bus);
  const outside = config.moderation === null ? null : makeOutsideJudge(config.moderation, log, config.limitsFactor);
  return { houseRules, outside, close: () => houseRules.close() };
}
