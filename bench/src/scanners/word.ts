const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Names under which services give away what they should not: looked for below every folder of ours. */
export const NAMES = words(`
  .env .env.local .env.production .git/config .git/HEAD .gitignore .svn/entries .hg .DS_Store .htaccess .htpasswd .npmrc
  .ssh/id_rsa .aws/credentials .dockerenv .well-known/security.txt .well-known/openid-configuration admin administrator
  actuator actuator/env actuator/health api apis app archive auth backup backups bin cache cgi-bin config config.json
  config.php config.yml console core cron data database db db.sql debug debug/pprof default dev docker-compose.yml Dockerfile
  docs dump dump.sql env error export export.zip files fixtures graphql graphiql health healthz heapdump help hidden home
  id_rsa include index index.php info info.php install internal jobs jwks.json key keys kibana lib log logs login logout mail
  mailbox maintenance manage manager media members metrics migrate mysql node_modules oauth old openapi.json operator ops
  package.json package-lock.json pnpm-lock.yaml passwd password phpinfo.php phpmyadmin ping private processes.json prometheus
  proxy public query queue ready readme.md README.md redis register report robots.txt root rpc schema secret secrets
  secrets.json server server-info server-status service session sessions settings setup shell sitemap.xml source sql src
  src/main.ts staging stats status storage stripe support swagger swagger.json swagger-ui system temp test test-payments tests
  tmp token tokens trace tsconfig.json upload uploads user users v1 v2 vendor version wallet web.config webhook webhooks
  wp-admin wp-login.php worker workers www xmlrpc
`);

export const ENDINGS = ['.json', '.bak', '.old', '.sql', '.zip', '.tar.gz', '.yml', '.log', '~', '.map', '/'] as const;

/** Values that some parser, somewhere, reads as more than text. */
export const VALUES = [
  ...words(`
  ' " \` \\ %00 %0a %0d%0aX-Evil:1 %ff %c0%ae %F0%9F%92%A9 {{7*7}} \${7*7} <%25=7*7%25> #{7*7} <script>alert(1)</script>
  "><img%20src=x%20onerror=alert(1)> javascript:alert(1) ../../../../etc/passwd ..%2f..%2fetc%2fpasswd file:///etc/passwd
  http://127.0.0.1:5432/ http://169.254.169.254/latest/meta-data/ //evil.example /\\evil.example |id ;id $(id) \`id\`
  %24%7Bjndi:ldap://x%7D ()%20{%20:;}; -1 0 1e309 99999999999999999999 NaN Infinity null undefined true [] {}
  [object%20Object] __proto__ constructor toString %25s%25s%25n %2500
`),
  'A'.repeat(4000),
];
