import { isErrorCode, type ErrorCode } from '@oto/schema/contract/errors';

/**
 * What to do after the server closed one document of a socket that stays open.
 * `discard`: the local document holds what the server will never take; begin anew.
 * `epoch`: the document lives on under another name that the atlas tells.
 * `pass`: ask for another pass. `later`: the same document, after a pause. `gone`: wait for the atlas.
 */
export type CloseRemedy = 'discard' | 'epoch' | 'pass' | 'later' | 'gone';

/** `reason` is what the server wrote. Without a code of ours no edit was judged. */
export function remedyFor(reason: string): { readonly code: ErrorCode; readonly remedy: CloseRemedy } {
  const code: ErrorCode = isErrorCode(reason) ? reason : 'unavailable';
  switch (code) {
    case 'edit_refused':
    case 'edit_malformed':
    case 'edit_incomplete':
    case 'forbidden':
    case 'note_gone':
    case 'payload_too_large':
    case 'plot_closed':
    case 'account_too_new':
    case 'plot_full':
    case 'ties_full':
    case 'too_many_deletions':
    case 'suspended':
      return { code, remedy: 'discard' };
    case 'old_epoch':
      return { code, remedy: 'epoch' };
    case 'bad_credential':
    case 'not_signed_in':
      return { code, remedy: 'pass' };
    case 'not_found':
    case 'unknown_document':
      return { code, remedy: 'gone' };
    default:
      return { code, remedy: 'later' };
  }
}
