import type { Signer } from '../pass/signer.ts';

/** Audience and typ of the link in every letter to somebody who waits. It shows their place, confirms it and ends it. */
const LINK = { audience: 'oto-waiting', typ: 'oto-waiting+jwt' } as const;
const DAYS = 730;

export async function waitingLink(signer: Signer, apiOrigin: string, personUuid: string): Promise<string> {
  const token = await signer.sign({}, { ...LINK, subject: personUuid, seconds: DAYS * 86_400 });
  return `${apiOrigin}/api/waiting-list/mine?t=${token}`;
}

/** Whose place (uuid) it is, or null for anything but such a link of ours. */
export async function personOfLink(signer: Signer, token: string): Promise<string | null> {
  try {
    const { sub } = await signer.verify(token, LINK);
    return sub ?? null;
  } catch {
    return null;
  }
}
