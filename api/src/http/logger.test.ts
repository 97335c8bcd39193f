import { expect, test } from 'vitest';
import { makeLogger } from './logger.ts';

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
