import { randomUUID } from 'node:crypto';
import { CONSENT_VERSION } from '@oto/schema/contract/purchase';
import { TERMS_VERSION } from '@oto/schema/contract/site';
import { PASSWORD } from '../../testing/api.ts';
import { object, open, operator, own, ownLast, worker, type RouteCase } from './route-case.ts';

const UNKNOWN = 'AZKzWpHQfTe3rQnbtK7OuA';
const SHA = '0'.repeat(64);
const ONCE = { 'idempotency-key': 'once-and-for-all' };
const ABOUT = { version: null, lang: 'fr', width: 1, height: 1, ratio: 1, webgl: '', browser: '', connection: 'live' };
const TODAY = '?from=2026-01-01&to=2026-01-31';

/** What every route of /openapi.json does when somebody else asks. A route without a case fails the test. */
export const CASES: { readonly [route: string]: RouteCase } = {
  // Ways in
  'POST /api/auth/sign-up/email': open(
    ({ ann }) => ({ path: '/api/auth/sign-up/email', body: { name: 'X', email: ann.email, password: PASSWORD, terms: TERMS_VERSION } }),
    '409 email_taken',
  ),
  'POST /api/auth/sign-in/email': open(
    ({ ann }) => ({ path: '/api/auth/sign-in/email', body: { email: ann.email, password: 'not her password' } }),
    '401 bad_password',
  ),
  'POST /api/auth/sign-out': ownLast('/api/auth/sign-out'),
  'POST /api/auth/oidc': open(() => ({ path: '/api/auth/oidc', body: {} }), '404 not_found'),
  'GET /api/auth/oidc/callback': open('/api/auth/oidc/callback', '404 not_found'),
  'POST /api/auth/passkey/options': open('/api/auth/passkey/options'),
  'POST /api/auth/passkey': open(
    ({ passkey }) => ({ path: '/api/auth/passkey', body: { response: forged(passkey) } }),
    '401 passkey_failed',
  ),
  'POST /api/passkeys/options': own('/api/passkeys/options'),
  'POST /api/passkeys': own(
    ({ passkey }) => ({ path: '/api/passkeys', body: { name: 'x', response: forged(passkey) } }),
    '401 passkey_failed',
  ),
  'GET /api/passkeys': own('/api/passkeys'),
  'DELETE /api/passkeys/{id}': object(({ passkey }) => ({ path: `/api/passkeys/${passkey}` }), 204),
  'POST /api/auth/forgot': open(() => ({ path: '/api/auth/forgot', body: { email: 'nobody@oto.test' } }), 204),
  'POST /api/auth/reset': open(
    () => ({ path: '/api/auth/reset', body: { token: 'x'.repeat(43), password: PASSWORD } }),
    '410 link_expired',
  ),
  'POST /api/auth/verify/send': own('/api/auth/verify/send', 204),
  'POST /api/auth/verify': own(() => ({ path: '/api/auth/verify', body: { token: 'x'.repeat(43) } }), '410 link_expired'),
  'POST /api/me/confirm': own(() => ({ path: '/api/me/confirm', body: { password: PASSWORD } }), 204),
  'POST /api/me/password': ownLast(() => ({ path: '/api/me/password', body: { current: PASSWORD, password: `${PASSWORD}!` } })),
  'GET /api/sessions': own('/api/sessions'),
  'DELETE /api/sessions': ownLast('/api/sessions'),
  'DELETE /api/sessions/{id}': object(({ session }) => ({ path: `/api/sessions/${session}` }), 204),
  'POST /api/keys': own(() => ({ path: '/api/keys', body: { name: 'mine', scopes: ['read'] } }), 201),
  'GET /api/keys': own('/api/keys'),
  'DELETE /api/keys/{id}': object(({ key }) => ({ path: `/api/keys/${key}` }), 204),
  'POST /api/pass': own('/api/pass'),
  'GET /.well-known/jwks.json': open('/.well-known/jwks.json'),

  'POST /api/github/webhook': open(() => ({ path: '/api/github/webhook', body: {} }), '404 not_found'),
  'POST /api/deploy/claim': worker('/api/deploy/claim'),
  'POST /api/deploy/requests/{id}': worker(`/api/deploy/requests/${UNKNOWN}?outcome=done&commit=${'0'.repeat(40)}`),
  'GET /api/operator/deploys': operator('/api/operator/deploys'),
  'GET /api/operator/webhooks': operator('/api/operator/webhooks'),
  'POST /api/operator/webhooks': operator(
    () => ({ path: '/api/operator/webhooks', body: { url: 'https://hook.example/oto', events: ['creation.published'] } }),
    201,
  ),
  'PATCH /api/operator/webhooks/{id}': operator(
    () => ({ path: `/api/operator/webhooks/${UNKNOWN}`, body: { enabled: false } }),
    '404 not_found',
  ),
  'DELETE /api/operator/webhooks/{id}': operator(`/api/operator/webhooks/${UNKNOWN}`, '404 not_found'),
  'POST /api/operator/webhooks/{id}/rotate': operator(`/api/operator/webhooks/${UNKNOWN}/rotate`, '404 not_found'),
  'POST /api/operator/webhooks/{id}/test': operator(`/api/operator/webhooks/${UNKNOWN}/test`, '404 not_found'),
  'GET /api/operator/deliveries': operator('/api/operator/deliveries'),
  'POST /api/operator/deliveries/replay': operator(() => ({
    path: '/api/operator/deliveries/replay',
    body: { since: '2026-01-01T00:00:00Z' },
  })),
  'POST /api/operator/deliveries/{id}/replay': operator('/api/operator/deliveries/1/replay', '404 not_found'),
  'POST /api/operator/deploys': operator('/api/operator/deploys'),

  'GET /api/operator/flags': operator('/api/operator/flags'),
  'PUT /api/operator/flags': operator(() => ({ path: '/api/operator/flags', body: { name: 'new_version_note', state: 'on' } })),
  'POST /api/feedback': open(
    () => ({ path: '/api/feedback', body: { key: randomUUID(), kind: 'love', words: 'Bravo', about: ABOUT } }),
    201,
  ),
  'GET /api/invitations': own('/api/invitations', '403 forbidden'),
  'POST /api/invitations': own('/api/invitations', '403 forbidden'),
  'GET /api/feedback': own('/api/feedback'),
  'GET /api/operator/feedback': operator('/api/operator/feedback'),
  'POST /api/operator/feedback/{id}': operator(
    () => ({ path: `/api/operator/feedback/${UNKNOWN}`, body: { state: 'closed' } }),
    '404 not_found',
  ),
  'GET /api/operator/feedback/{id}/picture': operator(`/api/operator/feedback/${UNKNOWN}/picture`, '404 not_found'),
  'POST /api/waiting-list': open(
    () => ({ path: '/api/waiting-list', body: { email: 'nobody@oto.test', lang: 'fr' } }),
    '403 waiting_list_closed',
  ),
  'GET /api/waiting-list/mine': open('/api/waiting-list/mine?t=forged', '401 bad_credential'),
  'POST /api/waiting-list/mine': open('/api/waiting-list/mine?t=forged', '401 bad_credential'),
  'GET /api/operator/waiting': operator('/api/operator/waiting'),
  'DELETE /api/operator/waiting/{id}': operator(`/api/operator/waiting/${UNKNOWN}`, '404 not_found'),
  // How the service is
  'GET /robots.txt': open('/robots.txt'),
  'GET /sitemap.xml': open('/sitemap.xml'),
  'GET /status': open('/status'),
  'GET /source': open('/source', 302),
  'GET /status.atom': open('/status.atom'),
  'GET /api/status': open('/api/status'),
  'GET /api/operator/incidents': operator('/api/operator/incidents'),
  'POST /api/operator/incidents': operator(
    () => ({ path: '/api/operator/incidents', body: { components: ['mail'], impact: 'none', state: 'looking', fr: 'x', en: 'x' } }),
    201,
  ),
  'POST /api/operator/incidents/{id}': operator(
    () => ({ path: `/api/operator/incidents/${UNKNOWN}`, body: { impact: 'none', state: 'over', fr: 'x', en: 'x' } }),
    '404 not_found',
  ),
  'GET /api/operator/waves': operator('/api/operator/waves'),
  'POST /api/operator/waves': operator(() => ({ path: '/api/operator/waves', body: { name: 'First', size: 1 } }), 201),
  'POST /api/operator/waves/{id}': operator(() => ({ path: `/api/operator/waves/${UNKNOWN}`, body: { deed: 'pause' } }), '404 not_found'),

  // Oneself
  'GET /api/site': open('/api/site'),
  'GET /api/version': open('/api/version'),
  'GET /api/me': own('/api/me'),
  'PATCH /api/me': own(() => ({ path: '/api/me', body: { lang: 'fr' } })),
  'POST /api/me/terms': own(() => ({ path: '/api/me/terms', body: { version: TERMS_VERSION } }), 204),
  'GET /api/me/audit': own('/api/me/audit'),
  'GET /api/me/export': own('/api/me/export'),
  'POST /api/me/delete': object(
    ({ ann }) => ({ path: '/api/me/delete', body: { handle: `not-${ann.me.handle}`.slice(0, 30), works: 'remove' } }),
    '400 bad_request',
    '400 bad_request',
  ),
  'GET /api/members/{handle}/profile': open(({ ann }) => ({ path: `/api/members/${ann.me.handle}/profile` })),
  'GET /api/members/{handle}/works': open(({ ann }) => ({ path: `/api/members/${ann.me.handle}/works` })),
  'GET /api/members/{handle}': open(({ ann }) => ({ path: `/api/members/${ann.me.handle}` })),

  // The board
  'POST /api/agents': own(() => ({ path: '/api/agents', body: { kind: 'text', name: 'Plume' } }), 201),
  'GET /api/agents': open('/api/agents'),
  'GET /api/agents/{id}': open(({ agent }) => ({ path: `/api/agents/${agent}` })),
  'PATCH /api/agents/{id}': object(({ agent }) => ({ path: `/api/agents/${agent}`, body: { name: 'Volée' } }), 200, '403 forbidden'),
  // Nothing of what is private, to herself neither: a frame of another site brings nobody.
  'GET /share/{file}': open(({ picture }) => ({ path: `/share/${picture}.jpg` }), '404 not_found'),
  'GET /embed/n/{id}': open(({ picture }) => ({ path: `/embed/n/${picture}` }), '404 not_found'),
  'GET /oembed': open(({ picture }) => ({ path: `/oembed?url=${encodeURIComponent(`http://oto.test/n/${picture}`)}` }), '404 not_found'),
  'GET /api/cards': open(({ picture, waitingNote }) => ({ path: `/api/cards?ids=${picture},${waitingNote}` })),
  'GET /api/world': open('/api/world'),
  'GET /api/map': open('/api/map'),
  'GET /api/search': open('/api/search?q=ann'),
  'GET /api/map/tiles/{x}/{y}': open('/api/map/tiles/0/0'),
  'GET /api/plots/{x}/{y}': open(({ plot }) => ({ path: `/api/plots/${plot.x}/${plot.y}` })),
  'PATCH /api/plots/{x}/{y}': object(
    ({ plot }) => ({ path: `/api/plots/${plot.x}/${plot.y}`, body: { policy: 'owner' } }),
    200,
    '403 forbidden',
  ),
  'PUT /api/plots/{x}/{y}/guests/{handle}': object(
    ({ plot, bob }) => ({ path: `/api/plots/${plot.x}/${plot.y}/guests/${bob.me.handle}` }),
    200,
    '403 forbidden',
  ),
  'DELETE /api/plots/{x}/{y}/guests/{handle}': object(
    ({ plot, bob }) => ({ path: `/api/plots/${plot.x}/${plot.y}/guests/${bob.me.handle}` }),
    200,
    '403 forbidden',
  ),

  // Making
  'POST /api/quotes': object(
    ({ bobsAgent, picture }) => ({ path: '/api/quotes', body: { agents: [bobsAgent], parents: [picture] } }),
    200,
    '404 unknown_parent',
    '404 unknown_parent',
  ),
  // Before Ann has as many generations under way as she may.
  'POST /generate_video': own(({ bobsAgent }) => making('video', { agents: [bobsAgent] }), '422 kind_mismatch'),
  'POST /generate_voice': own(({ bobsAgent }) => making('voice', { agents: [bobsAgent] }), '422 kind_mismatch'),
  'POST /generate_text': object(
    ({ bobsAgent, picture }) => making('text', { agents: [bobsAgent], parents: [picture] }),
    202,
    '404 unknown_parent',
  ),
  'POST /generate_image': object(
    ({ agent, input }) => making('image', { agents: [agent], inputs: [{ upload: input }] }),
    202,
    '404 unknown_input',
  ),
  'GET /api/creations/{id}/jar': object(
    ({ picture }) => ({ path: `/api/creations/${picture}/jar` }),
    200,
    '404 not_found',
    '404 not_found',
  ),
  // Nobody drops tokens on what is not on the board.
  'POST /api/creations/{id}/jar': object(
    ({ picture }) => ({ path: `/api/creations/${picture}/jar`, body: { tokens: 1 }, headers: ONCE }),
    '404 not_found',
  ),
  'DELETE /api/jar/{gift}': object(({ gift }) => ({ path: `/api/jar/${gift}` })),
  'GET /api/jobs': own('/api/jobs'),
  'GET /api/jobs/{id}': object(({ job }) => ({ path: `/api/jobs/${job}` })),
  'POST /api/jobs/{id}/cancel': object(({ waiting }) => ({ path: `/api/jobs/${waiting}/cancel` })),
  'POST /api/inputs': own(
    () => ({ path: '/api/inputs', body: new Uint8Array(4), headers: { 'content-type': 'text/html' } }),
    '415 unsupported_media',
  ),
  'GET /api/inputs/{id}/file': object(({ input }) => ({ path: `/api/inputs/${input}/file` })),
  'DELETE /api/inputs/{id}': object(({ input }) => ({ path: `/api/inputs/${input}` }), 204),
  'GET /api/storage': own('/api/storage'),
  'GET /api/creations': own('/api/creations?mine=1'),
  'GET /api/creations/{id}': object(({ picture }) => ({ path: `/api/creations/${picture}` }), 200, '404 not_found', '404 not_found'),
  'GET /api/creations/{id}/lineage': object(
    ({ picture }) => ({ path: `/api/creations/${picture}/lineage?whole=1` }),
    200,
    '404 not_found',
    '404 not_found',
  ),
  'GET /api/creations/{id}/outdated': object(({ picture }) => ({ path: `/api/creations/${picture}/outdated` })),
  'PATCH /api/creations/{id}': object(({ picture }) => ({ path: `/api/creations/${picture}`, body: { title: 'Volé' } })),
  'POST /api/creations/{id}/publish': object(({ opening }) => ({ path: `/api/creations/${opening}/publish`, body: { unlisted: true } })),
  'DELETE /api/creations/{id}': object(({ leaving }) => ({ path: `/api/creations/${leaving}` }), 204),
  'GET /media/ghost/{creation}': object(
    ({ waitingNote }) => ({ path: `/media/ghost/${waitingNote}` }),
    '404 not_found',
    '404 not_found',
    '404 not_found',
  ),
  'GET /media/preview/{token}': open(`/media/preview/${'x'.repeat(32)}`, '404 not_found'),
  'GET /media/{creation}/{variant}': object(({ picture }) => ({ path: `/media/${picture}/main` }), 200, '404 not_found', '404 not_found'),
  'GET /media/{creation}/step/{index}/{variant}': object(
    ({ picture }) => ({ path: `/media/${picture}/step/0/main` }),
    200,
    '404 not_found',
    '404 not_found',
  ),
  'GET /api/provenance/{sha256}': open(`/api/provenance/${SHA}`),
  'POST /api/verify': open(() => ({
    path: '/api/verify',
    body: new Uint8Array(9),
    headers: { 'content-type': 'application/octet-stream' },
  })),

  // What people make of it. Whatever is private does not exist for others.
  'GET /api/notes/{id}/social': object(({ picture }) => ({ path: `/api/notes/${picture}/social` }), 200, '404 not_found', '404 not_found'),
  'PUT /api/notes/{id}/like': object(({ picture }) => ({ path: `/api/notes/${picture}/like` }), '409 own_work'),
  'DELETE /api/notes/{id}/like': object(({ picture }) => ({ path: `/api/notes/${picture}/like` })),
  'PUT /api/notes/{id}/vote': object(({ picture }) => ({ path: `/api/notes/${picture}/vote` }), '409 own_work'),
  'DELETE /api/notes/{id}/vote': object(({ picture }) => ({ path: `/api/notes/${picture}/vote` })),
  'GET /api/members/{handle}/follow': open(({ ann }) => ({ path: `/api/members/${ann.me.handle}/follow` })),
  'PUT /api/members/{handle}/follow': own(() => ({ path: '/api/members/nobody-at-all/follow' }), '404 not_found'),
  'DELETE /api/members/{handle}/follow': own(() => ({ path: '/api/members/nobody-at-all/follow' }), '404 not_found'),

  'GET /api/notes/{id}/comments': object(
    ({ picture }) => ({ path: `/api/notes/${picture}/comments` }),
    200,
    '404 not_found',
    '404 not_found',
  ),
  'POST /api/notes/{id}/comments': object(
    ({ picture }) => ({ path: `/api/notes/${picture}/comments`, headers: ONCE, body: { body: 'Belle nuit' } }),
    '403 forbidden',
  ),
  'GET /api/comments/{id}': object(({ comment }) => ({ path: `/api/comments/${comment}` }), 200, '404 not_found', '404 not_found'),
  'PATCH /api/comments/{id}': object(({ comment }) => ({ path: `/api/comments/${comment}`, body: { body: 'Volé' } })),
  'DELETE /api/comments/{id}': object(({ comment }) => ({ path: `/api/comments/${comment}` }), 204),
  'GET /api/mentions': own('/api/mentions?q=a'),
  'GET /api/feed': open('/api/feed?of=all'),
  'GET /api/featured': open('/api/featured'),

  // News
  'GET /events': own('/events'),
  'GET /api/notifications': own('/api/notifications'),
  'POST /api/notifications/read': own(({ notification }) => ({ path: '/api/notifications/read', body: { upTo: notification } })),
  'GET /api/notifications/settings': own('/api/notifications/settings'),
  'PUT /api/notifications/settings': own(() => ({ path: '/api/notifications/settings', body: { push: false, email: false } })),
  'PUT /api/notifications/push': own(
    () => ({ path: '/api/notifications/push', body: { endpoint: 'https://push.example/x', keys: { p256dh: 'x', auth: 'x' } } }),
    '400 bad_request',
  ),
  'DELETE /api/notifications/push': own(() => ({ path: '/api/notifications/push', body: { endpoint: 'https://push.example/x' } }), 204),
  'GET /api/notifications/unsubscribe': open('/api/notifications/unsubscribe?t=forged', '401 bad_credential'),
  'POST /api/notifications/unsubscribe': open('/api/notifications/unsubscribe?t=forged', '401 bad_credential'),
  'POST /api/appeals': object(({ refusal }) => ({ path: '/api/appeals', body: { refusal, words: 'Laissez-moi passer' } }), 201),
  'GET /api/appeals': own('/api/appeals'),

  // Safety
  'POST /api/reports': object(
    ({ picture }) => ({ path: '/api/reports', body: { subject: 'creation', id: picture, reason: 'spam' } }),
    '403 forbidden',
    '404 not_found',
    '404 not_found',
  ),
  'GET /api/reports': own('/api/reports'),
  'GET /api/statements': own('/api/statements'),
  'POST /api/statements/{id}/appeal': object(({ statement }) => ({
    path: `/api/statements/${statement}/appeal`,
    body: { words: 'Regardez mieux' },
  })),
  'GET /api/blocks': own('/api/blocks'),
  'PUT /api/members/{handle}/block': own(() => ({ path: '/api/members/nobody-at-all/block' }), '404 not_found'),
  'DELETE /api/members/{handle}/block': own(() => ({ path: '/api/members/nobody-at-all/block' }), '404 not_found'),
  'GET /api/operator/reports': operator('/api/operator/reports'),
  'GET /api/operator/reports/{subject}/{id}': operator(({ bobsAgent }) => ({ path: `/api/operator/reports/agent/${bobsAgent}` })),
  'POST /api/operator/reports/{subject}/{id}': operator(({ bobsAgent }) => ({
    path: `/api/operator/reports/agent/${bobsAgent}`,
    body: { sanction: 'none', reason: 'spam', answer: 'Rien à redire' },
  })),
  'GET /api/operator/statements': operator('/api/operator/statements'),
  'POST /api/operator/statements/{id}': operator(({ statement }) => ({
    path: `/api/operator/statements/${statement}`,
    body: { decision: 'kept', answer: 'Nous avons regardé' },
  })),

  // Tokens and money
  'GET /get_tokens': own('/get_tokens'),
  'GET /api/wallet/statement': own('/api/wallet/statement'),
  'GET /api/wallet/statement.csv': own('/api/wallet/statement.csv'),
  'GET /api/wallet/statement/{entry}': object(({ entry }) => ({ path: `/api/wallet/statement/${entry}` })),
  'GET /api/wallet/consumption': own(`/api/wallet/consumption${TODAY}`),
  'GET /api/packs': open('/api/packs'),
  'GET /api/purchases': own('/api/purchases'),
  'POST /api/purchases': own(
    () => ({
      path: '/api/purchases',
      headers: ONCE,
      body: { pack: 'no-such-pack', consent: { version: CONSENT_VERSION, words: 'Je demande mes jetons tout de suite.' } },
    }),
    '404 unknown_pack',
  ),
  'POST /api/purchases/recheck': own(() => ({ path: '/api/purchases/recheck', body: { session: 'cs_test_of_nobody' } }), '404 not_found'),
  'POST /api/purchases/{id}/recheck': object(({ purchase }) => ({ path: `/api/purchases/${purchase}/recheck` })),
  'POST /api/purchases/{id}/withdraw': object(
    ({ purchase }) => ({ path: `/api/purchases/${purchase}/withdraw`, body: { confirm: true } }),
    '409 nothing_to_refund',
  ),
  'POST /api/billing': own('/api/billing'),
  'POST /api/stripe/webhook': open(() => ({ path: '/api/stripe/webhook', body: { id: 'evt_forged' } }), '400 bad_signature'),

  // Operators
  'POST /api/operator/grant': operator(({ bob }) => ({
    path: '/api/operator/grant',
    headers: ONCE,
    body: { member: bob.id, amount: 5, reason: 'for the test' },
  })),
  'GET /api/operator/trial-balance': operator('/api/operator/trial-balance'),
  'GET /api/operator/consumption': operator(`/api/operator/consumption${TODAY}`),
  'GET /api/operator/switches': operator('/api/operator/switches'),
  'PUT /api/operator/switches': operator(() => ({ path: '/api/operator/switches', body: { name: 'purchase', enabled: true } })),
  'GET /api/operator/invitations': operator('/api/operator/invitations'),
  'POST /api/operator/invitations': operator(() => ({ path: '/api/operator/invitations', body: {} }), 201),
  'DELETE /api/operator/invitations/{id}': operator(({ invitation }) => ({ path: `/api/operator/invitations/${invitation}` }), 204),
  'GET /api/operator/members': operator('/api/operator/members'),
  'POST /api/operator/members/{id}/role': operator(
    ({ bob }) => ({ path: `/api/operator/members/${bob.id}/role`, body: { role: 'member' } }),
    204,
  ),
  'POST /api/operator/hide': operator(
    ({ bobsAgent }) => ({ path: '/api/operator/hide', body: { type: 'agent', id: bobsAgent, hidden: false, reason: 'for the test' } }),
    204,
  ),
  'GET /api/operator/queue': operator('/api/operator/queue'),
  'POST /api/operator/jobs/{id}/retry': operator(({ job }) => ({ path: `/api/operator/jobs/${job}/retry` }), '409 wrong_state'),
  'POST /api/operator/jobs/{id}/priority': operator(
    ({ job }) => ({ path: `/api/operator/jobs/${job}/priority`, body: { priority: 0 } }),
    '409 wrong_state',
  ),
  'POST /api/operator/jobs/{id}/cancel': operator(({ job }) => ({ path: `/api/operator/jobs/${job}/cancel` }), '409 wrong_state'),
  'GET /api/operator/workers': operator('/api/operator/workers'),
  'GET /api/operator/rules': operator('/api/operator/rules'),
  'POST /api/operator/rules': operator(() => ({ path: '/api/operator/rules', body: { phrases: ['autre mot'] } }), 201),
  'PATCH /api/operator/rules/{id}': operator(({ rule }) => ({ path: `/api/operator/rules/${rule}`, body: { enabled: false } })),
  'DELETE /api/operator/rules/{id}': operator(({ rule }) => ({ path: `/api/operator/rules/${rule}` }), 204),
  'GET /api/operator/appeals': operator('/api/operator/appeals'),
  'POST /api/operator/appeals/{id}': operator(({ appeal }) => ({
    path: `/api/operator/appeals/${appeal}`,
    body: { decision: 'kept', answer: 'La règle vaut ici.' },
  })),
  'GET /api/operator/audit': operator('/api/operator/audit'),
  'GET /api/operator/logs': operator('/api/operator/logs?level=warn&q=x'),
  'GET /api/operator/purchases': operator('/api/operator/purchases'),
  'POST /api/operator/purchases/{id}/recheck': operator(({ purchase }) => ({ path: `/api/operator/purchases/${purchase}/recheck` })),
  'POST /api/operator/purchases/{id}/refund': operator(
    ({ purchase }) => ({ path: `/api/operator/purchases/${purchase}/refund`, headers: ONCE, body: { reason: 'for the test' } }),
    '409 nothing_to_refund',
  ),
  'POST /api/operator/members/{id}/forgive': operator(
    ({ bob }) => ({ path: `/api/operator/members/${bob.id}/forgive`, headers: ONCE, body: { reason: 'for the test' } }),
    '409 wrong_state',
  ),
  'GET /api/operator/reconcile': operator('/api/operator/reconcile'),
  'POST /api/operator/reconcile': operator('/api/operator/reconcile'),

  // Workers
  'POST /worker/hello': worker(() => ({ path: '/worker/hello', body: { worker: 'thief', engines: [] } })),
  'POST /worker/logs': worker(() => ({ path: '/worker/logs', body: { lines: [] } })),
  'POST /worker/claim': worker(() => ({ path: '/worker/claim', body: { worker: 'thief', kinds: ['text'], waitMs: 0 } })),
  'POST /worker/jobs/{id}/progress': worker(({ waiting }) => ({
    path: `/worker/jobs/${waiting}/progress`,
    body: { attempt: 1, step: 0, phase: 'run', pct: 0.5 },
  })),
  'GET /worker/jobs/{id}/signal': worker(({ waiting }) => ({ path: `/worker/jobs/${waiting}/signal?waitMs=0` })),
  'PUT /worker/jobs/{id}/media/{step}/{variant}': worker(({ waiting }) => sending(`/worker/jobs/${waiting}/media/0/main`)),
  'PUT /worker/jobs/{id}/preview/{step}': worker(({ waiting }) => sending(`/worker/jobs/${waiting}/preview/0`)),
  'GET /worker/jobs/{id}/inputs/{index}': worker(({ waiting }) => ({ path: `/worker/jobs/${waiting}/inputs/0` })),
  'GET /worker/jobs/{id}/steps/{step}/main': worker(({ waiting }) => ({ path: `/worker/jobs/${waiting}/steps/0/main` })),
  'POST /worker/jobs/{id}/steps/{step}': worker(({ waiting }) => ({
    path: `/worker/jobs/${waiting}/steps/0`,
    body: { attempt: 1, result: done(0) },
  })),
  'POST /worker/jobs/{id}/finish': worker(({ waiting }) => ({
    path: `/worker/jobs/${waiting}/finish`,
    body: { attempt: 1, steps: [done(0)] },
  })),
  'POST /worker/jobs/{id}/fail': worker(({ waiting }) => ({
    path: `/worker/jobs/${waiting}/fail`,
    body: { attempt: 1, code: 'engine_oom', retryable: false, engineMessage: '' },
  })),
  'POST /worker/jobs/{id}/pass': worker(({ waiting }) => ({
    path: `/worker/jobs/${waiting}/pass`,
    body: { attempt: 1, document: 'region:0,0:1', note: UNKNOWN },
  })),
};

function making(kind: string, more: object) {
  return { path: `/generate_${kind}`, headers: { 'idempotency-key': `two-users-${kind}` }, body: { prompt: 'La mer', ...more } };
}

function sending(path: string) {
  return { path, body: new Uint8Array(8), headers: { 'content-type': 'image/png' } };
}

function done(index: number) {
  const run = { engine: 'builtin-image', model: 'one', trained: false, prompt: '', text: '', tokens: 0, durationMs: 1 };
  return { index, ...run, startedAt: '2026-01-01T00:00:00.000Z' };
}

function forged(id: string) {
  const response = { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA', attestationObject: 'AA' };
  return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
}
