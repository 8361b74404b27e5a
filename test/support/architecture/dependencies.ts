/**
 * What the server's package needs at run time, and who imports it: folders or files of server/src. Whoever installs the server gets all of it,
 * whatever channels they use. So a channel brings no package along: it has `fetch`, and what others need, too.
 */
export const dependencies: Readonly<Record<string, readonly string[]>> = {
  "@causerie/protocol": ["app", "bot", "cli", "config", "connectors", "desk", "http", "testing", "tock-bots"],
  // Its built files are served, and not imported.
  "@causerie/widget": [],
  "@opentelemetry/api": ["app/tracing"],
  "@simplewebauthn/server": ["desk/people"],
  "@standard-schema/spec": ["bot/authoring", "bot/forms"],
  // For whoever compiles against the server's declarations.
  "@types/express": [],
  "@valibot/to-json-schema": ["connectors/web", "desk/http"],
  express: ["app", "channel", "cli/dev", "connectors", "desk", "http", "testing/connector"],
  "express-static-gzip": ["desk/http", "http/serving"],
  helmet: ["desk/http", "http"],
  htmlparser2: ["connectors/web"],
  "intl-messageformat": ["i18n"],
  jose: ["channel/kit/issuer", "connectors/apple-messages", "connectors/google-chat", "connectors/web"],
  "libphonenumber-js": ["understanding/phones"],
  "openid-client": ["desk/people"],
  pg: ["store/postgres", "store/transfer"],
  pino: ["app"],
  "prom-client": ["app/metrics"],
  "rate-limiter-flexible": ["http/refusing", "limits", "redis", "store/postgres"],
  "socket.io": ["connectors/web"],
  valibot: [
    "bot",
    "channel/kit",
    "cli/operator",
    "connectors/messenger",
    "connectors/web",
    "desk",
    "speech/http",
    "store/sqlite",
    "testing/drawn",
    "tock-bots",
    "tock-import",
    "understanding",
  ],
  ws: ["channel/kit/socket", "tock-bots/transport"],
};
