import { newId } from '@oto/schema/base/id';
import type { Policy } from '@oto/schema/board/record';
import type { Me } from '@oto/schema/contract/identity';
import type { PlotFacts } from '@oto/schema/contract/plot';
import { ME } from './fixtures.ts';

/** One plot, which is the member's; undefined when nobody has the handle `nobody`. */
export function createPlotStandIn(): (
  method: string,
  path: string,
  body: Readonly<Record<string, unknown>>,
  me: Me | null,
) => PlotFacts | undefined {
  let policy: Policy = 'open';
  let guests = [
    { id: newId(), name: 'Ana Ruiz', handle: 'ana' },
    { id: newId(), name: 'Maximilienne de la Tour d’Auvergne', handle: 'maximilienne.delatour' },
  ];
  return (method, path, body, me) => {
    const handle = decodeURIComponent(/\/guests\/(.+)$/.exec(path)?.[1] ?? '');
    if (method === 'PATCH') policy = body['policy'] as Policy;
    if (method === 'PUT') {
      if (handle === 'nobody') return undefined;
      guests = [...guests, { id: newId(), name: handle, handle }];
    }
    if (method === 'DELETE') guests = guests.filter((one) => one.handle !== handle);
    const owner = { id: ME.id, name: ME.name, handle: ME.handle };
    return { plot: { x: 2, y: 0 }, owner, policy, notes: 10, guests: me === null ? null : guests, mayWrite: me !== null };
  };
}
