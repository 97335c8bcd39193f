import { WaveRequest } from '@oto/schema/contract/wave';
import type { QueryKey } from '@tanstack/solid-query';
import UsersRound from 'lucide-solid/icons/users-round';
import { createSignal, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Field } from '../ui/field.tsx';
import type { Deeds } from './deeds.ts';

const HOUR_MS = 3_600_000;
const LATER = ['0', '1', '12', '24', '72', '168'] as const;

/** A new wave: how many, of whom, from when and how fast. With people ticked it is for them. */
export function WaveForm(props: {
  readonly deeds: Deeds;
  readonly touches: readonly QueryKey[];
  readonly chosen: readonly string[];
  readonly onOpened: () => void;
}) {
  const app = useApp();
  const [name, setName] = createSignal('');
  const [size, setSize] = createSignal('20');
  const [lang, setLang] = createSignal('all');
  const [later, setLater] = createSignal('0');
  const [pace, setPace] = createSignal('30');
  const asked = (now: number) =>
    WaveRequest.safeParse({
      name: name(),
      size: props.chosen.length > 0 ? props.chosen.length : Number(size()),
      lang: lang() === 'all' ? null : lang(),
      chosen: props.chosen,
      opensAt: later() === '0' ? null : new Date(now + Number(later()) * HOUR_MS).toISOString(),
      perMinute: Number(pace()),
    });

  async function open(): Promise<void> {
    const wish = asked(Date.now());
    if (!wish.success) return;
    const done = await props.deeds.perform('wave', () => app.api.openWave(wish.data), app.t('wave.opens'), props.touches);
    if (!done) return;
    setName('');
    props.onOpened();
  }

  return (
    <form
      class="form invite"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <div class="two">
        <Field label={app.t('wave.name')} value={name()} onInput={setName} max={80} testid="wave-name" />
        <Choice
          label={app.t('wave.when')}
          options={LATER.map((value) => ({ value, label: value === '0' ? app.t('wave.now') : app.count('wave.hours', Number(value)) }))}
          value={later()}
          onChoose={setLater}
          testid="wave-when"
        />
      </div>
      <Show
        when={props.chosen.length === 0}
        fallback={
          <p role="status" data-testid="wave-chosen">
            {app.count('wave.ticked', props.chosen.length)}
          </p>
        }
      >
        <div class="two">
          <Field label={app.t('wave.size')} type="number" value={size()} onInput={setSize} testid="wave-size" />
          <Choice
            label={app.t('wave.who')}
            options={[
              { value: 'all', label: app.t('wave.who.oldest') },
              { value: 'fr', label: app.t('wave.who.fr') },
              { value: 'en', label: app.t('wave.who.en') },
            ]}
            value={lang()}
            onChoose={setLang}
            testid="wave-lang"
          />
        </div>
      </Show>
      <div class="two">
        <Field label={app.t('wave.perMinute')} type="number" value={pace()} onInput={setPace} testid="wave-pace" />
        <div class="row end wave-open">
          <Button
            type="submit"
            look="main"
            icon={<UsersRound size={17} aria-hidden="true" />}
            pending={props.deeds.busy() === 'wave'}
            disabled={!asked(0).success || props.deeds.busy() !== null}
            data-testid="wave-open"
          >
            {app.t('wave.open')}
          </Button>
        </div>
      </div>
    </form>
  );
}
