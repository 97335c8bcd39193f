import { z } from 'zod';
import { LANGS } from '@oto/schema/base/lang';
import kit from './kit.json' with { type: 'json' };

/** What the pictures show, in the order of the page. */
export const PICTURES = ['far', 'near', 'note', 'cord', 'tree', 'phone'] as const;
export type PictureName = (typeof PICTURES)[number];
export const LOGOS = ['wordmark', 'wordmark-dark', 'sign'] as const;

/** A file below client/public/press-kit; sizes in px and bytes. */
const KitFile = z.strictObject({ file: z.string(), width: z.int().positive(), height: z.int().positive(), bytes: z.int().positive() });
export type KitFile = z.infer<typeof KitFile>;

const Kit = z.strictObject({
  pictures: z.array(z.strictObject({ name: z.enum(PICTURES), lang: z.enum(LANGS), big: KitFile, web: KitFile })),
  logos: z.array(z.strictObject({ name: z.enum(LOGOS), vector: KitFile, pixels: KitFile })),
});
export type Kit = z.infer<typeof Kit>;

/** What `npm run press` took last. */
export const KIT: Kit = Kit.parse(kit);
