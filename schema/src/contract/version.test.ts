import { expect, test } from 'vitest';
import { commonProtocol, listedIn, offeredIn, pageVersion, pageVersionOf, PROTOCOLS, SUBPROTOCOLS } from './version.ts';

test('two builds agree on the newest that both speak, and else on which of them is old', () => {
  expect(commonProtocol([3, 2], [2, 1])).toEqual({ ok: true, value: 2 });
  expect(commonProtocol([3, 2], [3, 2])).toEqual({ ok: true, value: 3 });
  expect(commonProtocol([1], [3, 2])).toMatchObject({ ok: false, code: 'old_client' });
  expect(commonProtocol([4, 3], [2, 1])).toMatchObject({ ok: false, code: 'old_server' });
});

test('what is offered is read as it is written, and nothing else is', () => {
  expect(offeredIn(SUBPROTOCOLS)).toEqual(PROTOCOLS);
  expect(offeredIn(['graphql-ws', 'oto.x', 'oto.2', 'oto.12345678'])).toEqual([2]);
  expect(listedIn(PROTOCOLS.join(', '))).toEqual(PROTOCOLS);
  expect(listedIn('3, 2')).toEqual([3, 2]);
  for (const header of [undefined, '', 'one', '1;2', '-1', '1'.repeat(50), Array.from({ length: 40 }, () => '1').join(', ')])
    expect(listedIn(header)).toEqual([]);
});

test('a page is what it loads, by content, whatever the order', () => {
  const html = `<script type="module" crossorigin src="/assets/index-B1.js"></script>
    <link rel="modulepreload" href="/assets/pixi-C2.js"><link rel="stylesheet" href="/assets/index-D3.css"><link rel="icon" href="data:,">`;
  expect(pageVersionOf(html)).toBe('index-B1.js index-D3.css pixi-C2.js');
  expect(pageVersion(['https://cdn.example/assets/pixi-C2.js', '/assets/index-D3.css', '/assets/index-B1.js'])).toBe(pageVersionOf(html));
  expect(pageVersionOf('<script type="module" src="/src/main.tsx"></script>')).toBeNull();
});
