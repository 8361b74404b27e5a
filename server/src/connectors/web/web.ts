import type { ConnectorDefinition } from "#channel/connector-definition.ts";
import { channel } from "./render/native.ts";
import { findProblems, optionsSchema, type WebOptions, withDefaults } from "./options.ts";
import { refreshToleranceSeconds } from "./session.ts";
import { startWeb } from "./start-web.ts";

export type { WebOptions } from "./options.ts";

export type WebDefinition = ConnectorDefinition & Required<Pick<ConnectorDefinition, "problems" | "setup">>;

/**
 * The connector for web pages: REST, SSE, long poll and Socket.IO over one log, as `@causerie/protocol` describes them.
 *
 * @example
 * web({ origins: ["https://shop.example", "https://*.shop.example"], locale: "fr" })
 */
export function web(options: WebOptions): WebDefinition {
  const settings = withDefaults(options);
  const { id, path, origins, refreshTtl } = settings;
  return {
    id,
    channel,
    path,
    options: optionsSchema,
    signedForSeconds: refreshTtl + refreshToleranceSeconds,
    problems: () => findProblems(options),
    check: async () => [
      origins === "any"
        ? { level: "warning", title: "Every site may embed this chat", fix: "List the sites in origins." }
        : { level: "ok", title: `${origins.length} site(s) may embed this chat, and the pages of this server` },
    ],
    setup(publicUrl) {
      const pages = origins === "any" ? "any site" : ["this server", ...origins].join(", ");
      const text = `web "${id}": ${publicUrl.replace(/\/$/, "")}${path}, for pages of ${pages}`;
      const warning = `warning: web "${id}" lets every site in (origins: "any"); list the sites that embed this chat`;
      return origins === "any" ? [{ text }, { text: warning }] : [{ text }];
    },
    start: (host) => startWeb(settings, host),
  };
}
