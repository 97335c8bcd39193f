import type { CollabTables } from './table/collab.ts';
import type { DeployTables } from './table/deploy.ts';
import type { FileTables } from './table/file.ts';
import type { IdentityTables } from './table/identity.ts';
import type { LaunchTables } from './table/launch.ts';
import type { MakingTables } from './table/making.ts';
import type { MoneyTables } from './table/money.ts';
import type { PeopleTables } from './table/people.ts';
import type { SafetyTables } from './table/safety.ts';
import type { StatusTables } from './table/status.ts';
import type { WebhookTables } from './table/webhook.ts';

/** Kysely's view of the migrations, one file an area. */
export type Tables = IdentityTables &
  MakingTables &
  FileTables &
  MoneyTables &
  PeopleTables &
  SafetyTables &
  CollabTables &
  DeployTables &
  LaunchTables &
  StatusTables &
  WebhookTables;
