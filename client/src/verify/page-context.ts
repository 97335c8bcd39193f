import type { Failure } from '../api/http.ts';
import type { provenanceRoutes } from '../api/provenance-routes.ts';
import type { Language } from '../i18n/language.ts';
import { createContext, useContext } from 'solid-js';

/** What every part of this page needs. */
export type Page = Language & {
  readonly routes: ReturnType<typeof provenanceRoutes>;
  readonly sentence: (failure: Pick<Failure, 'code' | 'fields'>) => string;
};

export const PageContext = createContext<Page>();

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === undefined) throw new Error('usePage outside of the page');
  return page;
}
