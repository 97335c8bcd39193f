import { expect, test } from 'vitest';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { account } from './words/account.fr.ts';
import { board } from './words/board.fr.ts';
import { filter } from './words/filter.fr.ts';
import { launch } from './words/launch.fr.ts';
import { lineage } from './words/lineage.fr.ts';
import { log } from './words/log.fr.ts';
import { making } from './words/making.fr.ts';
import { money } from './words/money.fr.ts';
import { operator } from './words/operator.fr.ts';
import { presence } from './words/presence.fr.ts';
import { profile } from './words/profile.fr.ts';
import { release } from './words/release.fr.ts';
import { safety } from './words/safety.fr.ts';
import { search } from './words/search.fr.ts';
import { shell } from './words/shell.fr.ts';
import { social } from './words/social.fr.ts';
import { start } from './words/start.fr.ts';
import { status } from './words/status.fr.ts';
import { telling } from './words/telling.fr.ts';
import { verify } from './words/verify.fr.ts';
import { webhook } from './words/webhook.fr.ts';

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '').toSorted((a, b) => a.localeCompare(b));

test('both languages have the same keys', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort());
});

test.each(Object.keys(fr) as (keyof typeof fr)[])('%s has words and the same placeholders in both', (key) => {
  expect(fr[key].trim()).not.toBe('');
  expect(en[key].trim()).not.toBe('');
  expect(placeholders(en[key])).toEqual(placeholders(fr[key]));
});

test('every counted key has both its forms', () => {
  const stems = (end: string) =>
    Object.keys(fr)
      .filter((key) => key.endsWith(end))
      .map((key) => key.slice(0, -end.length));
  expect(stems('.one')).toEqual(stems('.other'));
});

test('no area says a word of another', () => {
  const areas = [
    account,
    board,
    filter,
    launch,
    lineage,
    log,
    making,
    money,
    operator,
    presence,
    profile,
    release,
    safety,
    search,
    shell,
    social,
    start,
    status,
    telling,
    verify,
    webhook,
  ];
  const keys = areas.flatMap((words) => Object.keys(words));
  expect(keys).toHaveLength(new Set(keys).size);
  expect(keys.sort()).toEqual(Object.keys(fr).sort());
});
