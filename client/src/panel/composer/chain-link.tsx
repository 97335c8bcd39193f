import { handsOn } from '@oto/schema/job/chain';
import { Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { breakBetween, type ChainAgent } from './chain.ts';

/** The pencil arrow from one agent to the next, with what passes; torn where nothing can. */
export function ChainLink(props: { readonly from: ChainAgent; readonly to: ChainAgent }) {
  const app = useApp();
  const torn = () => breakBetween(props.from, props.to) !== null;
  const words = () => {
    const handed = handsOn(props.from.kind);
    return torn() || handed === null ? app.t('chain.torn') : app.t(`chain.passes.${handed}`);
  };
  return (
    <div class="chain-arrow" classList={{ torn: torn() }} data-testid={torn() ? 'chain-torn' : 'chain-passes'}>
      <span class="chain-passes">{words()}</span>
      <svg viewBox="0 0 84 30" aria-hidden="true">
        <Show
          when={torn()}
          fallback={
            <>
              <path d="M3 16.500C16 11.500 27 20.500 42 15.500 53 12 66 17.500 79 14.500" />
              <path d="M4.500 18C18 13.500 30 21 44 17 56 13.500 66 18.500 77 16" class="again" />
              <path d="M69 7.500C73 9.500 77 12 80 14.500 76 17 72.500 20 70.500 24" />
            </>
          }
        >
          <path d="M3 16.500C12 12.500 20 18.500 31 15l-2.500-5 6.500 3-1-6" />
          <path d="M50 23l-1-6 6 3.500-2.500-5.500C62 18.500 70 12.500 80 15.500" />
          <path d="M38 4.500l9 21M46.500 5 38.500 24.500" class="cross" />
        </Show>
      </svg>
    </div>
  );
}
