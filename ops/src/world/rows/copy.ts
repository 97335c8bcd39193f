import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

export type Value = string | number | boolean | null | Date | Uint8Array | readonly number[];

/** Rows of one table on their way into `COPY … FROM STDIN` in its text format. */
export class Rows {
  readonly table: string;
  readonly columns: readonly string[];
  #lines: string[] = [];

  constructor(table: string, columns: readonly string[]) {
    this.table = table;
    this.columns = columns;
  }

  /** Values in the order of the columns. */
  add(...values: readonly Value[]): void {
    if (values.length !== this.columns.length) throw new RangeError(`${this.table} has ${this.columns.length} columns`);
    this.#lines.push(`${values.map(field).join('\t')}\n`);
  }

  get count(): number {
    return this.#lines.length;
  }

  async write(client: pg.ClientBase): Promise<void> {
    if (this.#lines.length === 0) return;
    const columns = this.columns.map((column) => `"${column}"`).join(', ');
    await pipeline(Readable.from(this.#blocks()), client.query(copyFrom(`copy ${this.table} (${columns}) from stdin`)));
  }

  /** A few hundred lines at a time: large writes are far cheaper than many. */
  *#blocks(): Generator<Buffer> {
    for (let from = 0; from < this.#lines.length; from += 256) yield Buffer.from(this.#lines.slice(from, from + 256).join(''));
  }
}

function field(value: Value): string {
  if (value === null) return String.raw`\N`;
  if (typeof value === 'string') return /[\\\n\r\t]/u.test(value) ? escaped(value) : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  return `{${value.join(',')}}`;
}

const ESCAPES: { readonly [character: string]: string } = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(text: string): string {
  return text.replaceAll(/[\\\n\r\t]/gu, (character) => ESCAPES[character] ?? character);
}
