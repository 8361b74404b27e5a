import { json, type Request, type Response, Router } from "express";
import * as v from "valibot";
import type { PhoneAct, PhoneEvents, PhoneState } from "./phone-state.ts";
import type { Phone } from "./start-phone.ts";
import { watchWire } from "./wire.ts";

const actSchema = v.variant("type", [
  v.object({ type: v.literal("say"), text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000)) }),
  v.object({ type: v.literal("quickReply"), index: v.number() }),
  v.object({ type: v.literal("button"), title: v.string(), payload: v.string() }),
  v.object({ type: v.literal("getStarted") }),
]);

/** What the page of the phone talks to: `GET /events` to see, `POST /act` to touch. */
export function createPhoneRouter(phone: Phone): Router {
  const wire = watchWire(phone.graph);
  const router = Router();

  router.get("/events", (request, response) => {
    const send = openEvents(request, response);
    const showState = (): void => send("state", stateOf(phone));
    showState();
    for (const entry of wire.entries) send("wire", entry);
    const ends = [
      ...(["said", "sent", "typing", "seen", "reaction"] as const).map((type) => phone.graph.on(type, showState)),
      wire.on((entry) => send("wire", entry)),
    ];
    request.on("close", () => {
      for (const end of ends) end();
    });
  });

  // Only JSON is read, which a page of another site cannot post without being asked first.
  router.post("/act", json({ type: "application/json" }), async (request, response) => {
    const act = v.safeParse(actSchema, request.body);
    if (!act.success) {
      response.status(400).json({ error: "The phone cannot do that." });
      return;
    }
    response.json(await perform(phone, act.output));
  });
  return router;
}

async function perform({ user }: Phone, act: PhoneAct): Promise<{ done: boolean }> {
  switch (act.type) {
    case "say":
      await user.say(act.text);
      return { done: true };
    case "quickReply":
      // Two taps in quick succession: the second finds the choices gone, as on a real phone.
      if (user.conversation.quickReplies[act.index] === undefined) return { done: false };
      await user.tapQuickReply(act.index);
      return { done: true };
    case "button":
      await user.tapButton(act.title, act.payload);
      return { done: true };
    case "getStarted":
      await user.getStarted();
      return { done: true };
  }
}

function stateOf({ user }: Phone): PhoneState {
  const { bubbles, quickReplies, typing, seenAt } = user.conversation;
  return { bubbles, quickReplies, typing, ...(seenAt === undefined ? {} : { seenAt }) };
}

type Send = <Type extends keyof PhoneEvents>(type: Type, data: PhoneEvents[Type]) => void;

function openEvents(request: Request, response: Response): Send {
  request.socket.setNoDelay(true);
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  return (type, data) => {
    response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
  };
}
