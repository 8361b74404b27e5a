import { ChatError } from "#chat/chat-error.ts";
import type { Line, OpenLine } from "./line.ts";

/** A way whose code is fetched by those who get to use it. Code that does not come is a way that is blocked. */
export function lazyLine(load: () => Promise<OpenLine>): OpenLine {
  return (target, events) => {
    let isOver = false;
    let opened: Line | undefined;
    const line: Line = { close };

    function close(): void {
      isOver = true;
      opened?.close();
    }

    async function open(): Promise<void> {
      const openLine = await load();
      if (isOver) return;
      opened = openLine(target, events);
      Object.assign(line, opened, { close });
    }

    open().catch((cause: unknown) => {
      if (!isOver) events.closed(new ChatError("network", { cause }));
    });
    return line;
  };
}
