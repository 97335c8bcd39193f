import type { Db } from '../../deps.ts';

/** What the links of the letters to an address bear behind `#`, oldest first. */
export async function tokensSentTo(db: Db, email: string, path: '/account/verify' | '/account/reset'): Promise<readonly string[]> {
  const mails = await db.selectFrom('mail').select('body_text').where('recipient', '=', email).orderBy('id').execute();
  return mails.flatMap(({ body_text }) => {
    const found = new RegExp(`${path}#(\\S+)`).exec(body_text)?.[1];
    return found === undefined ? [] : [found];
  });
}
