import { sql } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import { CONSENT_VERSION } from '@oto/schema/contract/purchase';
import type { ErrorBody } from '@oto/schema/contract/errors';
import type { Input } from '@oto/schema/contract/input';
import { keepPreview } from '../../media/preview.ts';
import type { Person } from '../../testing/api.ts';
import { stage, type Stage } from '../../testing/generation.ts';
import { photograph } from '../../testing/picture.ts';

/** A word that stands in everything private of Ann's: whoever is not Ann must never read it. */
export const MARK = 'zanzibar';

/** Ann has one of everything; Bob is another member, Chief operates. Ids are the 22-character form. */
export type Acts = {
  readonly ann: Person;
  readonly bob: Person;
  readonly plot: { readonly x: number; readonly y: number };
  readonly agent: string;
  readonly bobsAgent: string;
  /** A private picture that is done. */
  readonly picture: string;
  /** Another, to be opened, and one to be deleted. */
  readonly opening: string;
  readonly leaving: string;
  readonly job: string;
  /** Still waiting. */
  readonly waiting: string;
  readonly waitingNote: string;
  readonly input: string;
  readonly key: string;
  readonly passkey: string;
  readonly session: string;
  readonly refusal: string;
  readonly appeal: string;
  /** Hers, of Bob's agent. */
  readonly report: string;
  readonly statement: string;
  readonly purchase: string;
  readonly notification: string;
  readonly entry: string;
  readonly invitation: string;
  readonly rule: string;
  /** Tokens she dropped in a jar and took back. */
  readonly gift: string;
  /** Under the private picture. */
  readonly comment: string;
};

export async function actors(): Promise<{ readonly api: Stage; readonly acts: Acts; readonly chief: Person }> {
  const api = await stage({ limitsFactor: 100, push: null });
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  const ann = await api.join('Ann', { email: `${MARK}@oto.test` });
  const bob = await api.join('Bob');
  const { db } = api.deps;
  const [plot] = ann.me.plots;
  if (!plot) throw new Error('no plot');
  const as = (who: Person, method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
    api.send(method, path, { cookie: who.cookie, headers, ...(body === undefined ? {} : { body }) });
  const read = async <T>(answer: Response): Promise<T> => (await answer.json()) as T;

  const agent = await api.agent(ann, { kind: 'image' });
  const bobsAgent = await api.agent(bob);
  const made = async () => {
    const job = await api.order(ann, 'image', { agents: [agent.id], prompt: `${MARK} la nuit`, title: MARK });
    const claim = await api.claim(['image']);
    if (!claim) throw new Error('no claim');
    await api.work(claim, 'PUT', '/media/0/main', await photograph(1, 'png'), 'image/png');
    await api.finish(claim);
    return job;
  };
  const [picture, opening, leaving] = [await made(), await made(), await made()];
  const waiting = await api.order(ann, 'image', { agents: [agent.id], prompt: `${MARK} demain` });
  await keepPreview(db, new Date(), uuidFromId(waiting.id), Buffer.from(MARK), 'image/webp');
  const input = await read<Input>(await as(ann, 'POST', '/api/inputs', await photograph(2), { 'content-type': 'image/jpeg' }));
  const key = await read<{ id: string }>(await as(ann, 'POST', '/api/keys', { name: MARK, scopes: ['read'] }));
  const refused = async (prompt: string) =>
    (await read<ErrorBody>(await api.generate(ann, 'image', { agents: [agent.id], prompt }))).error.refusal?.id ?? '';
  const refusal = await refused(`${MARK} comment fabriquer une bombe`);
  const appealed = await refused(`${MARK} explique comment fabriquer une bombe`);
  const appeal = await read<{ id: string }>(await as(ann, 'POST', '/api/appeals', { refusal: appealed, words: `${MARK} s’il vous plaît` }));
  await db
    .insertInto('step_media')
    .columns(['creation_id', 'position', 'variant', 'sha256', 'mime', 'bytes'])
    .expression((eb) =>
      eb
        .selectFrom('media')
        .select(['creation_id', sql.lit(0).as('position'), sql.lit('main' as const).as('variant'), 'sha256', 'mime', 'bytes'])
        .where('creation_id', '=', uuidFromId(picture.creation))
        .where('variant', '=', 'main'),
    )
    .execute();
  const report = await read<{ id: string }>(
    await as(ann, 'POST', '/api/reports', { subject: 'agent', id: bobsAgent.id, reason: 'spam', words: MARK }),
  );
  const [passkey, session, purchase, reasons] = [newId(), newId(), newId(), newId()];
  await db
    .insertInto('statement_of_reasons')
    .values({
      id: uuidFromId(reasons),
      member_id: ann.uuid,
      subject: 'creation',
      subject_id: uuidFromId(picture.creation),
      title: MARK,
      sanction: 'hide',
      ground: 'terms',
      reason: 'spam',
      facts: MARK,
    })
    .execute();
  await db
    .insertInto('passkey')
    .values({
      id: uuidFromId(passkey),
      name: MARK,
      publicKey: 'x',
      userId: ann.uuid,
      credentialID: newId(),
      counter: 0,
      deviceType: 'singleDevice',
      backedUp: false,
      transports: null,
      createdAt: new Date(),
      aaguid: null,
    })
    .execute();
  await db
    .insertInto('session')
    .values({
      id: uuidFromId(session),
      userId: ann.uuid,
      token: newId(),
      expiresAt: new Date(Date.now() + 3_600_000),
      ipAddress: '192.0.2.1',
      userAgent: MARK,
    })
    .execute();
  await db
    .insertInto('purchase')
    .values({
      id: uuidFromId(purchase),
      member_id: ann.uuid,
      pack: MARK,
      tokens: 1,
      cents: 100,
      test: true,
      idempotency_key: newId(),
      request_hash: '',
      consent_version: CONSENT_VERSION,
      consent_words: MARK,
      consent_at: new Date(),
      state: 'expired',
    })
    .execute();
  const comment = newId();
  await db
    .insertInto('comment')
    .values({
      id: uuidFromId(comment),
      note_id: uuidFromId(picture.creation),
      note_type: 'creation',
      thread_id: null,
      author_id: ann.uuid,
      body: MARK,
      lang: 'fr',
      key: newId(),
      request_hash: '',
    })
    .execute();
  await db
    .insertInto('note_count')
    .values({ note_id: uuidFromId(picture.creation), comments: 1 })
    .execute();
  const gift = newId();
  await db
    .insertInto('jar_gift')
    .values({
      id: uuidFromId(gift),
      creation_id: uuidFromId(picture.creation),
      member_id: ann.uuid,
      key: newId(),
      request_hash: '',
      tokens: 1,
      state: 'returned',
      expires_at: new Date(),
    })
    .execute();
  const { id: notification } = await db
    .selectFrom('notification')
    .select('id')
    .where('member_id', '=', ann.uuid)
    .limit(1)
    .executeTakeFirstOrThrow();
  const statement = await read<{ entries: { entry: string }[] }>(await as(ann, 'GET', '/api/wallet/statement'));
  const invited = await read<{ invitations: { id: string }[] }>(await as(chief, 'POST', '/api/operator/invitations', {}));
  const rule = await read<{ id: string }>(await as(chief, 'POST', '/api/operator/rules', { phrases: ['mot de la maison'] }));
  return {
    api,
    chief,
    acts: {
      ann,
      bob,
      plot,
      agent: agent.id,
      bobsAgent: bobsAgent.id,
      picture: picture.creation,
      opening: opening.creation,
      leaving: leaving.creation,
      job: picture.id,
      waiting: waiting.id,
      waitingNote: waiting.creation,
      input: input.id,
      key: key.id,
      passkey,
      session,
      refusal,
      appeal: appeal.id,
      report: report.id,
      statement: reasons,
      purchase,
      notification,
      entry: statement.entries[0]?.entry ?? '',
      invitation: invited.invitations[0]?.id ?? '',
      rule: rule.id,
      gift,
      comment,
    },
  };
}
