/** Slower than linear on some text, each with what keeps that text short. */
export const REVIEWED_REGEXES: readonly { readonly file: string; readonly regex: string; readonly bound: string }[] = [];
