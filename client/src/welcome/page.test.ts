import { describe, expect, test } from 'vitest';
import { welcomeBody, welcomeHead } from './page.ts';

const LANGS = ['fr', 'en'] as const;
/** Each element: its name, and its attributes as one text. */
const elements = (html: string) =>
  [...html.replaceAll(/<!--[\w-]+-->/g, '').matchAll(/<(\w+)([^<>]*)>/g)].map(([, name = '', attributes = '']) => ({ name, attributes }));
/** The page without its words: what is the same in every language. */
const outline = (html: string) =>
  elements(html).map(({ name, attributes }) => [name, ...(attributes.match(/ (?:class|id|data-testid|viewBox)="[^"]*"/g) ?? [])].join(''));

test('both languages greet with the same page', () => {
  expect(outline(welcomeBody('fr'))).toEqual(outline(welcomeBody('en')));
});

describe.each(LANGS)('in %s', (lang) => {
  const body = welcomeBody(lang);

  test('nothing is left to be filled in but what the host alone knows', () => {
    expect(body).not.toMatch(/undefined|\{\{|\}\}/);
    expect([...body.matchAll(/<!--([\w-]+)-->/g)].map(([, name = '']) => name).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'welcome-prices',
      'welcome-tokens',
      'welcome-tokens',
      'welcome-tokens',
    ]);
  });

  test('what leads to a part of the page finds it, and the other language is one step away', () => {
    const ids = new Set([...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const [, id] of body.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(id);
    expect(body).toContain(`href="${lang === 'fr' ? '/welcome' : '/bienvenue'}"`);
  });

  test('its words stand in attributes as they are', () => {
    for (const words of Object.values(welcomeHead(lang))) expect(words).not.toMatch(/["<>&]/);
    // Were one cut short, something would be left of it.
    for (const { attributes } of elements(body)) expect(attributes.replaceAll(/\s[\w-]+(?:="[^"]*")?/g, '')).toMatch(/^\/?$/);
  });
});
