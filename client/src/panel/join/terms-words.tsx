import { useApp } from '../../app/context.ts';

/** A sentence with the links to both papers in it; they open beside, so that nothing typed is lost. */
export function TermsWords(props: { readonly stem: 'join.agree' | 'terms.agree' }) {
  const app = useApp();
  return (
    <span class="terms-words">
      {app.t(`${props.stem}.before`)}{' '}
      <a class="inline-link" href="/terms" target="_blank" rel="noopener" data-testid="terms-link">
        {app.t('terms.link')}
      </a>{' '}
      {app.t(`${props.stem}.between`)}{' '}
      <a class="inline-link" href="/privacy" target="_blank" rel="noopener" data-testid="privacy-link">
        {app.t('privacy.link')}
      </a>
      {app.t(`${props.stem}.after`)}
    </span>
  );
}
