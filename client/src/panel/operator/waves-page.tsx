import type { Waiting } from '@oto/schema/contract/wave';
import Trash from 'lucide-solid/icons/trash';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { Tick } from '../ui/tick.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { createDeeds, type Deeds } from './deeds.ts';
import { Freshness } from './freshness.tsx';
import { useWaiting, useWaves } from './queries-launch.ts';
import { WaveForm } from './wave-form.tsx';
import { WaveRow } from './wave-row.tsx';

const TOUCHES = [KEYS.operator('waves'), KEYS.operator('waiting'), KEYS.operator('invitations')];

/** Who waits to come in, and the waves that let them. */
export function WavesPage() {
  const app = useApp();
  const waiting = useWaiting();
  const waves = useWaves();
  const deeds = createDeeds();
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set());
  /** Of those who are ticked: who still waits, and for no wave. */
  const chosen = createMemo(
    () => new Set((waiting.data?.people ?? []).filter(({ id, wave }) => wave === null && ticked().has(id)).map(({ id }) => id)),
  );

  function choose(id: string, on: boolean): void {
    const next = new Set<string>(chosen());
    if (on) next.add(id);
    else next.delete(id);
    setTicked(next);
  }

  return (
    <>
      <Freshness asked={waves} />
      <Show when={app.site() !== undefined && app.site()?.waitingList === false}>
        <p class="muted">{app.t('wave.listClosed')}</p>
      </Show>
      <WaveForm deeds={deeds} touches={TOUCHES} chosen={[...chosen()]} onOpened={() => setTicked(new Set<string>())} />
      <Loaded asked={waves} lines={3}>
        {(all) => (
          <Show when={all().length > 0}>
            <h3 class="subheading">{app.t('wave.waves')}</h3>
            <ul class="cases">
              <For each={all()}>{(wave) => <WaveRow wave={wave} deeds={deeds} touches={TOUCHES} />}</For>
            </ul>
          </Show>
        )}
      </Loaded>
      <h3 class="subheading">{app.t('wave.waiting')}</h3>
      <Loaded asked={waiting} lines={5}>
        {(list) => (
          <>
            <p class="muted small">{countsOf(list())}</p>
            <Show when={list().people.length > 0} fallback={<Empty title={app.t('wave.nobody')} text={app.t('wave.nobodyText')} />}>
              <ul class="cases">
                <For each={list().people}>
                  {(one) => <PersonRow person={one} chosen={chosen().has(one.id)} onChoose={(on) => choose(one.id, on)} deeds={deeds} />}
                </For>
              </ul>
            </Show>
          </>
        )}
      </Loaded>
    </>
  );

  function countsOf({ counts }: Waiting): string {
    const n = (value: number): string => app.format().number(value);
    return app.t('wave.counts', { fr: n(counts.fr), en: n(counts.en), unconfirmed: n(counts.unconfirmed), invited: n(counts.invited) });
  }
}

function PersonRow(props: {
  readonly person: Waiting['people'][number];
  readonly chosen: boolean;
  readonly onChoose: (on: boolean) => void;
  readonly deeds: Deeds;
}) {
  const app = useApp();
  const one = () => props.person;
  return (
    <li class="case" data-testid="waiting-person">
      <div class="case-head">
        <Show when={one().wave === null} fallback={<p>{one().email}</p>}>
          <Tick checked={props.chosen} onChange={(on) => props.onChoose(on)} testid="waiting-choose">
            {one().email}
          </Tick>
        </Show>
        <span class="muted small">{app.t(`launch.lang.${one().lang}`)}</span>
      </div>
      <Show when={one().wish !== ''}>
        <p class="appeal-words">{one().wish}</p>
      </Show>
      <div class="row wrap case-deeds">
        <span class="small muted">
          {app.format().since(one().confirmedAt, Date.now())}
          <Show when={one().wave}>{(wave) => ` · ${app.t('wave.for', { name: wave() })}`}</Show>
        </span>
        <ConfirmButton
          danger
          label={app.t('wave.forget')}
          ask={app.t('wave.forgetAsk')}
          yes={app.t('wave.forgetYes')}
          icon={<Trash size={16} aria-hidden="true" />}
          pending={props.deeds.busy() === one().id}
          disabled={props.deeds.busy() !== null}
          onConfirm={() => void props.deeds.perform(one().id, () => app.api.forgetWaiting(one().id), app.t('wave.forgotten'), TOUCHES)}
          testid="waiting-forget"
        />
      </div>
    </li>
  );
}
