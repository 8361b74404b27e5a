import type { ConnectorDefinition } from "#channel/connector-definition.ts";
import { ownPaths } from "#http/own-paths.ts";
import type { MobilePage } from "#http/serving/mobile-page.ts";
import { channel } from "./render/native.ts";
import { findProblems, type MobileShell, optionsSchema, type WebOptions, withDefaults } from "./options.ts";
import { refreshToleranceSeconds } from "./session.ts";
import { startWeb } from "./start-web.ts";
import { type TockSettings, tockWarning, withTockDefaults } from "./tock/options.ts";

export type { WebOptions } from "./options.ts";

export type WebDefinition = ConnectorDefinition &
  Required<Pick<ConnectorDefinition, "problems" | "setup">> & {
    readonly mobileShells: readonly MobileShell[];
    readonly tock: TockSettings | undefined;
  };

/**
 * The connector for web pages: REST, SSE, long poll and Socket.IO over one log, as `@causerie/protocol` describes them.
 *
 * @example
 * web({ origins: ["https://shop.example", "https://*.shop.example"], locale: "fr" })
 */
export function web(options: WebOptions): WebDefinition {
  const settings = withDefaults(options);
  const { id, path, origins, refreshTtl, mobileShells } = settings;
  const tock = withTockDefaults(settings.tock);
  const unsafe = tock === undefined ? undefined : tockWarning(tock);
  return {
    id,
    channel,
    path,
    mobileShells,
    tock,
    options: optionsSchema,
    signedForSeconds: refreshTtl + refreshToleranceSeconds,
    problems: () => findProblems(options),
    check: async () => [
      origins === "any"
        ? { level: "warning", title: "Every site may embed this chat", fix: "List the sites in origins." }
        : { level: "ok", title: `${origins.length} site(s) may embed this chat, and the pages of this server` },
      ...(unsafe === undefined ? [] : [{ level: "warning" as const, title: unsafe }]),
    ],
    setup(publicUrl) {
      const pages = origins === "any" ? "any site" : ["this server", ...origins].join(", ");
      const server = publicUrl.replace(/\/$/, "");
      const text = `web "${id}": ${server}${path}, for pages of ${pages}`;
      const warning = `warning: web "${id}" lets every site in (origins: "any"); list the sites that embed this chat`;
      const apps = `web "${id}": ${server}${ownPaths.mobilePage}/${id}, for apps of ${mobileShells.join(", ")}`;
      return [
        { text },
        ...(origins === "any" ? [{ text: warning }] : []),
        ...(mobileShells.length > 0 ? [{ text: apps }] : []),
        ...(tock === undefined ? [] : [{ text: `web "${id}": clients of Tock at ${server}${path}` }]),
      ];
    },
    start: (host) => startWeb(settings, host),
  };
}

/** The pages for mobile apps that these connectors have. */
export function mobilePagesOf(definitions: readonly ConnectorDefinition[]): MobilePage[] {
  return definitions.filter(isWeb).flatMap(({ id, path, mobileShells: shells }) => {
    return shells.length > 0 ? [{ id, path, shells }] : [];
  });
}

/** The connectors that speak Tock's dialect, and what of it. */
export function tockConnectorsOf(definitions: readonly ConnectorDefinition[]): ({ path: string } & TockSettings)[] {
  return definitions.filter(isWeb).flatMap(({ path, tock }) => (tock === undefined ? [] : [{ path, ...tock }]));
}

function isWeb(definition: ConnectorDefinition): definition is WebDefinition {
  return definition.channel === channel && "mobileShells" in definition;
}
