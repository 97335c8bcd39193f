# Backup and restore, a target each: backup (PostgreSQL's own tools, of the server's major version, with restic
# and rclone) and verify (what judges a restored oTo). From the repository's root:
# docker build --target backup --file ops/docker/backup.Dockerfile .
ARG POSTGRES_IMAGE=postgres:18
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${POSTGRES_IMAGE} AS backup
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates curl jq openssh-client rclone restic \
 && rm -rf /var/lib/apt/lists/*
COPY ops/backup /oto/backup
# Named volumes and folders that are empty take their owner from here.
RUN mkdir -p /var/lib/oto-backup /metrics /backup /media \
 && chown postgres:postgres /var/lib/oto-backup /metrics /backup
ENV OTO_BACKUP_STATE=/var/lib/oto-backup OTO_BACKUP_METRICS=/metrics/oto_backup.prom
USER postgres
ENTRYPOINT []
CMD ["/oto/backup/run.sh"]

FROM ${NODE_IMAGE} AS verify
WORKDIR /oto
RUN npm install --global pnpm@12.21.0
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY schema schema
COPY api api
COPY collab-server collab-server
COPY gpu-worker gpu-worker
COPY ops ops
RUN pnpm install --frozen-lockfile --ignore-scripts --prod --filter-prod "@oto/ops..."
USER node
CMD ["node", "ops/src/backup/verify.ts"]
