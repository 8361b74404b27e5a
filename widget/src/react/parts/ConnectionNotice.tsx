import { type ReactNode, useEffect, useState } from "react";
import type { Connection } from "#chat/chat.ts";
import { useConnection } from "#react/hooks/use-chat.ts";
import { useText } from "#react/text.ts";

const texts = { lost: "connectionLost", offline: "offline", refused: "refused", restored: "connectedAgain" } as const;
const restoredMs = 3_000;

/** Tells when the line is broken, and when it is back. Always there, because a status that is added late is not read. */
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
  const [told, setTold] = useState<{ notice: Notice; of: Connection }>(() => ({
    notice: nextNotice("none", connection),
    of: connection,
  }));
  const current = told.of === connection ? told : { notice: nextNotice(told.notice, connection), of: connection };
  if (current !== told) setTold(current);

  useEffect(() => {
    if (current.notice !== "restored") return;
    const timer = setTimeout(
      () => setTold((now) => (now.notice === "restored" ? { ...now, notice: "none" } : now)),
      restoredMs,
    );
    return () => clearTimeout(timer);
  }, [current.notice]);

  return current.notice;
}

/** What the visitor is told of the line. `restored` is said once and then taken away. */
export type Notice = "none" | "lost" | "offline" | "refused" | "restored";

/** A first connection is no news; the same trouble, tried again, is not told anew. */
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
