import type { ClientContent, ClientMessage, SendResult } from "@causerie/protocol";
import type { CreateEngine, Engine } from "#chat/engine.ts";
import { createBrowserTabs, noTabs, type Tabs } from "#chat/browser/tabs.ts";
import type { Connection } from "#chat/chat.ts";
import { ChatError, toChatError } from "#chat/chat-error.ts";
import { createIdMaker } from "#chat/sending/id-maker.ts";
import type { ChatOptions } from "#chat/options.ts";
import { createOutgoing } from "#chat/sending/outgoing.ts";
import { isShown } from "#chat/state/apply-events.ts";
import { createSeenMark } from "#chat/state/seen.ts";
import { withPrefix } from "#chat/storage/key-value-storage.ts";
import { createTockConversation } from "./conversation.ts";
import { forgetIdentity, type Identity, readIdentity } from "./identity.ts";
import { postTurn } from "./post.ts";
import { createTockStream, type TockStream } from "./stream.ts";
import { createTockLog, toSnapshot } from "./tock-log.ts";
import { createTockTabs } from "./tock-tabs.ts";
import { toRequest } from "./to-request.ts";

const introducedKey = "introduced";
/** The message that is on its way: whether the server has had it, a page that ends meanwhile does not learn. */
const triedKey = "tock/tried";
/** What has no bubble is sent again after a fault of the network: nobody could press "send again". */
const silentTries = 3;

/**
 * The engine of a chat whose server is one of Tock: its web connector, by POST and server-sent events. That keeps no conversation for its
 * pages, so the log is made and kept here.
 */
export function tockEngineOf({ openingMessage = "", getToken }: ChatOptions): CreateEngine {
  if (getToken !== undefined)
    // oxlint-disable-next-line no-console -- for the page's developer
    console.warn(
      'Causerie: Tock\'s protocol has no sign-in, so `getToken` is not used. Send what a gateway needs by "headers".',
    );

  return (settings, allStorage, lastWords, givenTabs, store, submit, forgetDraft): Engine => {
    const { clock, browserPage } = settings;
    const scope = `causerie ${settings.endpoint} ${settings.scope}`;
    const storage = withPrefix(allStorage, scope, clock);
    const allTabs = givenTabs ?? (storage.shared ? createBrowserTabs(scope, clock) : noTabs);
    const stopping = new AbortController();
    const seen = createSeenMark(storage);
    const makeId = createIdMaker();
    const log = createTockLog(storage, allTabs);
    /** What Tock calls the messages of the log. */
    const actions = new Map<string, string>();
    let identity: Identity | undefined;
    let stream: TockStream | undefined;
    let isLeading = false;
    let isStarted = false;
    let opening: Promise<void> | undefined;

    const others = createTockTabs({
      tabs: allTabs,
      clock,
      connection: () => store.get().connection,
      reload: () => void load(),
      show: (frame) => store.dispatch({ type: "frame", frame }),
      report: (connection) => {
        if (isStarted) report(connection);
      },
    });

    const conversation = createTockConversation({
      storage,
      clock,
      log,
      makeId,
      show(records) {
        for (const { event, actionId } of records)
          if (actionId !== undefined && "messageId" in event) actions.set(event.messageId, actionId);
        const events = records.map(({ event }) => event);
        const { epoch } = store.get();
        if (epoch === undefined || stopping.signal.aborted) return;
        store.dispatch({ type: "page", events, cursor: { epoch, seq: events.at(-1)?.seq ?? 0 } });
        if (store.get().needsSnapshot) void load();
        for (const event of events) if (event.type === "visitor") outgoing.confirm(event.clientId, event.seq);
        saveSeen();
        others.grown();
      },
      frame(frame) {
        store.dispatch({ type: "frame", frame });
        others.frame(frame);
      },
    });

    const tabs: Tabs = {
      exclusive: (name, run) => allTabs.exclusive(name, run),
      channel: (name, receive) => allTabs.channel(name, receive),
      lead: (name, changed) =>
        allTabs.lead(name, (now) => {
          isLeading = now;
          changed(now);
          void follow();
        }),
    };

    const outgoing = createOutgoing({
      storage,
      lastWords,
      tabs,
      clock,
      isConnected: () => store.get().connection.type === "connected",
      deliver,
      show: (entry) => store.dispatch({ type: "acted", entry }),
      delivered: (key, delivery, seq) => store.dispatch({ type: "delivery", key, delivery, seq }),
      discarded(key) {
        if (key === "") forgetDraft();
        store.dispatch({ type: "discarded", key });
      },
      sent(key) {
        const entry = store.get().entries.findLast((each) => each.key === key);
        if (entry !== undefined) store.emit("sent", { entry });
      },
      replaced: () => void open(),
    });

    const stopListening = browserPage.listen((signal) => {
      // A tab that died may have left something.
      if (signal === "written" || signal === "visible") void outgoing.restore();
    });

    /** The stream is of the tab that leads. */
    async function follow(): Promise<void> {
      await opening;
      if (!isStarted || identity === undefined || stopping.signal.aborted) return;
      if (!isLeading) return stream?.stop();
      await conversation.lead();
      if (stopping.signal.aborted || !isLeading) return;
      stream ??= createTockStream({
        settings,
        userId: identity.userId,
        report,
        receive: (answer) => void conversation.receive(answer),
      });
      stream.start();
    }

    function report(connection: Connection): void {
      if (stopping.signal.aborted) return;
      store.dispatch({ type: "connection", connection });
      if (isLeading) others.connection(connection);
      if (connection.type === "connected") outgoing.wake();
    }

    /** Begins the conversation of this browser, or goes on with it. */
    async function open(): Promise<void> {
      const { identity: found, isNew } = await readIdentity(storage, allTabs);
      if (stopping.signal.aborted || found.epoch === identity?.epoch) return;
      const isFirst = identity === undefined;
      identity = found;
      stream?.stop();
      stream = undefined;
      if (!isFirst) {
        actions.clear();
        store.dispatch({ type: "conversation", empty: true });
      }
      // There is no request for it in Tock's protocol.
      store.dispatch({ type: "stop", stop: "unsupported" });
      outgoing.join(found.epoch);
      others.join(found.epoch, () => isLeading);
      await load();
      await introduce(found.epoch, isNew);
      opening = undefined;
      await follow();
    }

    async function load(): Promise<void> {
      if (identity === undefined) return;
      const { epoch } = identity;
      const records = await log.load();
      const mark = await seen.read(epoch);
      if (stopping.signal.aborted || identity.epoch !== epoch) return;
      for (const { event, actionId } of records)
        if (actionId !== undefined && "messageId" in event) actions.set(event.messageId, actionId);
      const snapshot = toSnapshot(records, epoch);
      store.dispatch({ type: "snapshot", snapshot, seen: mark?.epoch === epoch ? mark.seq : undefined });
      for (const event of snapshot.events) if (event.type === "visitor") outgoing.confirm(event.clientId, event.seq);
      saveSeen();
    }

    /** The opening message once in a conversation, and each new referral once. Tock wants the referral first. */
    async function introduce(epoch: string, isNew: boolean): Promise<void> {
      const referral = settings.referral ?? "";
      const [known, before] = ((await storage.get(introducedKey).catch(() => undefined)) ?? "").split("\n");
      const opens = known !== epoch && isNew && openingMessage !== "";
      const isNewReferral = referral !== "" && !(known === epoch && before === referral);
      if (opens) await submit({ type: "start" });
      else if (isNewReferral) await submit({ type: "referral", ref: referral });
      if (known !== epoch || isNewReferral)
        await storage.set(introducedKey, [epoch, referral].join("\n")).catch(() => {}); // Without storage it may be sent again.
    }

    async function deliver(message: ClientMessage, tries: number): Promise<SendResult> {
      const { content, clientId } = message;
      const isSaid = isShown(content, clientId);
      if (isSaid && (await storage.get(triedKey).catch(() => undefined)) === clientId) {
        await storage.delete(triedKey).catch(() => {});
        throw new ChatError("unknown_outcome");
      }
      const { referral } = settings;
      if (content.type === "start" && referral !== undefined && referral !== "")
        await turn(message, { type: "referral", ref: referral }, tries);
      await turn(message, content, tries);
      return { seq: store.get().seq, duplicate: false };
    }

    /** A request, and what is said meanwhile and after it. */
    async function turn(message: ClientMessage, content: ClientContent, tries: number): Promise<void> {
      const isSaid = isShown(content, message.clientId);
      const isLogged = isSaid || content.type === "feedback";
      const { userId } = identity as Identity;
      const request = toRequest(content, {
        sender: { userId, locale: message.locale },
        openingMessage,
        actionOf: (messageId) => actions.get(messageId),
      });
      if (isSaid) await storage.set(triedKey, message.clientId).catch(() => {});
      conversation.begin(message, isLogged);
      const typing = (on: boolean): void => {
        store.dispatch({ type: "frame", frame: { type: "typing", on } });
        others.frame({ type: "typing", on });
      };
      if (content.type !== "feedback") typing(true);
      try {
        await conversation.answer(await postTurn(settings, request, stopping.signal));
      } catch (thrown) {
        const error = toChatError(thrown);
        typing(false);
        if (stopping.signal.aborted) throw error; // The next page says that nobody knows what has become of it.
        const isNetwork = error.code === "network" || error.code === "timeout";
        if (isNetwork) stream?.doubt();
        await conversation.fail();
        await storage.delete(triedKey).catch(() => {});
        // Where its answer has begun it is in the log: then the outbox has let go of it, and this is no news.
        if (isSaid || error.retryable) throw once(error);
        throw new ChatError(error.code, { cause: error, retryable: isNetwork && tries < silentTries });
      }
      await storage.delete(triedKey).catch(() => {});
    }

    function saveSeen(): void {
      const { epoch, seq, visible } = store.get();
      if (epoch !== undefined && identity !== undefined && visible) seen.write(identity.epoch, { epoch, seq });
    }

    return {
      connection: {
        start() {
          if (isStarted) return;
          isStarted = true;
          store.dispatch({ type: "connection", connection: { type: "connecting" } });
          opening = open();
        },
        hurry: () => stream?.hurry(),
      },
      outgoing,
      files: () => Promise.reject(new ChatError("unsupported")),
      loadEarlier: () => Promise.resolve(),
      stopAnswer: () => Promise.resolve(),
      async endSession({ forget = false } = {}) {
        // Tock's protocol has no request for it: the site's own server must be asked.
        if (forget) throw new ChatError("unsupported");
        for (const { key } of store.get().entries) outgoing.discard(key);
        await outgoing.discardAll();
        await conversation.forget();
        await forgetIdentity(storage);
        await open();
      },
      request: () => Promise.reject(new ChatError("unsupported")),
      saveSeen,
      stop() {
        stopping.abort();
        stopListening();
        stream?.stop();
        others.stop();
        outgoing.stop();
      },
    };
  };
}

/** A timeout says no more than a lost line: the message is not sent again unasked. */
function once(error: ChatError): ChatError {
  return error.code === "timeout" ? new ChatError("timeout", { cause: error, retryable: false }) : error;
}
