import { AppealRequest, type Refusal } from '@oto/schema/contract/moderation';
import { useQuery } from '@tanstack/solid-query';
import PenLine from 'lucide-solid/icons/pen-line';
import Scale from 'lucide-solid/icons/scale';
import { createSignal, Match, onMount, Show, Switch } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { AppealForm } from './appeal-form.tsx';
import { findPassage, type Place } from './find-passage.ts';
import { MarkedText } from './marked-text.tsx';

const WORDS = AppealRequest.shape.words;

/** Why a wish cannot be made here, what to change in it, and the way to appeal. `text`: what was refused, as sent. */
export function RefusalCard(props: {
  readonly refusal: Refusal;
  readonly text: string;
  /** Takes the person to what to change; null is the whole of it. */
  readonly onRephrase: (place: Place | null) => void;
}) {
  const app = useApp();
  const [appealing, setAppealing] = createSignal(false);
  const appeals = useQuery(() => ({ queryKey: KEYS.appeals, queryFn: async () => valueOf(await app.api.appeals()).appeals }));
  let card!: HTMLElement;
  onMount(() => card.scrollIntoView({ block: 'nearest' }));
  const appealed = () => appeals.data?.find((one) => one.refusal.id === props.refusal.id);
  return (
    <section ref={card} class="refusal" tabindex="-1" data-reason={props.refusal.reason} data-testid="refusal">
      <div role="alert">
        <h3 class="refusal-title">{app.t('moderation.title')}</h3>
        <p>
          <span class="refusal-reason">{app.t(`reason.${props.refusal.reason}`)}</span> {props.refusal.advice}
        </p>
      </div>
      <h4 class="subheading">{app.t('moderation.passage')}</h4>
      <MarkedText text={props.text} passage={props.refusal.passage} testid="refusal-passage" />
      <Show when={props.refusal.passage === ''}>
        <p class="muted small">{app.t('moderation.whole')}</p>
      </Show>
      <Switch>
        <Match when={appealed()}>
          <p class="refusal-appealed" role="status" data-testid="refusal-appealed">
            <Scale size={18} aria-hidden="true" />
            <span>
              <b>{app.t('moderation.sent')}.</b> {app.t('moderation.sentText')}
            </span>
          </p>
        </Match>
        <Match when={appealing()}>
          <AppealForm
            lead={app.t('moderation.appealLead')}
            label={app.t('moderation.words')}
            least={WORDS.minLength ?? 3}
            most={WORDS.maxLength ?? 1000}
            ask={(words) => app.api.appeal(props.refusal.id, words)}
            over="already_appealed"
            list={KEYS.appeals}
            sent={{ title: app.t('moderation.sent'), text: app.t('moderation.sentText') }}
            testid="appeal"
            onAway={() => setAppealing(false)}
          />
        </Match>
      </Switch>
      <div class="refusal-ways">
        <Button
          look="main"
          icon={<PenLine size={17} aria-hidden="true" />}
          onPress={() => props.onRephrase(findPassage(props.text, props.refusal.passage))}
          data-testid="refusal-rephrase"
        >
          {app.t(props.refusal.passage === '' ? 'moderation.rephraseAll' : 'moderation.rephrase')}
        </Button>
        <Show when={appealed() === undefined && !appealing()}>
          <Button icon={<Scale size={17} aria-hidden="true" />} onPress={() => setAppealing(true)} data-appeal data-testid="refusal-appeal">
            {app.t('moderation.appeal')}
          </Button>
        </Show>
        <span class="muted small">{app.t('moderation.free')}</span>
      </div>
    </section>
  );
}
