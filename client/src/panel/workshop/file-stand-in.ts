import { newId } from '@oto/schema/base/id';
import type { Input, Storage } from '@oto/schema/contract/input';
import type { OnSent } from '../../api/send-told.ts';

/** Milliseconds an upload takes here, and the parts it leaves in. */
const SENDING = 1200;
const PARTS = 12;

/** Files that people give. `full`: there is no room for one more. */
export function createFileStandIn(full: boolean) {
  let used = full ? 498_200_000 : 46_800_000;
  const quota = 500_000_000;
  return {
    storage: (): Storage => ({ used, quota }),
    /** After a private creation is deleted. */
    free(bytes: number): void {
      used = Math.max(0, used - bytes);
    },
    /** Null when it does not fit. */
    async take(file: Blob, onSent: OnSent | undefined): Promise<Input | null> {
      for (let part = 1; part <= PARTS; part++) {
        await new Promise((resolve) => {
          setTimeout(resolve, SENDING / PARTS);
        });
        onSent?.(part / PARTS);
      }
      if (full) return null;
      used += file.size;
      const id = newId();
      return {
        id,
        role: file.type.startsWith('image/') ? 'image' : 'audio',
        mime: file.type,
        bytes: file.size,
        url: `/api/inputs/${id}/file`,
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      };
    },
  };
}
