import type { Creation } from '@oto/schema/contract/creation';
import { JAR_DAYS, JAR_GIFT_MAX, type Jar, type JarGift } from '@oto/schema/contract/jar';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import GitFork from 'lucide-solid/icons/git-fork';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { valueOf, type Answer } from '../../api/http.ts';
import { newIdempotencyKey } from '../../api/idempotency.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { PersonLink } from '../profile/person-link.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { TokenCoin } from '../ui/token-amount.tsx';

/** Gifts told before the others are asked for. */
const SHOWN = 4;

/** The jar of a published creation: what is in it and of whom, a drop into it, and its author's way to spend it. */
export function JarStrip(props: { readonly creation: Creation }) {
  const app = useApp();
  const queries = useQueryClient();
  const [pending, setPending] = createSignal(false);
  const [unfolded, setUnfolded] = createSignal(false);
  const asked = useQuery(() => ({
    queryKey: KEYS.jar(props.creation.id),
    queryFn: async () => valueOf(await app.api.jar(props.creation.id)),
    enabled: props.creation.visibility === 'published',
    retry: false,
  }));

  /** One's own first, which alone can be taken back. */
  const gifts = createMemo(() => asked.data?.gifts.toSorted((a, b) => Number(b.mine) - Number(a.mine)) ?? []);
  const shown = () => (unfolded() ? gifts() : gifts().slice(0, SHOWN));

  /** True when it was done. */
  async function change(ask: () => Promise<Answer<Jar>>): Promise<boolean> {
    setPending(true);
    const answer = await ask();
    setPending(false);
    if (answer.ok) queries.setQueryData<Jar>(KEYS.jar(props.creation.id), answer.value);
    else app.notify({ tone: 'error', title: app.sentence(answer.failure) });
    return answer.ok;
  }

  async function takeBack(gift: JarGift): Promise<void> {
    if (await change(() => app.api.takeFromJar(gift.id))) app.notify({ tone: 'done', title: app.t('jar.gone') });
  }

  /** A branch by the last agent, if that one is still offered. */
  async function spend(): Promise<void> {
    const { creation } = props;
    const last = creation.steps.at(-1);
    const agent = last === undefined ? null : await app.api.agent(last.agent.id);
    app.showDialog({ type: 'composer', agents: agent?.ok ? [agent.value] : [], parents: [creation], jar: creation.id });
  }

  return (
    <Show when={asked.data}>
      {(jar) => (
        <section class="jar" aria-label={app.t('jar.title')} data-testid="jar">
          <JarDrawing tokens={jar().tokens} />
          <div class="jar-words">
            <h3 class="subheading">{app.t('jar.title')}</h3>
            <Show when={jar().gifts.length > 0} fallback={<p class="muted small">{app.t(jar().mine ? 'jar.emptyMine' : 'jar.empty')}</p>}>
              <p class="hand" role="status" data-testid="jar-tokens">
                {app.t('jar.inside', { tokens: app.count('tokens', jar().tokens) })}
              </p>
              <ul class="jar-gifts">
                <For each={shown()}>{(gift) => <GiftLine gift={gift} pending={pending()} onBack={() => void takeBack(gift)} />}</For>
              </ul>
              <Show when={gifts().length > shown().length}>
                <button type="button" class="link small" onClick={() => setUnfolded(true)} data-testid="jar-others">
                  {app.count('jar.others', gifts().length - shown().length)}
                </button>
              </Show>
            </Show>
            <Show when={jar().mine && jar().tokens > 0}>
              <Button look="main" icon={<GitFork size={17} aria-hidden="true" />} onPress={() => void spend()} data-testid="jar-spend">
                {app.t('jar.spend')}
              </Button>
            </Show>
            <Show when={jar().mayGive || !app.me()}>
              <GiveForm pending={pending()} onGive={(tokens, key) => change(() => app.api.giveToJar(props.creation.id, tokens, key))} />
            </Show>
          </div>
        </section>
      )}
    </Show>
  );
}

function GiftLine(props: { readonly gift: JarGift; readonly pending: boolean; readonly onBack: () => void }) {
  const app = useApp();
  return (
    <li>
      <span class="jar-sum">
        <TokenCoin /> <b class="number">{app.format().number(props.gift.left)}</b>
      </span>
      <Show when={props.gift.giver} fallback={<span>{app.t('jar.somebody')}</span>}>
        {(person) => <PersonLink person={person()} />}
      </Show>
      <span class="muted small">{app.t('jar.until', { date: app.format().date(props.gift.expiresAt) })}</span>
      <Show when={props.gift.mine}>
        <button type="button" class="link" disabled={props.pending} onClick={() => props.onBack()} data-testid="jar-back">
          {app.t('jar.back')}
        </button>
      </Show>
    </li>
  );
}

function GiveForm(props: { readonly pending: boolean; readonly onGive: (tokens: number, key: string) => Promise<boolean> }) {
  const app = useApp();
  const [text, setText] = createSignal('10');
  /** Of this drop, however often it is sent. */
  let key = newIdempotencyKey();
  const tokens = () => (/^\d{1,5}$/.test(text()) && Number(text()) >= 1 && Number(text()) <= JAR_GIFT_MAX ? Number(text()) : null);

  async function give(): Promise<void> {
    const amount = tokens();
    if (amount === null || !app.needsMember()) return;
    if (!(await props.onGive(amount, key))) return;
    key = newIdempotencyKey();
    app.notify({ tone: 'done', title: app.t('jar.given', { tokens: app.count('tokens', amount), days: JAR_DAYS }) });
  }

  return (
    <form
      class="jar-form"
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
    >
      <Field
        label={app.t('jar.amount')}
        value={text()}
        type="number"
        onInput={(value) => {
          setText(value);
          key = newIdempotencyKey();
        }}
        testid="jar-amount"
      />
      <Button type="submit" pending={props.pending} disabled={tokens() === null} data-testid="jar-give">
        {app.t('jar.give')}
      </Button>
    </form>
  );
}

/** Coins a jar is drawn with, at most. */
const COINS = 9;

/** A jar in pencil, fuller the more is in it. */
function JarDrawing(props: { readonly tokens: number }) {
  const coins = () => Math.min(COINS, Math.ceil(Math.log2(props.tokens + 1)));
  return (
    <svg class="jar-drawing" viewBox="0 0 72 92" aria-hidden="true">
      <path class="jar-glass" d="M14 20q-8 6-8 17v39q0 11 11 11h38q11 0 11-11V37q0-11-8-17" />
      <For each={Array.from({ length: coins() }, (_, at) => at)}>
        {(at) => (
          <ellipse
            class="jar-coin"
            cx={20 + (at % 3) * 16 + (Math.floor(at / 3) % 2) * 3}
            cy={79 - Math.floor(at / 3) * 13}
            rx="9"
            ry="5.5"
          />
        )}
      </For>
      <path class="jar-line" d="M13 19q23 5 46 0M15 7q21-4 42 0 3 1 3 5t-2 7q-22 5-44 0-3-3-3-7t4-5ZM13 40q-1 16 0 30" />
    </svg>
  );
}
