import { type ReactNode, useEffect, useState } from "react";
import type { Connection } from "#chat/chat.ts";
import { useConnection } from "#react/hooks/use-chat.ts";
import { useText } from "#react/text.ts";

const texts = { lost: "connectionLost", offline: "offline", refused: "refused", restored: "connectedAgain" } as const;
const restoredMs = 3_000;

/** Shows that the connection is lost, and that it is back. The element is always there, because a screen reader ignores a status that is added late. */
export function ConnectionNotice(): ReactNode {
  const { t } = useText();
  const notice = useNotice();
  return (
    <output className="causerie-notice" data-state={notice}>
      {notice === "none" ? null : t(texts[notice])}
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
    if (current.notice !== "restored") return;
    const timer = setTimeout(
      () => setShown((now) => (now.notice === "restored" ? { ...now, notice: "none" } : now)),
      restoredMs,
    );
    return () => clearTimeout(timer);
  }, [current.notice]);

  return current.notice;
}

/** The notice about the connection. `restored` disappears after a while. */
export type Notice = "none" | "lost" | "offline" | "refused" | "restored";

/** The first connection gives no notice, and a new try does not change the notice. */
export function nextNotice(notice: Notice, connection: Connection): Notice {
  switch (connection.type) {
    case "idle":
      return "none";
    case "connecting":
      return notice === "restored" ? "none" : notice;
    case "connected":
      return notice === "lost" || notice === "offline" ? "restored" : notice === "restored" ? "restored" : "none";
    case "waiting":
      return "lost";
    case "offline":
      return "offline";
    case "refused":
      return "refused";
  }
}
