import { Hono } from 'hono';
import { generateSpecs } from 'hono-openapi';
import { escapeHtml } from '../site/page.ts';
import { webhookSpecs } from '../webhook/openapi.ts';
import type { ApiEnv } from './env.ts';

type Spec = Awaited<ReturnType<typeof generateSpecs>>;

/** /openapi.json, and /docs: a plain reference made from it, without scripts. Both describe the whole `app`. */
export function referenceRoutes(app: () => Hono<ApiEnv>, publicUrl: string): Hono<ApiEnv> {
  let made: Promise<Spec> | null = null;
  const spec = () => (made ??= described(app(), publicUrl));
  const routes = new Hono<ApiEnv>();
  routes.get('/openapi.json', async (c) => {
    c.header('Cache-Control', 'public, max-age=300');
    return c.json(await spec());
  });
  routes.get('/docs', async (c) => {
    c.header('Cache-Control', 'public, max-age=300');
    return c.html(referencePage(await spec()));
  });
  return routes;
}

async function described(app: Hono<ApiEnv>, publicUrl: string): Promise<Spec> {
  const spec = await generateSpecs(app, {
    documentation: {
      info: {
        title: 'oTo',
        version: '1',
        description: 'Every refusal has the same shape, with a code that never changes. `?lang=fr|en` chooses its language.',
      },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', bearerFormat: 'oto_live_…' },
          session: { type: 'apiKey', in: 'cookie', name: 'oto.session_token' },
        },
      },
      security: [{ key: [] }, { session: [] }],
    },
    includeEmptyPaths: true,
    exclude: [/^\/(openapi\.json|docs|healthz|mailbox.*|test-payments.*)$/],
    // A path that ends in .csv is no file of ours.
    excludeStaticFile: false,
    defaultValidationErrorResponse: false,
  });
  return { ...spec, webhooks: webhookSpecs() };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

export function referencePage(spec: Spec): string {
  const sections: string[] = [];
  for (const path of Object.keys(spec.paths).toSorted()) {
    for (const method of METHODS) {
      const operation = spec.paths[path]?.[method];
      if (!operation) continue;
      const parts = [
        operation.parameters ? `<h4>Parameters</h4>${code(operation.parameters)}` : '',
        operation.requestBody ? `<h4>Body</h4>${code(operation.requestBody)}` : '',
        `<h4>Answers</h4>${code(operation.responses)}`,
      ];
      const title = `<b>${method.toUpperCase()}</b> <code>${escapeHtml(path)}</code> <span>${escapeHtml(operation.summary ?? '')}</span>`;
      sections.push(`<details><summary>${title}</summary>${parts.join('')}</details>`);
    }
  }
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>oTo API</title><style>
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fbf9f4}
summary{cursor:pointer;padding:.35rem 0}summary b{display:inline-block;width:4.5rem;color:#2660b4}summary span{color:#555}
pre{background:#fff;border:1px solid #ddd;padding:.75rem;overflow:auto;font-size:13px}h4{margin:.6rem 0 .2rem}
</style></head><body><h1>oTo API</h1><p>${escapeHtml(spec.info.description)}</p>
<p>Machine-readable: <a href="/openapi.json">/openapi.json</a>. Keys go into <code>Authorization: Bearer oto_live_…</code>.</p>
${sections.join('\n')}</body></html>`;
}

function code(value: unknown): string {
  return `<pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre>`;
}
