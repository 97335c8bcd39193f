import { For, Match, Show, Switch } from 'solid-js';
import type { Language } from '../i18n/language.ts';
import type { Block, KnownSite, Section } from './paper.ts';

type Props = { readonly site: KnownSite; readonly language: Language };

export function PaperSection(props: Props & { readonly section: Section }) {
  return (
    <section class="paper-section" id={props.section.id} aria-labelledby={`${props.section.id}-title`}>
      <h2 class="heading small-heading" id={`${props.section.id}-title`}>
        {props.section.title}
      </h2>
      <For each={props.section.body}>{(block) => <PaperBlock block={block} site={props.site} language={props.language} />}</For>
    </section>
  );
}

function PaperBlock(props: Props & { readonly block: Block }) {
  const is = <K extends string>(key: K) => (key in props.block ? (props.block as Extract<Block, { [k in K]: unknown }>) : undefined);
  const t = props.language.t;
  return (
    <Switch>
      <Match when={is('text')}>{(block) => <p>{block().text}</p>}</Match>
      <Match when={is('list')}>
        {(block) => (
          <ul class="paper-list">
            <For each={block().list}>{(line) => <li>{line}</li>}</For>
          </ul>
        )}
      </Match>
      <Match when={is('kept')}>
        {(block) => (
          <ul class="kept">
            <For each={block().kept}>
              {(one) => (
                <li>
                  <strong>{one.what}</strong>
                  <span>
                    <span class="muted">{t('privacy.why')}</span> {one.why}
                  </span>
                  <span>
                    <span class="muted">{t('privacy.until')}</span> {one.until}
                  </span>
                </li>
              )}
            </For>
          </ul>
        )}
      </Match>
      <Match when={is('publisher')}>
        <Publisher site={props.site} language={props.language} />
      </Match>
    </Switch>
  );
}

/** Who runs this place; what they have not said is marked, never made up. */
function Publisher(props: Props) {
  const t = props.language.t;
  const publisher = () => props.site?.publisher ?? undefined;
  return (
    <Show
      when={publisher()}
      fallback={
        <p class="to-fill" data-testid="publisher-missing">
          {t(props.site === undefined ? 'state.loading' : 'terms.publisherMissing')}
        </p>
      }
    >
      {(known) => (
        <dl class="publisher" data-testid="publisher">
          <div>
            <dt>{t('terms.publisher')}</dt>
            <dd>
              {known().name}, {known().address}
            </dd>
          </div>
          <div>
            <dt>{t('terms.contact')}</dt>
            <dd>
              <a class="inline-link" href={`mailto:${known().contact}`}>
                {known().contact}
              </a>
            </dd>
          </div>
          <div>
            <dt>{t('terms.host')}</dt>
            <dd>{known().host ?? <span class="to-fill">{t('terms.toFill', { name: 'LEGAL_HOST' })}</span>}</dd>
          </div>
          <div>
            <dt>{t('terms.mediator')}</dt>
            <dd>{known().mediator ?? <span class="to-fill">{t('terms.toFill', { name: 'LEGAL_MEDIATOR' })}</span>}</dd>
          </div>
        </dl>
      )}
    </Show>
  );
}
