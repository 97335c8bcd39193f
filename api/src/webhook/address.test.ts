import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPublicAddress, publicLookup, webhookUrl } from './address.ts';
import { makePoster } from './post.ts';

const CLOSED = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:8.8.8.8',
  '64:ff9b::a00:1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  'localhost',
  '',
];
const OPEN = ['8.8.8.8', '1.1.1.1', '172.32.0.1', '172.15.255.255', '100.128.0.1', '193.0.0.1', '2606:4700::1111', '2a01:4f8::1'];

test('closed addresses are known in every spelling, open ones are let', () => {
  expect(CLOSED.filter(isPublicAddress)).toEqual([]);
  expect(OPEN.filter((address) => !isPublicAddress(address))).toEqual([]);
});

test('no IPv4 of a closed network is open, and none mapped into IPv6', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(fc.constantFrom('10', '127', '0', '224', '255'), byte, byte, byte, (a, b, c, d) => {
      const address = `${a}.${b}.${c}.${d}`;
      expect([isPublicAddress(address), isPublicAddress(`::ffff:${address}`)]).toEqual([false, false]);
    }),
    { seed: 12, numRuns: 200 },
  );
});

test.each([
  ['http://example.org/'],
  ['ftp://example.org/'],
  ['https://user@example.org/'],
  ['https://:word@example.org/'],
  ['https://127.0.0.1/'],
  ['https://2130706433/'],
  ['https://0x7f.1/'],
  ['https://0177.0.0.1/'],
  ['https://[::1]/'],
  ['https://[::ffff:127.0.0.1]/'],
  ['https://169.254.169.254/latest/meta-data/'],
  ['javascript:alert(1)'],
  ['no address'],
])('%s may not be sent to', (text) => {
  expect(webhookUrl(text, ['n8n:5678'])).toBeNull();
});

test('what is allowed by name is allowed there alone', () => {
  expect(webhookUrl('https://example.org/in?x=1#part', [])).toBe('https://example.org/in?x=1');
  expect(webhookUrl('http://n8n:5678/webhook/oto', ['n8n:5678'])).toBe('http://n8n:5678/webhook/oto');
  expect(webhookUrl('http://n8n:5679/webhook/oto', ['n8n:5678'])).toBeNull();
  expect(webhookUrl('http://n8n.evil.example:5678/', ['n8n:5678'])).toBeNull();
  expect(webhookUrl('http://user@n8n:5678/', ['n8n:5678'])).toBeNull();
});

test('a name that leads into a closed network is not connected to, whatever it answered before', async () => {
  let knocks = 0;
  const server = createServer((_request, response) => {
    knocks++;
    response.end('inside');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  // Open when the endpoint was made, closed at each connection; and both at once.
  const answers = [
    [{ address: '127.0.0.1', family: 4 }],
    [
      { address: '203.0.114.9', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ],
    [{ address: '::ffff:127.0.0.1', family: 6 }],
    [],
  ];
  for (const found of answers) {
    const lookup = publicLookup((_host, _options, done) => done(null, found));
    const post = makePoster({ allowed: [], lookup });
    const posted = await post(`https://rebind.example:${port}/`, {}, '{}', new AbortController().signal);
    expect(posted).toEqual({ type: 'unanswered', error: 'closed_address' });
  }
  const post = makePoster({ allowed: [] });
  for (const url of [
    `https://127.0.0.1:${port}/`,
    `http://127.0.0.1:${port}/`,
    `https://[::ffff:7f00:1]:${port}/`,
    `https://localhost:${port}/`,
  ]) {
    expect(await post(url, {}, '{}', new AbortController().signal)).toEqual({ type: 'unanswered', error: 'closed_address' });
  }
  expect(knocks).toBe(0);
  await new Promise((resolve) => server.close(resolve));
});
