import { parentPort, type MessagePort } from 'node:worker_threads';
import { examine } from './examine.ts';

/** A thread that examines one file at a time: bytes in, what they say of themselves out. */
function serve(port: MessagePort): void {
  port.on('message', (bytes: Uint8Array) => void examine(bytes).then((examined) => port.postMessage(examined)));
}

if (parentPort) serve(parentPort);
