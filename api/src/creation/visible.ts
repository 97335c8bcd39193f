type Shown = {
  readonly author_id: string;
  readonly state: 'pending' | 'done' | 'failed';
  readonly visibility: 'private' | 'unlisted' | 'published';
  readonly hidden_at: Date | null;
  readonly deleted_at: Date | null;
};

/** Whether a creation exists for a viewer (uuid; null: not signed in). What does not, answers as if it were not there. */
export function isVisibleTo(creation: Shown, viewer: string | null): boolean {
  if (creation.deleted_at !== null || creation.hidden_at !== null) return false;
  if (creation.author_id === viewer) return true;
  return creation.state === 'done' && creation.visibility !== 'private';
}
