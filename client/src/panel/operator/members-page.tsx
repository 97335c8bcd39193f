import { createSignal, For, onCleanup, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Field } from '../ui/field.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { createDeeds } from './deeds.ts';
import { Freshness } from './freshness.tsx';
import { MemberRow } from './member-row.tsx';
import { useAllMembers } from './queries-people.ts';

/** A search is asked when the hand rests so long, milliseconds. */
const REST_MS = 250;

/** Who is here, what they have, and who operates. */
export function MembersPage() {
  const app = useApp();
  const [typed, setTyped] = createSignal('');
  const [q, setQ] = createSignal('');
  const asked = useAllMembers(q);
  const deeds = createDeeds();
  let resting: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(resting));

  function type(text: string): void {
    setTyped(text);
    clearTimeout(resting);
    resting = setTimeout(() => setQ(text.trim()), REST_MS);
  }

  return (
    <>
      <Freshness asked={asked} />
      <Field label={app.t('operator.findMember')} value={typed()} onInput={type} testid="member-search" max={100} />
      <Loaded asked={asked} lines={6}>
        {(members) => (
          <Show when={members().length > 0} fallback={<Empty title={app.t('operator.noMember')} text={app.t('operator.noMemberText')} />}>
            <ul class="cases">
              <For each={members()}>{(member) => <MemberRow member={member} deeds={deeds} />}</For>
            </ul>
          </Show>
        )}
      </Loaded>
    </>
  );
}
