import type { FakeGraph, JournalEntry, WebhookAttempt } from "@causerie/fake-graph";

/** One request between the server and the Graph API, as the wire log shows it. */
export type WireEntry = {
  id: number;
  at: number;
  /** `in`: a webhook to our server. `out`: a call by our server. */
  direction: "in" | "out";
  title: string;
  response: string;
  body: unknown;
};

/** The newest requests, and a callback for each new one. */
export type Wire = { readonly entries: readonly WireEntry[]; on(listener: (entry: WireEntry) => void): () => void };

const keptEntries = 60;

export function watchWire(graph: FakeGraph): Wire {
  const entries: WireEntry[] = [];
  const listeners = new Set<(entry: WireEntry) => void>();
  let id = 0;
  const add = (entry: Omit<WireEntry, "id">): void => {
    id += 1;
    entries.push({ id, ...entry });
    entries.splice(0, entries.length - keptEntries);
    for (const listener of listeners) listener({ id, ...entry });
  };
  graph.on("webhook", (attempt) => add(describeWebhook(attempt)));
  graph.on("request", (entry) => add(describeCall(entry)));
  return {
    entries,
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function describeWebhook({ at, url, body, answer }: WebhookAttempt): Omit<WireEntry, "id"> {
  const response = answer.type === "status" ? String(answer.status) : answer.reason;
  return { at, direction: "in", title: `POST ${new URL(url).pathname}`, response: response, body };
}

function describeCall({ at, method, path, version, body, outcome }: JournalEntry): Omit<WireEntry, "id"> {
  const versionedPath = version === undefined ? path : `/${version}${path}`;
  return {
    at,
    direction: "out",
    title: `${method} ${versionedPath}`,
    response: statusOf(outcome),
    body: withoutSecrets(body),
  };
}

function statusOf(outcome: JournalEntry["outcome"]): string {
  switch (outcome.type) {
    case "accepted":
      return "200";
    case "refused":
      return String(outcome.status);
    case "pending":
    case "faulted":
      return outcome.type;
  }
}

function withoutSecrets(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const secrets = ["access_token", "appsecret_proof"];
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, secrets.includes(name) ? "…" : value]));
}
