/** What was said when the client was built; node, which runs some of its modules in benchmarks, says nothing. */
const built: Readonly<Record<string, unknown>> = { ...import.meta.env };

/** Where the api is, such as `https://api.oto.example`; empty: beside the page. */
export const API_ORIGIN: string = origin(built['VITE_API_ORIGIN']);
/** Where the documents are; empty: beside the api. */
export const COLLAB_ORIGIN: string = origin(built['VITE_COLLAB_ORIGIN']) || API_ORIGIN;
/** Which news this build brings, another name whenever some are added; null: nobody said. */
export const NEWS: string | null = typeof built['VITE_NEWS'] === 'string' ? built['VITE_NEWS'] : null;

function origin(value: unknown): string {
  return typeof value === 'string' && value !== '' ? new URL(value).origin : '';
}
