import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '@oto/schema/base/id';
import type { Job } from '@oto/schema/contract/job';
import { RefusedError, type MemberClient } from '@oto/ops/http/member-client';

/** A job may be killed three times before it ends. */
const ANSWER_WITHIN_MS = 180_000;
const POLL_MS = 200;
const PAUSE_MS = 600;

/**
 * Asks for texts, one after the other, for as long as it is let; each request is repeated under its key
 * until it is answered. Every other one is a chain of two steps: a text, and what the agent makes of it.
 */
export class Generations {
  readonly #client: MemberClient;
  readonly #agent: string;
  readonly #stopping = new AbortController();
  readonly jobs: Job[] = [];
  /** Times that a request had to be repeated. */
  repeated = 0;
  readonly #done: Promise<unknown>;

  constructor(client: MemberClient, agent: string, lanes: number) {
    this.#client = client;
    this.#agent = agent;
    this.#done = Promise.all(Array.from({ length: lanes }, () => this.#lane()));
    this.#done.catch(() => undefined);
  }

  /** Resolves when every request has been answered and every job has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#done;
  }

  async #lane(): Promise<void> {
    for (let chain = false; !this.#stopping.signal.aborted; chain = !chain) {
      await this.make(chain ? [this.#agent, this.#agent] : [this.#agent]);
      await delay(PAUSE_MS);
    }
  }

  /** Asks for one, and waits for its end. */
  async make(agents: readonly string[] = [this.#agent]): Promise<Job> {
    const key = newId();
    const prompt = `Un poème sur la pluie, ${key}`;
    const asked = await this.#insist(() => this.#client.generate('text', { agents: [...agents], prompt, where: 'board' }, key));
    const job = await this.#ended(asked);
    this.jobs.push(job);
    return job;
  }

  async #ended(asked: Job): Promise<Job> {
    for (const until = Date.now() + ANSWER_WITHIN_MS; Date.now() < until; await delay(POLL_MS)) {
      const job = await this.#insist(() => this.#client.job(asked.id));
      if (job.state === 'succeeded' || job.state === 'failed' || job.state === 'cancelled') return job;
    }
    throw new Error(`a job did not end within ${ANSWER_WITHIN_MS / 1000} s`);
  }

  /** Only a service that is away is asked again; a refusal is an error of the drill. */
  async #insist<T>(ask: () => Promise<T>): Promise<T> {
    for (const until = Date.now() + ANSWER_WITHIN_MS; ; await delay(POLL_MS)) {
      try {
        return await ask();
      } catch (error) {
        if ((error instanceof RefusedError && error.status < 500) || Date.now() > until) throw error;
        this.repeated++;
      }
    }
  }
}
