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
  STRIPE_SECRET_KEY: 'sk_live_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
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
    passwordCost: { memoryCost: 19_456, timeCost: 2, parallelism: 1 },
    clientFolder: null,
    s3: null,
    moderation: null,
    push: null,
    mail: null,
  });
});

test('production sells with both secrets or not at all, and never with the stand-in', () => {
  expect(readConfig(good).payments).toEqual({ mode: 'live', secretKey: 'sk_live_1', webhookSecret: 'whsec_1' });
  expect(() => readConfig({ ...good, STRIPE_SECRET_KEY: '' })).toThrow(/both or none/);
  expect(() => readConfig({ ...good, STRIPE_SECRET_KEY: '', STRIPE_WEBHOOK_SECRET: '' })).toThrow(/production needs both/);
  expect(readConfig({ ...good, STRIPE_SECRET_KEY: '', STRIPE_WEBHOOK_SECRET: '', PAYMENTS: 'off' }).payments).toEqual({ mode: 'off' });
  const local = { ...good, NODE_ENV: 'development', STRIPE_SECRET_KEY: '', STRIPE_WEBHOOK_SECRET: '' };
  expect(readConfig(local)).toMatchObject({ payments: { mode: 'test' }, mailbox: true, publisher: null });
});

test('another provider is named whole, over https, or not at all', () => {
  const provider = { OIDC_ISSUER: 'https://id.example/', OIDC_CLIENT_ID: 'oto', OIDC_CLIENT_SECRET: 's', OIDC_NAME: 'Auth0' };
  expect(readConfig({ ...good, ...provider }).oidc).toEqual({
    name: 'Auth0',
    issuer: 'https://id.example',
    clientId: 'oto',
    clientSecret: 's',
  });
  expect(() => readConfig({ ...good, ...provider, OIDC_CLIENT_SECRET: '' })).toThrow(/all three or none/);
  expect(() => readConfig({ ...good, ...provider, OIDC_ISSUER: 'http://id.example' })).toThrow(/https/);
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

test('what judges and what notifies is all there or refused', () => {
  const pair = { VAPID_PUBLIC_KEY: 'B'.repeat(87), VAPID_PRIVATE_KEY: 'k'.repeat(43) };
  const more = {
    MODERATION_URL: 'https://judge.example/v1/',
    MODERATION_FAIL: 'closed',
    SMTP_URL: 'smtps://u:p@mail.example',
    MAIL_FROM: 'oTo <a@b.c>',
  };
  expect(readConfig({ ...good, ...pair, ...more, PUSH_HOSTS: 'push.example:8443' })).toMatchObject({
    moderation: { url: 'https://judge.example/v1', key: null, model: null, failClosed: true },
    push: { subject: 'mailto:Chief@Oto.example', hosts: ['push.example:8443'] },
    mail: { url: 'smtps://u:p@mail.example', from: 'oTo <a@b.c>' },
  });
  expect(() => readConfig({ ...good, VAPID_PUBLIC_KEY: pair.VAPID_PUBLIC_KEY })).toThrow(/VAPID/);
  expect(() => readConfig({ ...good, ...pair, VAPID_PRIVATE_KEY: 'short' })).toThrow(/VAPID_PRIVATE_KEY/);
  expect(() => readConfig({ ...good, SMTP_URL: 'smtp://mail.example' })).toThrow(/MAIL_FROM/);
  expect(() => readConfig({ ...good, MODERATION_URL: 'ftp://judge.example' })).toThrow(/MODERATION_URL/);
});

test('whose pushes are deployed is said with the secret, or nobody’s are', () => {
  const secret = 'k'.repeat(40);
  expect(readConfig(good).deploy).toEqual({ branch: 'main', github: null, token: null });
  expect(readConfig({ ...good, GITHUB_WEBHOOK_SECRET: secret, GITHUB_REPOSITORY: 'oto/oto', DEPLOY_BRANCH: 'live' }).deploy).toEqual({
    branch: 'live',
    github: { secret, repository: 'oto/oto' },
    token: null,
  });
  expect(() => readConfig({ ...good, GITHUB_WEBHOOK_SECRET: secret })).toThrow(/GITHUB_REPOSITORY/);
  expect(() => readConfig({ ...good, DEPLOY_BRANCH: 'main; reboot' })).toThrow(/DEPLOY_BRANCH/);
  expect(() => readConfig({ ...good, DEPLOY_TOKEN: 'change-me'.repeat(5) })).toThrow(/DEPLOY_TOKEN/);
});
