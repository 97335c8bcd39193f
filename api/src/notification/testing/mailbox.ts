import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server on loopback that keeps what it is given. */
export type Mailbox = {
  readonly url: string;
  /** Whole messages, as they came. */
  readonly mails: readonly { readonly to: readonly string[]; readonly source: string }[];
  /** Answers recipients with this code from now on; null takes them. */
  refuse(code: number | null): void;
  [Symbol.asyncDispose](): Promise<void>;
};

export async function startMailbox(): Promise<Mailbox> {
  const mails: { readonly to: readonly string[]; readonly source: string }[] = [];
  let refusing: number | null = null;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo(_address, _session, done) {
      done(refusing === null ? null : Object.assign(new Error('not now'), { responseCode: refusing }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), source: Buffer.concat(chunks).toString('utf8') });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    refuse: (code) => (refusing = code),
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A message as a person reads it: encoded words and quoted-printable undone. */
export function readable(source: string): string {
  const bytesOf = (text: string) =>
    text.replaceAll(/((?:=[0-9A-F]{2})+)/g, (run: string) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'));
  const words = source.replaceAll(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_whole, word: string) => bytesOf(word.replaceAll('_', ' ')));
  return bytesOf(words.replaceAll('=\r\n', ''));
}
