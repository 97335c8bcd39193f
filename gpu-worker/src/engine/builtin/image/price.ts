/** What one run costs, whatever the prompt. */
export const TOKENS = 8;
