import { json, type Request, type Response, Router } from "express";
import * as v from "valibot";
import type { PhoneAction, PhoneEvents, PhoneState } from "./phone-state.ts";
import type { Phone } from "./start-phone.ts";
import { watchWire } from "./wire.ts";

const actionSchema = v.variant("type", [
  v.object({ type: v.literal("say"), text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000)) }),
  v.object({ type: v.literal("quickReply"), index: v.number() }),
  v.object({ type: v.literal("button"), title: v.string(), payload: v.string() }),
  v.object({ type: v.literal("getStarted") }),
]);

/** The API of the phone's page: `GET /events` for the state, `POST /actions` for the actions of its user. */
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

  // Only JSON is read. The browser does not let a page of another site post JSON without asking this server first.
  router.post("/actions", json({ type: "application/json" }), async (request, response) => {
    const action = v.safeParse(actionSchema, request.body);
    if (!action.success) {
      response.status(400).json({ error: "The phone cannot do that." });
      return;
    }
    response.json(await perform(phone, action.output));
  });
  return router;
}

async function perform({ user }: Phone, action: PhoneAction): Promise<{ done: boolean }> {
  switch (action.type) {
    case "say":
      await user.say(action.text);
      return { done: true };
    case "quickReply":
      // After two quick taps the choices are gone for the second one, as on a real phone.
      if (user.conversation.quickReplies[action.index] === undefined) return { done: false };
      await user.tapQuickReply(action.index);
      return { done: true };
    case "button":
      await user.tapButton(action.title, action.payload);
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
