import { readFileSync } from "node:fs";
import { ConfigError } from "#app/errors.ts";
import { openPages } from "./admin/page-tokens.ts";
import type { MessengerDefinition } from "./messenger.ts";
import { messenger } from "./messenger.ts";
import type { MessengerOptions } from "./options.ts";

/** What is the same for all pages of an app. */
export type MessengerPagesOptions = Omit<MessengerOptions, "id" | "path" | "pageId" | "accessToken" | "personaId"> & {
  /** The file that `causerie messenger token exchange --out FILE` has written. */
  file: string;
  /**
   * What is another thing on one page: its language, its path, its profile. `false`: the bot is not active there. Default:
   * the bot is active on all pages of the file.
   */
  each?: (page: {
    id: string;
    name: string;
  }) => Partial<Omit<MessengerOptions, "appId" | "pageId" | "accessToken">> | false;
};

/**
 * Connects all pages of a Meta app for which the file has a token: each by a connector `messenger-<page>` with the path
 * `/messenger/<page>`. Meta may post to any of them.
 *
 * ```ts
 * connectors: messengerPages({
 *   file: "messenger-pages.json",
 *   appId: "1517776481860111",
 *   appSecret: process.env.MESSENGER_APP_SECRET,
 *   verifyToken: process.env.MESSENGER_VERIFY_TOKEN,
 *   each: ({ id }) => (id === "1029384756" ? { locale: "fr" } : {}),
 * }),
 * ```
 * @throws ConfigError when the file cannot be read, or its tokens were encrypted with another secret.
 */
export function messengerPages({ file, each = () => ({}), ...shared }: MessengerPagesOptions): MessengerDefinition[] {
  const { appSecret = [] } = shared;
  const secrets = typeof appSecret === "string" ? [appSecret] : appSecret;
  const pages = openPages(read(file), shared.appId ?? "", secrets);
  if (typeof pages === "string") throw new ConfigError([`${file}: ${pages}`]);
  return pages.flatMap(({ id, name, token }) => {
    const own = each({ id, name });
    if (own === false) return [];
    const names = { id: `messenger-${id}`, path: `/messenger/${id}` };
    return [messenger({ ...names, ...shared, ...own, pageId: id, accessToken: token })];
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConfigError([`${file} cannot be read; write it with causerie messenger token exchange --out ${file}`], {
      cause,
    });
  }
}
