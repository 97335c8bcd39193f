import type { Case } from './case.ts';
import { badAddresses, badRanges, pathTricks, wrongMethods } from './http-address.ts';
import { malformedBodies, wrongBodies } from './http-body.ts';
import { rawBytes } from './http-bytes.ts';
import { forgedDeploys } from './http-deploy.ts';
import { forgedWebhooks } from './http-webhook.ts';
import { forgedCredentials, foreignOrigins, headerTricks, notYours } from './http-caller.ts';
import type { Target } from './target.ts';

/** Hostile requests over HTTP, each of which must be refused for the reason its function states. */
export async function httpCases(target: Target): Promise<readonly Case[]> {
  return [
    ...malformedBodies(target),
    ...wrongBodies(target),
    ...badAddresses(target),
    ...pathTricks(target),
    ...headerTricks(target),
    ...foreignOrigins(target),
    ...(await forgedCredentials(target)),
    ...notYours(target),
    ...forgedWebhooks(target),
    ...forgedDeploys(target),
    ...badRanges(target),
    ...wrongMethods(target),
    ...rawBytes(target),
  ];
}
