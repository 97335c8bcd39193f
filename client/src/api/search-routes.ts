import { SearchResult, type SearchQuery } from '@oto/schema/contract/search';
import type { Calls } from './calls.ts';

export function searchRoutes({ call }: Calls) {
  return {
    search: (asked: SearchQuery) => {
      const query = new URLSearchParams(Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== undefined));
      return call(`/api/search?${query.toString()}`, SearchResult);
    },
  };
}
