import { Server } from '@hocuspocus/server';

/** Hocuspocus as it comes: no rights, no journal, nothing stored. Only its idle time-out is longer than the run. */
const server = new Server({ port: Number(process.argv[2]), address: '127.0.0.1', quiet: true, stopOnSignals: false, timeout: 3_600_000 });
await server.listen();
process.send?.({ listening: true });
