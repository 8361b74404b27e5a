import { checkRouting } from "#connectors/messenger/admin/check-routing.ts";
import { checkApp, checkPage } from "#connectors/messenger/admin/check-subscriptions.ts";
import { checkToken } from "#connectors/messenger/admin/check-token.ts";
import type { Finding } from "#connectors/meta/graph/finding.ts";
import type { GraphAccess } from "#connectors/meta/graph/graph-call.ts";
import type { MessengerSettings } from "#connectors/messenger/options.ts";
import type { Subject } from "./page-watch.ts";

/**
 * What of a page may change at Meta while the server runs: whether its token is valid and has its permissions, whether the events come to
 * this server, and who else answers. Five calls.
 */
export async function lookAtPage(
  settings: MessengerSettings,
  access: GraphAccess,
  { callbackUrl, now }: { callbackUrl: string; now: number },
): Promise<ReadonlyMap<Subject, readonly Finding[]>> {
  const token = await checkToken(settings, access, now);
  const webhook = await checkApp(settings, access, callbackUrl);
  const found = new Map<Subject, readonly Finding[]>([
    ["token", token],
    ["webhook", [webhook]],
  ]);
  // With a token that Meta does not take, nothing else can be asked: one fault, one alarm.
  if (token.some(({ level }) => level === "error")) return found;
  found.set("subscription", [await checkPage(settings, access)]);
  found.set("routing", await checkRouting(settings, access));
  return found;
}
