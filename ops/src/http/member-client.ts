import { z } from 'zod';
import { newId } from '@oto/schema/base/id';
import { Agent, type AgentCreate } from '@oto/schema/contract/agent';
import { Creation } from '@oto/schema/contract/creation';
import { Me } from '@oto/schema/contract/identity';
import { Job, type GenerateRequest } from '@oto/schema/contract/job';
import { Quote } from '@oto/schema/contract/ledger';
import { Comment, type CommentRequest } from '@oto/schema/contract/social';
import { TERMS_VERSION } from '@oto/schema/contract/site';
import type { Kind } from '@oto/schema/board/kind';

/** A refused request, with the api's own code. */
export class RefusedError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(`${status} ${code}: ${message}`);
    this.status = status;
    this.code = code;
  }
}

/** The public HTTP interface as one signed-in person uses it, for the seed, the journeys and the benchmarks. */
export class MemberClient {
  readonly url: string;
  #cookie = '';

  constructor(url: string) {
    this.url = url;
  }

  get cookie(): string {
    return this.#cookie;
  }

  /** Signs in, or up when there is no such account. */
  async enter(person: { readonly name: string; readonly email: string; readonly password: string; readonly lang?: string }): Promise<Me> {
    const { name, email, password } = person;
    try {
      await this.#send('POST', '/api/auth/sign-up/email', { name, email, password, terms: TERMS_VERSION });
    } catch (error) {
      if (!(error instanceof RefusedError) || error.code !== 'email_taken') throw error;
      await this.#send('POST', '/api/auth/sign-in/email', { email, password });
    }
    if (person.lang !== undefined) await this.#send('PATCH', '/api/me', { lang: person.lang });
    return this.me();
  }

  async me(): Promise<Me> {
    return Me.parse(await this.#send('GET', '/api/me'));
  }

  async agents(): Promise<readonly Agent[]> {
    return z.object({ agents: z.array(Agent) }).parse(await this.#send('GET', '/api/agents?mine=1')).agents;
  }

  async createAgent(agent: AgentCreate): Promise<Agent> {
    return Agent.parse(await this.#send('POST', '/api/agents', agent));
  }

  async quote(agents: readonly string[], parents: readonly string[] = []): Promise<Quote> {
    return Quote.parse(await this.#send('POST', '/api/quotes', { agents, parents }));
  }

  /** Quotes, then asks for the generation. The same key asks for the same job. */
  async generate(kind: Kind, request: Omit<GenerateRequest, 'quote'>, key: string = newId()): Promise<Job> {
    const quote = await this.quote(request.agents, request.parents ?? []);
    const answer = await this.#send('POST', `/generate_${kind}`, { ...request, quote: quote.token }, { 'idempotency-key': key });
    return z.object({ job: Job }).parse(answer).job;
  }

  async job(id: string): Promise<Job> {
    return Job.parse(await this.#send('GET', `/api/jobs/${id}`));
  }

  async creation(id: string): Promise<Creation> {
    return Creation.parse(await this.#send('GET', `/api/creations/${id}`));
  }

  async like(note: string): Promise<void> {
    await this.#send('PUT', `/api/notes/${note}/like`);
  }

  /** One of this week's. */
  async vote(creation: string): Promise<void> {
    await this.#send('PUT', `/api/notes/${creation}/vote`);
  }

  /** The same key says it once. */
  async comment(note: string, words: z.input<typeof CommentRequest>, key: string = newId()): Promise<Comment> {
    return Comment.parse(await this.#send('POST', `/api/notes/${note}/comments`, words, { 'idempotency-key': key }));
  }

  async follow(handle: string): Promise<void> {
    await this.#send('PUT', `/api/members/${handle}/follow`);
  }

  async collabPass(): Promise<string> {
    return z.object({ token: z.string() }).parse(await this.#send('POST', '/api/pass')).token;
  }

  async #send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        origin: this.url,
        cookie: this.#cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const fresh = response.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
    if (fresh.length > 0) this.#cookie = fresh.join('; ');
    const text = await response.text();
    if (response.ok) return text === '' ? null : JSON.parse(text);
    const refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) }).safeParse(parseJson(text));
    if (refusal.success) throw new RefusedError(response.status, refusal.data.error.code, refusal.data.error.message);
    throw new RefusedError(response.status, 'unreadable', text.slice(0, 200));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
