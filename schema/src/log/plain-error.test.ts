import { expect, test } from 'vitest';
import { plainError } from './plain-error.ts';

test('an error is told without what it drags along', () => {
  const client = { connectionParameters: { password: 'hunter2' } };
  const error = Object.assign(new Error('gone', { cause: new Error('why') }), { code: '57P01', client });
  expect(plainError(error)).toMatchObject({ type: 'Error', message: 'gone', code: '57P01', cause: { message: 'why' } });
  expect(JSON.stringify(plainError(error))).not.toContain('hunter2');
});

test('of several that failed together each is told', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED ::1:5432'), { code: 'ECONNREFUSED' });
  expect(plainError(new AggregateError([refused]))).toMatchObject({
    type: 'AggregateError',
    errors: [{ message: 'connect ECONNREFUSED ::1:5432', code: 'ECONNREFUSED' }],
  });
});

test('an error that is its own cause comes to an end', () => {
  const error = new Error('round');
  error.cause = error;
  expect(JSON.stringify(plainError(error)).match(/"message"/g)).toHaveLength(6);
});

test('what is no error is told as a word', () => {
  expect(plainError('no')).toBe('no');
  expect(plainError(undefined)).toBe('undefined');
});
