import type { Hit } from '@oto/schema/contract/search';
import type { Command } from '../../app/commands.ts';

/** One line of the palette. */
export type Line =
  | { readonly type: 'recent'; readonly id: string; readonly q: string }
  | { readonly type: 'command'; readonly id: string; readonly command: Command; readonly title: string }
  | { readonly type: 'hit'; readonly id: string; readonly hit: Hit };

type GroupName = 'recent' | 'people' | 'agents' | 'creations' | 'commands';
export type Group = { readonly name: GroupName; readonly lines: readonly Line[] };

/** Commands told beside what was found. */
const COMMANDS_BESIDE = 4;

export type Shown = {
  readonly q: string;
  readonly hits: readonly Hit[];
  readonly recent: readonly string[];
  /** Those that make sense now, with their titles. */
  readonly commands: readonly { readonly command: Command; readonly title: string }[];
};

/** What the palette lists, in its groups: with nothing typed, what was looked for before and what can be done. */
export function groupsOf({ q, hits, recent, commands }: Shown): readonly Group[] {
  const typed = plain(q);
  const fitting = typed === '' ? commands : commands.filter(({ title }) => isMeant(typed, plain(title))).slice(0, COMMANDS_BESIDE);
  const lines = (type: 'person' | 'agent' | 'creation') => hits.filter((hit) => hit.type === type).map(lineOf);
  const groups: readonly Group[] = [
    { name: 'recent', lines: typed === '' ? recent.map((one): Line => ({ type: 'recent', id: `recent-${one}`, q: one })) : [] },
    { name: 'people', lines: lines('person') },
    { name: 'agents', lines: lines('agent') },
    { name: 'creations', lines: lines('creation') },
    { name: 'commands', lines: fitting.map((one): Line => ({ type: 'command', id: `command-${one.command.id}`, ...one })) },
  ];
  return groups.filter((group) => group.lines.length > 0);
}

function lineOf(hit: Hit): Line {
  return { type: 'hit', id: hit.type === 'person' ? hit.person.id : hit.id, hit };
}

/** Every word typed begins a word of the title. */
function isMeant(typed: string, title: string): boolean {
  const words = title.split(' ');
  return typed.split(' ').every((one) => words.some((word) => word.startsWith(one)));
}

/** Lower case without accents, words apart. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A text in pieces, those that were found apart. */
export function piecesOf(
  text: string,
  marks: readonly (readonly [number, number])[],
): readonly { readonly text: string; readonly found: boolean }[] {
  const pieces: { text: string; found: boolean }[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from > at) pieces.push({ text: text.slice(at, from), found: false });
    pieces.push({ text: text.slice(from, to), found: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), found: false });
  return pieces;
}
