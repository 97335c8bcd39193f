/**
 * Shows what the server sends while no page is open, and opens it when it is clicked. It keeps no page
 * and answers no request: the board is always the one on the network.
 *
 * @typedef {{ title: string, body: string, url: string, tag: string }} PushMessage schema/contract/notification
 */

/** Addresses of the board (app/address): no other page can open a note, and there are more of them with time. */
const BOARD = /^\/(?:n\/[^/]*|@[^/]*)?\/?$/;

/** Where the api is when it is not beside this file: its origin, from the address this was registered by. */
const API = new URL(self.location.href).searchParams.get('api') ?? '';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  const message = readMessage(event.data);
  event.waitUntil(
    self.registration.showNotification(message.title, {
      body: message.body,
      tag: message.tag,
      icon: '/icon-192.png',
      data: { path: pathOf(message.url) },
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path ?? '/'));
});

// The browser gave this device another address: the server has to know it.
self.addEventListener('pushsubscriptionchange', (event) => {
  const options = event.oldSubscription?.options;
  if (options === undefined) return;
  event.waitUntil(
    self.registration.pushManager.subscribe(options).then((subscription) =>
      fetch(`${API}/api/notifications/push`, {
        method: 'PUT',
        credentials: API === '' ? 'same-origin' : 'include',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(subscription),
      }),
    ),
  );
});

/** What was sent, with something to say for each word that is missing. @returns {PushMessage} */
function readMessage(data) {
  const nothing = { title: 'oTo', body: '', url: '/', tag: 'oto' };
  try {
    return { ...nothing, ...data?.json() };
  } catch {
    return nothing;
  }
}

/** A path of this site, whatever was sent. @param {string} url */
function pathOf(url) {
  try {
    const address = new URL(url, self.location.origin);
    return address.origin === self.location.origin ? `${address.pathname}${address.search}` : '/';
  } catch {
    return '/';
  }
}

/** In the board that is open, without loading it anew; else in a new page. @param {string} path */
async function open(path) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const board = pages.find((page) => BOARD.test(new URL(page.url).pathname));
  if (board === undefined) return self.clients.openWindow(path);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a Client has no target origin
  board.postMessage({ type: 'open', path });
  return board.focus();
}
