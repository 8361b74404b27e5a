import type { TransportName } from "@causerie/widget/chat/chat.ts";
import { WatchedChat } from "./watched-chat.ts";

/** What `away-tab.ts` asks, and what it is told: the screen, or that the tab is connected. */
export type AwayTabRequest = { type: "write"; text: string } | { type: "look" };
export type AwayTabReport = { screen: string[]; faults: string[]; isConnected: boolean };

const [endpoint = "", transport = "socket", stored = "[]"] = process.argv.slice(2);
const values = new Map(JSON.parse(stored) as [string, string][]);
const watched = new WatchedChat(endpoint, transport as TransportName, {}, values);

process.on("message", (request: AwayTabRequest) => {
  if (request.type === "write") return watched.write(request.text);
  void lookAtAll();
});
process.on("disconnect", () => process.exit());

async function lookAtAll(): Promise<void> {
  while (watched.chat.getState().hasEarlier) await watched.chat.loadEarlier();
  const report: AwayTabReport = {
    screen: watched.screen(),
    faults: watched.faults,
    isConnected: watched.isConnected(),
  };
  process.send?.(report);
}
