/** Longest audio, in seconds. */
export const MAX_SECONDS = 60;
export const SECONDS_PER_TOKEN = 4;
/** Most tokens: the longest audio, with room for its last sentence. */
export const CEILING = 20;
