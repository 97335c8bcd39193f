import type { Signer } from '../pass/signer.ts';

/** Audience and typ of the link that ends a member's mails without signing in. It does nothing else. */
const LINK = { audience: 'oto-mail', typ: 'oto-unsubscribe+jwt' } as const;
const DAYS = 90;

export async function unsubscribeLink(signer: Signer, apiOrigin: string, memberUuid: string): Promise<string> {
  const token = await signer.sign({}, { ...LINK, subject: memberUuid, seconds: DAYS * 86_400 });
  return `${apiOrigin}/api/notifications/unsubscribe?t=${token}`;
}

/** The member (uuid), or null for anything but such a link of ours. */
export async function memberOfLink(signer: Signer, token: string): Promise<string | null> {
  try {
    const { sub } = await signer.verify(token, LINK);
    return sub ?? null;
  } catch {
    return null;
  }
}
