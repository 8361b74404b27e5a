import { type Frame, parseFrame } from "@causerie/protocol";
import type { Channel, Tabs } from "#chat/browser/tabs.ts";
import type { Connection } from "#chat/chat.ts";
import { type Cancel, type Clock } from "#chat/clock.ts";

/** One tab sends and reads the stream. It keeps the others up to date. */
export type TockTabs = {
  /** The log has grown. */
  grown(): void;
  frame(frame: Frame): void;
  /** Of the tab that reads. */
  connection(connection: Connection): void;
  /** From now on in this conversation. */
  join(epoch: string, isLeading: () => boolean): void;
  stop(): void;
};

export type TabsParts = {
  tabs: Tabs;
  clock: Clock;
  connection: () => Connection;
  reload: () => void;
  show: (frame: Frame) => void;
  report: (connection: Connection) => void;
};

/** After this time without an answer the tab that reads counts as asleep: a message then takes over from it. */
const silenceMs = 2_000;

const states = ["idle", "connecting", "connected", "waiting", "offline"];

export function createTockTabs({ tabs, clock, connection, reload, show, report }: TabsParts): TockTabs {
  let channel: Channel = { post() {}, close() {} };
  let cancel: Cancel = () => {};

  function receive(input: unknown, isLeading: boolean): void {
    const { type, ...rest } = Object(input) as { type?: unknown; frame?: unknown; connection?: Connection };
    if (type === "grown") reload();
    else if (type === "ask" && isLeading) channel.post({ type: "connection", connection: connection() });
    else if (type === "frame") {
      const frame = parseFrame(rest.frame);
      if (frame !== undefined) show(frame);
    } else if (type === "connection" && !isLeading && states.includes(rest.connection?.type ?? "")) {
      cancel();
      report(rest.connection as Connection);
    }
  }

  return {
    grown: () => channel.post({ type: "grown" }),
    frame: (frame) => channel.post({ type: "frame", frame }),
    connection: (connection) => channel.post({ type: "connection", connection }),
    join(epoch, isLeading) {
      channel.close();
      channel = tabs.channel(`tock/${epoch}`, (input) => receive(input, isLeading()));
      channel.post({ type: "ask" });
      cancel();
      cancel = clock.after(silenceMs, () => {
        if (!isLeading()) report({ type: "connected", via: "poll" });
      });
    },
    stop() {
      cancel();
      channel.close();
    },
  };
}
