import type { Wave, WaveDeed } from '@oto/schema/contract/wave';
import type { QueryKey } from '@tanstack/solid-query';
import Pause from 'lucide-solid/icons/pause';
import Play from 'lucide-solid/icons/play';
import Square from 'lucide-solid/icons/square';
import { Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import type { Deeds } from './deeds.ts';

/** One wave: for whom, how far it has come, and what became of its invitations. */
export function WaveRow(props: { readonly wave: Wave; readonly deeds: Deeds; readonly touches: readonly QueryKey[] }) {
  const app = useApp();
  const one = () => props.wave;
  const planned = () => one().state === 'open' && Date.parse(one().opensAt) > Date.now();
  const state = () => (planned() ? 'planned' : one().state);
  const whom = () => {
    if (one().who === 'chosen') return app.t('wave.who.chosen');
    const lang = one().lang;
    return lang === null ? app.t('wave.who.oldest') : app.t(`wave.who.${lang}`);
  };
  const change = (deed: WaveDeed): void =>
    void props.deeds.perform(`${one().id} ${deed}`, () => app.api.changeWave(one().id, deed), app.t(`wave.done.${deed}`), props.touches);
  const busy = () => props.deeds.busy() !== null;
  return (
    <li class="case" data-testid="wave" data-state={state()}>
      <div class="case-head">
        <p>
          <b>{one().name}</b> <span class="muted small">{whom()}</span>
        </p>
        <span class="state-chip" data-state={state() === 'open' ? 'live' : state() === 'paused' ? 'draining' : 'none'}>
          {app.t(`wave.state.${state()}`)}
        </span>
      </div>
      <p class="small muted case-facts">
        <span>{app.t(planned() ? 'wave.opensAt' : 'wave.opened', { when: app.format().stamp(one().opensAt) })}</span>
        <span>{app.count('wave.pace', one().perMinute)}</span>
      </p>
      <dl class="wave-figures">
        <div>
          <dt>{app.t('wave.sent')}</dt>
          <dd class="number" data-testid="wave-sent">
            {app.t('wave.of', { n: app.format().number(one().sent), all: app.format().number(one().size) })}
          </dd>
        </div>
        <div>
          <dt>{app.t('wave.used')}</dt>
          <dd class="number" data-testid="wave-used">
            {app.format().number(one().used)}
          </dd>
        </div>
        <div>
          <dt>{app.t('wave.stayed')}</dt>
          <dd class="number">{app.format().number(one().stayed)}</dd>
        </div>
      </dl>
      <Show when={one().state === 'open' || one().state === 'paused'}>
        <div class="row wrap case-deeds">
          <Show
            when={one().state === 'open'}
            fallback={
              <Button
                icon={<Play size={16} aria-hidden="true" />}
                disabled={busy()}
                onPress={() => change('resume')}
                data-testid="wave-resume"
              >
                {app.t('wave.resume')}
              </Button>
            }
          >
            <Button
              icon={<Pause size={16} aria-hidden="true" />}
              disabled={busy()}
              onPress={() => change('pause')}
              data-testid="wave-pause"
            >
              {app.t('wave.pause')}
            </Button>
          </Show>
          <ConfirmButton
            danger
            label={app.t('wave.stop')}
            ask={app.t('wave.stopAsk')}
            yes={app.t('wave.stop')}
            icon={<Square size={16} aria-hidden="true" />}
            pending={props.deeds.busy() === `${one().id} stop`}
            disabled={busy()}
            onConfirm={() => change('stop')}
            testid="wave-stop"
          />
        </div>
      </Show>
    </li>
  );
}
