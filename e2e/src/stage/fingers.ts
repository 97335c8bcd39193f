import type { CDPSession, Page } from 'playwright-core';

type Point = { readonly x: number; readonly y: number };

/** Steps of a finger's way, as a screen of 60 Hz would tell it. */
const STEPS = 8;

/** Real fingers on the glass of one page: CSS pixels of the window. */
export class Fingers {
  readonly #session: CDPSession;
  readonly #down = new Map<number, Point>();

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<Fingers> {
    return new Fingers(await page.context().newCDPSession(page));
  }

  async down(id: number, at: Point): Promise<void> {
    this.#down.set(id, at);
    await this.#send('touchStart');
  }

  /** All at once, in a straight line each. */
  async move(ways: Readonly<Record<number, Point>>, steps = STEPS): Promise<void> {
    const from = new Map(this.#down);
    for (let step = 1; step <= steps; step++) {
      for (const [key, to] of Object.entries(ways)) {
        const start = from.get(Number(key));
        if (start === undefined) throw new Error(`finger ${key} is not down`);
        this.#down.set(Number(key), { x: start.x + ((to.x - start.x) * step) / steps, y: start.y + ((to.y - start.y) * step) / steps });
      }
      await this.#send('touchMove');
    }
  }

  /** Lifts the fingers, the last first. */
  async up(): Promise<void> {
    for (const id of [...this.#down.keys()].toReversed()) {
      this.#down.delete(id);
      await this.#send('touchEnd');
    }
  }

  async tap(at: Point): Promise<void> {
    await this.down(1, at);
    await this.up();
  }

  /** As fast as the browser takes them. */
  async tapTwice(at: Point): Promise<void> {
    const touchPoints = [{ id: 1, x: at.x, y: at.y }];
    const told = (['touchStart', 'touchEnd', 'touchStart', 'touchEnd'] as const).map((type) =>
      this.#session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : touchPoints }),
    );
    await Promise.all(told);
  }

  /** A pen that hovers there, near the glass. */
  async hoverPen({ x, y }: Point): Promise<void> {
    await this.#session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y, pointerType: 'pen' });
  }

  #send(type: 'touchStart' | 'touchMove' | 'touchEnd'): Promise<unknown> {
    const touchPoints = [...this.#down].map(([id, { x, y }]) => ({ id, x, y }));
    return this.#session.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}
