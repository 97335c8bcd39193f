import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const base = { API_URL: 'http://api.test/', COLLAB_URL: 'https://board.test', WORKER_TOKEN: 'secret-token' };

test('addresses lose their last slash, http becomes ws, names are made fit', () => {
  expect(readConfig({ ...base, WORKER_NAME: 'My Box_1' })).toMatchObject({
    apiUrl: 'http://api.test',
    collabUrl: 'wss://board.test',
    worker: 'my-box-1',
    concurrency: 2,
    outsideText: null,
  });
});

test('empty values count as absent', () => {
  expect(readConfig({ ...base, OTO_TEXT_URL: '', OTO_WORKER_CONCURRENCY: '' })).toMatchObject({ concurrency: 2, outsideText: null });
});

test('what is wrong is named, never shown', () => {
  expect(() => readConfig({ ...base, API_URL: 'nonsense', WORKER_TOKEN: 'short' })).toThrow(/API_URL.*WORKER_TOKEN/u);
  expect(() => readConfig({ ...base, OTO_WORKER_CONCURRENCY: 'hush-hush' })).toThrow(/^(?!.*hush)/u);
  expect(() => readConfig({ ...base, OTO_TEXT_URL: 'http://llm.test/v1' })).toThrow(/OTO_TEXT_MODEL/u);
});

test('the engines file is read, and all that is wrong with it stops the worker', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oto-config-'));
  try {
    const file = join(folder, 'engines.yml');
    writeFileSync(file, "engines: [{ id: a, type: openai-chat, url: 'http://a.test', model: m, ceiling: 9, key: '${KEY}' }]");
    expect(readConfig({ ...base, OTO_ENGINES: file, KEY: 'k' }).engines).toMatchObject({ builtin: 'all', engines: [{ id: 'a' }] });
    expect(() => readConfig({ ...base, OTO_ENGINES: file })).toThrow(/a: key: the environment has no KEY/u);
    expect(() => readConfig({ ...base, OTO_ENGINES: join(folder, 'none.yml') })).toThrow(/OTO_ENGINES: no file/u);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('kinds have limits of their own where they are named', () => {
  expect([...readConfig({ ...base, OTO_WORKER_KINDS: 'text:4,image:0' }).kindLimits]).toEqual([
    ['text', 4],
    ['image', 0],
  ]);
  expect(readConfig(base).kindLimits.size).toBe(0);
  expect(() => readConfig({ ...base, OTO_WORKER_KINDS: 'text=4' })).toThrow(/OTO_WORKER_KINDS/u);
});

test('the token and what an engines file wants may lie in files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oto-config-'));
  try {
    writeFileSync(join(folder, 'token'), 'secret-token\n');
    writeFileSync(join(folder, 'key'), 'model-key\n');
    const entry = '{ id: far, type: openai-chat, ceiling: 10, url: "http://llm.test/v1", model: m, key: "${MODEL_KEY}" }';
    writeFileSync(join(folder, 'engines.yml'), `builtin: false\nengines:\n  - ${entry}\n`);
    const { WORKER_TOKEN: _given, ...open } = base;
    const wanted = { ...open, OTO_ENGINES: join(folder, 'engines.yml') };
    const read = readConfig({ ...wanted, WORKER_TOKEN_FILE: join(folder, 'token'), MODEL_KEY_FILE: join(folder, 'key') });
    expect(read.token).toBe('secret-token');
    expect(read.engines.engines.map(({ id }) => id)).toEqual(['far']);
    expect(() => readConfig({ ...wanted, WORKER_TOKEN_FILE: join(folder, 'token') })).toThrow(/MODEL_KEY/u);
    expect(() => readConfig({ ...wanted, WORKER_TOKEN_FILE: join(folder, 'gone') })).toThrow(/WORKER_TOKEN_FILE/u);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
