/** A type of n8n's nodes as far as our workflows use it: with the parameters it has at these versions. */
type NodeType = {
  readonly versions: readonly number[];
  readonly trigger?: true;
  /** Ways out that connections may leave by; 1 unless told. */
  readonly outputs?: number;
  readonly parameters: readonly string[];
  /** Types of credentials that it takes. */
  readonly credentials?: readonly string[];
};

/** Read from the package n8n-nodes-base 2.41. */
export const NODE_TYPES: { readonly [type: string]: NodeType } = {
  'n8n-nodes-base.webhook': { versions: [2, 2.1], trigger: true, parameters: ['httpMethod', 'path', 'responseMode', 'options'] },
  'n8n-nodes-base.scheduleTrigger': { versions: [1.1, 1.2, 1.3, 1.4], trigger: true, parameters: ['rule'] },
  'n8n-nodes-base.code': { versions: [2], parameters: ['mode', 'language', 'jsCode'] },
  'n8n-nodes-base.crypto': {
    versions: [2],
    parameters: ['action', 'type', 'value', 'dataPropertyName', 'encoding'],
    credentials: ['crypto'],
  },
  'n8n-nodes-base.if': { versions: [2.2, 2.3], outputs: 2, parameters: ['conditions', 'options'] },
  'n8n-nodes-base.set': { versions: [3.4, 3.5], parameters: ['mode', 'assignments', 'includeOtherFields', 'options'] },
  'n8n-nodes-base.wait': { versions: [1.1], parameters: ['resume', 'amount', 'unit'] },
  'n8n-nodes-base.respondToWebhook': { versions: [1.1, 1.2, 1.3, 1.4, 1.5], parameters: ['respondWith', 'responseBody', 'options'] },
  'n8n-nodes-base.httpRequest': {
    versions: [4.2, 4.3, 4.4, 4.5],
    parameters: [
      'method',
      'url',
      'authentication',
      'genericAuthType',
      'nodeCredentialType',
      'sendQuery',
      'queryParameters',
      'sendHeaders',
      'headerParameters',
      'sendBody',
      'contentType',
      'specifyBody',
      'jsonBody',
      'bodyParameters',
      'rawContentType',
      'body',
      'options',
    ],
    credentials: ['httpBearerAuth', 'httpHeaderAuth', 'stripeApi'],
  },
  'n8n-nodes-base.discord': {
    versions: [2],
    parameters: ['authentication', 'operation', 'content', 'embeds', 'options'],
    credentials: ['discordWebhookApi'],
  },
  'n8n-nodes-base.stickyNote': { versions: [1], parameters: ['content', 'height', 'width', 'color'] },
};

/** Notes on the canvas, which nothing is connected to. */
export const STICKY = 'n8n-nodes-base.stickyNote';
