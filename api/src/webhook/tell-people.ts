import { idFromUuid } from '@oto/schema/base/id';
import type { WebhookData } from '@oto/schema/contract/webhook';
import type { Trx } from '../deps.ts';
import { emitWebhook } from './emit.ts';

/** Somebody (uuid) has an account and a plot, with `tokens` of welcome. */
export function tellJoined(trx: Trx, at: Date, member: string, tokens: number): Promise<void> {
  return emitWebhook(trx, at, {
    type: 'member.joined',
    key: member,
    async data() {
      const { name, handle } = await trx.selectFrom('member').select(['name', 'handle']).where('id', '=', member).executeTakeFirstOrThrow();
      return { id: idFromUuid(member), name, handle, tokens };
    },
  });
}

/** Somebody reported something; not their words. */
export function tellReported(trx: Trx, at: Date, report: WebhookData<'report.opened'>): Promise<void> {
  return emitWebhook(trx, at, { type: 'report.opened', key: report.id, data: () => report });
}

/** A host has said what came of a deploy. */
export function tellDeployed(trx: Trx, at: Date, deploy: WebhookData<'deploy.finished'>): Promise<void> {
  return emitWebhook(trx, at, { type: 'deploy.finished', key: deploy.id, data: () => deploy });
}
