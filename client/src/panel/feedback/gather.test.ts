import { FEEDBACK_PICTURE_MAX } from '@oto/schema/contract/feedback';
import { expect, test } from 'vitest';
import { asBase64, pictureThatFits } from './gather.ts';

/** The most bytes of which the base 64 is not too long. */
const ROOM = (FEEDBACK_PICTURE_MAX / 4) * 3;
const blob = (bytes: number) => new Blob([new Uint8Array(bytes)]);

test('a picture that is too large is taken smaller, and what is shown can be sent', async () => {
  const sides: number[] = [];
  const picture = await pictureThatFits(async (side) => {
    sides.push(side);
    return blob(side > 1000 ? ROOM + 1 : ROOM);
  });
  expect(sides).toEqual([1280, 960]);
  expect(picture && (await asBase64(picture)).length).toBe(FEEDBACK_PICTURE_MAX);
});

test('no board and a board that fits no way are no picture', async () => {
  expect(await pictureThatFits(async () => null)).toBeNull();
  expect(await pictureThatFits(async () => blob(ROOM + 1))).toBeNull();
});
