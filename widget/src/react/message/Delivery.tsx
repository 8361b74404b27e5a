import type { ReactNode } from "react";
import type { VisitorEntry } from "#chat/chat.ts";
import { WithExtras } from "#react/extras/WithExtras.tsx";
import { useText } from "#react/text.ts";

/** The delivery state of a visitor's message, as text. A failed message can be sent again or removed. */
export function Delivery({ entry, text, newest }: { entry: VisitorEntry; text: string; newest: boolean }): ReactNode {
  const { t } = useText();
  switch (entry.delivery.type) {
    case "waiting":
      return <span>{t(entry.delivery.code === "rate_limited" ? "busy" : "waiting")}</span>;
    case "sending":
      return <span className="causerie-late">{t("sending")}</span>;
    case "sent":
      return newest ? <span>{t("sent")}</span> : null;
    case "failed":
      // What fails has reached the server, or is too long to: mostly there is a line, and the buttons come at once.
      return (
        <WithExtras instead={<span>{t("notSent")}</span>} retry>
          {({ NotSent }) => <NotSent entryKey={entry.key} text={text} />}
        </WithExtras>
      );
  }
}
