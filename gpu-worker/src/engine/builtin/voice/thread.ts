import { serveThread } from '../../thread/serve.ts';
import { speak } from './speak.ts';

await serveThread(speak);
