/** What a check of files alone is given. */
export type Repository = { readonly root: string; readonly say: (line: string) => void };
