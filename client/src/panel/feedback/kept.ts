import { FEEDBACK_KINDS, FeedbackRequest } from '@oto/schema/contract/feedback';
import { z } from 'zod';

/** What waits to be sent, and by whom: the member's id, null a visitor. */
const Waiting = z.object({ by: z.string().nullable(), request: FeedbackRequest });
type WaitingFeedback = z.input<typeof Waiting>;
/** More is not kept: whoever has written as much without a connection is told that there is none. */
const WAITING_MAX = 5;
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

/** The oldest first. */
export function readWaiting(): readonly WaitingFeedback[] {
  // One alone was kept at first. What cannot be read, as after a change of its shape, takes nothing else with it.
  const found = read(NAMES.waiting, z.union([z.array(z.unknown()), Waiting.transform((one) => [one])])) ?? [];
  return found.flatMap((one) => Waiting.safeParse(one).data ?? []);
}

/** Behind what waits already, without its picture where there is no room for it. False: it is not kept, or could never be sent. */
export function keepWaiting(waiting: WaitingFeedback): boolean {
  if (!Waiting.safeParse(waiting).success) return false;
  const before = readWaiting();
  if (before.length >= WAITING_MAX) return false;
  if (write(NAMES.waiting, [...before, waiting])) return true;
  const { picture: _picture, ...request } = waiting.request;
  return write(NAMES.waiting, [...before, { ...waiting, request }]);
}

/** It has gone, or never will. */
export function dropWaiting(key: string): void {
  const left = readWaiting().filter(({ request }) => request.key !== key);
  write(NAMES.waiting, left.length === 0 ? null : left);
}
