import { isId } from '@oto/schema/base/id';
import { z } from 'zod';
import type { SideView } from './context.ts';

const IdKept = z.string().refine(isId);
/** Sheets that have no address of their own. */
const SheetKept = z.discriminatedUnion('type', [
  z.object({ type: z.literal('history'), id: IdKept }),
  z.object({ type: z.literal('wallet'), page: z.enum(['statement', 'use', 'purchases']).optional() }),
  z.object({ type: z.literal('tray') }),
  z.object({ type: z.literal('inbox'), tab: z.enum(['news', 'appeals', 'decisions', 'settings']) }),
  z.object({ type: z.literal('profile'), handle: z.string().max(80) }),
  z.object({ type: z.literal('feed') }),
  z.object({ type: z.literal('week') }),
]);
const Kept = z.object({ sheet: SheetKept.nullable(), console: z.boolean() });

/** What lies open and is not told by the address: it is there again after the page is loaded anew. */
export type Kept = { readonly sheet: Exclude<SideView, { type: 'note' }> | null; readonly console: boolean };

const STORED = 'oto.kept';
/** Sheets that only their own person may see. */
const OWN = ['wallet', 'tray', 'inbox'];

/** The tab's own storage; null where the browser refuses it. */
export function tabStorage(page: Pick<Window, 'sessionStorage'>): Storage | null {
  try {
    return page.sessionStorage;
  } catch {
    return null;
  }
}

/** The sheet to open again for whoever is there; null: none. */
export function sheetFor(kept: Kept | null, isMember: boolean): Kept['sheet'] {
  const sheet = kept?.sheet ?? null;
  return sheet !== null && (isMember || !OWN.includes(sheet.type)) ? sheet : null;
}

/** For the one time that follows. */
export function keep(storage: Pick<Storage, 'setItem'> | null, kept: Kept): void {
  try {
    storage?.setItem(STORED, JSON.stringify(kept));
  } catch {
    // Refused or full: the page then opens at its address alone.
  }
}

/** What was kept, once; null: nothing. */
export function takeKept(storage: Pick<Storage, 'getItem' | 'removeItem'> | null): Kept | null {
  try {
    if (storage === null) return null;
    const kept = Kept.safeParse(JSON.parse(storage.getItem(STORED) ?? 'null'));
    storage.removeItem(STORED);
    return kept.success ? (kept.data as Kept) : null;
  } catch {
    return null;
  }
}
