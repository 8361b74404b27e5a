import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import * as v from "valibot";
import { asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import type { CheckResult } from "#channel/connector-definition.ts";
import { failureOf } from "./failure.ts";
import { type GraphAccess, callGraph } from "#connectors/meta/graph/graph-call.ts";

/** A page that somebody administers, with its token. */
export type PageToken = { id: string; name: string; token: string };

export type Exchange = { type: "exchanged"; pages: PageToken[] } | { type: "failed"; result: CheckResult };

/** More than anybody administers: Meta's list must not go on for ever. */
const mostPages = 2000;

/**
 * A user token, which lives for an hour, becomes a long one, and that one page tokens, which end only when the person changes
 * their password or takes the app's rights away.
 */
export async function exchangeToken(access: GraphAccess, userToken: string): Promise<Exchange> {
  const answer = await callGraph(access, {
    path: "oauth/access_token",
    query: {
      grant_type: "fb_exchange_token",
      client_id: access.appId,
      client_secret: access.appSecrets[0] ?? "",
      fb_exchange_token: userToken,
    },
    token: "",
  });
  if (answer.type !== "answered")
    return { type: "failed", result: explain(failureOf(answer, "the user token", access.graphBaseUrl)) };
  return await listPages(access, asText(answer.body["access_token"]) ?? "");
}

/** The token of the person whom Facebook has sent back with this code. @param redirectUrl where it has sent them. */
export async function exchangeCode(
  access: GraphAccess,
  code: string,
  redirectUrl: string,
): Promise<{ type: "token"; token: string } | { type: "failed"; result: CheckResult }> {
  const answer = await callGraph(access, {
    path: "oauth/access_token",
    query: {
      client_id: access.appId,
      client_secret: access.appSecrets[0] ?? "",
      redirect_uri: redirectUrl,
      code,
    },
    token: "",
  });
  return answer.type === "answered"
    ? { type: "token", token: asText(answer.body["access_token"]) ?? "" }
    : { type: "failed", result: failureOf(answer, "the sign-in at Facebook", access.graphBaseUrl) };
}

/** The pages of the person whose token this is. */
async function listPages(access: GraphAccess, token: string): Promise<Exchange> {
  const pages: PageToken[] = [];
  let after: string | undefined;
  do {
    const query = { fields: "id,name,access_token", limit: "100", ...(after === undefined ? {} : { after }) };
    const answer = await callGraph(access, { path: "me/accounts", query, token });
    if (answer.type !== "answered")
      return { type: "failed", result: failureOf(answer, "to list the pages", access.graphBaseUrl) };
    for (const page of asList(answer.body["data"]).map(asObject)) {
      const [id, pageToken] = [asId(page["id"]), asText(page["access_token"])];
      if (id !== undefined && pageToken !== undefined)
        pages.push({ id, name: asText(page["name"]) ?? id, token: pageToken });
    }
    const paging = asObject(answer.body["paging"]);
    after = paging["next"] === undefined ? undefined : asText(asObject(paging["cursors"])["after"]);
  } while (after !== undefined && pages.length < mostPages);
  return { type: "exchanged", pages };
}

function explain(result: CheckResult): CheckResult {
  return result.title.startsWith("The access token")
    ? {
        ...result,
        title: "The user token is not valid any more",
        fix: "Make a new one in Meta's Graph API Explorer, with pages_show_list, pages_messaging and pages_manage_metadata.",
      }
    : result;
}

const fileSchema = v.object({
  version: v.literal(1),
  appId: v.string(),
  pages: v.array(v.object({ id: v.string(), name: v.string(), sealed: v.string() })),
});

/**
 * The pages as a file keeps them: each token is encrypted (AES-256-GCM) by a key that the app's secret gives. Who finds the
 * file, in a backup or an image, has nothing; who has the secret of the app could make the tokens anyway.
 */
export function sealPages(appId: string, appSecret: string, pages: readonly PageToken[]): string {
  const sealed = pages.map(({ id, name, token }) => ({ id, name, sealed: seal(keyOf(appSecret), id, token) }));
  return `${JSON.stringify({ version: 1, appId, pages: sealed }, undefined, 2)}\n`;
}

/** @returns a sentence that says what to do when the file cannot be read. */
export function openPages(text: string, appId: string, appSecrets: readonly string[]): PageToken[] | string {
  const parsed = v.safeParse(fileSchema, parse(text));
  const again = "write it anew with causerie messenger token exchange";
  if (!parsed.success) return `it is no list of pages; ${again}`;
  if (parsed.output.appId !== appId) return `it was written for the app ${parsed.output.appId}; ${again}`;
  const pages = parsed.output.pages.map(({ id, name, sealed }) => {
    const token = appSecrets.map((secret) => unseal(keyOf(secret), id, sealed)).find((each) => each !== undefined);
    return token === undefined ? undefined : { id, name, token };
  });
  const readable = pages.filter((page) => page !== undefined);
  return readable.length === pages.length ? readable : `its tokens were encrypted with another appSecret; ${again}`;
}

function keyOf(appSecret: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", appSecret, "causerie", "messenger:page-tokens", 32));
}

const ivBytes = 12;
const tagBytes = 16;

/** The page's id is sealed in: a token cannot be moved to another page. */
function seal(key: Uint8Array, id: string, token: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(id));
  const sealed = Buffer.concat([cipher.update(token, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** @returns undefined for what another key has sealed, or nobody. */
function unseal(key: Uint8Array, id: string, text: string): string | undefined {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length <= ivBytes + tagBytes) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, ivBytes))
    .setAAD(Buffer.from(id))
    .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString();
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
