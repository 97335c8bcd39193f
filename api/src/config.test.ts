import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { newSigningKey } from './pass/signer.ts';

const key = JSON.stringify(await newSigningKey());
const good = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://oto@db/oto',
  PUBLIC_URL: 'https://oto.example/',
  SIGNING_KEY: key,
  AUTH_SECRET: 'k3'.repeat(20),
  WORKER_TOKEN: 'w7'.repeat(20),
  OPERATOR_EMAILS: 'Chief@Oto.example, second@oto.example',
  TRUST_PROXY: '10.0.0.0/8',
};

test('a complete environment is read and tidied', () => {
  expect(readConfig(good)).toMatchObject({
    production: true,
    publicUrl: 'https://oto.example',
    operatorEmails: ['chief@oto.example', 'second@oto.example'],
    trustProxy: ['10.0.0.0/8'],
    welcomeTokens: 100,
    newcomerHours: 24,
    limitsFactor: 1,
    clientFolder: null,
    s3: null,
  });
});

test('every missing secret is named at once', () => {
  expect(() => readConfig({ NODE_ENV: 'production' })).toThrow(
    /DATABASE_URL[\s\S]*PUBLIC_URL[\s\S]*SIGNING_KEY[\s\S]*AUTH_SECRET[\s\S]*WORKER_TOKEN/,
  );
});

test('production refuses placeholders, plain http and half a bucket', () => {
  expect(() => readConfig({ ...good, AUTH_SECRET: 'change-me'.repeat(5) })).toThrow(/AUTH_SECRET/);
  expect(() => readConfig({ ...good, WORKER_TOKEN: 'local-worker-token-local' })).toThrow(/WORKER_TOKEN/);
  expect(() => readConfig({ ...good, PUBLIC_URL: 'http://oto.example' })).toThrow(/https/);
  expect(() => readConfig({ ...good, SIGNING_KEY: '{"kty":"oct"}' })).toThrow(/SIGNING_KEY/);
  expect(() => readConfig({ ...good, S3_BUCKET: 'media' })).toThrow(/S3_BUCKET/);
});
