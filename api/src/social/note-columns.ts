import type { Note } from './note.ts';

/** The columns of a notification that say which note it is about. */
export function noteColumns({ uuid, type, kind, title }: Pick<Note, 'uuid' | 'type' | 'kind' | 'title'>) {
  const about = type === 'agent' ? { agent_id: uuid } : { creation_id: uuid };
  return { kind, title, code: null, creation_id: null, job_id: null, ...about };
}
