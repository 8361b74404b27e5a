import type { ConnectorDefinition } from "#channel/connector-definition.ts";
import { channel } from "./render/native.ts";
import { findProblems, type WebOptions, withDefaults } from "./options.ts";
import { startWeb } from "./start-web.ts";

export type { WebOptions } from "./options.ts";

/**
 * The connector for web pages: REST, SSE, long poll and Socket.IO over one log, as `@causerie/protocol` describes them.
 *
 * @example
 * web({ origins: ["https://shop.example", "https://*.shop.example"], locale: "fr" })
 */
export function web(options: WebOptions): ConnectorDefinition {
  const settings = withDefaults(options);
  const { id, path, origins } = settings;
  return {
    id,
    channel,
    path,
    problems: () => findProblems(settings),
    describe(publicUrl) {
      const pages = origins === "any" ? "any site" : ["this server", ...origins].join(", ");
      const line = `web "${id}": ${publicUrl.replace(/\/$/, "")}${path}, for pages of ${pages}`;
      const warning = `warning: web "${id}" lets every site in (origins: "any"); list the sites that embed this chat`;
      return origins === "any" ? [line, warning] : [line];
    },
    start: (host) => startWeb(settings, host),
  };
}
