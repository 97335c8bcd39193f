import { createEffect, on } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Tick } from '../ui/tick.tsx';

/** The buyer's request for immediate supply; what is shown is what is recorded. Takes the focus when it is missing. */
export function ConsentBox(props: { readonly checked: boolean; readonly missing: boolean; readonly onChange: (on: boolean) => void }) {
  const app = useApp();
  let box!: HTMLDivElement;
  createEffect(
    on(
      () => props.missing,
      (missing) => missing && box.querySelector('input')?.focus(),
    ),
  );
  return (
    <div ref={box} class="consent" data-missing={props.missing}>
      <Tick
        checked={props.checked}
        onChange={props.onChange}
        testid="consent"
        error={props.missing ? app.t('buy.consentMissing') : undefined}
      >
        {app.t('buy.consent')}
      </Tick>
    </div>
  );
}
