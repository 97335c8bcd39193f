import ArrowLeft from 'lucide-solid/icons/arrow-left';
import type { JSX } from 'solid-js';
import { Wordmark } from '../app/wordmark.tsx';
import type { Language } from '../i18n/language.ts';

/** A page of its own, without the board: one column of paper, the way to the other language and the way back. */
export function PageFrame(props: { readonly language: Language; readonly children: JSX.Element }) {
  const language = props.language;
  const other = () => (language.lang() === 'fr' ? 'en' : 'fr');
  return (
    <div class="verify" tabindex="-1">
      <header class="verify-bar">
        <a class="brand" href="/" aria-label={language.t('app.home')}>
          <Wordmark />
        </a>
        <button type="button" class="lang-switch" lang={other()} onClick={() => language.setLang(other())} data-testid="lang-switch">
          <span classList={{ on: language.lang() === 'fr' }}>FR</span>
          <span classList={{ on: language.lang() === 'en' }}>EN</span>
          <span class="sr-only">{language.t('lang.switch')}</span>
        </button>
      </header>
      <main class="verify-main">{props.children}</main>
      <footer class="verify-foot">
        <a class="link" href="/">
          <ArrowLeft size={17} aria-hidden="true" /> {language.t('verify.board')}
        </a>
      </footer>
    </div>
  );
}
