import { v7 } from 'uuid';

/**
 * Every object of oTo has one UUIDv7. Postgres stores it as `uuid`; documents, URLs and JSON carry
 * the same 16 bytes as 22 characters of base64url, because a region document repeats ids often.
 */
declare const idBrand: unique symbol;
export type Id = string & { readonly [idBrand]: 'Id' };

export const ID_PATTERN = /^[A-Za-z0-9_-]{21}[AQgw]$/;

export function isId(value: unknown): value is Id {
  return typeof value === 'string' && ID_PATTERN.test(value);
}

export function newId(): Id {
  return idFromUuid(v7());
}

/** `uuid` is the 36-character form. Throws RangeError on anything else. */
export function idFromUuid(uuid: string): Id {
  const hex = uuid.replaceAll('-', '');
  if (!/^[0-9a-fA-F]{32}$/.test(hex)) throw new RangeError(`not a uuid: ${uuid}`);
  let bytes = '';
  for (let i = 0; i < 32; i += 2) bytes += String.fromCharCode(Number.parseInt(hex.slice(i, i + 2), 16));
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') as Id;
}

/** The 36-character form that Postgres reads. Throws RangeError on a malformed id. */
export function uuidFromId(id: string): string {
  if (!isId(id)) throw new RangeError(`not an id: ${id}`);
  const bytes = atob(`${id.replaceAll('-', '+').replaceAll('_', '/')}==`);
  let hex = '';
  for (let i = 0; i < 16; i++) hex += bytes.charCodeAt(i).toString(16).padStart(2, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** When an id was made, in milliseconds since 1970: its first 48 bits. Reads eight characters and nothing else, for use by the thousand. */
export function timeOfId(id: Id): number {
  let time = 0;
  for (let i = 0; i < 8; i++) time = time * 64 + valueOfCharacter(id.charCodeAt(i));
  return time;
}

/** Of base64url. */
function valueOfCharacter(code: number): number {
  if (code >= 97) return code - 71;
  if (code === 95) return 63;
  if (code >= 65) return code - 65;
  return code === 45 ? 62 : code + 4;
}
