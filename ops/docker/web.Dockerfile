# The api with the built client beside it.
FROM node:24-bookworm-slim AS build
WORKDIR /oto
RUN npm install --global pnpm@12.21.0
COPY . .
RUN pnpm install --frozen-lockfile --filter "@oto/client..." --filter "@oto/api..." --ignore-scripts \
 && pnpm --filter @oto/client build

FROM node:24-bookworm-slim
ENV NODE_ENV=production CLIENT_FOLDER=/oto/client/dist
WORKDIR /oto
COPY --from=build --chown=node:node /oto/node_modules node_modules
COPY --from=build --chown=node:node /oto/package.json /oto/pnpm-workspace.yaml ./
COPY --from=build --chown=node:node /oto/schema schema
COPY --from=build --chown=node:node /oto/api api
COPY --from=build --chown=node:node /oto/client/dist client/dist
RUN mkdir -p /media && chown node:node /media
USER node
VOLUME /media
EXPOSE 8080
CMD ["node", "api/src/main.ts"]
