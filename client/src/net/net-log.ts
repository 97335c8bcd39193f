import type { ErrorCode } from '@oto/schema/contract/errors';

/** What the synchronisation reports, for the log console. */
export type NetLogCode =
  | ErrorCode
  | 'sync_connecting'
  | 'sync_live'
  | 'sync_offline'
  | 'region_opened'
  | 'region_failed'
  | 'region_reloaded'
  | 'edit_sent'
  | 'edit_saved'
  | 'local_copy_off'
  | 'cards_failed'
  | 'pass_failed';

export type NetLog = (level: 'info' | 'warn' | 'error', code: NetLogCode, params?: Readonly<Record<string, string | number>>) => void;
