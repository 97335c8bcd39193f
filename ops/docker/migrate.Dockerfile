# Applies the migrations and ends.
FROM node:24-bookworm-slim
WORKDIR /oto
RUN npm install --global pnpm@12.21.0
COPY . .
RUN pnpm install --frozen-lockfile --filter @oto/ops --filter @oto/schema --ignore-scripts
USER node
CMD ["node", "ops/src/database/migrate.ts"]
