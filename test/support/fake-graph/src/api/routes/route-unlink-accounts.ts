import { linkingFailed, noMatchingUser } from "#api/graph-errors.ts";
import { textAt } from "#parse/param.ts";
import { pageOf } from "#api/route.ts";
import type { Route } from "#api/route.ts";

/** The page ends the link to an account; the person's next event tells so, as when they end it themselves. */
export const unlinkAccountsRoute: Route = {
  method: "POST",
  edge: "/unlink_accounts",
  handle(call) {
    const page = pageOf(call);
    const thread = page.threads.get(textAt(call.body, "psid", ""));
    if (thread === undefined) throw noMatchingUser();
    if (!thread.isLinked) throw linkingFailed("The account is not linked");
    thread.isLinked = false;
    const { pageId, psid } = thread;
    const event = {
      sender: { id: psid },
      recipient: { id: pageId },
      timestamp: call.core.clock.now(),
      account_linking: { status: "unlinked" },
    };
    return {
      result: { result: "unlink account success" },
      afterAnswer: () => void call.core.webhooks.track(call.core.webhooks.emit({ pageId, psid, event })),
    };
  },
};
