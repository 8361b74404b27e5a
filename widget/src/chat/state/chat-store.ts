import type { ChatEvents, Entry } from "#chat/chat.ts";
import { callSafely, createEmitter, type Emitter } from "#chat/emitter.ts";
import { type Action, type ChatModel, initialModel } from "./model.ts";
import type { ParsedEvent } from "#chat/connection/parse.ts";
import { reduce } from "./reduce.ts";

/** Holds the state, notifies its subscribers, and emits the events that follow from a change. */
export type ChatStore = Pick<Emitter<ChatEvents>, "on" | "emit"> & {
  get(): ChatModel;
  subscribe(listener: () => void): () => void;
  dispatch(action: Action): void;
};

/** The index of the first event that the screen did not have. Under another epoch the numbers say nothing about that. */
function firstNew(before: ChatModel, events: readonly ParsedEvent[], after: ChatModel): number {
  if (before.epoch === undefined || before.epoch === after.epoch)
    return events.findLastIndex((event) => event.seq <= before.seq) + 1;
  const known = new Set(before.entries.map(({ key }) => key));
  const last = events.findLastIndex((event) => "messageId" in event && known.has(event.messageId));
  // Nothing in common: it is the history of another log, and history is not announced.
  return last === -1 ? events.length : last + 1;
}

export function createChatStore(): ChatStore {
  const emitter = createEmitter<ChatEvents>();
  const listeners = new Set<() => void>();
  let model = initialModel;

  function dispatch(action: Action): void {
    const before = model;
    model = reduce(before, action);
    if (model === before) return;
    for (const listener of listeners) callSafely(listener);
    announce(before, model, action);
  }

  function announce(before: ChatModel, after: ChatModel, action: Action): void {
    if (after.connection !== before.connection) emitter.emit("connection", { connection: after.connection });
    if (after.unread !== before.unread) emitter.emit("unread", { count: after.unread });
    for (const entry of arrived(before, action)) emitter.emit("message", { entry });
  }

  /** The complete messages of the bot that this action brought. Not those that were there when the page opened. */
  function arrived(before: ChatModel, action: Action): Entry[] {
    if (action.type !== "page" && (action.type !== "snapshot" || !before.loaded)) return [];
    const { events } = action.type === "page" ? action : action.snapshot;
    return events
      .slice(firstNew(before, events, model))
      .filter((event) => event.seq <= model.seq)
      .flatMap((event) =>
        event.type === "message" || event.type === "message.final"
          ? (model.entries.findLast(({ key }) => key === event.messageId) ?? [])
          : [],
      );
  }

  return {
    get: () => model,
    dispatch,
    subscribe(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    on: (name, listener) => emitter.on(name, listener),
    emit: (name, detail) => emitter.emit(name, detail),
  };
}
