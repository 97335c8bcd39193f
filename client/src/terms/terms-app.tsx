import { TERMS_VERSION } from '@oto/schema/contract/site';
import { createResource, createSignal, For, onCleanup } from 'solid-js';
import { accountRoutes } from '../api/account-routes.ts';
import { createCalls } from '../api/calls.ts';
import type { Transport } from '../api/http.ts';
import { createLanguage, type Language } from '../i18n/language.ts';
import { PageFrame } from '../page/frame.tsx';
import type { KnownSite, PaperName } from './paper.ts';
import { PaperSection } from './paper-section.tsx';
import { PAPERS } from './papers.ts';

const NAMES = ['terms', 'privacy'] as const satisfies readonly PaperName[];

/** What one agrees to, on a page of its own: no board, no session. */
export function TermsApp(props: { readonly transport: Transport; readonly paper: PaperName }) {
  const [name, setName] = createSignal(props.paper);
  const language: Language = createLanguage(() => `${name()}.document`);
  const [site] = createResource(async (): Promise<KnownSite> => {
    const answer = await accountRoutes(createCalls(props.transport)).site();
    return answer.ok ? answer.value : null;
  });
  const paper = () => PAPERS[name()][language.lang()];

  function open(event: MouseEvent, next: PaperName): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, '', `/${next}`);
    setName(next);
    document.querySelector('.verify')?.scrollTo({ top: 0 });
  }
  const back = (): void => void setName(paperOf(location.pathname));
  addEventListener('popstate', back);
  onCleanup(() => removeEventListener('popstate', back));

  return (
    <PageFrame language={language}>
      <h1 class="heading verify-title" data-testid="paper-title">
        {language.t(`${name()}.title`)}
      </h1>
      <p class="lead verify-lead">{paper().lead}</p>
      <nav class="paper-choice" aria-label={language.t('terms.papers')}>
        <For each={NAMES}>
          {(one) => (
            <a
              class="button"
              classList={{ 'button-main': name() === one, 'button-paper': name() !== one }}
              href={`/${one}`}
              aria-current={name() === one ? 'page' : undefined}
              onClick={(event) => open(event, one)}
              data-testid={`paper-${one}`}
            >
              {language.t(`${one}.title`)}
            </a>
          )}
        </For>
      </nav>
      <article class="paper-card paper" aria-label={language.t(`${name()}.title`)}>
        <span class="tape" aria-hidden="true" />
        <p class="muted small" data-testid="paper-version">
          {language.t('terms.version', { version: TERMS_VERSION })}
        </p>
        <ol class="paper-contents">
          <For each={paper().sections}>
            {(section) => (
              <li>
                <a class="inline-link" href={`#${section.id}`}>
                  {section.title}
                </a>
              </li>
            )}
          </For>
        </ol>
        <For each={paper().sections}>{(section) => <PaperSection section={section} site={site()} language={language} />}</For>
      </article>
    </PageFrame>
  );
}

export function paperOf(pathname: string): PaperName {
  return pathname.startsWith('/privacy') ? 'privacy' : 'terms';
}
