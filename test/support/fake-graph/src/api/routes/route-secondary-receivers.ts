import { scriptedError } from "#api/graph-errors.ts";
import { pageOf } from "#api/route.ts";
import type { Route } from "#api/route.ts";

/** The other apps of a page, which only its primary receiver (now: default app) may see. With which code others are refused is assumed. */
export const secondaryReceiversRoute: Route = {
  method: "GET",
  edge: "/secondary_receivers",
  handle: (call) => {
    const { subscribedApps, defaultApp } = pageOf(call);
    const { appId: own } = call.caller.app;
    if (defaultApp !== own) throw scriptedError(10);
    const { apps } = call.core.state;
    const others = [...subscribedApps.keys()].filter((id) => id !== own);
    return { result: { data: others.map((id) => ({ id, name: apps.get(id)?.name ?? id })) } };
  },
};
