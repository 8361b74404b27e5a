import { type CaseState, caseStates } from "@causerie/protocol/desk";
import { deskPath } from "#wire/desk-path.ts";

/** What the inbox shows: one of the lists, and what it is narrowed down to. */
export type InboxChoice = {
  list: InboxList;
  queue?: string;
  connector?: string;
  language?: string;
  state?: CaseState;
  operator?: string;
  tag?: string;
  text?: string;
  /** What is due first, first; left out: what was active last. */
  order?: "due" | undefined;
};
export const inboxLists = ["mine", "waiting", "open", "all", "bot", "closed"] as const;
export type InboxList = (typeof inboxLists)[number];

export const plainPages = [
  "channels",
  "people",
  "sessions",
  "keys",
  "audit",
  "stories",
  "queues",
  "templates",
  "trial",
  "figures",
  "account",
] as const;
export type PlainPage = (typeof plainPages)[number];

/** Pages by which people come in. */
const gates = ["invitation", "provider", "sign-in-link"] as const;
export type Gate = (typeof gates)[number];

export function isGate(page: string): page is Gate {
  return gates.some((each) => each === page);
}

export type Route =
  | { page: "inbox"; choice: InboxChoice; conversation?: string }
  | { page: Gate }
  | { page: PlainPage }
  | { page: "unknown" };

const narrowing = ["queue", "connector", "language", "operator", "tag", "text"] as const;

/** Reads an address of the console. */
export function parseRoute({ pathname, search }: { pathname: string; search: string }): Route {
  const [page = "", id, ...more] = pathname
    .slice(deskPath.length)
    .split("/")
    .filter((part) => part !== "");
  if (more.length > 0) return { page: "unknown" };
  if (page === "" || page === "inbox") {
    const conversation = id === undefined ? undefined : decode(id);
    return {
      page: "inbox",
      choice: parseChoice(new URLSearchParams(search)),
      ...(conversation === undefined ? {} : { conversation }),
    };
  }
  if (id !== undefined) return { page: "unknown" };
  if (isGate(page)) return { page };
  const plain = plainPages.find((each) => each === page);
  return plain === undefined ? { page: "unknown" } : { page: plain };
}

export function formatRoute(route: Exclude<Route, { page: "unknown" }>): string {
  if (route.page !== "inbox") return `${deskPath}/${route.page}`;
  const { choice, conversation } = route;
  const query = new URLSearchParams();
  if (choice.list !== "waiting") query.set("list", choice.list);
  if (choice.state !== undefined) query.set("state", choice.state);
  if (choice.order !== undefined) query.set("order", choice.order);
  for (const name of narrowing) if (choice[name] !== undefined && choice[name] !== "") query.set(name, choice[name]);
  const path =
    conversation === undefined ? `${deskPath}/inbox` : `${deskPath}/inbox/${encodeURIComponent(conversation)}`;
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

function parseChoice(query: URLSearchParams): InboxChoice {
  const choice: InboxChoice = { list: inboxLists.find((each) => each === query.get("list")) ?? "waiting" };
  const state = caseStates.find((each) => each === query.get("state"));
  if (state !== undefined) choice.state = state;
  if (query.get("order") === "due") choice.order = "due";
  for (const name of narrowing) {
    const value = query.get(name);
    if (value !== null && value !== "") choice[name] = value;
  }
  return choice;
}

/** An address that somebody has typed may hold a stray percent sign. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
