import type { Kind } from '@oto/schema/board/kind';

/** What the tree is drawn with: one look per theme. */
export type TreeLook = {
  readonly notes: { readonly [K in Kind]: string };
  readonly noteInk: string;
  readonly gone: string;
  readonly ink: string;
  readonly shade: string;
  readonly gold: string;
  readonly hand: string;
  readonly text: string;
};

/** Read from the page's colours as they are now. */
export function readTreeLook(): TreeLook {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    notes: { text: of('--note-text'), image: of('--note-image'), video: of('--note-video'), voice: of('--note-voice') },
    noteInk: of('--note-ink'),
    gone: of('--card-2'),
    ink: of('--pencil'),
    shade: matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(0 0 0 / 42%)' : 'rgb(60 48 30 / 17%)',
    gold: of('--gold-dark'),
    hand: of('--hand'),
    text: of('--text'),
  };
}
