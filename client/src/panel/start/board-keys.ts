import type { KeyIntent } from '../../tool/keys.ts';
import type { Key } from '../../i18n/language.ts';

type BoardKey = {
  readonly title: Extract<Key, `keys.board.${string}`>;
  /** As commands spell them. */
  readonly keys: readonly string[];
};

/** What the board hears itself and no command of the registry names. */
export const BOARD_KEYS: readonly BoardKey[] = [
  { title: 'keys.board.step', keys: ['ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown'] },
  { title: 'keys.board.pan', keys: ['shift+ArrowRight'] },
  { title: 'keys.board.nudge', keys: ['ArrowRight', 'shift+ArrowRight'] },
  { title: 'keys.board.open', keys: ['Enter'] },
  { title: 'keys.board.clear', keys: ['Escape'] },
  { title: 'keys.board.markAll', keys: ['mod+a'] },
  { title: 'keys.board.front', keys: [']'] },
  { title: 'keys.board.tie', keys: ['t'] },
];

/** Which line of the sheet tells of an intent; `command`: the registry does. */
export const TOLD: Readonly<Record<KeyIntent['type'], BoardKey['title'] | { readonly command: string }>> = {
  step: 'keys.board.step',
  pan: 'keys.board.pan',
  nudge: 'keys.board.nudge',
  open: 'keys.board.open',
  clear: 'keys.board.clear',
  'mark-all': 'keys.board.markAll',
  'to-front': 'keys.board.front',
  tie: 'keys.board.tie',
  zoom: { command: 'zoom-in' },
  home: { command: 'home' },
  back: { command: 'back' },
  forward: { command: 'forward' },
  map: { command: 'map' },
  undo: { command: 'undo' },
  redo: { command: 'redo' },
};
