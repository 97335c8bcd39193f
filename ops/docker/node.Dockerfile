# One image for the api, the collab server and the worker; SERVICE names the folder to run.
FROM node:24-bookworm-slim AS install
WORKDIR /oto
RUN npm install --global pnpm@12.21.0
COPY pnpm-workspace.yaml pnpm-lock.yaml package.json ./
COPY schema/package.json schema/
COPY api/package.json api/
COPY collab-server/package.json collab-server/
COPY gpu-worker/package.json gpu-worker/
COPY client/package.json client/
COPY ops/package.json ops/
COPY bench/package.json bench/
COPY e2e/package.json e2e/
ARG SERVICE
RUN pnpm install --frozen-lockfile --prod --filter-prod "@oto/${SERVICE}..." --ignore-scripts
COPY schema schema
COPY ${SERVICE} ${SERVICE}

FROM node:24-bookworm-slim
ARG SERVICE
ENV NODE_ENV=production SERVICE=${SERVICE}
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
WORKDIR /oto
COPY --from=install --chown=node:node /oto /oto
USER node
EXPOSE 8080
CMD ["sh", "-c", "exec node ${SERVICE}/src/main.ts"]
