import { createTransport } from 'nodemailer';
import type { MailConfig } from '../config.ts';
import type { Outcome } from './sender.ts';

export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where one click, or one POST by the mail program, ends these mails; none where a mail must come. */
  readonly unsubscribe?: string;
};

export type MailSender = { send(mail: Mail): Promise<Outcome>; close(): void };

const CONNECT_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 20_000;

export function makeMailSender({ url, from }: MailConfig): MailSender {
  const transport = createTransport({
    url,
    connectionTimeout: CONNECT_WITHIN_MS,
    greetingTimeout: CONNECT_WITHIN_MS,
    socketTimeout: ANSWER_WITHIN_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text, html, unsubscribe }) {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          html,
          headers: {
            ...(unsubscribe === undefined
              ? {}
              : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
            'Auto-Submitted': 'auto-generated',
          },
        });
        return { type: 'sent' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** A server that answers 4xx has not taken the mail; neither has one that could not be reached or that refused our password. */
function outcomeOf(error: unknown): Outcome {
  const { code, command, responseCode } = error as { readonly code?: string; readonly command?: string; readonly responseCode?: number };
  const why = [code, command?.split(' ', 1)[0], responseCode].filter((part) => part !== undefined).join(' ');
  const notTaken = responseCode !== undefined && responseCode >= 400 && responseCode < 500;
  return { type: notTaken || command === 'CONN' || code === 'EAUTH' || code === 'EDNS' ? 'again' : 'lost', why };
}
