import { expect, test } from 'vitest';
import { atApi, filesAt, parseAnswer } from './origin.ts';

const AT = 'https://api.oto.example';

test('what browsers load by themselves is looked for at the api, and nothing else is touched', () => {
  const answer = {
    cards: [{ id: 'x', thumb: '/media/x/thumb?r=1', title: '/media/x/thumb', author: { name: '/share/x.jpg' } }],
    media: [{ variant: 'main', url: '/media/x/main' }],
    inputs: [{ url: '/api/inputs/y/file' }],
    preview: '/media/preview/token',
    shop: { url: 'https://checkout.stripe.com/c' },
    sign: { url: '/anywhere' },
  };
  expect(JSON.parse(JSON.stringify(answer), filesAt(AT))).toEqual({
    ...answer,
    cards: [{ ...answer.cards[0], thumb: `${AT}/media/x/thumb?r=1` }],
    media: [{ variant: 'main', url: `${AT}/media/x/main` }],
    inputs: [{ url: `${AT}/api/inputs/y/file` }],
    preview: `${AT}/media/preview/token`,
  });
});

test('beside the page, a path is a path', () => {
  expect(atApi('/api/me')).toBe('/api/me');
  expect(parseAnswer('{"thumb":"/media/x/thumb"}')).toEqual({ thumb: '/media/x/thumb' });
});
