import { createTheme, renderChat } from "@causerie/widget/compat";
import type { ReactNode } from "react";

/** A page in the style of the kit's documentation: everything by `renderChat`. */
declare const endpoint: string;

const seen: unknown[] = [];
Object.assign(globalThis, { seen });

function SeatMap({ seat }: { seat: number }): ReactNode {
  return <output>{`Seat ${seat} of the ferry`}</output>;
}

renderChat(
  document.getElementById("chat"),
  endpoint,
  "spring",
  createTheme({
    palette: { text: { user: "#fff" }, background: { user: "#00473e" } },
    sizing: { borderRadius: "4px", conversation: { width: "640px" } },
    typography: { fontFamily: "monospace" },
    overrides: { messageBot: "letter-spacing: 1px;", card: { cardTitle: { fontWeight: 800 } } },
    inlineQuickReplies: true,
  }),
  {
    locale: "en",
    openingMessage: "welcome",
    afterInit: async (context) => {
      seen.push(context.history === null ? "nothing" : context.history.messages.map((message) => message.type).join());
    },
    widgets: { "seat-map": SeatMap },
    accessibility: {
      input: { sendButtonLabel: "Send it" },
      carousel: { roleDescription: "Piers", nextButtonLabel: "Next pier" },
    },
    localStorageHistory: { enable: true, maxNumberMessages: 5 },
    localStorage: { prefix: "harbour" },
  },
);
