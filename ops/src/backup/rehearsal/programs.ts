import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A server with its tools of the same version: the backup talks to a server in the server's own words. */
const PROGRAMS = [
  'initdb',
  'postgres',
  'pg_ctl',
  'pg_receivewal',
  'pg_basebackup',
  'pg_verifybackup',
  'pg_archivecleanup',
  'pg_dump',
  'pg_restore',
];
/** Where Debian keeps one folder a version. */
const DEBIAN = '/usr/lib/postgresql';

/** The folder of a PostgreSQL that is whole: the first on the PATH, or Debian's newest. Null when there is none. */
export function findPostgres(): string | null {
  const versions = listed(DEBIAN).toSorted((a, b) => Number(b) - Number(a));
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...versions.map((version) => join(DEBIAN, version, 'bin'))];
  return folders.find((folder) => PROGRAMS.every((name) => isProgram(join(folder, name)))) ?? null;
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
