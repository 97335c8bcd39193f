import { expect, test } from 'vitest';
import type { Command } from '../../app/commands.ts';
import { groupsOf, piecesOf } from './palette-list.ts';

const command = (id: string, title: string) => ({
  command: { id, group: 'open', title: () => title, run: () => undefined } satisfies Command,
  title,
});
const commands = [command('wallet', 'Porte-monnaie'), command('create', 'Créer quelque chose')];

test('with nothing typed the palette tells what was looked for and what can be done', () => {
  const groups = groupsOf({ q: ' ', hits: [], recent: ['phare'], commands });
  expect(groups.map(({ name, lines }) => [name, lines.length])).toEqual([
    ['recent', 1],
    ['commands', 2],
  ]);
});

test('commands are found by the beginnings of their words, without accents', () => {
  const ids = (q: string) => groupsOf({ q, hits: [], recent: [], commands }).flatMap(({ lines }) => lines.map(({ id }) => id));
  expect(ids('cree')).toEqual(['command-create']);
  expect(ids('monn')).toEqual(['command-wallet']);
  expect(ids('chose cr')).toEqual(['command-create']);
  expect(ids('naie')).toEqual([]);
});

test('a text is told in pieces', () => {
  expect(piecesOf('Un phare au loin', [[3, 8]])).toEqual([
    { text: 'Un ', found: false },
    { text: 'phare', found: true },
    { text: ' au loin', found: false },
  ]);
  expect(piecesOf('', [])).toEqual([]);
});
