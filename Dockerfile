# The server with the configuration of this folder (causerie.config.ts and package.json beside it):
#   docker build -t my-chat . && docker run -p 3000:3000 -v chat-data:/data my-chat
# From a clone of the repository it builds the demo's bot: see docs/operating.md.
FROM node:24-slim
ENV NODE_ENV=production CAUSERIE_DATA=/data PORT=3000
WORKDIR /app
COPY package.json package-lock.json* ./
RUN npm install --omit=dev --no-audit --no-fund && mkdir /data && chown node:node /data
COPY . .
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["npx", "--no-install", "causerie", "start"]
