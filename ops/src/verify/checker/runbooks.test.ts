import { expect, test } from 'vitest';
import { commandsIn, windowsIn } from './runbooks.ts';

test('every page that a runbook sends operators to is named, in a list too', () => {
  expect(windowsIn("Operators' window: Books (they must balance), Failures, Log by the time of the deploy.\n")).toEqual([
    'Books',
    'Failures',
    'Log',
  ]);
  expect(windowsIn("Look: Operators' window, Service, switch _generation_ off. Operators' window, Books: they")).toEqual([
    'Service',
    'Books',
  ]);
  expect(windowsIn("Operators' window: nowhere")).toEqual(['nowhere']);
});

test('a command that goes over several lines is one', () => {
  expect(commandsIn('a\n```sh\nsystemd-run -p A=b \\\n  x --back\nls\n```\n')).toEqual(['systemd-run -p A=b x --back', 'ls', '']);
});
