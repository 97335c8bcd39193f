import type { Translate } from '../i18n/language.ts';
import { commandsNow, type Command } from './commands.ts';
import type { App } from './context.ts';

const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Whether a press is one of these keys. Shift counts with letters and named keys alone: signs need it on one keyboard and not on another. */
export function isPressed(keys: string, press: Press, apple: boolean = APPLE): boolean {
  const { key, modifiers } = partsOf(keys);
  const isSign = key.length === 1 && !/[a-z]/i.test(key);
  const mod = modifiers.has('mod');
  // AltGr, which some keyboards need for a sign, is reported as Ctrl and Alt together.
  const byAltGr = isSign && !mod && press.ctrlKey && press.altKey;
  return (
    press.key.toLowerCase() === key.toLowerCase() &&
    (byAltGr || ((apple ? press.metaKey : press.ctrlKey) === mod && !(apple ? press.ctrlKey : press.metaKey))) &&
    (byAltGr || press.altKey === modifiers.has('alt')) &&
    (isSign || press.shiftKey === modifiers.has('shift'))
  );
}

const NAMED: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: '↵',
  Escape: 'Esc',
};

/** As a keyboard has them, one word a key: ['Ctrl', 'K'], or ['⌘', 'K']. */
export function keyCaps(keys: string, t: Translate, apple: boolean = APPLE): readonly string[] {
  const { key, modifiers } = partsOf(keys);
  return [
    ...(modifiers.has('mod') ? [apple ? '⌘' : 'Ctrl'] : []),
    ...(modifiers.has('alt') ? [apple ? '⌥' : 'Alt'] : []),
    ...(modifiers.has('shift') ? [apple ? '⇧' : t('undo.shift')] : []),
    NAMED[key] ?? (key.length === 1 ? key.toUpperCase() : key),
  ];
}

/** A name in the last place; `+` itself is written alone or after another `+`. */
function partsOf(keys: string): { readonly key: string; readonly modifiers: ReadonlySet<string> } {
  const [, before = '', key = keys] = /^((?:(?:mod|alt|shift)\+)*)(.+)$/.exec(keys) ?? [];
  return { key, modifiers: new Set(before.split('+').filter((part) => part !== '')) };
}

const FIELDS = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"]';
const WINDOWS = '[aria-modal="true"], [role="dialog"], [role="menu"], [role="listbox"]';

/** Runs commands by their keys until the returned function is called. */
export function listenToCommands(app: App): () => void {
  const hear = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const command = commandsNow(app).find((one) => hears(one, event));
    if (command === undefined) return;
    event.preventDefault();
    command.run(app);
  };
  addEventListener('keydown', hear);
  return () => removeEventListener('keydown', hear);
}

/** Without a modifier a press is a letter for whatever field has the focus. */
function hears({ keys, heard }: Command, event: KeyboardEvent): boolean {
  if (heard === undefined) return false;
  const pressed = keys?.find((one) => isPressed(one, event));
  if (pressed === undefined) return false;
  if (heard === 'anywhere' && partsOf(pressed).modifiers.has('mod')) return true;
  return event.target instanceof Element && event.target.closest(`${FIELDS}, ${WINDOWS}`) === null;
}
