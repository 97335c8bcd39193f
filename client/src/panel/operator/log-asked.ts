import { createSignal } from 'solid-js';

const [asked, setAsked] = createSignal('', { equals: false });
let waiting = '';

/** What another page last wanted to see in the servers' log. */
export const logAsked = asked;

export function askLog(words: string): void {
  waiting = words;
  setAsked(words);
}

/** What the log's page begins with; once. */
export function takeLogAsked(): string {
  const words = waiting;
  waiting = '';
  return words;
}
