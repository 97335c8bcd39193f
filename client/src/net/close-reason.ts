import { isErrorCode, type ErrorCode } from '@oto/schema/contract/errors';

/**
 * What to do after the server closed one document of a socket that stays open.
 * `discard`: the local document holds what the server will never take; begin anew.
 * `epoch`: the document lives on under another name that the atlas tells.
 * `pass`: ask for another pass. `later`: the same document, after a pause. `gone`: wait for the atlas.
 */
export type CloseRemedy = 'discard' | 'epoch' | 'pass' | 'later' | 'gone';

/** `reason` is what the server wrote; `unsaved`, whether edits of ours were on their way. */
export function remedyFor(reason: string, unsaved: boolean): { readonly code: ErrorCode; readonly remedy: CloseRemedy } {
  const code: ErrorCode = isErrorCode(reason) ? reason : unsaved ? 'edit_refused' : 'unavailable';
  switch (code) {
    case 'edit_refused':
    case 'edit_malformed':
    case 'edit_incomplete':
    case 'forbidden':
    case 'payload_too_large':
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
