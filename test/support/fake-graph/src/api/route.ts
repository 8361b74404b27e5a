import type { Caller } from "./authenticate.ts";
import type { Core } from "#core.ts";
import { unknownObject } from "./graph-errors.ts";
import type { JsonObject } from "#parse/json.ts";
import type { PageState } from "#state.ts";

export interface RouteCall {
  core: Core;
  caller: Caller;
  /** The first segment of the path: `me`, or the id of a page, person or app. */
  node: string;
  /** Query and body as one. */
  input: JsonObject;
  /** The body alone. */
  body: JsonObject;
}

export interface RouteResult {
  result: JsonObject;
  /** Work that Meta does once the answer is out (or lost). */
  afterAnswer?: () => void;
}

/** A call that shows no token of its own: the app's secret is among its parameters. */
export interface OpenRoute {
  type: "open";
  method: "GET";
  path: string;
  answer(core: Core, input: JsonObject): RouteResult;
}

export interface Route {
  type?: undefined;
  method: "GET" | "POST" | "DELETE";
  /** What follows the node: `/messages`, or nothing for the node itself. */
  edge: string;
  handle(call: RouteCall): RouteResult | Promise<RouteResult>;
}

/** The page that `me` or the id in the path stands for. A token opens no other page. */
export function pageOf({ caller, node }: RouteCall): PageState {
  if (caller.type !== "page" || (node !== "me" && node !== caller.page.pageId)) throw unknownObject(node);
  return caller.page;
}
