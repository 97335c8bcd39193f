/** Loaded before a measured server, whatever it is: answers over IPC what the process has used. */
export type Ask = { readonly ask: 'usage'; readonly collect: boolean };
/** CPU of the whole process since its start, and its resident memory. */
export type Usage = { readonly cpuUs: number; readonly rssBytes: number };

process.on('message', (message: Partial<Ask>) => {
  if (message.ask !== 'usage') return;
  if (message.collect) globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  process.send?.({ usage: { cpuUs: user + system, rssBytes: process.memoryUsage.rss() } satisfies Usage });
});
process.on('disconnect', () => process.exit(0));
