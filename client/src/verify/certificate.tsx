import type { ProvenanceRecord } from '@oto/schema/contract/provenance';
import Cog from 'lucide-solid/icons/cog';
import GitFork from 'lucide-solid/icons/git-fork';
import Paperclip from 'lucide-solid/icons/paperclip';
import Sparkles from 'lucide-solid/icons/sparkles';
import { For, Show } from 'solid-js';
import { notePath } from '../app/address.ts';
import { KindMark } from '../panel/ui/kind-mark.tsx';
import { cordColour } from '../panel/ui/post-it.tsx';
import { usePage } from './page-context.ts';
import { Seal } from './seal.tsx';
import { SignatureLine, toneOf, type SignatureState } from './signature-line.tsx';
import { variantOf } from './variant.ts';

type Told = Omit<ProvenanceRecord, 'manifest'>;

/** What is known of a creation made here, as a paper that one could hang on a wall. */
export function Certificate(props: {
  readonly record: Told;
  readonly sha256: string;
  readonly signature: SignatureState;
  readonly onRetry: () => void;
}) {
  const page = usePage();
  const record = () => props.record;
  return (
    <article class="certificate paper-card" data-testid="certificate" data-creation={record().creation}>
      <span class="pin" aria-hidden="true" />
      <header class="certificate-head">
        <div>
          <p class="kicker">
            <span class="badge" data-kind={record().kind}>
              <KindMark kind={record().kind} size={15} />
              {page.t(`kind.${record().kind}`)}
            </span>
            {page.t('verify.certificate')}
          </p>
          <h2 class="heading" data-testid="certificate-title">
            {record().title ?? page.t('verify.notShown')}
          </h2>
          <Show when={record().author}>{(name) => <p class="hand certificate-author">{page.t('verify.by', { name: name() })}</p>}</Show>
          <p class="muted">
            {page.t('verify.madeOn', { date: page.format().date(record().madeAt) })}, {page.format().hour(Date.parse(record().madeAt))}
          </p>
        </div>
        <Seal tone={toneOf(props.signature)} />
      </header>
      <Show when={!record().shown}>
        <p class="slip">{page.t('verify.notShownText')}</p>
      </Show>
      <SignatureLine state={props.signature} onRetry={props.onRetry} />
      <Show when={record().steps.length > 0}>
        <section>
          <h3 class="subheading">{page.t('verify.steps')}</h3>
          <ol class="origin">
            <For each={record().steps}>{(step, index) => <StepLine step={step} index={index()} />}</For>
          </ol>
        </section>
      </Show>
      <Show when={record().ingredients.length > 0}>
        <section>
          <h3 class="subheading">{page.t('verify.ingredients')}</h3>
          <ul class="ingredients">
            <For each={record().ingredients}>{(one) => <IngredientLine ingredient={one} />}</For>
          </ul>
        </section>
      </Show>
      <dl class="certificate-facts">
        <div>
          <dt>{page.t('verify.which')}</dt>
          <dd>{variantWords(page, record().variant)}</dd>
        </div>
        <div>
          <dt>{page.t('verify.fingerprint')}</dt>
          <dd>
            <Fingerprint sha256={props.sha256} />
          </dd>
        </div>
      </dl>
      <Show when={record().shown}>
        <div class="row end">
          <a class="button button-main" href={notePath(record().creation)} data-testid="certificate-board">
            {page.t('verify.onBoard')}
          </a>
        </div>
      </Show>
    </article>
  );
}

/** In groups of eight, for eyes that compare; one word for those who copy it. */
export function Fingerprint(props: { readonly sha256: string }) {
  return (
    <code class="fingerprint" data-testid="verify-sha256">
      <For each={props.sha256.match(/.{1,8}/g) ?? []}>{(part) => <span>{part}</span>}</For>
    </code>
  );
}

function StepLine(props: { readonly step: Told['steps'][number]; readonly index: number }) {
  const page = usePage();
  const words = () => {
    const { engine, model } = props.step;
    return model === '' ? engine : page.t('verify.stepOf', { engine, model });
  };
  return (
    <li class="origin-step" style={{ '--pin': cordColour(props.index) }} data-testid="certificate-step">
      <span class="pin" aria-hidden="true" />
      <p class="origin-agent" classList={{ muted: props.step.agent === '' }}>
        {props.step.agent === '' ? page.t('verify.goneAgent') : props.step.agent}
      </p>
      <p class="small muted">{words()}</p>
      <span class="badge badge-plain">
        <Show when={props.step.trained} fallback={<Cog size={14} aria-hidden="true" />}>
          <Sparkles size={14} aria-hidden="true" />
        </Show>
        {page.t(props.step.trained ? 'verify.trained' : 'badge.builtIn')}
      </span>
    </li>
  );
}

function IngredientLine(props: { readonly ingredient: Told['ingredients'][number] }) {
  const page = usePage();
  const one = () => props.ingredient;
  const title = () => {
    if (one().title !== '') return one().title;
    return page.t(one().relation === 'parentOf' ? 'verify.gone' : 'verify.unnamed');
  };
  return (
    <li>
      <Show when={one().relation === 'parentOf'} fallback={<Paperclip size={17} aria-hidden="true" />}>
        <GitFork size={17} aria-hidden="true" />
      </Show>
      <span class="muted">{page.t(`verify.${one().relation}`)}</span>
      <Show when={one().title === '' ? undefined : one().creation} fallback={<span>{title()}</span>}>
        {(id) => (
          <a class="link" href={notePath(id())}>
            {title()}
          </a>
        )}
      </Show>
    </li>
  );
}

function variantWords(page: ReturnType<typeof usePage>, name: string): string {
  const variant = variantOf(name);
  switch (variant.type) {
    case 'whole':
      return page.t(`verify.variant.${variant.name}`);
    case 'step':
      return page.t('verify.variant.step', { step: variant.step });
    case 'named':
      return variant.name;
    default:
      return variant satisfies never;
  }
}
