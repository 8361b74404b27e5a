import { RequestError } from "#app/errors.ts";

/** What every store answers, in the same words. */
export function clientIdReused(): RequestError {
  return new RequestError("client_id_reused", "This clientId was used for another message; make a new one per message");
}

/** The operator has blocked the person. Said only to themselves. */
export function blockedPerson(): RequestError {
  return new RequestError("blocked", "The operator of this chat takes no messages of yours");
}

/** The session of the visitor has ended, perhaps in another process, and what was said may be deleted already. */
export function endedSession(): RequestError {
  return new RequestError("unauthorized", "get a new token by session/refresh or session");
}

/** A conversation belongs to one person on one connector; who else names it learns nothing about it. */
export function notTheirConversation(): RequestError {
  return new RequestError("not_found", "There is no such conversation");
}
