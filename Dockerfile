# The server, ready for a folder that holds causerie.config.ts:
#   docker build -t causerie .
#   docker run --init --stop-timeout 15 -p 3000:3000 -v ./my-bot:/bot -v chat-data:/data causerie
# test/docker.test.ts runs these lines in plain folders.
# The name moves on with each update of Node and Debian; a pipeline names a digest: docs/upgrading.md, "The image".
ARG NODE_IMAGE=node:24-slim
FROM ${NODE_IMAGE} AS build
WORKDIR /source
COPY . .
RUN pnpm="npx --yes $(node -p 'require("./package.json").packageManager')" \
  && $pnpm install --frozen-lockfile \
  && node_modules/.bin/node --conditions=causerie-source test/build.ts \
  && $pnpm --filter @causerie/server deploy --prod --legacy /app

FROM ${NODE_IMAGE}
ENV NODE_ENV=production CAUSERIE_DATA=/data PORT=3000
COPY --from=build /app /opt/causerie
# A configuration in /bot finds the package as if it had been installed beside it.
RUN mkdir -p /bot /data /node_modules/@causerie \
  && ln -s /opt/causerie /node_modules/@causerie/server \
  && chown node:node /data
WORKDIR /bot
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/causerie/bin/causerie.mjs"]
CMD ["start"]
