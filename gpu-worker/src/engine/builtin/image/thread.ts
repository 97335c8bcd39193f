import { serveThread } from '../../thread/serve.ts';
import { paint } from './paint.ts';

await serveThread(paint);
