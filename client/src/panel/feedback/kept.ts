import { FEEDBACK_KINDS, FeedbackRequest } from '@oto/schema/contract/feedback';
import { z } from 'zod';

/** What waits to be sent, and by whom: the member's id, null a visitor. */
const Waiting = z.object({ by: z.string().nullable(), request: FeedbackRequest });
type WaitingFeedback = z.input<typeof Waiting>;
/** Words not sent yet. */
const Draft = z.object({
  by: z.string().nullable(),
  kind: z.enum(FEEDBACK_KINDS).nullable(),
  words: z.string().max(2000),
  contact: z.string().max(254),
});
type FeedbackDraft = z.infer<typeof Draft>;

const NAMES = { waiting: 'oto.feedback', draft: 'oto.feedbackDraft' } as const;

/** In this browser; where nothing may be kept, nothing is. */
function read<T>(name: string, shape: z.ZodType<T>): T | null {
  try {
    const found = shape.safeParse(JSON.parse(localStorage.getItem(name) ?? 'null'));
    return found.success ? found.data : null;
  } catch {
    return null;
  }
}

/** False: there is no room, or it may not be. */
function write(name: string, value: object | null): boolean {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export const readDraft = (): FeedbackDraft | null => read(NAMES.draft, Draft);
export const keepDraft = (draft: FeedbackDraft | null): boolean => write(NAMES.draft, draft);
export const readWaiting = (): WaitingFeedback | null => read(NAMES.waiting, Waiting);
/** Without its picture where there is no room for it. */
export function keepWaiting(waiting: WaitingFeedback | null): boolean {
  if (waiting === null || write(NAMES.waiting, waiting)) return write(NAMES.waiting, waiting);
  const { picture: _picture, ...request } = waiting.request;
  return write(NAMES.waiting, { ...waiting, request });
}
