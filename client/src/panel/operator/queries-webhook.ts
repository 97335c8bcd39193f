import { DELIVERY_PAGE, type DeliveryState, type WebhookDelivery } from '@oto/schema/contract/webhook';
import type { Id } from '@oto/schema/base/id';
import { useInfiniteQuery, useQuery } from '@tanstack/solid-query';
import type { Accessor } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';

/** What is being sent changes within seconds. */
const OFTEN = 4000;

export function useWebhooks() {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operator('webhooks'),
    queryFn: async () => valueOf(await app.api.webhooks()).endpoints,
    refetchInterval: OFTEN,
    reconcile: 'id',
  }));
}

export type DeliveryFilter = { readonly state: DeliveryState | null; readonly endpoint: Id | null };

export function useDeliveries(filter: Accessor<DeliveryFilter>) {
  const app = useApp();
  return useInfiniteQuery(() => ({
    queryKey: KEYS.operatorOf('deliveries', JSON.stringify(filter())),
    queryFn: async ({ pageParam }: { readonly pageParam: string | undefined }) => {
      const { state, endpoint } = filter();
      const asked = {
        ...(state === null ? {} : { state }),
        ...(endpoint === null ? {} : { endpoint }),
        ...(pageParam === undefined ? {} : { before: pageParam }),
      };
      return valueOf(await app.api.deliveries(asked)).deliveries;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: readonly WebhookDelivery[]) => (last.length < DELIVERY_PAGE ? undefined : last.at(-1)?.id),
    refetchInterval: OFTEN,
    // Rows stay what they are, and a message that is open stays open.
    reconcile: 'id',
  }));
}
