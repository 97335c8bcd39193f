import { MemberClient } from '@oto/ops/http/member-client';
import { untilEngines } from '@oto/ops/http/until-engines';
import type { Stack } from '@oto/ops/local/stack';
import { authorOf } from './life.ts';

/** Whether a member of before signs in, reads a picture of before, and a worker offers its engines as before. */
export async function isRead(stack: Stack, picture: string): Promise<boolean> {
  const client = new MemberClient(stack.url);
  await client.enter(authorOf(stack));
  const { media } = await client.creation(picture);
  const file = media[0];
  if (!file) return false;
  const answer = await fetch(new URL(file.url, stack.url), { headers: { cookie: client.cookie } });
  const bytes = await answer.arrayBuffer();
  await untilEngines(stack.url, ['text']);
  return answer.ok && bytes.byteLength > 0;
}
