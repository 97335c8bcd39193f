import { sql, type Kysely } from 'kysely';
import { isPointedAt } from '@oto/api/media/pointed';
import { sha256Hex, type MediaStore } from '@oto/api/media/store';
import type { Tables } from '@oto/schema/db/tables';

/** The names (SHA-256, hex) of every file that the database points at. */
export async function namedMedia(db: Kysely<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select f.sha256 from (
      select sha256 from media union select sha256 from step_media union select sha256 from media_form union select sha256 from upload
      union select sha256 from input_file union select sha256 from job_input union select sha256 from stored_file) f
    where f.sha256 is not null and ${isPointedAt('f.sha256')} order by 1`.execute(db);
  return rows.map(({ sha256 }) => sha256);
}

/** Which of these files are not there, or not what their names say; a line each. */
export async function faultsOfMedia(store: Pick<MediaStore, 'readAll'>, names: readonly string[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const name of names) {
    const bytes = await store.readAll(name).catch(() => null);
    if (bytes === null) faults.push(`${name} is missing`);
    else if (sha256Hex(bytes) !== name) faults.push(`${name} is damaged`);
  }
  return faults;
}
