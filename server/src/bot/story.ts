import type { StandardSchemaV1 } from "@standard-schema/spec";
import { encodeLink, type Link, type LinkParams } from "#channel/link.ts";
import type { Keywords } from "#understanding/keywords.ts";
import type { Handler } from "./handler.ts";

/**
 * A story is one subject that the bot can talk about. It has two halves, on purpose two values: the *contract* (data
 * only: id, intents, keywords, parameters, steps), which anybody may import to make links, and the *handlers*. In one
 * literal a story that links to itself would lose all type checks (TypeScript gives up with TS7022).
 *
 * ```ts
 * export const weather = story("weather", {
 *   keywords: { en: ["weather", "forecast"], fr: ["météo"] },
 *   params: v.object({ city: v.optional(v.string()) }),
 *   steps: { city: true },
 * });
 *
 * export const weatherStory = weather.handle({
 *   async *run(turn, { city }) {
 *     if (city === undefined) {
 *       turn.waitFor(weather.step("city"));
 *       yield text("For which city?", { quickReplies: [{ label: "Lille", to: weather.link({ city: "Lille" }) }] });
 *       return;
 *     }
 *     yield `It is sunny in ${city}.`;
 *   },
 *   steps: {
 *     async *city(turn) {
 *       yield `It is sunny in ${turn.text}.`;
 *     },
 *   },
 * });
 * ```
 */
export function story<Params extends ParamsSchema = undefined, const Steps extends StepSchemas = Record<never, never>>(
  id: string,
  contract: StoryContract<Params, Steps> = {},
): Story<Params, Steps> {
  if (!/^[\p{L}\p{N}_.:-]{1,100}$/u.test(id))
    throw new TypeError(`story id "${id}" must be 1 to 100 letters, digits or _ . : -`);
  const { intents = [], keywords = [], params, steps } = contract;
  return {
    id,
    link: (...[values]) => encodeLink(id, toLinkParams(id, values)),
    step: (name, ...[values]) => encodeLink(id, toLinkParams(id, values), name),
    handle: (handlers) => {
      const { run, steps: stepHandlers = {} } = typeof handlers === "function" ? { run: handlers } : handlers;
      return {
        id,
        intents: [id, ...intents],
        keywords,
        run: { schema: params, handler: run as Handler<unknown> },
        steps: toSteps(steps, stepHandlers),
      };
    },
  };
}

/** Any Standard Schema (valibot, zod, arktype …) whose input is an object of texts; undefined: no parameters. */
export type ParamsSchema = StandardSchemaV1 | undefined;
/** `true`: a step without parameters. */
export type StepSchemas = Readonly<Record<string, StandardSchemaV1 | true>>;

export type StoryContract<Params extends ParamsSchema, Steps extends StepSchemas> = {
  /** Names under which an understanding service may know this story, besides its id. */
  intents?: readonly string[];
  keywords?: Keywords;
  /** Reads the parameters of a link; what it refuses never reaches the handler. */
  params?: Params;
  steps?: Steps;
};

export type Story<Params extends ParamsSchema, Steps extends StepSchemas> = {
  readonly id: string;
  /** A link to the story's beginning, for buttons, quick replies and referrals. */
  link(...params: LinkArguments<Params>): Link;
  /** A link to one of its steps. */
  step<Name extends keyof Steps & string>(name: Name, ...params: LinkArguments<Steps[Name]>): Link;
  /** Gives the story its behaviour. @returns what `createBot` takes. */
  handle(handlers: Handlers<Params, Steps>): StoryDefinition;
};

/** A story with its behaviour, types erased. */
export type StoryDefinition = {
  readonly id: string;
  /** All names it is known by; the first is its id. */
  readonly intents: readonly string[];
  readonly keywords: Keywords;
  readonly run: Part;
  readonly steps: ReadonlyMap<string, Part>;
};

export type Part = { schema: ParamsSchema; handler: Handler<unknown> };

type LinkArguments<Schema> = Schema extends StandardSchemaV1
  ? Record<never, never> extends StandardSchemaV1.InferInput<Schema>
    ? [params?: StandardSchemaV1.InferInput<Schema>]
    : [params: StandardSchemaV1.InferInput<Schema>]
  : [];

type Output<Schema> = Schema extends StandardSchemaV1 ? StandardSchemaV1.InferOutput<Schema> : Record<never, never>;

type Handlers<Params extends ParamsSchema, Steps extends StepSchemas> = keyof Steps extends never
  ? Handler<Output<Params>> | { run: Handler<Output<Params>> }
  : { run: Handler<Output<Params>>; steps: { [Name in keyof Steps]: Handler<Output<Steps[Name]>> } };

function toSteps(schemas: StepSchemas = {}, handlers: object): ReadonlyMap<string, Part> {
  const byName = new Map(Object.entries(handlers) as [string, Handler<unknown>][]);
  return new Map(
    Object.entries(schemas).flatMap(([name, schema]) => {
      const handler = byName.get(name);
      return handler === undefined ? [] : [[name, { schema: schema === true ? undefined : schema, handler }] as const];
    }),
  );
}

function toLinkParams(id: string, values: unknown): LinkParams {
  const params: Record<string, string | number | boolean | undefined> = {};
  for (const [name, value] of Object.entries(values ?? {})) {
    if (name.startsWith("_"))
      throw new TypeError(`link to "${id}": names that begin with _ are reserved, but got "${name}"`);
    if (value !== undefined && !["string", "number", "boolean"].includes(typeof value)) {
      throw new TypeError(`link to "${id}": "${name}" must be a string, a number or a boolean; links travel as text`);
    }
    params[name] = value as string;
  }
  return params;
}
