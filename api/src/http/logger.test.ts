import { expect, test } from 'vitest';
import { makeLogger, plainError } from './logger.ts';

test('an error is logged without what it drags along', () => {
  const client = { connectionParameters: { password: 'hunter2' } };
  const error = Object.assign(new Error('gone', { cause: new Error('why') }), { code: '57P01', client });
  expect(plainError(error)).toMatchObject({ type: 'Error', message: 'gone', code: '57P01', cause: { message: 'why' } });
  expect(JSON.stringify(plainError(error))).not.toContain('hunter2');
});

test('secrets never reach a log line', () => {
  const lines: string[] = [];
  const log = makeLogger('info', { write: (line: string) => void lines.push(line) });
  log.info(
    { password: 'hunter2', headers: { cookie: 'hunter2', authorization: 'hunter2' }, req: { body: { token: 'hunter2' } }, member: 'm' },
    'x',
  );
  expect(lines.join('')).not.toContain('hunter2');
  expect(lines.join('')).toContain('"member":"m"');
});

test('every secret of the configuration has a name that is redacted', () => {
  const lines: string[] = [];
  const log = makeLogger('info', { write: (line: string) => void lines.push(line) });
  const config = {
    databaseUrl: 'hunter2',
    signingKey: { d: 'hunter2' },
    authSecret: 'hunter2',
    workerToken: 'hunter2',
    payments: { secretKey: 'hunter2', webhookSecret: 'hunter2' },
    oidc: { clientSecret: 'hunter2' },
    push: { privateKey: 'hunter2' },
    s3: { secretAccessKey: 'hunter2' },
    headers: { 'set-cookie': 'hunter2', 'stripe-signature': 'hunter2' },
  };
  log.info(config, 'x');
  log.info({ config }, 'x');
  expect(lines.join('')).not.toContain('hunter2');
});
