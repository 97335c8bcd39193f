import { runCases, type Case } from '../../bad-input/case.ts';
import { badAddresses, badRanges, pathTricks, wrongMethods } from '../../bad-input/http-address.ts';
import { foreignOrigins, forgedCredentials, headerTricks, notYours } from '../../bad-input/http-caller.ts';
import type { Target } from '../../bad-input/target.ts';
import type { Check } from '../check.ts';

/** Requests of the drill of bad input, each of which must be refused, under the names by which an audit asks for them. */
const hostile = (name: string, how: string, cases: (target: Target) => readonly Case[] | Promise<readonly Case[]>): Check => ({
  name,
  run: async ({ target, say }) => {
    const problems: string[] = [];
    const tell = (line: string) => {
      problems.push(line.replaceAll(/[\w-]{22}/g, '…'));
      say(line);
    };
    const all = await cases(target);
    const { accepted, crashed } = await runCases(all, 6, tell);
    return {
      tried: all.length,
      how,
      result: `${all.length - accepted - crashed} refused, ${accepted} accepted, ${crashed} broke something`,
      problems: problems.toSorted(),
    };
  },
});

export const hostileRequests: readonly Check[] = [
  hostile(
    'Path traversal',
    'ways out of the folders that are served, hostile ids at every route that takes one (media included), impossible ranges',
    (target) => [...pathTricks(target), ...badAddresses(target), ...badRanges(target)],
  ),
  hostile(
    'Cross-site requests',
    'every route that changes something for a member, with their cookie, from ten foreign origins and from none',
    foreignOrigins,
  ),
  hostile(
    'Forged tokens',
    'tokens without a signature (alg none), signed with the public key as a secret (HS256), by another key, for another audience, lapsed, altered, and credentials of one kind in the place of another',
    forgedCredentials,
  ),
  hostile('Other people’s things', 'what belongs to somebody else, read, changed and deleted by a member', notYours),
  hostile(
    'Headers that claim something',
    'addresses, hosts, methods, roles and sessions that a client invents; methods that an address does not have',
    (target) => [...headerTricks(target), ...wrongMethods(target)],
  ),
];
