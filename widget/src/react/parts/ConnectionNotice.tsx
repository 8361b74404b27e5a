import { type ReactNode, useEffect, useState } from "react";
import type { Connection } from "#chat/chat.ts";
import { useConnection } from "#react/hooks/use-chat.ts";
import { useText } from "#react/text.ts";

/** The notices for the server's reasons. Any other reason is one of the network, or a refusal that this version does not know. */
const reasons = {
  rate_limited: "busy",
  too_many_connections: "tooManyTabs",
  unavailable: "serverFails",
  internal: "serverFails",
  origin_not_allowed: "siteRefused",
  unsupported_version: "outdated",
  sign_in_required: "signIn",
  sign_in_failed: "signInFailed",
  headers_failed: "signInFailed",
} as const;
const restoredMs = 3_000;

/** Shows that the connection is lost, and that it is back. The element is always there, because a screen reader ignores a status that is added late. */
export function ConnectionNotice(): ReactNode {
  const { t } = useText();
  const notice = useNotice();
  return (
    <output className="causerie-notice" data-state={notice}>
      {notice === "none" ? null : t(notice)}
    </output>
  );
}

function useNotice(): Notice {
  const connection = useConnection();
  const [shown, setShown] = useState<{ notice: Notice; of: Connection }>(() => ({
    notice: nextNotice("none", connection),
    of: connection,
  }));
  const current = shown.of === connection ? shown : { notice: nextNotice(shown.notice, connection), of: connection };
  if (current !== shown) setShown(current);

  useEffect(() => {
    if (current.notice !== "connectedAgain") return;
    const timer = setTimeout(
      () => setShown((now) => (now.notice === "connectedAgain" ? { ...now, notice: "none" } : now)),
      restoredMs,
    );
    return () => clearTimeout(timer);
  }, [current.notice]);

  return current.notice;
}

/** The notice about the connection, by its text. `connectedAgain` disappears after a while. */
export type Notice =
  | "none"
  | "connectionLost"
  | "offline"
  | "refused"
  | "connectedAgain"
  | (typeof reasons)[keyof typeof reasons];

/** The first connection gives no notice, and a new try does not change the notice. */
export function nextNotice(notice: Notice, connection: Connection): Notice {
  switch (connection.type) {
    case "idle":
      return "none";
    case "connecting":
      return notice === "connectedAgain" ? "none" : notice;
    case "connected":
      return notice === "none" ? "none" : "connectedAgain";
    case "waiting":
      return reasonOf(connection.code) ?? "connectionLost";
    case "offline":
      return "offline";
    case "refused":
      return reasonOf(connection.code) ?? "refused";
  }
}

function reasonOf(code: string): Notice | undefined {
  return Object.hasOwn(reasons, code) ? reasons[code as keyof typeof reasons] : undefined;
}
