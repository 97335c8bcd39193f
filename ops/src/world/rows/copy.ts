import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

export type Value = string | number | boolean | null | Date | Uint8Array | readonly number[];
export type Row = { readonly [column: string]: Value };

/** Lines of one write: large writes are far cheaper than many. */
const LINES_AT_ONCE = 256;

/** Rows of one table on their way into `COPY … FROM STDIN` in its text format. */
export class Rows {
  readonly #table: string;
  #columns: readonly string[] = [];
  #lines: string[] = [];

  constructor(table: string) {
    this.#table = table;
  }

  /** Every row names the same columns. */
  add(row: Row): void {
    if (this.#lines.length === 0) this.#columns = Object.keys(row);
    this.#lines.push(`${this.#columns.map((column) => field(this.#valueOf(row, column))).join('\t')}\n`);
  }

  async write(client: pg.ClientBase): Promise<void> {
    if (this.#lines.length === 0) return;
    const columns = this.#columns.map((column) => `"${column}"`).join(', ');
    await pipeline(Readable.from(this.#blocks()), client.query(copyFrom(`copy ${this.#table} (${columns}) from stdin`)));
  }

  #valueOf(row: Row, column: string): Value {
    const value = row[column];
    if (value === undefined) throw new RangeError(`a row of ${this.#table} without ${column}`);
    return value;
  }

  *#blocks(): Generator<Buffer> {
    for (let from = 0; from < this.#lines.length; from += LINES_AT_ONCE) {
      yield Buffer.from(this.#lines.slice(from, from + LINES_AT_ONCE).join(''));
    }
  }
}

export async function writeAll(client: pg.ClientBase, tables: readonly Rows[]): Promise<void> {
  for (const table of tables) await table.write(client);
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
