import type { Server } from "node:http";
import type { RequestHandler } from "express";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { TimeLimit } from "#async/time-limit.ts";
import type { Connector } from "./connector.ts";
import type { ConnectorHost } from "./host/connector-host.ts";
import type { Metric } from "./host/metric.ts";
import { describeOptions, type OptionsSchema } from "./options-schema.ts";

/**
 * What `web({ … })` and `messenger({ … })` return: a connector that is configured but not yet running.
 *
 * The least that a connector needs is `id`, `channel`, `path` and `start`; see docs/own-connector.md.
 */
export type ConnectorDefinition = {
  /** Unique in this server: letters, digits, - and _. */
  readonly id: string;
  readonly channel: string;
  /** Where it listens below the server's public URL, e.g. `/web`; unique in the server. */
  readonly path: string;
  /**
   * What it serves at its platform, as words for the operator, e.g. `page 682498302938465`. Two connectors of one channel
   * must not serve the same: both would answer.
   */
  readonly account?: string;
  /**
   * For how many seconds people come back with what it has signed by a key of the host. The operator's secret is not changed
   * twice in that time without a warning. Default: not at all.
   */
  readonly signedForSeconds?: number;
  /** Default: supported. */
  readonly availability?: Availability;
  /** The options it was made with: titles, help, which ones are secret. For `causerie check` and for forms. */
  readonly options?: OptionsSchema;
  /**
   * Finds the ids of people in what is logged, e.g. in the ids of conversations: the log has a hash in the place of each match.
   */
  readonly peopleInLog?: RegExp;
  /** All that is wrong with its configuration, each a sentence that names the field and says what to do. */
  problems?(): string[];
  /** What the operator has to do elsewhere, e.g. to enter the webhook URL at the platform. */
  setup?(publicUrl: string): SetupStep[];
  /** Looks whether it would work. With `live` it may call the platform. */
  check?(context: CheckContext): Promise<CheckResult[]>;
  start(host: ConnectorHost): RunningConnector;
};

/** Whether the platform still exists for new bots. `gated`: with a contract or a review. */
export type Availability =
  | { readonly status: "supported" }
  | { readonly status: "gated" | "discontinued"; readonly reason: string };

/** `copy`: a value to paste there. `url`: the page on which it is done. */
export type SetupStep = { readonly text: string; readonly copy?: string; readonly url?: string };

/** `live`: calls to the platform are allowed. */
export type CheckContext = { readonly live: boolean; readonly publicUrl: string; readonly fetch: typeof fetch };

/** What a check has found. `fix` says what to do; it goes with a warning or an error. */
export type CheckResult = {
  readonly level: "ok" | "warning" | "error";
  readonly title: string;
  readonly fix?: string;
};

/**
 * Ends in two steps: `stopAccepting`, and once nothing is delivered any more, its disposal. Whatever of it throws or
 * rejects is logged by the host and has no effect on anything else.
 */
export type RunningConnector = Partial<AsyncDisposable> & {
  connector: Connector;
  /**
   * The server goes down. From this call on the host answers 503 to every request, so that its sender comes again; a
   * connector with sockets closes them here. `connector` still delivers. A second call changes nothing.
   */
  stopAccepting?(): Promise<void>;
  /**
   * Once the server listens: looks whether the platform's requests reach this connector as they were sent. An application may put
   * something before our router that changes them. `call` posts to the connector's own path.
   */
  selfTest?(call: CallOwn): Promise<void>;
  /** Figures for the operator's monitoring. Asked whenever somebody reads `/metrics`. */
  metrics?(): readonly Metric[];
  /** When the platform called last, in milliseconds since 1970; undefined: not since the start. */
  calledAt?(): number | undefined;
  /** Mounted at the definition's path: an Express router, or any request handler. */
  router?: RequestHandler;
  /** For connectors that also speak WebSocket: takes the upgrades of one path from the HTTP server. */
  sockets?: { path: string; attach(server: Server): void };
  /**
   * For platforms that are reached by a connection of our own (Slack's socket mode): runs until `signal` aborts. Of all
   * server processes only one runs it at a time; when it ends or fails, it is started again after a pause.
   */
  run?(signal: AbortSignal): Promise<void>;
};

/** @returns undefined when nobody answers under the connector's path. */
export type CallOwn = (request: {
  readonly headers: Record<string, string>;
  readonly body: string;
}) => Promise<{ status: number; body: string } | undefined>;

/** All that is wrong with a connector's configuration, or that it cannot be used at all. */
export function findConnectorProblems(definition: ConnectorDefinition): string[] {
  const { availability } = definition;
  const isGone = availability?.status === "discontinued";
  const gone = isGone ? [`this channel cannot be used: ${availability.reason}`] : [];
  try {
    return [...gone, ...(definition.problems?.() ?? [])];
  } catch (error) {
    return [...gone, `its options cannot be checked: ${messageOf(error)}`];
  }
}

/** Milliseconds that a check may take. */
const checkMs = 30_000;

/** What a connector says of itself. A check that fails or hangs has one result that says so. */
export async function runCheck(
  definition: ConnectorDefinition,
  context: CheckContext,
  ms = checkMs,
): Promise<CheckResult[]> {
  using limit = new TimeLimit({ ms });
  const check = async (): Promise<CheckResult[]> => (await definition.check?.(context)) ?? [];
  try {
    return await rejectOnAbort(check(), limit.signal);
  } catch (error) {
    return [failed("check", error)];
  }
}

/** What options a connector has, one line each. */
export function optionLines({ id, options }: ConnectorDefinition): string[] {
  try {
    return options === undefined ? [] : describeOptions(options).map((line) => `${id} option ${line}`);
  } catch (error) {
    return [`${id}: error: ${failed("list of options", error).title}`];
  }
}

/** Its words may quote a token. */
function failed(what: string, error: unknown): CheckResult {
  const reason = error instanceof Error ? error.name : "unknown";
  return { level: "error", title: `its ${what} failed (${reason})`, fix: "Report this to the connector's author." };
}

/** What the operator should know of a connector, one line a step. A connector that cannot say it says why. */
export function setupSteps(definition: ConnectorDefinition, publicUrl: string): string[] {
  const { id, availability } = definition;
  const limits = availability === undefined || availability.status === "supported" ? [] : [availability.reason];
  try {
    return [...(definition.setup?.(publicUrl) ?? []).map(formatStep), ...limits];
  } catch (error) {
    return [`the connector "${id}" cannot say how it is set up: ${messageOf(error)}`, ...limits];
  }
}

/** What somebody else's code threw, in one line. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function formatStep({ text, copy, url }: SetupStep): string {
  return [text, ...(copy === undefined ? [] : [copy]), ...(url === undefined ? [] : [`(${url})`])].join(": ");
}

/** Milliseconds for which something that a connector has signed is taken. */
export function signedForMs({ signedForSeconds = 0 }: Pick<ConnectorDefinition, "signedForSeconds">): number {
  return signedForSeconds * 1_000;
}
