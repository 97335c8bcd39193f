import { serveThread } from '../../thread/serve.ts';
import { film } from './film.ts';

await serveThread(film);
