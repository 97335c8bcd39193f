import { fileStore } from '@oto/api/media/store';
import { makeLibrary } from './make.ts';
import type { Order } from './order.ts';

/** The process of one library: takes an order from its parent, answers with the library and ends. */
process.once('message', (order: Order) => {
  void makeLibrary(fileStore({ mediaFolder: order.mediaFolder, s3: null }), order.size).then((library) => {
    process.send?.(library, () => process.disconnect());
  });
});
// A parent that is gone wants nothing any more.
process.once('disconnect', () => process.exit());
