import { createCalls } from '../api/calls.ts';
import type { Transport } from '../api/http.ts';
import { provenanceRoutes } from '../api/provenance-routes.ts';
import { failureSentence } from '../app/sentence.ts';
import { createLanguage } from '../i18n/language.ts';
import { PageContext } from './page-context.ts';
import { VerifyPage } from './verify-page.tsx';

/** The page on its own: no board, no session. */
export function VerifyApp(props: { readonly transport: Transport }) {
  const language = createLanguage(() => 'verify.document');
  const routes = provenanceRoutes(createCalls(props.transport));
  return (
    <PageContext.Provider value={{ ...language, routes, sentence: (failure) => failureSentence(language, failure) }}>
      <VerifyPage />
    </PageContext.Provider>
  );
}
