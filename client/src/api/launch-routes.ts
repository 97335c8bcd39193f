import { OwnInvitation, OwnInvitations } from '@oto/schema/contract/account';
import {
  Feedback,
  FeedbackCase,
  type FeedbackAnswer,
  type FeedbackKind,
  type FeedbackRequest,
  type FeedbackState,
} from '@oto/schema/contract/feedback';
import { FlagViews, type FlagChange } from '@oto/schema/contract/flag';
import { Waiting, Wave, Waves, type WaitingRequest, type WaveDeed, type WaveRequest } from '@oto/schema/contract/wave';
import { z } from 'zod';
import type { Calls } from './calls.ts';
import { Nothing } from './nothing.ts';

const of = '/api/operator';

/** Waiting for an invitation, waves of them, what people say of the product, and what is shown to whom. */
export function launchRoutes({ call, post }: Calls) {
  return {
    /** Answers the same whoever is on the list. */
    waitForInvitation: (wish: z.input<typeof WaitingRequest>) => post('/api/waiting-list', Nothing, wish),

    ownInvitations: () => call('/api/invitations', OwnInvitations),
    /** The code comes once. */
    inviteFriend: () => post('/api/invitations', OwnInvitation, {}),

    waiting: () => call(`${of}/waiting`, Waiting),
    forgetWaiting: (id: string) => call(`${of}/waiting/${id}`, Nothing, { method: 'DELETE' }),
    waves: () => call(`${of}/waves`, Waves),
    openWave: (wave: WaveRequest) => post(`${of}/waves`, Wave, wave),
    changeWave: (id: string, deed: WaveDeed) => post(`${of}/waves/${id}`, Wave, { deed }),

    sendFeedback: (feedback: FeedbackRequest) => post('/api/feedback', Feedback, feedback),
    /** Mine, newest first. */
    feedback: () => call('/api/feedback', z.object({ feedback: z.array(Feedback) })),
    /** Newest first, 50 a page; `before` is the last one seen. */
    allFeedback: (filter: { readonly state?: FeedbackState; readonly kind?: FeedbackKind; readonly before?: string }) => {
      const query = new URLSearchParams(filter);
      return call(`${of}/feedback${query.size === 0 ? '' : `?${query.toString()}`}`, z.object({ feedback: z.array(FeedbackCase) }));
    },
    answerFeedback: (id: string, answer: FeedbackAnswer) => post(`${of}/feedback/${id}`, FeedbackCase, answer),

    flags: () => call(`${of}/flags`, FlagViews),
    changeFlag: (change: FlagChange) => call(`${of}/flags`, FlagViews, { method: 'PUT', body: change }),
  };
}

/** The board as it was, for operators. */
export const feedbackPicture = (id: string): string => `${of}/feedback/${id}/picture`;
