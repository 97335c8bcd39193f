import { expect, it } from 'vitest';
import { newId, type Id } from '@oto/schema/base/id';
import { POLICIES } from '@oto/schema/board/record';
import type { Actor } from './actor.ts';
import { mayWrite } from './policy.ts';

const [owner, guest, other] = [newId(), newId(), newId()];
const expires = Number.MAX_SAFE_INTEGER;
const actors: readonly (readonly [string, Actor])[] = [
  ['owner', { kind: 'member', id: owner, operator: false, expires }],
  ['operator', { kind: 'member', id: other, operator: true, expires }],
  ['guest', { kind: 'member', id: guest, operator: false, expires }],
  ['other', { kind: 'member', id: other, operator: false, expires }],
  ['newcomer', { kind: 'member', id: other, operator: false, newcomer: true, expires }],
  ['invited newcomer', { kind: 'member', id: guest, operator: false, newcomer: true, expires }],
  ['watcher', { kind: 'watcher' }],
  ['service', { kind: 'service', name: 'w', document: 'region/2,3.1', note: newId(), record: null, expires }],
];

it('lets owners and operators write always, members as the policy says, newcomers where they were invited', () => {
  const who = (policy: (typeof POLICIES)[number], barred: readonly Id[] = []) =>
    actors
      .filter(([, actor]) => mayWrite(actor, { owner, policy, guests: new Set([guest]), barred: new Set(barred) }))
      .map(([name]) => name);
  expect(POLICIES.map((policy) => who(policy))).toEqual([
    ['owner', 'operator', 'guest', 'other', 'invited newcomer'],
    ['owner', 'operator', 'guest', 'invited newcomer'],
    ['owner', 'operator'],
  ]);
  // Whom the owner blocked, guest or not, but never an operator.
  expect(POLICIES.map((policy) => who(policy, [guest, other]))).toEqual([
    ['owner', 'operator'],
    ['owner', 'operator'],
    ['owner', 'operator'],
  ]);
});
