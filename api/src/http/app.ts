import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { sql } from 'kysely';
import { proxyTrust } from '@oto/schema/proxy/trust';
import { agentRoutes } from '../agent/routes.ts';
import { cardRoutes } from '../card/routes.ts';
import { creationRoutes } from '../creation/routes.ts';
import { deployHostRoutes } from '../deploy/host-routes.ts';
import { deployRoutes } from '../deploy/operator-routes.ts';
import { githubRoutes } from '../deploy/webhook.ts';
import type { Deps } from '../deps.ts';
import { eventRoutes } from '../event/routes.ts';
import { feedbackRoutes } from '../feedback/routes.ts';
import { flagRoutes } from '../flag/operator-routes.ts';
import { makeAuth } from '../identity/auth.ts';
import { identify } from '../identity/identify.ts';
import { ownInvitationRoutes } from '../identity/own-invitation-routes.ts';
import { identityRoutes } from '../identity/routes.ts';
import { inputRoutes } from '../input/routes.ts';
import { jarRoutes } from '../jar/routes.ts';
import { generateRoutes, jobRoutes } from '../job/routes.ts';
import { ledgerOperatorRoutes } from '../ledger/operator-routes.ts';
import { walletRoutes } from '../ledger/routes.ts';
import { lineageRoutes } from '../lineage/routes.ts';
import { logRoutes } from '../log/routes.ts';
import { mailboxRoutes } from '../mail/mailbox-routes.ts';
import { mapRoutes } from '../map/routes.ts';
import { ghostPreviewRoutes } from '../media/ghost-preview.ts';
import { mediaRoutes } from '../media/routes.ts';
import { appealRoutes } from '../moderation/routes.ts';
import { notificationRoutes } from '../notification/routes.ts';
import { operatorAppealRoutes } from '../operator/appeal-routes.ts';
import { auditRoutes } from '../operator/audit-routes.ts';
import { grantRoutes } from '../operator/grant-routes.ts';
import { hideRoutes } from '../operator/hide-routes.ts';
import { invitationRoutes } from '../operator/invitation-routes.ts';
import { operatorMemberRoutes } from '../operator/member-routes.ts';
import { ruleRoutes } from '../operator/rule-routes.ts';
import { queueRoutes } from '../operator/queue-routes.ts';
import { switchRoutes } from '../operator/switch-routes.ts';
import { operatorWorkerRoutes } from '../operator/worker-routes.ts';
import { passRoutes } from '../pass/routes.ts';
import { operatorPaymentRoutes } from '../payment/operator-routes.ts';
import { paymentRoutes } from '../payment/routes.ts';
import { testDeskRoutes } from '../payment/test-desk/routes.ts';
import { webhookRoutes } from '../payment/webhook.ts';
import { plotRoutes } from '../plot/routes.ts';
import { profileRoutes } from '../profile/routes.ts';
import { privacyRoutes } from '../privacy/routes.ts';
import { provenanceRoutes } from '../provenance/routes.ts';
import { quoteRoutes } from '../quote/routes.ts';
import { activeOnly } from '../safety/active.ts';
import { operatorSafetyRoutes } from '../safety/operator-routes.ts';
import { safetyRoutes } from '../safety/routes.ts';
import { searchRoutes } from '../search/routes.ts';
import { shareRoutes } from '../share/routes.ts';
import { crawlerRoutes } from '../site/crawler-routes.ts';
import { siteRoutes } from '../site/routes.ts';
import { sourceRoute } from '../site/source-route.ts';
import { versionRoutes } from '../site/version-routes.ts';
import { makeSite } from '../site/serve.ts';
import { commentRoutes } from '../social/comment-routes.ts';
import { feedRoutes } from '../social/feed-routes.ts';
import { socialRoutes } from '../social/routes.ts';
import { incidentRoutes } from '../status/operator-routes.ts';
import { statusRoutes } from '../status/routes.ts';
import { waitingListRoutes } from '../waiting-list/routes.ts';
import { waveRoutes } from '../wave/operator-routes.ts';
import { operatorWebhookRoutes } from '../webhook/operator-routes.ts';
import { workerRoutes } from '../worker/routes.ts';
import { worldRoutes } from '../world/routes.ts';
import { accessLog } from './access-log.ts';
import { answerError, errorHandler } from './answer-error.ts';
import { ApiError } from './api-error.ts';
import { crossOrigin, hasOtherOrigins } from './cross-origin.ts';
import { delivery } from './delivery.ts';
import type { ApiEnv } from './env.ts';
import { floodLimit, generalLimit } from './limits.ts';
import { originCheck } from './origin.ts';
import { makeMetrics, type Metrics } from '../metric/metrics.ts';
import { isProgramPath } from './paths.ts';
import { protocolCheck } from './protocol.ts';
import { publicCache } from './public-cache.ts';
import { referenceRoutes } from './reference.ts';
import { requestContext } from './request-context.ts';
import { securityHeaders } from './security-headers.ts';
import { timeLimit } from './time-limit.ts';
import { traceRoute } from './trace-route.ts';

const BODY_MAX = 1024 * 1024;

export type App = {
  readonly hono: Hono<ApiEnv>;
  readonly metrics: Metrics;
  /** Ends the open streams and answers who waits, so that the server can stop. */
  readonly close: () => void;
};

/** Everything the api answers. The order of the layers is the order in which a request passes them. */
export async function makeApp(deps: Deps): Promise<App> {
  const { config, log } = deps;
  const auth = makeAuth(deps);
  const site = config.clientFolder === null ? null : makeSite(deps, config.clientFolder);
  const events = await eventRoutes(deps);
  const logs = logRoutes(deps);
  const workers = workerRoutes(deps);
  const metrics = makeMetrics(deps);
  const app = new Hono<ApiEnv>();

  app.onError(errorHandler(log));
  app.use(requestContext(proxyTrust(config.trustProxy)));
  app.use(traceRoute(deps.tracing));
  app.use(accessLog(log));
  app.use(metrics.counting);
  app.use(securityHeaders(config));
  if (hasOtherOrigins(config)) app.use(crossOrigin(config));
  app.use(protocolCheck());
  app.use(timeLimit());
  app.use(floodLimit(deps.config.limitsFactor));
  app.use(originCheck(config));
  app.use(jsonLimit());
  app.use(identify(deps, auth));
  app.use(generalLimit(deps.config.limitsFactor));
  app.use(activeOnly(deps));
  app.use(delivery());
  app.use(publicCache());
  app.use(
    methodNotAllowed<ApiEnv>({
      app,
      onMethodNotAllowed(c, methods) {
        c.header('Allow', methods.join(', '));
        return answerError(c, new ApiError('method_not_allowed'));
      },
    }),
  );

  app.get('/healthz', async (c) => {
    await sql`select 1`.execute(deps.db);
    return c.json({ ok: true });
  });
  for (const routes of [
    identityRoutes(deps, auth),
    passRoutes(deps),
    siteRoutes(deps),
    versionRoutes(deps),
    crawlerRoutes(deps),
    sourceRoute(deps),
    statusRoutes(deps),
    incidentRoutes(deps),
    mailboxRoutes(deps),
    agentRoutes(deps),
    cardRoutes(deps),
    worldRoutes(deps),
    mapRoutes(deps),
    searchRoutes(deps),
    plotRoutes(deps),
    events.routes,
    grantRoutes(deps),
    ledgerOperatorRoutes(deps),
    switchRoutes(deps),
    invitationRoutes(deps),
    feedbackRoutes(deps),
    flagRoutes(deps),
    ownInvitationRoutes(deps),
    waitingListRoutes(deps),
    waveRoutes(deps),
    operatorMemberRoutes(deps),
    hideRoutes(deps),
    queueRoutes(deps),
    operatorWorkerRoutes(deps),
    ruleRoutes(deps),
    operatorAppealRoutes(deps),
    appealRoutes(deps),
    notificationRoutes(deps),
    quoteRoutes(deps),
    walletRoutes(deps),
    paymentRoutes(deps),
    operatorPaymentRoutes(deps),
    webhookRoutes(deps),
    githubRoutes(deps),
    deployHostRoutes(deps),
    deployRoutes(deps),
    operatorWebhookRoutes(deps),
    ...(deps.payments.desk ? [testDeskRoutes(deps, deps.payments.desk)] : []),
    generateRoutes(deps),
    jobRoutes(deps),
    workers.routes,
    ghostPreviewRoutes(deps),
    mediaRoutes(deps),
    inputRoutes(deps),
    provenanceRoutes(deps),
    creationRoutes(deps),
    jarRoutes(deps),
    profileRoutes(deps),
    shareRoutes(deps),
    lineageRoutes(deps),
    auditRoutes(deps),
    logs.routes,
    safetyRoutes(deps),
    operatorSafetyRoutes(deps),
    privacyRoutes(deps),
    socialRoutes(deps),
    commentRoutes(deps),
    feedRoutes(deps),
    referenceRoutes(() => app, config.apiOrigin),
  ]) {
    app.route('/', routes);
  }

  app.notFound(async (c) => {
    const page = site && !isProgramPath(c.req.path) ? await site.answer(c) : null;
    return page ?? answerError(c, new ApiError('not_found'));
  });
  return {
    hono: app,
    metrics,
    close() {
      events.close();
      logs.close();
      workers.close();
    },
  };
}

/** Files have their own, larger limit where they are taken. */
function jsonLimit() {
  const limit = bodyLimit({
    maxSize: BODY_MAX,
    onError() {
      throw new ApiError('payload_too_large');
    },
  });
  return createMiddleware<ApiEnv>(async (c, next) => {
    if (takesFiles(c.req.method, c.req.path)) return next();
    return limit(c, next);
  });
}

function takesFiles(method: string, path: string): boolean {
  if (method === 'PUT') return path.startsWith('/worker/');
  return method === 'POST' && (path === '/api/inputs' || path === '/api/verify');
}
