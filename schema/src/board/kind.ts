/** What a generator makes, and so what a creation is. */
export const KINDS = ['text', 'image', 'video', 'voice'] as const;
export type Kind = (typeof KINDS)[number];

/** Side of a note on the board, in world units. */
export const CREATION_SIZE = 200;
export const AGENT_SIZE = 240;
