import type { Kind } from '@oto/schema/board/kind';
import type { Creation } from '@oto/schema/contract/creation';
import { atApi } from '../../api/origin.ts';

/** Forms in which the server hands out each kind, the usual one first: `?download=` of a creation's main file. */
export const FORMS = {
  text: ['txt', 'md'],
  image: ['jpeg', 'png'],
  video: ['mp4'],
  voice: ['wav'],
} as const satisfies { readonly [K in Kind]: readonly string[] };
export type Form = (typeof FORMS)[Kind][number];

/** The server names the file by its title. */
export function takenPath(creation: Pick<Creation, 'id'>, form: Form): string {
  return atApi(`/media/${creation.id}/main?download=${form}`);
}

/** The best variant: the full file where there is one. Texts have none. */
export function bestMedia(creation: Creation): Creation['media'][number] | undefined {
  return creation.media.find((one) => one.variant === 'full') ?? creation.media.find((one) => one.variant === 'main');
}

/** Hands a file of the server to the browser's downloads, under the name it comes with. */
export function takeAway(path: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = '';
  link.rel = 'external';
  link.click();
}
