import { Meter } from '@kobalte/core/meter';
import { useQuery } from '@tanstack/solid-query';
import { Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';

/** Shares of the quota from which it is told that room is short, and that there is none. */
const SHORT = 0.8;
const FULL = 0.98;

/** How much of one's room for files is taken, and what to do when little is left. */
export function StorageMeter() {
  const app = useApp();
  const asked = useQuery(() => ({ queryKey: KEYS.storage, queryFn: async () => valueOf(await app.api.storage()) }));
  return (
    <Show when={asked.data}>
      {(storage) => {
        const share = () => (storage().quota === 0 ? 1 : storage().used / storage().quota);
        const level = () => (share() >= FULL ? 'full' : share() >= SHORT ? 'short' : 'fine');
        const words = () => app.t('storage.of', { used: app.format().bytes(storage().used), quota: app.format().bytes(storage().quota) });
        return (
          <div class="storage" data-level={level()} data-testid="storage">
            <Meter value={Math.min(storage().used, storage().quota)} maxValue={Math.max(1, storage().quota)} getValueLabel={() => words()}>
              <div class="row between">
                <Meter.Label class="small">{app.t('storage.title')}</Meter.Label>
                <Meter.ValueLabel class="small muted number" />
              </div>
              <Meter.Track class="storage-track">
                <Meter.Fill class="storage-fill" />
              </Meter.Track>
            </Meter>
            <Show when={level() !== 'fine'}>
              <p class="small storage-advice">{app.t(level() === 'full' ? 'storage.full' : 'storage.short')}</p>
            </Show>
          </div>
        );
      }}
    </Show>
  );
}
