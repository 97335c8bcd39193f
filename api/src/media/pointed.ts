import { sql, type RawBuilder } from 'kysely';

/**
 * Whether somebody points at the file of this name, given as a column. What a job took from somebody's creation is
 * theirs: once the job is over only they keep it.
 */
export function isPointedAt(column: string): RawBuilder<boolean> {
  const name = sql.ref(column);
  return sql<boolean>`(exists (select from media m where m.sha256 = ${name})
    or exists (select from step_media m where m.sha256 = ${name})
    or exists (select from media_form m where m.sha256 = ${name})
    or exists (select from upload u where u.sha256 = ${name})
    or exists (select from feedback f where f.sha256 = ${name})
    or exists (select from input_file f where f.sha256 = ${name})
    or exists (select from job_input i join job j on j.id = i.job_id join creation c on c.id = j.creation_id
      where i.sha256 = ${name} and c.deleted_at is null and c.state <> 'failed'
      and (i.creation_id is null or j.state in ('queued', 'running'))))`;
}
