/**
 * The workshop of the panels: the whole interface over fixtures, without servers. Open
 * `/panels.html` under `vite`; `?as=member` signs in, `?as=operator` too with operator's rights,
 * `?select=note|agent|many|tie|cord` selects, `?closed` forbids changes, `?unsaved=3`, `?offline`,
 * `?away` and `?refusal=<code>` show what their names say; Shift+R drops a cord on another agent.
 * `?jobs=<scene>` has jobs that stand still (JOBS in fixtures), `?full` no room for files.
 * `?push=<state>` is a browser that is so about messages (push-stand-in), `?nopush` and `?nomail` a server
 * without them, `?idle` an operator's window with nothing to do; a prompt with "bombe" is refused.
 * `?verify=<state>` is the page of a file's origin (provenance-stand-in names the states).
 * `?signup=invited|off` is how one gets in, `?held=confirm_identity|terms_not_accepted` holds back the first deed,
 * `?at=<path>` is the address one came by; `?paper=terms|privacy` is that page, with `?publisher` filled in.
 * `?shop=test|live|off` is what payments do, `?wallet=new|debt` whose wallet it is, `?paid=<state>` how a payment ends.
 * `?family=3000` is how many creations a tree has.
 * `?trouble=slow|down` is what the strip says of the service, some seconds after the board has come.
 * `?quiet`: nobody has made, liked, said, given or voted for anything. `?idle` leaves decisions, blocks and the log empty too.
 * Nothing here is part of the product's build.
 */
import '@fontsource/permanent-marker/latin-400.css';
import '@fontsource/caveat/latin-600.css';
import '@fontsource/caveat/latin-ext-600.css';
import '../../style/app.css';
import '../../style/verify.css';
import '../../style/terms.css';
import { render } from 'solid-js/web';
import { PAYMENTS, PURCHASE_STATES } from '@oto/schema/contract/purchase';
import { App } from '../../app/app.tsx';
import { TermsApp } from '../../terms/terms-app.tsx';
import { VerifyApp } from '../../verify/verify-app.tsx';
import { leftKey } from '../since/last-visit.ts';
import { PUBLISHER, withAccount } from './account-stand-in.ts';
import { boardStandIn } from './board-stand-in.ts';
import { JOBS, ME } from './fixtures.ts';
import { withLaunch } from './launch-stand-in.ts';
import { withLineage } from './lineage-stand-in.ts';
import { logStandIn } from './log-stand-in.ts';
import { withMoney } from './money-stand-in.ts';
import { withProfile } from './profile-stand-in.ts';
import { provenanceStandIn } from './provenance-stand-in.ts';
import { pushStandIn } from './push-stand-in.ts';
import { withSafety } from './safety-stand-in.ts';
import { withSearch } from './search-stand-in.ts';
import { createServerStandIn } from './server-stand-in.ts';
import { withSocial } from './social-stand-in.ts';
import { withStatus } from './status-stand-in.ts';
import { withTelling } from './telling-stand-in.ts';
import { withWebhooks } from './webhook-stand-in.ts';

const SELECTIONS = ['note', 'agent', 'many', 'tie', 'cord'] as const;
const REFUSALS = ['edit_refused', 'plot_closed', 'note_gone', 'ties_full', 'plot_full'] as const;
const PUSH = ['unsupported', 'denied', 'off', 'on', 'unreachable', 'asked-denied'] as const;

const root = document.getElementById('root');
if (root === null) throw new Error('panels.html has no #root');
const asked = new URLSearchParams(location.search);
const as = asked.get('as');
const scenes = Object.keys(JOBS) as (keyof typeof JOBS)[];
const server = createServerStandIn(as === 'member' || as === 'operator' ? as : null, {
  jobs: scenes.find((one) => one === asked.get('jobs')) ?? null,
  full: asked.has('full'),
});
if (asked.has('away')) localStorage.setItem(leftKey(ME.id), String(Date.now() - 3 * 3600 * 1000));
const createBoard = boardStandIn({
  select: SELECTIONS.find((one) => one === asked.get('select')) ?? null,
  connection: { state: asked.has('offline') ? 'offline' : 'live', unsaved: Number(asked.get('unsaved') ?? 0), regions: 3 },
  open: !asked.has('closed'),
  refusal: REFUSALS.find((one) => one === asked.get('refusal')) ?? null,
});
const telling = withTelling(withSocial(server.transport, asked.has('quiet')), {
  offer: { ...(asked.has('nopush') ? { pushKey: null } : {}), ...(asked.has('nomail') ? { emailAvailable: false } : {}) },
  empty: asked.has('idle'),
});
const signUp = (['invited', 'off'] as const).find((one) => one === asked.get('signup'));
const money = withMoney(telling, {
  payments: PAYMENTS.find((one) => one === asked.get('shop')) ?? 'test',
  wallet: (['new', 'debt'] as const).find((one) => one === asked.get('wallet')) ?? null,
  paid: PURCHASE_STATES.find((one) => one === asked.get('paid')) ?? 'granted',
});
const lineage = withLineage(money, Number(asked.get('family') ?? 9));
const profile = withProfile(withSearch(lineage), { signedIn: as === 'member' || as === 'operator', quiet: asked.has('quiet') });
const log = logStandIn(withWebhooks(withSafety(profile, asked.has('idle')), asked.has('idle')), server.openEvents, asked.has('idle'));
const status = withStatus(withLaunch(log.transport, asked.has('idle')), {
  trouble: (['slow', 'down'] as const).find((one) => one === asked.get('trouble')) ?? null,
  empty: asked.has('idle'),
});
const transport = withAccount(status, {
  site: {
    ...(signUp === undefined ? {} : { signUp, waitingList: signUp === 'invited' }),
    ...(asked.has('publisher') ? { publisher: PUBLISHER } : {}),
  },
  held: (['confirm_identity', 'terms_not_accepted'] as const).find((one) => one === asked.get('held')) ?? null,
});
const push = pushStandIn(PUSH.find((one) => one === asked.get('push')) ?? 'off');
const verify = asked.get('verify');
const paper = (['terms', 'privacy'] as const).find((one) => one === asked.get('paper'));
history.replaceState(null, '', verify === null ? (asked.get('at') ?? `/${paper ?? ''}`) : '/verify');
render(() => {
  if (paper !== undefined) return <TermsApp transport={transport} paper={paper} />;
  if (verify !== null) return <VerifyApp transport={provenanceStandIn(verify)} />;
  return <App outside={{ transport, openEvents: log.openEvents, createBoard, push }} />;
}, root);
