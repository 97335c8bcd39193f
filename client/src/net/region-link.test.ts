import { HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { expect, test } from 'vitest';
import { RegionLink } from './region-link.ts';
import { standIn } from './testing/stand-in.ts';

const HERE = { x: 2, y: 0 };

test('what a replica refused for now is asked of the next one at once', async () => {
  const server = await standIn({ plots: [HERE], notesPerPlot: 1 });
  const socket = new HocuspocusProviderWebsocket({ url: `${server.page.replace('http', 'ws')}collab/t/0,0` });
  const refused = Promise.withResolvers<void>();
  const nothing = () => undefined;
  const link = new RegionLink({
    plot: HERE,
    epoch: 1,
    token: async () => 'ada',
    forgetPass: nothing,
    copies: null,
    requestAttach: nothing,
    onAnswered: refused.resolve,
    requestSend: nothing,
    onReady: nothing,
    onPresence: nothing,
    onLight: nothing,
    onCounted: nothing,
    onUnsaved: nothing,
    onRefused: nothing,
    log: nothing,
  });
  try {
    server.rules.admits = () => 'unavailable';
    link.start();
    expect(link.attach(socket)).toBe(true);
    await refused.promise;
    expect(link.attach(socket)).toBe(false);
    link.detach();
    expect(link.attach(socket)).toBe(true);
  } finally {
    link.destroy();
    socket.destroy();
    await server.stop();
  }
});
