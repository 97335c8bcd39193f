import type { Site } from '@oto/schema/contract/site';

/** A paper to be agreed to, in one language. */
export type Paper = { readonly lead: string; readonly sections: readonly Section[] };
/** `id`: its anchor, the same in every language. */
export type Section = { readonly id: string; readonly title: string; readonly body: readonly Block[] };
/** A paragraph, a list, what is kept with why and how long, or who runs this place. */
export type Block =
  | { readonly text: string }
  | { readonly list: readonly string[] }
  | { readonly kept: readonly { readonly what: string; readonly why: string; readonly until: string }[] }
  | { readonly publisher: true };

/** Which paper the address asks for. */
export type PaperName = 'terms' | 'privacy';

/** Undefined while it is being asked, null when no answer came. */
export type KnownSite = Site | null | undefined;
