import type { ColumnType, GeneratedAlways } from 'kysely';

/** `uuid` columns are 36-character text here; the contract's ids are 22. */
export type Uuid = string;
export type Instant = ColumnType<Date, Date | string | undefined, Date | string>;
export type MaybeInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
export type Json<T> = ColumnType<T, string, string>;
export type Big = GeneratedAlways<string>;
/** yyyy-mm-dd; select it as `week::text`. */
export type Day = ColumnType<string, string, never>;
export type File = {
  sha256: string;
  mime: string;
  bytes: ColumnType<string, number | string, number | string>;
  width: number | null;
  height: number | null;
  duration_ms: number | null;
  peaks: number[] | null;
};
